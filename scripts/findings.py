"""The published tables as far as they are compared with hand-coded articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from scripts.query import ask

Row = dict[str, Any]
Characters = frozenset[int]


@dataclass(frozen=True, slots=True)
class Published:
    """The published tables as far as they are compared."""

    sources: frozenset[str]
    actors: Mapping[str, Row]
    names: Mapping[str, Mapping[str, frozenset[str]]]  # by source, by actor: the words that name it there
    mentions: Mapping[str, Sequence[Row]]  # by source, of actors
    meetings: Mapping[str, Row]
    agreements: Mapping[str, Row]
    statements: Mapping[str, Mapping[str, Row]]  # by source, by statement
    participants: Mapping[str, frozenset[str]]
    speakers: Mapping[str, frozenset[str]]
    targets: Mapping[str, Sequence[Row]]  # of statements, in order
    evidence: Mapping[tuple[str, str], Mapping[str, Sequence[Row]]]  # by table and source, by record, in order

    def is_person(self, actor_id: str) -> bool:
        return bool(self.actors[actor_id]["kind"] == "person")

    def characters(self, table: str, source: str, record: str, field: str | None = None) -> Characters:
        """The offsets that the evidence of a record in one source covers, that of all its fields or of one."""
        rows = self.evidence.get((table, source), {}).get(record, ())
        return covered(row for row in rows if field in (None, row["field"]))


def read(db: duckdb.DuckDBPyConnection) -> Published:
    """What is compared, out of the views of scripts.query.connect."""
    actors = {row["actor_id"]: row for row in _rows(db, "FROM actors")}
    names: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    mentions = defaultdict(list)
    for row in _rows(db, 'FROM mentions WHERE actor_id IS NOT NULL ORDER BY source_id, start, "end"'):
        names[row["source_id"]][row["actor_id"]] |= {row["surface"], actors[row["actor_id"]]["name"]}
        mentions[row["source_id"]].append(row)
    statements: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in _rows(db, "FROM statements"):
        statements[row["source_id"]][row["statement_id"]] = row
    targets = defaultdict(list)
    for row in _rows(db, "FROM statement_targets ORDER BY statement_id, seq"):
        targets[row["statement_id"]].append(row)
    evidence: defaultdict[tuple[str, str], defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(db, 'FROM evidence ORDER BY source_id, start, "end"'):
        evidence[row["table_name"], row["source_id"]][row["record_id"]].append(row)
    return Published(
        frozenset(row["source_id"] for row in _rows(db, "FROM sources")),
        actors,
        {source: {actor: frozenset(words) for actor, words in found.items()} for source, found in names.items()},
        mentions,
        {row["meeting_id"]: row for row in _rows(db, "FROM meetings")},
        {row["agreement_id"]: row for row in _rows(db, "FROM agreements")},
        statements,
        _groups(db, "meeting_participants", "meeting_id"),
        _groups(db, "statement_speakers", "statement_id"),
        targets,
        evidence,
    )


def _rows(db: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    answer = ask(db, sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _groups(db: duckdb.DuckDBPyConnection, table: str, key: str) -> dict[str, frozenset[str]]:
    """The actors of each record."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(db, f"FROM {table}"):
        found[row[key]].add(row["actor_id"])
    return {record: frozenset(actors) for record, actors in found.items()}


def covered(spans: Any) -> Characters:
    """The offsets that a span (an object with start and end), or several of them, cover."""
    listed = [spans] if isinstance(spans, Mapping) else spans or ()
    return frozenset(offset for span in listed for offset in range(span["start"], span["end"]))
