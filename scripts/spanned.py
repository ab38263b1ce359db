"""Whether the words that tables give stand in the documents, for tables and documents of any size.

Rows are brought into the order of the documents, and both are read once, side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import polars as pl

from schemas.read import tables as schemas
from scripts.problems import MOST, Problem
from scripts.validate import SPANS, check_spans

ROWS = 65_536  # in memory at a time


def wrong_spans(
    db: duckdb.DuckDBPyConnection, files: Mapping[str, Path], documents: Path, texts: Iterable[Mapping[str, str]]
) -> list[Problem]:
    """As scripts.validate.check_spans. files: Parquet by table. documents: Parquet with source_id. texts: in its order.

    The work is done in the database given, within its memory.
    """
    db.execute("CREATE OR REPLACE TABLE places (source_id VARCHAR, place BIGINT)")
    told = "SELECT source_id, file_row_number FROM read_parquet(?, file_row_number = true)"
    db.execute(f"INSERT INTO places {told}", [str(documents)])
    ahead = {name: _Ahead(db, name, files[name]) for name in ("sources", *SPANS) if name in files}
    problems: list[Problem] = []
    behind = 0
    for some in texts:
        behind += len(some)
        problems += check_spans({name: rows.before(behind) for name, rows in ahead.items()}, some)
        if len(problems) >= MOST:
            break
    return problems


class _Ahead:
    """The rows of a table in the order of their documents, each with its own place in #row."""

    def __init__(self, db: duckdb.DuckDBPyConnection, name: str, file: Path) -> None:
        table = schemas()[name]
        told = ("source_id", "characters", "sha256", "start", "end", SPANS.get(name))
        columns = [column for column in table.columns if column in told or column in table.primary_key]
        shown = ", ".join(f't."{column}"' for column in columns)
        sql = f"""
            SELECT p.place, t.file_row_number AS "#row", {shown}
            FROM read_parquet(?, file_row_number = true) t JOIN places p USING (source_id) ORDER BY p.place"""
        reader = (
            db.cursor().sql(sql, params=[str(file)]).to_arrow_reader(ROWS)
        )  # one of its own: several are read at once
        self.held = pl.DataFrame(reader.schema.empty_table())
        self.parts = (pl.DataFrame(batch) for batch in reader)

    def before(self, place: int) -> pl.DataFrame:
        """The next rows, of documents before a place."""
        held = [self.held]
        while not held[-1].height or held[-1]["place"][-1] < place:
            part = next(self.parts, None)
            if part is None:
                break
            held.append(part)
        rows = pl.concat(held)
        mine = rows.filter(pl.col("place") < place)
        self.held = rows.slice(mine.height)
        return mine.drop("place")
