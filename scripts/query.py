"""Ask the published tables in SQL: each is a view in DuckDB, on its Parquet file or, where that is missing, its CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.compile import DUCKDB
from schemas.read import tables
from scripts.install import home
from scripts.problems import Problem, Problems

QUERIES = Path(__file__).parent / "queries"
READS = (duckdb.StatementType.SELECT, duckdb.StatementType.MULTI)  # PIVOT is parsed into several
FORMATS = ("table", "csv", "json")


class QueryError(ValueError):
    """The SQL cannot be answered; says why and what there is to ask of."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query that comes with the record. question: the comment on its first line. sql: without that line."""

    name: str
    question: str
    sql: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gives: the names of its columns and its rows, values as DuckDB hands them to Python."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def examples(folder: Path = QUERIES) -> dict[str, Example]:
    """The example queries by name: the files NAME.sql of the folder, sorted."""
    found = {}
    for path in sorted(folder.glob("*.sql")):
        first, _, sql = path.read_text(encoding="utf-8").partition("\n")
        found[path.stem] = Example(path.stem, first.removeprefix("--").strip(), sql.strip().removesuffix(";"))
    return found


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that has the tables of a package as views and can reach no other file.

    folder: where datapackage.json lies; the tables are in data/ below it. Raises Problems where one is missing.
    """
    files, missing = {}, []
    for name in tables():
        candidates = [home(folder) / "data" / f"{name}.{ending}" for ending in ("parquet", "csv")]
        files[name] = next((path for path in candidates if path.is_file()), candidates[0])
        if not files[name].is_file():
            todo = "publish first (python -m scripts publish), or name the folder of datapackage.json with --dir"
            missing.append(Problem(str(files[name]), None, None, None, "does not exist", todo))
    if missing:
        raise Problems(missing)
    db = duckdb.connect()
    for name, path in files.items():
        db.execute(f'CREATE VIEW "{name}" AS FROM {_reader(name, path)}')
    return shut(db, files.values())


def shut(db: duckdb.DuckDBPyConnection, files: Iterable[Path] = ()) -> duckdb.DuckDBPyConnection:
    """The database, from now on without a way to any file but these, or to the network."""
    db.execute(f"SET allowed_paths = [{', '.join(_text(str(path)) for path in files)}]")
    db.execute("SET enable_external_access = false")
    db.execute("SET lock_configuration = true")
    return db


def _reader(name: str, path: Path) -> str:
    """The table function that reads the file, with the types of the schema: CSV has none of its own."""
    if path.suffix == ".parquet":
        return f"read_parquet({_text(str(path))})"
    columns = ", ".join(f"{_text(field.name)}: {_text(DUCKDB[field.type])}" for field in tables()[name].fields)
    return f"read_csv({_text(str(path))}, header = true, nullstr = '', columns = {{{columns}}})"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def ask(db: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()) -> Result:
    """The answer to one SELECT (or FROM, WITH, DESCRIBE, SUMMARIZE, PIVOT). Raises QueryError.

    values: for the question marks in the SQL.
    """
    try:
        statements = db.extract_statements(sql)
        if len(statements) != 1 or statements[0].type not in READS:
            raise QueryError("Write one query that reads: the tables cannot be changed from here.")
        answer = db.execute(statements[0], list(values))
        columns = tuple(column[0] for column in answer.description or ())
        return Result(columns, tuple(answer.fetchall()))
    except duckdb.Error as error:
        names = ", ".join(tables())
        raise QueryError(f"{str(error).strip()}\n\nTables: {names}.\nColumns of one: DESCRIBE meetings") from error


def find(wanted: str) -> str:
    """The SQL meant: that of an example query, if it is the name of one, or the words themselves."""
    known = examples()
    if wanted in known:
        return known[wanted].sql
    if len(wanted.split()) == 1 and wanted not in tables():
        raise QueryError(f"No example query is named {wanted}. There are: {', '.join(known)}.")
    return f"FROM {wanted}" if wanted in tables() else wanted


def write(result: Result, form: str, stream: TextIO) -> None:
    """Write a result as table (for people), csv (RFC 4180 with LF; absent is empty) or json (an array of objects)."""
    if form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(result.columns)
        writer.writerows(result.rows)
    elif form == "json":
        names = _distinct(result.columns)
        rows = [dict(zip(names, row, strict=True)) for row in result.rows]
        json.dump(rows, stream, ensure_ascii=False, indent=1, default=str)
        stream.write("\n")
    else:
        draw(result, stream)
        count = len(result.rows)
        stream.write(f"\n{count:,} row{'' if count == 1 else 's'}\n")


def _distinct(names: Iterable[str]) -> list[str]:
    """The names, those that come again with a number, so that an object of JSON loses no column."""
    found: list[str] = []
    for name in names:
        again, number = name, 1
        while again in found:
            number += 1
            again = f"{name}_{number}"
        found.append(again)
    return found


def draw(result: Result, stream: TextIO) -> None:
    """Write a result as a table for people: as wide as the terminal, or as wide as it needs to be in a file."""
    drawn = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for index, name in enumerate(result.columns):
        numbers = all(isinstance(row[index], int | float | None) for row in result.rows)
        drawn.add_column(Text(name), justify="right" if numbers else "left", overflow="fold")
    for row in result.rows:
        drawn.add_row(*(Text(shown(value)) for value in row))
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:  # a file has no width: nothing is broken into lines
        wide = console.options.update(max_width=1_000_000)
        console.width = max(1, console.measure(drawn, options=wide).maximum)
    console.print(drawn)


def markdown(result: Result) -> str:
    """A result as a table of Markdown."""
    lines = [result.columns, tuple("---" for _ in result.columns), *result.rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines)


def _cell(value: object) -> str:
    plain = shown(value)
    for mark in "\\|<*[`":
        plain = plain.replace(mark, "\\" + mark)
    return plain


def shown(value: object) -> str:
    """A value on one line; white space as a blank, other characters that do not print as escapes, absent as nothing.

    An article is not trusted: what it holds must not steer a terminal.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = ", ".join(map(shown, value)) if isinstance(value, list) else str(value)
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else repr(character)[1:-1]
