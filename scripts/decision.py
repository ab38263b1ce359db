"""Corrections and judgements of a curator: what they say, and the ids that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from schemas.read import tables
from scripts.problems import Problem
from scripts.reference import IdChange

CORRECTIONS, SAME_AS, ID_CHANGES = "corrections.csv", "same_as.csv", "id_changes.csv"
JUDGEMENTS = ("same", "different", "unsure")
JUDGED: Mapping[str, str] = {  # the tables whose ids may be judged, and where integration keeps its map of them
    "actors": "who",
    "meetings": "meeting_ids",
    "agreements": "agreement_ids",
    "proposals": "proposal_ids",
    "incidents": "incident_ids",
}
KEY = " | "  # between the parts of a key of several columns


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of corrections.csv. record_id: the primary key, the parts of a composite one joined by KEY.

    action: set (the cell field is to be new_value where it was expected), clear (the cell is to be absent), keep (the
    cell is right as it is), remove (the row is to go, and what is part of it), add (a row with that key, and new_value
    in field), cite (more words for the evidence field: expected are the words, new_value is SOURCE:START-END).
    decided_on: YYYY-MM-DD.
    """

    action: str
    table_name: str
    record_id: str
    field: str | None
    expected: str | None
    new_value: str | None
    reason: str
    decided_by: str
    decided_on: str

    @property
    def decision_id(self) -> str:
        """Action, table, record and field; of words cited also where they stand."""
        at = self.new_value if self.action == "cite" else None
        return ":".join(filter(None, (self.action, self.table_name, self.record_id, self.field, at)))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A row of same_as.csv; decided_on is YYYY-MM-DD."""

    judgement: str
    table_name: str
    left_id: str
    right_id: str
    reason: str
    decided_by: str
    decided_on: str

    @property
    def ids(self) -> tuple[str, str]:
        """Left and right."""
        return self.left_id, self.right_id

    @property
    def decision_id(self) -> str:
        """Judgement, table and the two ids."""
        return f"{self.judgement}:{self.table_name}:{self.left_id}:{self.right_id}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Corrections and judgements with the line of their file, in the order in which they apply: by day, then line.

    problems: what is wrong with rows that are not among them; nothing may be published while there is any.
    """

    corrections: tuple[tuple[int, Correction], ...] = ()
    judgements: tuple[tuple[int, Judgement], ...] = ()
    changes: tuple[IdChange, ...] = ()
    problems: tuple[Problem, ...] = ()

    def goes_on_as(self) -> dict[tuple[str, str], str]:
        """For each table and each id judged same or different, the id under which its record goes on."""
        left = {(j.table_name, j.right_id): j.left_id for _, j in self.judgements if j.judgement == "same"}
        named = {(j.table_name, name) for _, j in self.judgements if j.judgement != "unsure" for name in j.ids}
        return {(table, name): chased(left, table, name)[0] for table, name in sorted(named)}

    @property
    def change_ids(self) -> bool:
        """Whether an id may be given up: by a record that becomes another, is told apart, or goes."""
        judged = (j.judgement == "same" or "." in j.left_id + j.right_id for _, j in self.judgements)
        return any(judged) or any(c.action == "remove" and KEY not in c.record_id for _, c in self.corrections)

    def published(self) -> list[dict[str, object]]:
        """The rows of the table decisions."""
        every: list[Correction | Judgement] = [*(j for _, j in self.judgements), *(c for _, c in self.corrections)]
        return [_row(decision, number) for number, decision in enumerate(every, 1)]


NOTHING = Decisions()


def chased(left: Mapping[tuple[str, str], str], table: str, name: str) -> tuple[str, list[str]]:
    """Under which id a record goes on; and, where that leads in a circle, the ids of the circle."""
    path = [name]
    while (after := left.get((table, path[-1]))) is not None:
        if after in path:
            return name, path[path.index(after) :]
        path.append(after)
    return path[-1], []


def judged_tables() -> list[str]:
    """The tables whose ids can be judged, of those that there are."""
    return [name for name in JUDGED if name in tables()]


def _row(decision: Correction | Judgement, number: int) -> dict[str, object]:
    values: dict[str, object] = {field.name: getattr(decision, field.name) for field in fields(decision)}
    if isinstance(decision, Judgement):
        values |= {"kind": "judgement", "record_id": values.pop("left_id"), "other_id": values.pop("right_id")}
    else:
        values["kind"] = "correction"
    return {**values, "decision_id": decision.decision_id, "applied": number}


def cited(place: str) -> tuple[str, int, int] | None:
    """Source, start and end of ``SOURCE:START-END``; None if it is of another shape."""
    source, _, span = place.rpartition(":")
    start, _, end = span.partition("-")
    if source and start.isdecimal() and end.isdecimal():
        return source, int(start), int(end)
    return None


def by_line(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of decisions in the order of files and lines."""
    return sorted(problems, key=lambda problem: (problem.file != SAME_AS, int((problem.where or "line 0").split()[1])))
