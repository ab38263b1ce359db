"""The published package as its users open it: every reader finds the same rows, in CSV and in Parquet.

Programs that are not Python packages are asked where they are installed: sqlite3, LibreOffice, R.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from schemas.compile import ARROW, DUCKDB, POLARS
from schemas.read import Field, Table, tables
from scripts.package import ROOT

DATA = ROOT / "data"
TABLES = [pytest.param(table, id=name) for name, table in tables().items()]
each_table = pytest.mark.parametrize("table", TABLES)


def needed(program: str) -> str:
    """The path of a program; the test is skipped where it is not installed."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path


def rows(table: Table) -> list[tuple[Any, ...]]:
    """The rows of a table as its Parquet file has them, in its order."""
    return pl.read_parquet(DATA / f"{table.name}.parquet").rows()


def written(value: object) -> str:
    """A value as a cell of the CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def cells(table: Table) -> list[list[str]]:
    """The rows of a table as its CSV has them, the header first, read by Python's csv."""
    with (DATA / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


@pytest.fixture(scope="module")
def package() -> frictionless.Package:
    return frictionless.Package(str(ROOT / "datapackage.json"))


def test_frictionless_finds_no_fault(package: frictionless.Package) -> None:
    assert package.validate().flatten(["type", "message"]) == []


@each_table
def test_frictionless_reads_the_values(package: frictionless.Package, table: Table) -> None:
    read = [tuple(row[name] for name in table.columns) for row in package.get_table_resource(table.name).read_rows()]
    assert [tuple(map(_plain, row)) for row in read] == rows(table)


def _plain(value: object) -> object:
    """Numbers of any precision as those of Python."""
    return float(str(value)) if type(value).__name__ == "Decimal" else value


@each_table
def test_python_reads_the_csv(table: Table) -> None:
    header, *found = cells(table)
    assert header == list(table.columns)
    assert found == [[written(value) for value in row] for row in rows(table)]


@each_table
def test_polars_reads_both_alike(table: Table) -> None:
    types = {field.name: POLARS[field.type] for field in table.fields}
    assert pl.read_csv(DATA / f"{table.name}.csv", schema=types).rows() == rows(table)


@each_table
def test_pyarrow_reads_both_alike(table: Table) -> None:
    types = {field.name: ARROW[field.type] for field in table.fields}
    read = pa.csv.read_csv(
        DATA / f"{table.name}.csv",
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True),
    )
    assert read.equals(pq.read_table(DATA / f"{table.name}.parquet").cast(read.schema))


@each_table
def test_duckdb_answers_alike_on_both(table: Table) -> None:
    types = "{" + ", ".join(f"'{field.name}': '{DUCKDB[field.type]}'" for field in table.fields) + "}"
    text = f"read_csv('{DATA / table.name}.csv', header = true, nullstr = '', columns = {types})"
    with duckdb.connect() as db:
        found = [db.sql(f"FROM {source}").fetchall() for source in (text, f"'{DATA / table.name}.parquet'")]
        assert found[0] == found[1] == rows(table)
        guessed = db.sql(f"SELECT count(*) FROM '{DATA / table.name}.csv'").fetchall()  # as a user types it
        assert guessed == [(len(rows(table)),)]


@each_table
def test_pandas_reads_both_alike(table: Table) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    text = pandas.read_csv(DATA / f"{table.name}.csv", dtype=str, keep_default_na=False)
    assert [list(row) for row in text.itertuples(index=False)] == cells(table)[1:]
    assert pandas.read_parquet(DATA / f"{table.name}.parquet").shape == text.shape


def _sqlite(field: Field) -> str:
    kinds = {"integer": "INTEGER", "boolean": "TEXT", "number": "REAL"}
    return f'"{field.name}" {kinds.get(field.type, "TEXT")}'


