"""Tables to a data package: CSV for everybody, Parquet for speed, a descriptor that says what they hold.

The same tables give the same bytes. Nothing here reads a clock.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.compile import arrow_schema
from schemas.read import Table
from schemas.read import tables as schemas
from scripts.across import check_links
from scripts.install import install, publication
from scripts.problems import MOST, Problem, Problems
from scripts.validate import SPANS, row_checks, unknown

Files = Mapping[str, Path]  # Parquet files by table

ROOT = Path(__file__).parents[1]
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLE = "Open Record of Defence Diplomacy"
LICENSE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
# frictionless guesses what is not said here, and guesses wrong on free text
DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
CUT = "; the words are cut short, because the articles may not be passed on, and the SHA-256 of each span is given"
ROW_GROUP = 122_880  # rows; what DuckDB reads at a time


def write(tables: Mapping[str, pl.DataFrame], out: Path, sources: Sequence[Mapping[str, str]] = ()) -> None:
    """As write_parts, for tables that are in memory, in any order of rows."""
    parts = {name: [_sorted(name, frame)] for name, frame in tables.items()}
    write_parts(parts, out, sources)


def _sorted(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """By primary key, as far as it is there."""
    table = schemas().get(name)
    key = [column for column in table.primary_key if column in frame.columns] if table else []
    return frame.sort(key) if key else frame


def write_parts(
    tables: Mapping[str, Iterable[pl.DataFrame]],
    out: Path,
    sources: Sequence[Mapping[str, str]] = (),
    further: Callable[[Files], list[Problem]] = lambda files: [],
) -> dict[str, int]:
    """Publish all tables in the folder ``out``: datapackage.json, data/<table>.csv and data/<table>.parquet.

    tables: the rows of each, sorted by primary key, some at a time. sources: what the descriptor names besides the
    publishers, each with a title and maybe a path. further: what else is asked of the Parquet files before they are
    published. Gives the rows of each table.

    Raises Problems, all at once, where the tables do not fit their schemas or each other or cannot be written; the
    folder then stays as it was. Files that its descriptor named and that are no longer part of the package go.
    """
    problems = unknown(tables)
    with publication(out) as staged:
        writers = {table.name: _Writer(table, staged) for table in schemas().values() if table.name in tables}
        for name, writer in writers.items():
            problems += writer.write(tables[name])
        files = {name: writer.parquet for name, writer in writers.items() if writer.sound}
        problems += check_links({name: pl.scan_parquet(file) for name, file in files.items()}, schemas())
        if not problems:  # the words of rows that are wrong are not worth looking at
            problems += further(files)
        if problems:
            raise Problems(problems)
        said = about(files["sources"], sources)
        if any(writer.cut for writer in writers.values()):
            said["description"] += CUT
        install(out, {**said, "resources": [told for writer in writers.values() for told in writer.resources()]})
    return {name: writer.rows for name, writer in writers.items()}


class _Writer:
    """Writes one table twice, a row group at a time, each looked at before. sound: whether all is written."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.table, self.folder, self.rows, self.sound, self.cut = table, folder, 0, True, False
        self.csv, self.parquet = (folder / "data" / f"{table.name}.{kind}" for kind in ("csv", "parquet"))

    def write(self, parts: Iterable[pl.DataFrame]) -> list[Problem]:
        """The problems of the rows, MOST or little more."""
        check, schema = row_checks(self.table), arrow_schema(self.table)
        problems: list[Problem] = []
        options = {"compression": "zstd", "compression_level": 3, "version": "2.6", "data_page_version": "1.0"}
        with (
            self.csv.open("wb") as csv,
            pq.ParquetWriter(self.parquet, schema, **options) as parquet,
            ThreadPoolExecutor(2) as beside,
        ):
            written: list[Future[None]] = []
            for part in _regrouped(parts):  # is made while the one before is written
                shape, values = check(part, self.rows)
                problems += shape or values
                if shape or len(problems) >= MOST:
                    self.sound = False
                    break
                for writing in written:
                    writing.result()
                written = [
                    beside.submit(_to_csv, part, csv, not self.rows),
                    beside.submit(_to_parquet, part, parquet, schema),
                ]
                self.rows += part.height
                self.cut |= self.table.name in SPANS and part["sha256"].count() > 0
            for writing in written:
                writing.result()
        return problems

    def resources(self) -> list[dict[str, Any]]:
        """What the descriptor says of the two files."""
        return [_csv(self.table, self.folder), _parquet(self.table, self.folder)]


def _to_csv(part: pl.DataFrame, file: BinaryIO, header: bool) -> None:
    part.write_csv(file, include_header=header, line_terminator="\n", quote_style="necessary")


def _to_parquet(part: pl.DataFrame, file: pq.ParquetWriter, schema: pa.Schema) -> None:
    if part.height:
        file.write_table(part.to_arrow().cast(schema), row_group_size=ROW_GROUP)


def _regrouped(parts: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The rows, ROW_GROUP at a time, and at least one part."""
    held: list[pl.DataFrame] = []
    none = True
    for part in parts:
        held.append(part)
        while sum(some.height for some in held) >= ROW_GROUP:
            whole, none = pl.concat(held), False
            yield whole.head(ROW_GROUP)
            held = [whole.slice(ROW_GROUP)]
    if none or any(some.height for some in held):
        yield pl.concat(held)


def about(documents: Path, sources: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """What the descriptor says about the package as a whole. documents: the Parquet file of the table of sources."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = pl.scan_parquet(documents).select(pl.col("publisher").drop_nulls().unique().sort())
    publishers = named.collect(engine="streaming")["publisher"]
    return {
        "$schema": PROFILE,
        "name": project["name"],
        "title": TITLE,
        "description": project["description"],
        "version": project["version"],
        **({"homepage": project["urls"]["Homepage"]} if "urls" in project else {}),
        "keywords": project["keywords"],
        "licenses": [LICENSE],
        "contributors": [{"title": "The maintainers", "roles": ["creator"]}],
        "sources": [*({"title": publisher} for publisher in publishers), *map(dict, sources)],
    }


def digest(path: Path) -> tuple[int, str]:
    """Bytes of a file, and their hash as the descriptor writes it."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, f"sha256:{found}"


def _csv(table: Table, folder: Path) -> dict[str, Any]:
    path = f"data/{table.name}.csv"
    size, found = digest(folder / path)
    return {
        "name": table.name,
        "path": path,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": found,
        "dialect": DIALECT,
        "schema": table.document,
    }


def _parquet(table: Table, folder: Path) -> dict[str, Any]:
    """Declared as a plain file: the tools that read a package then check its hash, which they do not for tables."""
    path = f"data/{table.name}.parquet"
    size, found = digest(folder / path)
    return {
        "name": f"{table.name}-parquet",
        "path": path,
        "title": table.title,
        "description": f"The rows of {table.name}.csv as Parquet.",
        "format": "Parquet",  # with a small p frictionless takes it for a table
        "mediatype": "application/vnd.apache.parquet",
        "bytes": size,
        "hash": found,
    }
