"""The staged records of a run in a database that keeps on disk what does not fit into its memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from scripts.documents import DOCUMENTS
from scripts.extract.records import STAGED
from scripts.staging import Staged

MEMORY = "1500MB"  # of DuckDB; with less it cannot integrate 100,000 articles
TOLD = ", ".join(name for name in DOCUMENTS.names if name != "text")


@contextmanager
def database(folder: Path, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database in an empty folder, that works with so many threads."""
    with duckdb.connect(folder / "record.duckdb") as db:
        db.execute("SET memory_limit = ?", [MEMORY])
        db.execute("SET temp_directory = ?", [str(folder / "spilled")])
        db.execute("SET threads = ?", [threads])
        db.execute("SET preserve_insertion_order = false")  # nothing hangs on it, and threads need not wait
        yield db


def load(db: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Make the tables that integration reads: documents, and staged_NAME for each of STAGED, in any order of rows.

    A document that no part has is left out.
    """
    files = [str(staged.place / name) for name in staged.parts]
    db.execute(
        """
        CREATE TABLE chosen AS
        SELECT p.key, min(p.filename) AS part
        FROM read_parquet(?, filename = true) p SEMI JOIN read_parquet(?) s ON s.key = p.key GROUP BY p.key""",
        [files, str(staged.documents)],
    )
    db.execute(
        f"CREATE TABLE documents AS SELECT {TOLD} FROM read_parquet(?) s SEMI JOIN chosen c ON c.key = s.key",
        [str(staged.documents)],
    )
    wanted = [row[0] for row in db.execute("SELECT DISTINCT part FROM chosen ORDER BY part").fetchall()]
    for name in STAGED:
        db.execute(
            f"""
            CREATE TABLE staged_{name} AS
            SELECT source_id, unnest({name}, max_depth := 2) FROM (
              SELECT p.source_id, p.{name}
              FROM read_parquet(?, filename = true) p JOIN chosen c ON c.key = p.key AND c.part = p.filename
              WHERE len(p.{name}) > 0
            )""",
            [wanted],
        )