@pytest.fixture(scope="module")
def lite() -> Iterator[sqlite3.Connection]:
    """All tables in SQLite, their keys and references declared."""
    db = sqlite3.connect(":memory:")
    for table in tables().values():
        lines = [_sqlite(field) for field in table.fields]
        lines.append(f"PRIMARY KEY ({_names(table.primary_key)})")
        for key in table.foreign_keys:
            lines.append(f"FOREIGN KEY ({_names(key.fields)}) REFERENCES {key.table} ({_names(key.reference)})")
        db.execute(f"CREATE TABLE {table.name} ({', '.join(lines)})")
        marks = ", ".join("?" for _ in table.columns)
        absent = ([cell or None for cell in row] for row in cells(table)[1:])
        db.executemany(f"INSERT INTO {table.name} VALUES ({marks})", absent)
    yield db
    db.close()


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def test_sqlite_takes_all_tables_and_their_references(lite: sqlite3.Connection) -> None:
    assert lite.execute("PRAGMA foreign_key_check").fetchall() == []
    counts = {name: lite.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables()}
    assert counts == {name: len(rows(table)) for name, table in tables().items()}


def test_sqlite_finds_the_words_of_a_statement(lite: sqlite3.Connection) -> None:
    sql = """SELECT s.text, e.quote, e."end" - e.start, length(e.quote)
             FROM statements s JOIN evidence e ON e.table_name = 'statements' AND e.record_id = s.statement_id
             WHERE e.field = 'text'"""
    found = lite.execute(sql).fetchall()
    assert found
    assert all(quote in text and span == length for text, quote, span, length in found)


@each_table
def test_the_sqlite_program_imports_the_csv(table: Table, tmp_path: Path) -> None:
    file = DATA / f"{table.name}.csv"
    words = [needed("sqlite3"), str(tmp_path / "a.db"), ".mode csv", f'.import "{file}" {table.name}']
    subprocess.run(words, check=True, capture_output=True)
    if len(rows(table)):  # of an empty table it makes none
        with sqlite3.connect(tmp_path / "a.db") as db:
            assert [list(row) for row in db.execute(f"SELECT * FROM {table.name}")] == cells(table)[1:]


def opened_and_saved(file: Path, out: Path, columns: str = "") -> list[list[str]]:
    """The cells of a CSV that LibreOffice has opened, formulas evaluated, and saved as CSV again."""
    form = "Text - txt - csv (StarCalc):44,34,76,1"  # comma, quotation mark, UTF-8, from the first line
    home = f"-env:UserInstallation={(out.parent / 'profile').as_uri()}"
    reading = f"--infilter={form},{columns},,,,,,,,true"  # the 13th says that formulas are evaluated
    command = [needed("soffice"), home, "--headless", reading, "--convert-to", f"csv:{form}", "--outdir", str(out)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=180)
    with (out / file.name).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@each_table
def test_libreoffice_opens_every_csv_as_it_is(table: Table, tmp_path: Path) -> None:
    text = "/".join(f"{number}/2" for number in range(1, len(table.columns) + 1))  # no number or date written anew
    assert opened_and_saved(DATA / f"{table.name}.csv", tmp_path / "out", text) == cells(table)


def test_libreoffice_runs_no_cell_that_was_made_harmless(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    safe = ["'=1+1", "“=1+1", "at -5+1", "'@SUM(1)", "'+1+1"]
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["=1+1", *safe]])
    assert opened_and_saved(file, tmp_path / "out") == [["2", *safe]]


def test_r_reads_every_csv(tmp_path: Path) -> None:
    """With what R itself has: its package frictionless knows version 1 of Data Package only."""
    code = """for (name in commandArgs(TRUE)[-1]) {
      file <- file.path(commandArgs(TRUE)[1], paste0(name, ".csv"))
      cells <- read.csv(file, colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE)
      size <- sum(nchar(unlist(cells), type = "bytes"), na.rm = TRUE)
      cat(name, nrow(cells), ncol(cells), sum(is.na(cells)), size, "\\n")
    }"""
    command = [needed("Rscript"), "-e", code, str(DATA), *tables()]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line, table in zip(read.splitlines(), tables().values(), strict=True):
        all_cells = [cell for row in cells(table)[1:] for cell in row]
        size = sum(len(cell.encode()) for cell in all_cells)
        figures = (len(rows(table)), len(table.columns), all_cells.count(""), size)
        assert line.split() == [table.name, *map(str, figures)]
