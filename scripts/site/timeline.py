"""Meetings, agreements and promises over time, as a picture: one lane each, a mark for each record that has a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import duckdb

WIDTH = 960.0  # of the picture, in its units
LEFT = 110.0  # of it for the names of lanes
STEP = 24.0  # between marks at least, so that each can be pressed
MOST = 10  # marks above each other; where there are more, one bar stands for all
BINS = int((WIDTH - LEFT) // STEP)  # parts of time there is room for
YEAR = 40.0  # between the names of years
HEAD = 30.0  # above and below the marks of a lane
LISTED = 500  # records in the table beside it

# the lanes: table, what it is called, and the states of its records that are done, or over
LANES: Mapping[str, tuple[str, Sequence[str], Sequence[str]]] = {
    "meetings": ("Meetings", ("held",), ("cancelled",)),
    "agreements": ("Agreements", ("signed", "in_force"), ("ended",)),
    "proposals": ("Proposals", ("offered", "pledged"), ("rejected",)),
}
RECORDS = """
SELECT 'meetings', meeting_id, kind, status, date, date_start, date_end FROM meetings
UNION ALL SELECT 'agreements', agreement_id, kind, status, date, date_start, date_end FROM agreements
UNION ALL SELECT 'proposals', proposal_id, kind, status, date, date_start, date_end FROM proposals
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A record. day: EDTF, None where no day is told. state: done, open, or over, for its style."""

    table: str
    key: str
    kind: str
    status: str
    day: str | None
    start: date | None
    end: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One record in the picture, at its place."""

    item: Item
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Many records of one lane and one part of time. first, last: the days that part begins and ends."""

    table: str
    count: int
    first: date
    last: date
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: y is its ground, on which marks stand."""

    table: str
    name: str
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the template shows. ticks: years with their place. dated, total: of all records."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float], ...]
    items: tuple[Item, ...]
    dated: int
    total: int


def timeline(db: duckdb.DuckDBPyConnection) -> Timeline:
    """The timeline of the published tables, which are views in the database."""
    items = [_item(row) for row in db.execute(RECORDS).fetchall()]
    items.sort(key=lambda item: (item.start or date.max, item.table, item.key))
    dated = [item for item in items if item.start is not None]
    edges = _edges(dated)
    step = round((WIDTH - LEFT) / (len(edges) - 1), 1)
    lanes: list[Lane] = []
    marks: list[Mark] = []
    bars: list[Bar] = []
    ground = 0.0
    for table, (name, _, _) in LANES.items():
        found = _parted([item for item in dated if item.table == table], edges)
        ground += HEAD + STEP * max([1, *(min(len(each), MOST) for each in found.values())])
        lanes.append(Lane(table, name, ground))
        for number, each in found.items():
            x = _rounded(LEFT + step * number)
            if len(each) > MOST:
                first, last = edges[number], edges[number + 1] - timedelta(1)
                bars.append(Bar(table, len(each), first, last, x, ground - STEP * MOST, STEP - 2, STEP * MOST))
            else:
                marks += [Mark(item, x + STEP / 2, ground - STEP * (up + 0.5)) for up, item in enumerate(each)]
    ticks = tuple((year, _rounded(LEFT + step * number)) for year, number in _years(edges, step))
    shown = tuple(items[:LISTED])
    return Timeline(WIDTH, ground + HEAD, tuple(lanes), tuple(marks), tuple(bars), ticks, shown, len(dated), len(items))


def _item(row: tuple[str, str, str, str, str | None, date | None, date | None]) -> Item:
    _, done, over = LANES[row[0]]
    return Item(*row, "done" if row[3] in done else "over" if row[3] in over else "open")


def _edges(items: Sequence[Item]) -> list[date]:
    """The first days of the parts of time, and the day after the last: months, or as many together as fit."""
    if not items:
        return [date(2000, 1, 1), date(2000, 2, 1)]
    months = [item.start.year * 12 + item.start.month - 1 for item in items if item.start is not None]
    first, last = min(months), max(months)
    step = next(size for size in (1, 2, 3, 4, 6, *range(12, 120_000, 12)) if (last - first) // size + 2 <= BINS)
    first = max(first - first % step, 12)  # there is no year 0
    return [_month(month) for month in range(first, last + step + 1, step)]


def _month(number: int) -> date:
    """The first day of a month, counted from the year 0; the last day there is for those after it."""
    return date(number // 12, number % 12 + 1, 1) if number < 12 * 10_000 else date.max


def _parted(items: Sequence[Item], edges: Sequence[date]) -> dict[int, list[Item]]:
    found: defaultdict[int, list[Item]] = defaultdict(list)
    number = 0
    for item in items:  # in the order of time
        assert item.start is not None
        while number + 2 < len(edges) and edges[number + 1] <= item.start:
            number += 1
        found[number].append(item)
    return found


def _years(edges: Sequence[date], step: float) -> Iterator[tuple[int, int]]:
    """Years with the part of time in which each begins, as far apart as their names need."""
    last = -int(YEAR)
    for number, (before, edge) in enumerate(pairwise((date.min, *edges[:-1]))):
        if before.year != edge.year and (number - last) * step >= YEAR:
            yield edge.year, number
            last = number


def _rounded(place: float) -> float:
    return round(place, 1)
