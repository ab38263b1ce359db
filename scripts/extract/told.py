"""Meetings as one document tells them: frames of the same people that do not contradict each other are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scripts.extract.frames import Frame
from scripts.extract.model import DateExpression, Entity, Mention, Span

BASES = ("stated", "weekday", "inferred", "relative", "caption", "unknown")  # the better told first
VISITING = re.compile(r"\bvisiting\b")
MARGIN = timedelta(days=4)  # a visit goes on for some days after the arrival
NEAR = 1500  # code points between a meeting and the words that tell who else was there
SIDE_BY_SIDE = 250  # code points between two sentences that tell of one thing
RECENT = timedelta(days=14)  # what an article tells first happened within these days
TRIED = 50  # how many of one kind are compared, so that cost stays linear
SORTS = {  # kinds that may be one meeting told twice
    "meeting": "meeting",
    "signing": "meeting",
    "call": "call",
    "press_conference": "press_conference",
    "visit": "visit",
}


@dataclass(slots=True)
class Meeting:
    """A meeting as one document tells it: frames of the same people that do not contradict each other.

    present: keys of those who, as later sentences tell, took part too.
    """

    key: int
    frames: list[Frame]
    part_of: int | None = None
    present: set[str] = field(default_factory=set)

    @property
    def who(self) -> frozenset[str]:
        """Keys of those who take part."""
        return self.frames[0].who | self.present

    def sides(self, countries: Mapping[str, str | None], host: str | None, text: str) -> dict[str, str]:
        """Key -> host, visitor or other: by the country of the place, else by who received and who was visiting."""
        sides = dict.fromkeys(self.who, "other")
        for frame in self.frames:
            passive = frame.rule == "guest-received-by-host"
            received = passive or frame.rule == "host-received-guest" or VISITING.search(frame.span.of(text))
            for mention in (*frame.hosts, *frame.others):
                key = mention.entity or ""
                if key not in sides:
                    continue
                if host and countries.get(key):
                    sides[key] = "host" if countries[key] == host else "visitor"
                elif received or frame.kind == "visit":
                    sides[key] = "host" if (mention in frame.hosts) is not passive else "visitor"
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


def together(frames: Iterable[Frame], entities: Mapping[str, Entity], published: date | None = None) -> list[Meeting]:
    """Frames of one document as meetings: the same participants, the same sort of meeting, dates that agree."""
    meetings: list[Meeting] = []
    alike: dict[tuple[str, frozenset[str], bool], list[Meeting]] = {}
    joining: Frame | None = None
    for frame in sorted(frames, key=lambda f: f.span):
        if frame.joins:
            joining = _join(meetings, joining, frame)
            if joining is None or len(joining.who) < 2 or joining.rule == "also-attended":
                continue
            frame, joining = replace(joining, joins=False), None  # the sides of a meeting not told before
        same = alike.setdefault((SORTS[frame.kind], frame.who, frame.status == "held"), [])
        home = next((m for m in same[-TRIED:] if not _another(m, frame, published)), None)
        if home is None:
            meetings.append(Meeting(len(meetings), [frame]))
            same.append(meetings[-1])
        else:
            home.frames.append(frame)
    meetings = _embodied(meetings, entities)
    _parents(meetings, published)
    return meetings


def _another(meeting: Meeting, frame: Frame, published: date | None) -> bool:
    """Whether a frame of the same people must tell of another meeting.

    Without a date it is not one long before the article either, unless the two are told side by side.
    """
    if apart(meeting.date, frame.date):
        visiting = frame.kind == "visit" and "visiting" in (frame.rule, meeting.frames[0].rule)
        return not (visiting and _within_visit(meeting.date, frame.date))  # the day told is that of what the guest did
    one, other = meeting.date, frame.date
    known = one or other
    if (one and other) or known is None or known.latest is None or published is None:
        return False
    far = frame.span.start - meeting.frames[-1].span.end > SIDE_BY_SIDE
    return far and known.latest < published - RECENT


def _within_visit(one: DateExpression | None, other: DateExpression | None) -> bool:
    days = [d.earliest for d in (one, other) if d and d.earliest]
    return max(days) - min(days) <= MARGIN


def _join(meetings: Sequence[Meeting], before: Frame | None, frame: Frame) -> Frame | None:
    """Add those who were there too to the meeting told last; without one, to those waiting for one (returned)."""
    last = [m for m in meetings[:-6:-1] if SORTS[m.kind] == "meeting" and m.status == "held"]
    hosts = {m.entity for m in frame.hosts}
    home = next((m for m in last[:3] if hosts <= m.who), None)
    if home is not None and frame.span.start - home.frames[-1].span.end <= NEAR:
        home.frames.append(frame)
        home.present |= frame.who
        return None
    if before is None or frame.span.start - before.span.end > NEAR:
        return frame
    people = {m.entity: m for m in (*before.others, *frame.others)}
    return replace(before, others=tuple(people.values()), span=Span(before.span.start, frame.span.end))


def _parents(meetings: Sequence[Meeting], published: date | None) -> None:
    """Make each meeting part of the visit on which it was, where only one fits."""
    visits: dict[str, list[Meeting]] = {}
    for visit in meetings:
        if visit.kind == "visit":
            visits.setdefault(min(visit.who), []).append(visit)
    parts: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        if meeting.kind == "visit":
            continue
        latest = meeting.date.latest if meeting.date else None
        past = latest is not None and published is not None and latest < published - RECENT
        fitting = [
            v
            for key in sorted(meeting.who)[:TRIED]
            for v in visits.get(key, ())[-TRIED:]
            if v.who <= meeting.who and not v.excludes(meeting) and not (past and v.date is None)
        ]
        if len(fitting) == 1:
            meeting.part_of = fitting[0].key
            parts.setdefault(fitting[0].key, []).append(meeting)
    for visit in meetings:
        if visit.key in parts:
            _date_by_parts(visit, parts[visit.key])


def _embodied(meetings: Sequence[Meeting], entities: Mapping[str, Entity]) -> list[Meeting]:
    """ "Kenya and Rwanda held talks" in an article that tells of their ministers' meeting is that meeting."""
    kept: list[Meeting] = []
    people: dict[tuple[str, str], list[Meeting]] = {}  # by sort and country
    for meeting in meetings:
        if any(entities[key].kind == "person" for key in meeting.who):
            for country in {entities[key].country for key in meeting.who}:
                people.setdefault((SORTS[meeting.kind], country or ""), []).append(meeting)
    for meeting in meetings:
        if meeting.date is None and (host := _summed_up(meeting, people, entities)):
            host.frames += meeting.frames
            continue
        states = {entities[key].country for key in meeting.who}
        same: list[Meeting] = []
        if None not in states and not any(entities[key].kind == "person" for key in meeting.who):
            near = [m for c in sorted(filter(None, states)) for m in people.get((SORTS[meeting.kind], c), ())[:TRIED]]
            same = [
                m
                for m in sorted({m.key: m for m in near}.values(), key=lambda m: m.key)
                if _of(states, [entities[key].country for key in m.who]) and not apart(m.date, meeting.date)
            ]
        first = bool(same) and meeting.date is None and meeting.frames[0].span < same[0].frames[0].span
        if len(same) == 1 or first:  # what opens the article sums up
            same[0].frames += meeting.frames
        else:
            kept.append(meeting)
    return kept


