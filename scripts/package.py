"""Tables to a data package: CSV for everybody, Parquet for speed, a descriptor that says what they hold.

The same tables give the same bytes. Nothing here reads a clock.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.compile import arrow_schema
from schemas.read import Table
from schemas.read import tables as schemas
from scripts.install import install, publication
from scripts.problems import Problems
from scripts.validate import SPANS, validate_tables

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
    """Publish all tables in the folder ``out``: datapackage.json, data/<table>.csv and data/<table>.parquet.

    Rows are sorted by primary key. sources: what the descriptor names besides the publishers, each with
    a title and maybe a path. Raises Problems where the tables do not fit their schemas or cannot be written; the
    folder then stays as it was. Files that its descriptor named and that are no longer part of the package go.
    """
    if problems := validate_tables(tables):
        raise Problems(problems)
    with publication(out) as staged:
        resources = []
        for table in schemas().values():
            frame = tables[table.name].sort(table.primary_key)
            resources.append(_csv(table, frame, staged))
            resources.append(_parquet(table, frame, staged))
        said = about(tables["sources"], sources)
        if any(tables[name]["sha256"].count() for name in SPANS):
            said["description"] += CUT
        install(out, {**said, "resources": resources})


def about(documents: pl.DataFrame, sources: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """What the descriptor says about the package as a whole. documents: the table of sources."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    publishers = documents["publisher"].drop_nulls().unique().sort()
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


def _csv(table: Table, frame: pl.DataFrame, folder: Path) -> dict[str, Any]:
    path = f"data/{table.name}.csv"
    frame.write_csv(folder / path, line_terminator="\n", quote_style="necessary")
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


def _parquet(table: Table, frame: pl.DataFrame, folder: Path) -> dict[str, Any]:
    """Declared as a plain file: the tools that read a package then check its hash, which they do not for tables."""
    path = f"data/{table.name}.parquet"
    schema = arrow_schema(table)
    options = {"compression": "zstd", "compression_level": 3, "version": "2.6", "data_page_version": "1.0"}
    with pq.ParquetWriter(folder / path, schema, **options) as writer:
        for part in frame.iter_slices(ROW_GROUP):
            batch: pa.Table = part.to_arrow().cast(schema)
            writer.write_table(batch, row_group_size=ROW_GROUP)
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
