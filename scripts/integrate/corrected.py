"""A curator's corrections, applied to the integrated tables one after the other; each must find what it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import duckdb
import polars as pl

from schemas.compile import DUCKDB, POLARS
from schemas.read import ForeignKey, Table
from schemas.read import tables as schemas
from scripts.across import EVIDENCE_FIELDS
from scripts.decision import CORRECTIONS, KEY, Correction, cited
from scripts.edtf import bounds
from scripts.problems import Problem
from scripts.validate import check_tables

CITED = "cited-by-curator"  # the rule of words that a curator has added
RULE = (
    CITED,
    "decisions",
    "Words that a curator has named as bearing out a value: a decision of the kind cite.",
    "cite,meetings,2031-05-08-ana-berg-omar-lund,place,in Freetown,daily-2031-05-09:57-68,…",
    "A correction that sets a value cites nothing.",
)
NEAR = 3  # records named where one is not found
Values = Mapping[str, str | None]  # a row as the published CSV has it


def correct(
    db: duckdb.DuckDBPyConnection,
    corrections: Sequence[tuple[int, Correction]],
    texts: Callable[[], Iterator[Mapping[str, str]]],
) -> list[Problem]:
    """Apply the corrections, in their order, to the tables in the database. Gives what is wrong with them, by line.

    A correction that does not fit is passed over; the tables are of no use once there is a problem. texts: gives those
    of the documents by source_id, some at a time.
    """
    run = _Run(db, texts)
    for line, correction in corrections:
        run.apply(line, correction)
    run.check_rows()
    return [problem for _, problem in sorted(run.problems, key=lambda found: found[0])]


class _Run:
    """The corrections as they are applied. touched: by table and record, the row as it was, and lines by column."""

    def __init__(self, db: duckdb.DuckDBPyConnection, texts: Callable[[], Iterator[Mapping[str, str]]]) -> None:
        self.db, self.texts = db, texts
        self.problems: list[tuple[int, Problem]] = []
        self.touched: dict[tuple[str, str], tuple[pl.DataFrame | None, dict[str | None, int]]] = {}

    def apply(self, line: int, c: Correction) -> None:
        """One correction, if the record is there and as expected."""
        table = schemas()[c.table_name]
        rows = self.rows(table, c.record_id)
        if c.action == "add":
            if rows:
                self.wrong(line, "record_id", c.record_id, f"is in {c.table_name} already", "take this correction out")
            else:
                self.add(line, c, table)
            return
        if len(rows) != 1:
            self.not_found(line, c, table, len(rows))
            return
        if c.action == "cite":
            self.cite(line, c, table)
            return
        if c.field is not None and not _like(rows[0][c.field], c.expected):
            now = "absent" if rows[0][c.field] is None else repr(rows[0][c.field])
            what = f"is no longer so: {c.field} of {c.record_id} in {c.table_name} is {now} now"
            self.wrong(line, "expected", c.expected, what, "look at it again: expect that value, or take the line out")
        elif c.action == "remove":
            self.remove(line, c, table)
        elif c.action in ("set", "clear"):
            self.set(line, c, table)

    def wrong(self, line: int, column: str | None, value: str | None, what: str, todo: str) -> None:
        self.problems.append((line, Problem(CORRECTIONS, f"line {line}", column, value, what, todo)))

    def rows(self, table: Table, record_id: str) -> list[Values]:
        """The rows with this key, values as text."""
        columns = ", ".join(f'"{name}"::VARCHAR AS "{name}"' for name in self.columns(table))
        found = self.db.execute(f"SELECT {columns} FROM {table.name} WHERE {key_of(table)} = ?", [record_id])
        return [dict(zip(self.columns(table), row, strict=True)) for row in found.fetchall()]

    def columns(self, table: Table) -> list[str]:
        """The columns that are there by now; codes come after the corrections."""
        sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
        made = {row[0] for row in self.db.execute(sql, [table.name]).fetchall()}
        return [name for name in table.columns if name in made]

    def frame(self, table: Table, record_id: str) -> pl.DataFrame:
        """The same with their types."""
        made = self.columns(table)
        columns = ", ".join(f'"{name}"' if name in made else f'NULL AS "{name}"' for name in table.columns)
        found = self.db.sql(f"SELECT {columns} FROM {table.name} WHERE {key_of(table)} = ?", params=[record_id])
        return pl.DataFrame(found.to_arrow_table()).cast({f.name: POLARS[f.type] for f in table.fields})

    def not_found(self, line: int, c: Correction, table: Table, count: int) -> None:
        if count:
            what, todo = f"names {count} rows of {table.name}", "report this"
        else:
            near = self.db.execute(
                f"SELECT {key_of(table)} FROM {table.name}"
                f" ORDER BY jaro_winkler_similarity({key_of(table)}, ?) DESC, 1 LIMIT {NEAR}",
                [c.record_id],
            ).fetchall()
            what = f"is no record of {table.name}"
            todo = f"correct it or take the line out; near are {', '.join(row[0] for row in near) or 'none'}"
        self.wrong(line, "record_id", c.record_id, what, todo)

    def touch(self, line: int, c: Correction, before: pl.DataFrame | None) -> None:
        self.touched.setdefault((c.table_name, c.record_id), (before, {}))[1][c.field] = line

    def set(self, line: int, c: Correction, table: Table) -> None:
        assert c.field is not None
        values: dict[str, object] = {c.field: self.typed(line, c, table)}
        if c.new_value is not None and values[c.field] is None:
            return
        if c.field == "date" and "date_start" in table.columns:
            try:
                first, last = bounds(c.new_value) if c.new_value else (None, None)
            except ValueError:
                self.wrong(line, "new_value", c.new_value, "is no date of the calendar", "write a date in EDTF")
                return
            values |= {"date_start": first, "date_end": last}
        if not self.refers(line, c, table):
            return
        self.touch(line, c, self.frame(table, c.record_id))
        cells = ", ".join(f'"{name}" = ?' for name in values)
        self.db.execute(f"UPDATE {table.name} SET {cells} WHERE {key_of(table)} = ?", [*values.values(), c.record_id])

    def typed(self, line: int, c: Correction, table: Table) -> object:
        """The new value as its column has it; None, and a problem, if it is no such value."""
        kind = next(field.type for field in table.fields if field.name == c.field)
        value: object = self.db.execute(f"SELECT TRY_CAST(? AS {DUCKDB[kind]})", [c.new_value]).fetchall()[0][0]
        if value is None and c.new_value is not None:
            self.wrong(line, "new_value", c.new_value, f"is no {kind}, as {c.table_name}.{c.field} is", "correct it")
        return value

    def refers(self, line: int, c: Correction, table: Table) -> bool:
        """Whether the new value, if it is the id of another record, is one that there is."""
        for key in table.foreign_keys:
            if key.fields == (c.field,) and c.new_value is not None:
                target = schemas()[key.table]
                if not self.rows(target, c.new_value):
                    what = f"is in no row of {key.table}, which {c.table_name}.{c.field} refers to"
                    self.wrong(line, "new_value", c.new_value, what, f"give the id of a record of {key.table}")
                    return False
        return True

    def add(self, line: int, c: Correction, table: Table) -> None:
        parts = c.record_id.split(KEY)
        if len(parts) != len(table.primary_key):
            self.wrong(line, "record_id", c.record_id, "is no key of that table", f"give {KEY.join(table.primary_key)}")
            return
        values = dict(zip(table.primary_key, parts, strict=True)) | ({c.field: c.new_value} if c.field else {})
        for name, value in values.items():
            one = Correction("set", c.table_name, c.record_id, name, None, value, "", "", "")
            if self.typed(line, one, table) is None or not self.refers(line, one, table):
                return
        names = ", ".join(f'"{name}"' for name in values)
        self.db.execute(
            f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
        )
        self.touch(line, c, None)

    def cite(self, line: int, c: Correction, table: Table) -> None:
        """A row of evidence: the words must stand where the correction says."""
        place = cited(c.new_value or "")
        if place is None or c.field not in EVIDENCE_FIELDS.get(c.table_name, ()):
            fields = ", ".join(EVIDENCE_FIELDS.get(c.table_name, ())) or "none"
            todo = f"of {c.table_name} these can have evidence: {fields}"
            self.wrong(line, "field", c.field, "can have no evidence", todo)
            return
        source, start, end = place
        text = self.text(source)
        if text is None:
            self.wrong(line, "new_value", c.new_value, f"names no document: there is no source {source}", "correct it")
            return
        if not _like(text[start:end], c.expected) or not text[start:end].strip():
            what = f"is not what {source} has there: {text[start:end][:80]!r} stands from {start} to {end}"
            self.wrong(line, "expected", c.expected, what, "correct the words or the offsets")
            return
        evidence = f"{c.table_name}:{c.record_id}:{c.field}:{source}:{start}-{end}"
        if self.rows(schemas()["evidence"], evidence):
            self.wrong(line, "new_value", c.new_value, "is evidence of that field already", "take the line out")
            return
        row = (evidence, c.table_name, c.record_id, c.field, source, start, end, text[start:end], CITED)
        columns = 'evidence_id, table_name, record_id, field, source_id, start, "end", quote, rule'
        self.db.execute(f"INSERT INTO evidence ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        names = "rule, stage, finds, example, counter_example"
        self.db.execute(
            f"INSERT INTO rules ({names}) SELECT ?, ?, ?, ?, ? WHERE ? NOT IN (SELECT rule FROM rules)", [*RULE, CITED]
        )

    def text(self, source: str) -> str | None:
        return next((some[source] for some in self.texts() if source in some), None)

    def remove(self, line: int, c: Correction, table: Table) -> None:
        """A row with what is part of it and what bears it out; where others may do without it, they do."""
        links = list(_links(self.db, table))
        blocked = [
            f"{count:,} row{'' if count == 1 else 's'} of {child.name}"
            for child, key in links
            if not _part(child, key) and _required(child, key)
            if (count := self.count(child, key, c.record_id))
        ]
        if blocked:
            what = f"is still needed by {' and '.join(blocked)}"
            self.wrong(line, "record_id", c.record_id, what, "correct or remove these first")
            return
        for child, key in links:
            where = f'"{key.fields[0]}" = ?'
            if _part(child, key) or child.name == "mentions":  # a mention of nobody is none
                self.db.execute(f"DELETE FROM {child.name} WHERE {where}", [c.record_id])
            else:
                self.db.execute(f'UPDATE {child.name} SET "{key.fields[0]}" = NULL WHERE {where}', [c.record_id])
        for other in _about(self.db):
            self.db.execute(f"DELETE FROM {other} WHERE table_name = ? AND record_id = ?", [c.table_name, c.record_id])
        self.db.execute(f"DELETE FROM {table.name} WHERE {key_of(table)} = ?", [c.record_id])

    def count(self, child: Table, key: ForeignKey, record_id: str) -> int:
        sql = f'SELECT count(*) FROM {child.name} WHERE "{key.fields[0]}" = ?'
        return int(self.db.execute(sql, [record_id]).fetchall()[0][0])

    def check_rows(self) -> None:
        """What the schema and the rules within rows say of the rows as they are now, and did not say before."""
        for (name, record_id), (before, lines) in self.touched.items():
            table = schemas()[name]
            old = set() if before is None else {(p.column, p.what) for p in check_tables({name: before})}
            for p in check_tables({name: self.frame(table, record_id)}):
                if (p.column, p.what) not in old:
                    what = f"{p.what}, as {p.column} of {record_id} in {name} would be"
                    line = lines.get(p.column, max(lines.values()))
                    self.wrong(line, "new_value", p.value, what, p.todo)


def key_of(table: Table) -> str:
    """The SQL that names a row of a table by one string."""
    return f"concat_ws('{KEY}', {', '.join(f'{chr(34)}{name}{chr(34)}' for name in table.primary_key)})"


def _like(now: str | None, expected: str | None) -> bool:
    """Whether two values agree; every run of white space counts as one blank."""
    if now is None or expected is None:
        return now is expected
    return now.split() == expected.split()


def _made(db: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def _links(db: duckdb.DuckDBPyConnection, target: Table) -> Iterator[tuple[Table, ForeignKey]]:
    """The tables, of those made by now, that refer to a table, with the key by which they do."""
    made = _made(db)
    for child in schemas().values():
        for key in child.foreign_keys:
            if key.table == target.name and child.name in made:
                yield child, key


def _about(db: duckdb.DuckDBPyConnection) -> Iterable[str]:
    """The tables, of those made by now, whose rows are about a record of any table."""
    made = _made(db) - {"decisions"}
    return [t.name for t in schemas().values() if {"table_name", "record_id"} <= set(t.columns) and t.name in made]


def _part(child: Table, key: ForeignKey) -> bool:
    """Whether the rows of a table are parts of the record that they refer to by this key."""
    return len(child.primary_key) > 1 and child.primary_key[0] == key.fields[0]


def _required(child: Table, key: ForeignKey) -> bool:
    return any(field.required for field in child.fields if field.name in key.fields)
