"""The network and the timeline: what they count, and that every mark has room."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import duckdb
import polars as pl
import pytest

from scripts.site.network import MOST, Pair, network
from scripts.site.timeline import LEFT, STEP, WIDTH, Timeline, timeline
from tests.tiny import BERG, LUND, frame, valid


def database(**more: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """The tiny package, with more rows, as views."""
    db = duckdb.connect()
    for name, rows in valid().items():
        db.register(name, pl.concat([rows, frame(name, more.get(name, []))]).to_arrow())
    return db


def meetings(days: Mapping[str, date | None], status: str = "held") -> list[dict[str, Any]]:
    """Rows of meetings by their ids."""
    return [
        {"meeting_id": key, "kind": "meeting", "status": status, "date": day and day.isoformat(), "date_start": day}
        for key, day in days.items()
    ]


def only(*rows: dict[str, Any]) -> Timeline:
    """The timeline of nothing but these meetings."""
    db = database()
    for name in ("meetings", "agreements", "proposals"):
        db.unregister(name)
        db.register(name, frame(name, list(rows) if name == "meetings" else []).to_arrow())
    return timeline(db)


def test_who_met_and_who_spoke_of_whom() -> None:
    made = network(database())
    assert Pair("met", BERG, LUND, 1) in made.pairs
    assert {pair.kind for pair in made.pairs} <= {"met", "spoke"}
    assert made.total == len(made.pairs)
    assert all(pair.source != pair.target for pair in made.pairs)


def test_only_meetings_that_were_held_join_those_who_met() -> None:
    together = [{"meeting_id": "later", "actor_id": actor, "side": "other"} for actor in (BERG, LUND)]
    planned = network(database(meetings=meetings({"later": None}, "planned"), meeting_participants=together))
    held = network(database(meetings=meetings({"later": None}), meeting_participants=together))
    assert Pair("met", BERG, LUND, 1) in planned.pairs
    assert Pair("met", BERG, LUND, 2) in held.pairs


def test_what_is_said_again_counts_once() -> None:
    said = {"source_id": "s", "kind": "direct", "position": "body"}
    rows = [
        {"statement_id": "a", **said},
        {"statement_id": "b", **said, "same_as": "a"},
        {"statement_id": "c", **said, "summary_of": "a"},
    ]
    about = [
        {"statement_id": key, "seq": 1, "actor_id": LUND, "stance": stance}
        for key, stance in (("a", "negative"), ("b", "negative"), ("c", "positive"))
    ]
    speakers = [{"statement_id": key, "seq": 1, "actor_id": BERG} for key in "abc"]
    before = {pair.source + pair.target: pair for pair in network(database()).pairs if pair.kind == "spoke"}
    found = network(database(statements=rows, statement_speakers=speakers, statement_targets=about))
    now = next(pair for pair in found.pairs if (pair.kind, pair.source, pair.target) == ("spoke", BERG, LUND))
    old = before.get(BERG + LUND, Pair("spoke", BERG, LUND, 0))
    assert (now.times, now.favour, now.against) == (old.times + 1, old.favour, old.against + 1)


def test_a_network_has_those_who_are_told_of_most_and_room_for_each() -> None:
    names = [f"a{number:03}" for number in range(90)]
    actors = [{"actor_id": name, "name": name, "kind": "person", "status": "provisional"} for name in names]
    days: dict[str, date | None] = dict.fromkeys(f"m{first}{second}" for first, second in combinations(range(90), 2))
    joined = [
        {"meeting_id": f"m{first}{second}", "actor_id": names[each], "side": "other"}
        for first, second in combinations(range(90), 2)
        for each in {first, second}
        if first < 3 or second - first == 1
    ]
    made = network(database(actors=actors, meetings=meetings(days), meeting_participants=joined))
    assert len(made.nodes) == MOST
    assert made.actors > MOST
    assert {"a000", "a001", "a002"} <= {node.actor for node in made.nodes}
    for one, other in combinations(made.nodes, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) > 24
    assert all(0 < node.x < made.size and 0 < node.y < made.size for node in made.nodes)
    numbers = {node.number for node in made.nodes}
    assert all(set(line.ends) <= numbers for line in made.lines)
    assert len(made.pairs) == 500 < made.total or made.total == len(made.pairs)


def test_a_network_of_nobody_is_empty() -> None:
    db = database()
    for name in ("meeting_participants", "statement_targets"):
        db.unregister(name)
        db.register(name, frame(name, []).to_arrow())
    made = network(db)
    assert (made.nodes, made.lines, made.pairs, made.total) == ((), (), (), 0)


@pytest.mark.parametrize(
    "days",
    [
        [date(2031, 5, 8)],
        [date(2031, 5, 8), date(2031, 5, 9), date(2031, 6, 1)],
        [date(1066, 10, 14), date(2031, 1, 1)],
        [date(1, 1, 1), date(9999, 12, 31)],
        [date(2000, 1, 1) + timedelta(40 * number) for number in range(300)],
    ],
)
def test_every_mark_of_a_timeline_has_room(days: list[date]) -> None:
    made = only(*meetings({f"m{number:03}": day for number, day in enumerate(days)}))
    places = [(mark.x, mark.y) for mark in made.marks]
    for one, other in combinations(places, 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= STEP - 0.2
    assert all(LEFT < x < WIDTH and 0 < y < made.height for x, y in places)
    assert all(LEFT <= x < WIDTH for _, x in made.ticks)
    assert len(made.marks) + sum(bar.count for bar in made.bars) == len(days) == made.dated


def test_later_is_further_to_the_right() -> None:
    days = {f"m{number}": date(2000 + 3 * number, 7, 1) for number in range(8)}
    made = only(*meetings(days))
    assert [mark.item.start for mark in sorted(made.marks, key=lambda mark: mark.x)] == sorted(days.values())


def test_many_on_one_day_are_one_bar_that_leads_to_all_of_them() -> None:
    made = only(*meetings({f"m{number:02}": date(2031, 5, 8) for number in range(11)}))
    assert made.marks == ()
    (bar,) = made.bars
    assert bar.count == 11
    assert bar.first <= date(2031, 5, 8) <= bar.last


def test_what_has_no_day_is_in_the_table_alone() -> None:
    made = only(*meetings({"a": None, "b": date(2031, 5, 8)}))
    assert [mark.item.key for mark in made.marks] == ["b"]
    assert [item.key for item in made.items] == ["b", "a"]
    assert (made.dated, made.total) == (1, 2)
    assert only(*meetings({"a": None})).marks == ()


def test_the_state_of_a_mark_follows_its_status() -> None:
    rows = [
        row | {"meeting_id": status}
        for status in ("held", "planned", "called_for", "cancelled")
        for row in meetings({"m": date(2031, 5, 8)}, status)
    ]
    found = {mark.item.key: mark.item.state for mark in only(*rows).marks}
    assert found == {"held": "done", "planned": "open", "called_for": "open", "cancelled": "over"}
