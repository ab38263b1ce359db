"""What may stand in a cell of text: nothing that a spreadsheet would run, and no more of a document than may travel.

A spreadsheet takes a cell of CSV for a formula by its first character, in quotation marks or not (OWASP, CSV Injection;
CWE-1236). An escape in the CSV would make it differ from the Parquet file, and from the document. So no cell begins
with such a character, in either file: a span takes in the word or mark before it, and other text has an apostrophe
before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

import polars as pl

from schemas.read import Table

FIRST = "=+-@\t\r\n"  # begins a formula, or may once it is stripped
BEFORE = re.compile(r"[^\s=+\-@]\S*[ =+\-@]*\Z")  # the last word before, on the same line
REACH = 40  # characters that are looked at for it
APART = " … "  # between the pieces of a statement

Tables = Mapping[str, pl.DataFrame]


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


def harmless(tables: Tables, known: Mapping[str, Table], documents: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """The tables with no cell of text that begins as a formula does; ids are left as they are.

    documents: texts by source_id. A span at which nothing can be done stays: what publishes the tables refuses it.
    """
    made = {name: tables[name] for name in tables}
    words = spans(known)
    for name, column in words.items():
        if name in made:
            made[name] = _reaching(made[name], known[name], column, documents)
    if {"statements", "evidence"} <= made.keys():
        made["statements"] = _told_again(made["statements"], made["evidence"])
    for name, frame in made.items():
        free = [f.name for f in known[name].fields if f.free and f.name != words.get(name)]
        made[name] = frame.with_columns(
            pl.when(_runs(column)).then(pl.format("'{}", column)).otherwise(column).alias(column) for column in free
        )
    return made


def _runs(column: str) -> pl.Expr:
    return pl.col(column).str.slice(0, 1).is_in(list(FIRST))


def _reaching(frame: pl.DataFrame, table: Table, words: str, documents: Mapping[str, str]) -> pl.DataFrame:
    """The spans, those that begin as a formula begun before or, at the beginning of a line, after those characters."""
    rows = frame.with_row_index("#row").filter(_runs(words)).select("#row", "source_id", "start", "end")
    moved = []
    for row, source, start, end in rows.iter_rows():
        text = documents[source]
        near = text[max(0, start - REACH) : start]
        if before := BEFORE.search(near):
            begin = start - (len(near) - before.start())
        else:
            begin = end - len(text[start:end].lstrip(FIRST + " "))
        if begin < end:
            moved.append((row, begin, text[begin:end]))
    if not moved:
        return frame
    new = pl.DataFrame(moved, schema={"#row": rows.schema["#row"], "start": pl.Int64, words: pl.String}, orient="row")
    changed = frame.with_row_index("#row").update(new, on="#row").drop("#row")
    for key in table.keys:  # two spans that differed in those characters alone are one now
        absent = pl.any_horizontal(pl.col(name).is_null() for name in key)
        changed = changed.filter(absent | pl.struct(key).is_first_distinct())
    return changed


def _told_again(statements: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """The statements, the text of those that begin as a formula put together from their spans."""
    wrong = statements.filter(_runs("text")).select("statement_id")
    if wrong.is_empty():
        return statements
    pieces = evidence.filter(table_name="statements", field="text").sort("start")
    again = pieces.group_by(statement_id="record_id", maintain_order=True).agg(text=pl.col("quote").str.join(APART))
    return statements.update(wrong.join(again, on="statement_id"), on="statement_id")


def cut(tables: Tables, known: Mapping[str, Table], most: int) -> dict[str, pl.DataFrame]:
    """The tables with no more than so many characters of a document in a cell, and the sha256 of each whole span."""
    made = {}
    for name, frame in tables.items():
        words = spans(known).get(name)
        if words is not None:
            hashes = [hashlib.sha256(value.encode("utf-8")).hexdigest() for value in frame[words]]
            frame = frame.with_columns(sha256=pl.Series(hashes, dtype=pl.String))
        told = [field.name for field in known[name].fields if field.verbatim]
        made[name] = frame.with_columns(pl.col(column).str.slice(0, most) for column in told)
    return made
