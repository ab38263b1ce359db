"""Meetings as one document tells them: frames of the same people that do not contradict each other are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from scripts.extract.meetings import Frame
from scripts.extract.model import DateExpression, Entity, Mention

BASES = ("stated", "weekday", "inferred", "relative", "caption", "unknown")  # the better told first
VISITING = re.compile(r"\bvisiting\b")
MARGIN = timedelta(days=4)  # a visit goes on for some days after the arrival
SORTS = {  # kinds that may be one meeting told twice
    "meeting": "meeting",
    "signing": "meeting",
    "call": "call",
    "press_conference": "press_conference",
    "visit": "visit",
}


@dataclass(slots=True)
class Meeting:
    """A meeting as one document tells it: frames of the same people that do not contradict each other."""

    key: int
    frames: list[Frame]
    part_of: int | None = None

    @property
    def who(self) -> frozenset[str]:
        """Keys of those who take part."""
        return self.frames[0].who

    def sides(self, countries: Mapping[str, str | None], host: str | None, text: str) -> dict[str, str]:
        """Key -> host, visitor or other: by the country of the place, else by who received and who was visiting."""
        sides = dict.fromkeys(self.who, "other")
        for frame in self.frames:
            received = frame.rule == "host-received-guest" or VISITING.search(frame.span.of(text))
            for mention in (*frame.hosts, *frame.others):
                key = mention.entity or ""
                if key not in sides:
                    continue
                if host and countries.get(key):
                    sides[key] = "host" if countries[key] == host else "visitor"
                elif received or frame.kind == "visit":
                    sides[key] = "host" if mention in frame.hosts else "visitor"
        return sides

    def excludes(self, other: Meeting) -> bool:
        """Whether the dates say that the other was not on this visit."""
        own, theirs = self.date, other.date
        if not (own and theirs and own.earliest and theirs.earliest):
            return False
        return not own.earliest <= theirs.earliest <= (own.latest or own.earliest) + MARGIN

    @property
    def kind(self) -> str:
        """The most telling kind."""
        kinds = {f.kind for f in self.frames}
        return next(k for k in ("signing", "press_conference", "call", "visit", "meeting") if k in kinds)

    @property
    def status(self) -> str:
        """held, if any frame says so."""
        statuses = [f.status for f in self.frames]
        return next(s for s in ("held", "cancelled", "planned", "called_for") if s in statuses)

    @property
    def date(self) -> DateExpression | None:
        """The best of the dates told."""
        return best_date(f.date for f in self.frames)

    @property
    def place(self) -> Mention | None:
        """The first place told."""
        return next((f.place for f in self.frames if f.place), None)


def together(frames: Sequence[Frame], entities: Mapping[str, Entity]) -> list[Meeting]:
    """Frames of one document as meetings: the same participants, the same sort of meeting, dates that agree."""
    meetings: list[Meeting] = []
    for frame in sorted(frames, key=lambda f: f.span):
        home = next((m for m in meetings if _same(m, frame)), None)
        if home is None:
            meetings.append(Meeting(len(meetings), [frame]))
        else:
            home.frames.append(frame)
    meetings = _embodied(meetings, entities)
    for meeting in meetings:
        visits = [
            v
            for v in meetings
            if v.kind == "visit" and meeting.kind != "visit" and v.who <= meeting.who and not v.excludes(meeting)
        ]
        meeting.part_of = visits[0].key if len(visits) == 1 else None
    for visit in meetings:
        _date_by_parts(visit, [m for m in meetings if m.part_of == visit.key])
    return meetings


def _embodied(meetings: Sequence[Meeting], entities: Mapping[str, Entity]) -> list[Meeting]:
    """ "Kenya and Rwanda held talks" in an article that tells of their ministers' meeting is that meeting."""
    kept: list[Meeting] = []
    people = [m for m in meetings if any(entities[key].kind == "person" for key in m.who)]
    for meeting in meetings:
        states = {entities[key].country for key in meeting.who}
        same = [
            m
            for m in people
            if meeting not in people
            and SORTS[m.kind] == SORTS[meeting.kind]
            and None not in states
            and states <= {entities[key].country for key in m.who}
            and not apart(m.date, meeting.date)
        ]
        if len(same) == 1:
            same[0].frames += meeting.frames
        else:
            kept.append(meeting)
    return kept


def _date_by_parts(visit: Meeting, parts: Sequence[Meeting]) -> None:
    """A visit without a date was on the day of its meetings, where that is one."""
    dates = [m.date for m in parts if m.date and m.date.earliest == m.date.latest]
    if visit.date is None and dates and len({d.edtf for d in dates}) == 1:
        inferred = replace(dates[0], basis="inferred", rule="visit-by-meeting")
        visit.frames[0] = replace(visit.frames[0], date=inferred)


def _same(meeting: Meeting, frame: Frame) -> bool:
    first = meeting.frames[0]
    if SORTS[first.kind] != SORTS[frame.kind] or first.who != frame.who:
        return False
    if (first.status == "held") != (frame.status == "held"):
        return False
    return not apart(meeting.date, frame.date)


def best_date(dates: Iterable[DateExpression | None]) -> DateExpression | None:
    """Of several dates of one thing: a day before a longer time, then by how it is told, then the first."""
    known = [d for d in dates if d and d.edtf]
    return min(known, key=lambda d: (d.earliest is None or d.earliest != d.latest, BASES.index(d.basis)), default=None)


def apart(one: DateExpression | None, other: DateExpression | None) -> bool:
    """Whether two dates cannot be one."""
    if not (one and other and one.earliest and other.earliest):
        return False
    return one.earliest > (other.latest or other.earliest) or other.earliest > (one.latest or one.earliest)
