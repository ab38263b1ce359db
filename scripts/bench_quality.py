"""How good a package of generated articles is: the yardstick of scripts.evaluate, and what is one across articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from scripts import findings
from scripts.evaluate import Report, compared
from scripts.scores import Score

SAMPLE = 1000  # articles that are compared, the first; occasions come in no order
ACROSS = ("meetings", "agreements", "actors")
# which record tells of what is known: that with most of its words
TELLINGS = """
CREATE TABLE tellings AS
WITH spans AS (
  SELECT table_name, record_id, source_id, start, "end" FROM read_parquet(?)
  WHERE table_name IN ('meetings', 'agreements')
  UNION ALL
  SELECT 'actors', m.actor_id, m.source_id, m.start, m."end"
  FROM read_parquet(?) m SEMI JOIN (SELECT actor_id FROM read_parquet(?) WHERE kind = 'person') USING (actor_id)
), shared AS (
  SELECT s.table_name, s.key, s.source_id, p.record_id,
         sum(least(s."end", p."end") - greatest(s.start, p.start)) AS characters
  FROM read_parquet(?) s JOIN spans p
    ON p.table_name = s.table_name AND p.source_id = s.source_id AND p.start < s."end" AND p."end" > s.start
  GROUP BY ALL
)
FROM shared
QUALIFY row_number() OVER (PARTITION BY table_name, key, source_id ORDER BY characters DESC, record_id) = 1
"""
SHARES = """
WITH told AS (
  SELECT key, count(DISTINCT record_id) = 1 AS one FROM tellings WHERE table_name = ?
  GROUP BY key HAVING count(DISTINCT source_id) > 1
), rows AS (
  SELECT record_id, count(DISTINCT key) = 1 AS one FROM tellings WHERE table_name = ? GROUP BY record_id
)
SELECT (SELECT avg(one::INTEGER) FROM told), (SELECT avg(one::INTEGER) FROM rows)
"""


def scores(truth: Path, package: Path) -> dict[str, Score]:
    """Right, wrong and missed by figure of scripts.evaluate, for the first articles of the truth."""
    gold = [json.loads(told) for told in _first(truth)]
    with duckdb.connect() as db:
        db.execute(
            "CREATE TABLE sample AS SELECT unnest(?::VARCHAR[]) AS source_id", [[one["source_id"] for one in gold]]
        )
        _views(db, package / "data")
        published = findings.read(db)
    return Report(published, [compared(one, one["source_id"], published) for one in gold]).scores


def across(same: Path, package: Path) -> Iterator[tuple[str, float, float]]:
    """By table: of what several articles tell, the share that is one row; the share of rows that tell of one thing.

    Of what was found at all.
    """
    data = package / "data"
    with duckdb.connect() as db:
        files = [data / "evidence.parquet", data / "mentions.parquet", data / "actors.parquet", same]
        db.execute(TELLINGS, [str(file) for file in files])
        for table in ACROSS:
            row = db.execute(SHARES, [table, table]).fetchone()
            assert row is not None
            yield table, row[0] or 0.0, row[1] or 0.0


def _first(truth: Path) -> list[str]:
    with pq.ParquetFile(truth) as file:
        return next(file.iter_batches(SAMPLE, columns=["gold"]))["gold"].to_pylist()  # type: ignore[no-any-return]


def _views(db: duckdb.DuckDBPyConnection, data: Path) -> None:
    """The tables that findings.read asks for, as far as they are about the articles of the sample."""
    for name in ("sources", "evidence", "mentions", "statements"):
        db.execute(f"CREATE TABLE {name} AS FROM '{data / name}.parquet' SEMI JOIN sample USING (source_id)")
    for name in ("statement_speakers", "statement_targets"):
        db.execute(f"CREATE TABLE {name} AS FROM '{data / name}.parquet' SEMI JOIN statements USING (statement_id)")
    told = "(SELECT record_id AS {0}_id FROM evidence WHERE table_name = '{0}s')"
    for name, key in (("meetings", "meeting"), ("agreements", "agreement"), ("meeting_participants", "meeting")):
        db.execute(f"CREATE TABLE {name} AS FROM '{data / name}.parquet' SEMI JOIN {told.format(key)} USING ({key}_id)")
    db.execute(f"CREATE TABLE actors AS FROM '{data / 'actors.parquet'}'")