def _of(states: set[str | None], countries: Sequence[str | None]) -> bool:
    """Whether people of these countries met for the states; one whose country is not told may be of the other state."""
    return len(states - set(countries)) <= min(countries.count(None), len(states) - 1)


def _summed_up(
    meeting: Meeting, people: Mapping[tuple[str, str], Sequence[Meeting]], entities: Mapping[str, Entity]
) -> Meeting | None:
    """The first of the meetings that "A meets French officials", told before them, sums up."""
    persons = {key for key in meeting.who if entities[key].kind == "person"}
    states = {entities[key].country or "" for key in meeting.who - persons if entities[key].kind == "state"}
    if len(persons) != 1 or len(states) != 1 or len(meeting.who) != 2 or meeting.kind != "meeting":
        return None
    near = [m for c in (min(states), "") for m in people.get(("meeting", c), ())[:TRIED]]
    later = sorted((m for m in near if persons < m.who and meeting.key < m.key), key=lambda m: m.key)
    return next((m for m in later if any(entities[k].country in {*states, None} for k in m.who - persons)), None)


def _date_by_parts(visit: Meeting, parts: Sequence[Meeting]) -> None:
    """A visit without a date was on the day of its meetings, where that is one."""
    held = [m.date for m in parts if m.status == "held" or visit.status != "held"]
    dates = [d for d in held if d and d.earliest == d.latest]
    if visit.date is None and dates and len({d.edtf for d in dates}) == 1:
        inferred = replace(dates[0], basis="inferred", rule="visit-by-meeting")
        visit.frames[0] = replace(visit.frames[0], date=inferred)


def best_date(dates: Iterable[DateExpression | None]) -> DateExpression | None:
    """Of several dates of one thing: a day before a longer time, then by how it is told, then the first."""
    known = [d for d in dates if d and d.edtf]
    return min(known, key=lambda d: (d.earliest is None or d.earliest != d.latest, BASES.index(d.basis)), default=None)


def apart(one: DateExpression | None, other: DateExpression | None) -> bool:
    """Whether two dates cannot be one."""
    if not (one and other and one.earliest and other.earliest):
        return False
    return one.earliest > (other.latest or other.earliest) or other.earliest > (one.latest or one.earliest)
