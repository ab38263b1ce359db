"""What a curator has decided, as it stands in seeds/decisions: read, and checked as far as that goes without a table.

``same_as.csv`` judges ids: *same* (the record goes on under left_id, right_id is given up), *different* (they stay
apart), *unsure*. An id with a dot and a source behind it (``omar-lund.daily-2031-05-09``) means what that one document
tells of the record; a judgement same or different that names it takes the telling out of the record, under that id.
``corrections.csv`` changes cells and rows of the tables, ``id_changes.csv`` lists ids given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from schemas.read import tables
from scripts.decision import (
    CORRECTIONS,
    ID_CHANGES,
    JUDGEMENTS,
    KEY,
    SAME_AS,
    Correction,
    Decisions,
    Judgement,
    chased,
    cited,
    judged_tables,
)
from scripts.problems import Problem, Problems, all_of
from scripts.reference import IdChange, rows

ELSEWHERE: Mapping[str, str] = {  # tables that no correction may touch, and what to do instead
    "sources": "correct sources.csv among the documents",
    "places": "correct places.csv in seeds/reference",
    "countries": "correct countries.csv in seeds/reference",
    "rules": "correct rules.csv in seeds/reference",
    "date_expressions": "correct the date of the record that the words are evidence for",
    "source_overlaps": "it is counted from the texts",
    "events": "correct the record that the event was made of",
    "decisions": "change the decision in its file",
    "id_changes": f"change the row in {ID_CHANGES}",
}
# columns that repeat the texts, or are made of others
FIXED = frozenset({"source_id", "start", "end", "surface", "quote", "text", "rule"})
FIXED |= {"sources", "independent_sources", "plover", "cameo"}
OWN_WORDS = frozenset({("positions", "title")})
Row = TypeVar("Row", Correction, Judgement)
Wrong = tuple[int, str | None, str | None, str, str]  # line, column, value, what is wrong, what to do


def load(folder: Path) -> Decisions:
    """The decisions in a folder; a file that is not there holds none. Raises Problems where a file cannot be read."""
    _known_files(folder)
    corrections, judgements, changes = all_of(
        lambda: _numbered(folder / CORRECTIONS, Correction, _wrong_corrections),
        lambda: _numbered(folder / SAME_AS, Judgement, _wrong_judgements),
        lambda: rows(folder / ID_CHANGES, IdChange, ("table_name", "old_id")) if (folder / ID_CHANGES).exists() else (),
    )
    return Decisions(corrections[0], judgements[0], changes, (*judgements[1], *corrections[1]))


def _known_files(folder: Path) -> None:
    """A folder without decisions, or with files that nobody reads, is likely not what was meant."""
    names = sorted(path.name for path in folder.glob("*.csv")) if folder.is_dir() else []
    known = (CORRECTIONS, SAME_AS, ID_CHANGES)
    todo = f"name a folder with any of {', '.join(known)}"
    problems = [
        Problem(str(folder / name), None, None, None, "is no file of decisions", f"the names are {', '.join(known)}")
        for name in names
        if name not in known
    ]
    if not names:
        what = "holds no decisions" if folder.is_dir() else "is no folder"
        problems.append(Problem(str(folder), None, None, None, what, todo))
    if problems:
        raise Problems(problems)


def _numbered(path: Path, row: type[Row], wrong: Any) -> tuple[tuple[tuple[int, Row], ...], list[Problem]]:
    """The good rows of a file with their lines, in the order in which they apply, and what is wrong with the others."""
    if not path.exists():
        return (), []
    numbered = tuple(enumerate(rows(path, row), 2))  # no cell holds a line end
    found = list(wrong(numbered))
    bad = {line for line, *_ in found}
    good = [pair for pair in numbered if pair[0] not in bad]
    problems = [Problem(path.name, f"line {line}", *rest) for line, *rest in found]
    return tuple(sorted(good, key=lambda pair: (pair[1].decided_on, pair[0]))), problems


def _wrong_corrections(numbered: Sequence[tuple[int, Correction]]) -> Iterator[Wrong]:
    """What is wrong with the corrections by themselves and beside each other."""
    for line, c in numbered:
        yield from _wrong_day(line, c.decided_on)
        table = tables().get(c.table_name)
        if c.action not in SHAPES:
            yield line, "action", c.action, "is no action", f"use one of {', '.join(SHAPES)}"
            continue
        yield from _wrong_shape(line, c)
        if table is None:
            yield line, "table_name", c.table_name, "is no table", f"the tables are {', '.join(tables())}"
        elif c.table_name in ELSEWHERE:
            yield line, "table_name", c.table_name, "is no table to correct", ELSEWHERE[c.table_name]
        elif c.action != "cite" and c.field is not None:
            yield from _wrong_field(line, c)
        if table is not None and c.record_id.count(KEY) + 1 < len(table.primary_key):
            todo = f"give {KEY.join(table.primary_key)}"
            yield line, "record_id", c.record_id, f"has not the {len(table.primary_key)} parts of a key", todo
        if table is not None and c.action == "add" and len(table.primary_key) == 1:
            todo = "let an article tell it; rows may be added to tables of parts, as meeting_participants"
            yield line, "table_name", c.table_name, "is a table whose records come from articles", todo
        if c.action == "cite" and c.new_value and cited(c.new_value) is None:
            yield line, "new_value", c.new_value, "does not say where words stand", "write SOURCE_ID:START-END"
    yield from _twice(numbered)


# what an action wants of its columns: + a value, - none, ? either
SHAPES: Mapping[str, Mapping[str, str]] = {
    "set": {"field": "+", "expected": "?", "new_value": "+"},
    "clear": {"field": "+", "expected": "+", "new_value": "-"},
    "keep": {"field": "+", "expected": "?", "new_value": "-"},
    "remove": {"field": "?", "expected": "?", "new_value": "-"},
    "add": {"field": "?", "expected": "-", "new_value": "?"},
    "cite": {"field": "+", "expected": "+", "new_value": "+"},
}


def _wrong_shape(line: int, c: Correction) -> Iterator[Wrong]:
    for column, wanted in SHAPES[c.action].items():
        value = getattr(c, column)
        if wanted == "+" and value is None:
            yield line, column, None, f"is missing, which {c.action} needs", "fill it in"
        elif wanted == "-" and value is not None:
            yield line, column, value, f"is there, which {c.action} cannot use", "leave it empty"
    if c.field is None and (c.expected is not None or c.new_value is not None):
        yield line, "field", None, "is missing beside a value", "name the column of the value"
    if c.action == "set" and c.new_value is not None and c.new_value == c.expected:
        yield line, "new_value", c.new_value, "is what is expected now", "use keep to say that it is right"


def correctable(table: str, field: str | None = None) -> bool:
    """Whether a correction may set the column of a table; without a column, whether it may touch its rows."""
    probe = Correction("set", table, "", field, None, "", "", "", "")
    return table not in ELSEWHERE and (field is None or not any(_wrong_field(0, probe)))


def _wrong_field(line: int, c: Correction) -> Iterator[Wrong]:
    table = tables()[c.table_name]
    if c.field not in table.columns:
        yield line, "field", c.field, f"is no column of {c.table_name}", f"the columns are {', '.join(table.columns)}"
    elif c.action not in ("set", "clear", "add"):
        return
    elif c.field in table.primary_key:
        todo = "judge ids in same_as.csv; of a row of parts, remove it and add another"
        yield line, "field", c.field, "is part of the key", todo
    elif c.field in FIXED or (c.table_name, c.field) in OWN_WORDS:
        yield line, "field", c.field, "is made of other columns or of the texts", "correct what it is made of"
    elif c.field in ("date_start", "date_end") and "date" in table.columns:
        yield line, "field", c.field, "follows from the date", "correct date"


def _twice(numbered: Sequence[tuple[int, Correction]]) -> Iterator[Wrong]:
    """Two corrections of one cell, and corrections of rows that another removes."""
    cells: dict[tuple[str | None, ...], int] = {}
    removed = {(c.table_name, c.record_id): line for line, c in reversed(numbered) if c.action == "remove"}
    for line, c in numbered:
        at = {"cite": (c.field, c.new_value), "remove": ("", None)}.get(c.action, (c.field, None))
        cell = (c.table_name, c.record_id, *at)
        if (first := cells.setdefault(cell, line)) != line:
            yield line, "field", c.field, f"is corrected in line {first} too ({_named(c)})", "keep one of the two"
        gone = removed.get((c.table_name, c.record_id))
        if gone is not None and c.action != "remove":
            what = f"is removed in line {gone} ({c.table_name})"
            yield line, "record_id", c.record_id, what, "keep one of the two"


def _wrong_judgements(numbered: Sequence[tuple[int, Judgement]]) -> Iterator[Wrong]:
    """What is wrong with the judgements by themselves and beside each other."""
    sound: list[tuple[int, Judgement]] = []
    for line, j in numbered:
        yield from _wrong_day(line, j.decided_on)
        if j.judgement not in JUDGEMENTS:
            yield line, "judgement", j.judgement, "is no judgement", f"use one of {', '.join(JUDGEMENTS)}"
        elif j.table_name not in judged_tables():
            todo = f"the tables are {', '.join(judged_tables())}"
            yield line, "table_name", j.table_name, "is no table whose ids can be judged", todo
        elif j.left_id == j.right_id:
            yield line, "right_id", j.right_id, "is left_id", "name two ids"
        else:
            sound.append((line, j))
    by_table = sorted(sound, key=lambda pair: pair[1].table_name)
    for _, own in groupby(by_table, key=lambda pair: pair[1].table_name):
        yield from _wrong_graph(list(own))


def _wrong_graph(own: Sequence[tuple[int, Judgement]]) -> Iterator[Wrong]:
    """Pairs judged twice, ids given up twice, circles, and judgements that contradict what follows from others."""
    pairs: dict[frozenset[str], int] = {}
    left: dict[tuple[str, str], str] = {}
    lines: dict[str, int] = {}
    for line, j in own:
        pair = frozenset(j.ids)
        if (first := pairs.setdefault(pair, line)) != line:
            yield line, "right_id", j.right_id, f"and left_id are judged in line {first} too", "keep one of the two"
        elif j.judgement == "same" and (first := lines.setdefault(j.right_id, line)) != line:
            other = left[j.table_name, j.right_id]
            todo = f"keep one; if all are the same, say that {j.left_id} and {other} are"
            yield line, "right_id", j.right_id, f"is given up for {other} in line {first} already", todo
        elif j.judgement == "same":
            left[j.table_name, j.right_id] = j.left_id
    circular: set[str] = set()
    for line, j in own:
        if j.judgement == "same" and (around := chased(left, j.table_name, j.right_id)[1]) and j.right_id in around:
            circular.update(around)
            what = f"leads back to itself ({' = '.join([*around, around[0]])}), so that none of them would be left"
            yield line, "right_id", j.right_id, what, "take out one of these judgements"
    for line, j in own:
        ends = [chased(left, j.table_name, name)[0] for name in j.ids]
        settled = j.judgement == "same" or pairs[frozenset(j.ids)] != line or circular & set(j.ids)
        if ends[0] == ends[1] and not settled:
            told = sorted(lines[name] for name in lines if chased(left, j.table_name, name)[0] == ends[0])
            what = f"and left_id are the same by line {' and '.join(map(str, told))}"
            yield line, "right_id", j.right_id, what, f"take out the judgement {j.judgement} or one of those"


def _wrong_day(line: int, value: str) -> Iterable[Wrong]:
    try:
        if date.fromisoformat(value).isoformat() == value:
            return
    except ValueError:
        pass
    yield line, "decided_on", value, "is no date", "write a day of the calendar as YYYY-MM-DD"


def _named(c: Correction) -> str:
    return ", ".join(filter(None, (c.table_name, c.record_id, c.field)))
