"""The record as one DuckDB file: tables with all their keys, comments on tables and columns, and the example queries.

Each query is a view, who-met-whom as who_met_whom.

DuckDB 1.1 and all later versions read it (1.0 does not know the keys). The same tables give the same bytes, as long as
one thread writes them and no compression draws samples at random, as FSST does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from schemas.compile import fill
from schemas.read import tables
from scripts.query import examples

STORAGE = "v1.0.0"  # the oldest format that is stable; that of DuckDB 2 is not read by 1.x
BLOCK = 16384  # bytes, the least; with the usual 262144 a table of few rows takes megabytes


def write(frames: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Write the file, which must not exist. frames: the published tables. Raises duckdb.Error."""
    with duckdb.connect() as db:
        db.execute("SET threads = 1")
        db.execute("SET force_compression = 'dictionary'")
        db.execute(f"ATTACH {_text(str(path))} AS record (STORAGE_VERSION {_text(STORAGE)}, BLOCK_SIZE {BLOCK})")
        db.execute("USE record")
        fill(db, frames)
        for table in tables().values():
            db.execute(f"COMMENT ON TABLE {_name(table.name)} IS {_text(table.description)}")
            for field in table.fields:
                column = f"{_name(table.name)}.{_name(field.name)}"
                db.execute(f"COMMENT ON COLUMN {column} IS {_text(field.description)}")
        for name, example in examples().items():
            view = _name(name.replace("-", "_"))
            db.execute(f"CREATE VIEW {view} AS {example.sql}")
            db.execute(f"COMMENT ON VIEW {view} IS {_text(example.question)}")
        db.execute("USE memory")
        db.execute("DETACH record")  # everything is in the one file then, no log beside it


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
