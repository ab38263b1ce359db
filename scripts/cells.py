"""What may stand in a cell of text: nothing that a spreadsheet would run, and no more of a document than may travel.

A spreadsheet takes a cell of CSV for a formula by its first character, in quotation marks or not (OWASP, CSV Injection;
CWE-1236). An escape in the CSV would make it differ from the Parquet file, and from the document. So no cell begins
with such a character, in either file: a span takes in the word or mark before it, and other text has an apostrophe
before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

import duckdb
import polars as pl

from schemas.read import Table
from scripts.formats import FIRST

BEFORE = re.compile(r"[^\s=+\-@]\S*[ =+\-@]*\Z")  # the last word before, on the same line
REACH = 40  # characters that are looked at for it
APART = " … "  # between the pieces of a statement


def spans(tables: Mapping[str, Table]) -> dict[str, str]:
    """The tables of spans, each with the column that repeats the words from start to end."""
    found = {}
    for name, table in tables.items():
        words = [field.name for field in table.fields if field.verbatim]
        if {"source_id", "start", "end"} <= set(table.columns) and len(words) == 1:
            found[name] = words[0]
    return found


def formula(table: Table, rows: pl.LazyFrame) -> Iterator[tuple[str, pl.LazyFrame]]:
    """The columns of text with the rows in which a cell begins as a formula does, as far as there are any."""
    text = [field.name for field in table.fields if field.type == "string"]
    found = rows.select(_runs(name).any() for name in text).collect()
    for name in text:
        if found[name].item():
            yield name, rows.filter(_runs(name))


def harmless(
    db: duckdb.DuckDBPyConnection, known: Mapping[str, Table], texts: Callable[[], Iterator[Mapping[str, str]]]
) -> None:
    """Change the spans in a database, and the statements, so that their words do not begin as a formula does.

    known: the tables that there are. texts: gives those of the documents by source_id, some at a time. A span at which
    nothing can be done stays: what publishes the tables refuses it. Other text is the matter of ``quoted``.
    """
    words = spans(known)
    found = [
        f"SELECT '{name}' AS its_table, rowid AS nth, source_id, start, \"end\" FROM {name} WHERE {_begins(column)}"
        for name, column in words.items()
    ]
    if found:
        db.execute(f"CREATE OR REPLACE TEMP TABLE begun AS {' UNION ALL '.join(found)}")
        for some in texts() if db.execute("SELECT count(*) FROM begun").fetchall()[0][0] else ():
            _reach(db, known, words, some)
    if {"statements", "evidence"} <= known.keys():
        db.execute(f"""
            UPDATE statements s SET text = again.text
            FROM (
              SELECT record_id, string_agg(quote, '{APART}' ORDER BY start) AS text FROM evidence
              WHERE table_name = 'statements' AND field = 'text'
                AND record_id IN (SELECT statement_id FROM statements WHERE {_begins("text")})
              GROUP BY record_id
            ) again WHERE s.statement_id = again.record_id""")


def quoted(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Rows with an apostrophe before text that begins as a formula does; ids and spans are left as they are."""
    words = spans({table.name: table}).get(table.name)
    free = [field.name for field in table.fields if field.free and field.name != words]
    return frame.with_columns(
        pl.when(_runs(column)).then(pl.format("'{}", column)).otherwise(column).alias(column) for column in free
    )


def _begins(column: str) -> str:
    """The same as _runs in SQL."""
    return f"substr({column}, 1, 1) IN ({', '.join(f'chr({ord(first)})' for first in FIRST)})"


def _runs(column: str) -> pl.Expr:
    return pl.col(column).str.slice(0, 1).is_in(list(FIRST))


def _reach(
    db: duckdb.DuckDBPyConnection, known: Mapping[str, Table], words: Mapping[str, str], texts: Mapping[str, str]
) -> None:
    """The spans of some documents that begin as a formula begin before or, at the beginning of a line, after that."""
    rows = db.execute("SELECT * FROM begun WHERE source_id IN (SELECT unnest(?::VARCHAR[]))", [list(texts)]).fetchall()
    moved = []
    for its_table, nth, source, start, end in rows:
        text = texts[source]
        near = text[max(0, start - REACH) : start]
        if before := BEFORE.search(near):
            begin = start - (len(near) - before.start())
        else:
            begin = end - len(text[start:end].lstrip(FIRST + " "))
        if begin < end:
            moved.append((its_table, nth, start, begin, text[begin:end]))
    if not moved:
        return
    schema = {"its_table": pl.String, "nth": pl.Int64, "old": pl.Int64, "start": pl.Int64, "words": pl.String}
    db.register("moved", pl.DataFrame(moved, schema=schema, orient="row").to_arrow())
    for name in {row[0] for row in moved}:
        db.execute(f"""
            UPDATE {name} t SET start = m.start, {words[name]} = m.words
            FROM moved m WHERE m.its_table = '{name}' AND t.rowid = m.nth""")
        for key in known[name].keys:
            _once(db, known[name], key)
    db.unregister("moved")


def _once(db: duckdb.DuckDBPyConnection, table: Table, key: tuple[str, ...]) -> None:
    """Two spans that differed in those characters alone are one now: the first of them stays."""
    same = ", ".join(f't."{name}"' for name in key)
    order = ", ".join("coalesce(m.old, t.start)" if name == "start" else f't."{name}"' for name in table.primary_key)
    there = " AND ".join(f't."{name}" IS NOT NULL' for name in key)
    own = f"(SELECT * FROM moved WHERE its_table = '{table.name}')"
    db.execute(f"""
        DELETE FROM {table.name} WHERE rowid IN (
          WITH near AS (
            SELECT t.rowid AS nth, t.* FROM {table.name} t
            WHERE {there} AND source_id IN (
              SELECT source_id FROM {table.name} WHERE rowid IN (SELECT nth FROM {own})
            )
          )
          SELECT t.nth FROM near t LEFT JOIN {own} m ON m.nth = t.nth
          QUALIFY row_number() OVER (PARTITION BY {same} ORDER BY {order}) > 1)""")


def cut(frame: pl.DataFrame, table: Table, most: int) -> pl.DataFrame:
    """Rows with no more than so many characters of a document in a cell, and the sha256 of each whole span."""
    words = spans({table.name: table}).get(table.name)
    if words is not None:
        hashes = [hashlib.sha256(value.encode("utf-8")).hexdigest() for value in frame[words]]
        frame = frame.with_columns(sha256=pl.Series(hashes, dtype=pl.String))
    told = [field.name for field in table.fields if field.verbatim]
    return frame.with_columns(pl.col(column).str.slice(0, most) for column in told)
