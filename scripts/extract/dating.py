"""When a meeting was that its own sentence does not date: on the day that the text tells around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scripts.extract.agreements import Agreement
from scripts.extract.frames import Frame
from scripts.extract.model import DateExpression, Entity, Layout
from scripts.extract.scene import GAP, REPORTED, Scene, is_day, within
from scripts.extract.told import SORTS, TRIED

FRESH = timedelta(days=14)  # what an article tells as news happened within these days
EVE = timedelta(days=1)  # where the article is read another day may have begun
NEAR = 2500  # code points over which a text keeps to its day
OPENING = 3  # paragraphs of running text within which a text tells its day
SAME_DAY = re.compile(
    rf"\b(?:[Ll]ater|[Ee]arlier|[Aa]fterwards?|[Ss]ubsequently|[Tt]hen|[Oo]n{GAP}(?:this|the){GAP}occasion"
    rf"|[Ii]n{GAP}the{GAP}(?:morning|afternoon|evening)|(?:[Uu]p)?[Oo]n{GAP}(?:his|her|their){GAP}arrival"
    rf"|(?:[Aa]fter|[Ff]ollowing|[Bb]efore|[Aa]t{GAP}the{GAP}end{GAP}of|[Oo]n{GAP}the{GAP}(?:sidelines|margins){GAP}of)"
    rf"{GAP}(?:the|their|his|her){GAP}(?:[\w-]+{GAP})?(?:talks|meeting|dialogue|ceremony|summit|session|conference))\b"
)
# what happened before the news: "had met", "last met", "at their previous meeting", "have met three times"
BACKGROUND = re.compile(
    rf"\b(?:had|last|previous|previously|former|first|since|times|once|often|regularly)(?:{GAP}[\w-]+){{0,3}}{GAP}?$"
    rf"|\b(?:day|week|month|year)s?{GAP}after(?:{GAP}[\w.’'-]+){{0,8}}{GAP}?$"
)
DAYS_LONG = re.compile(rf"\b(?:two|three|four|five|six|seven|[2-9])-day\b|\bfor{GAP}(?:two|three|four|five){GAP}days\b")


@dataclass(slots=True)
class _Days:
    """What has been told so far: the last dated frame of each person, its days, whether a visit lasts several."""

    last: dict[str, tuple[Scene, Frame]] = field(default_factory=dict)
    days: dict[str, set[str]] = field(default_factory=dict)
    long: set[str] = field(default_factory=set)

    def take(self, scene: Scene, frame: Frame) -> None:
        day = frame.date is None or is_day(frame.date)
        several = day and frame.kind == "visit" and DAYS_LONG.search(scene.text, scene.span.start, scene.span.end)
        for key in frame.who:
            if frame.date and frame.date.edtf:
                self.last[key] = scene, frame
                self.days.setdefault(key, set()).add(frame.date.edtf)
            if several:
                self.long.add(key)


def by_story(
    told: Sequence[tuple[Scene, Frame]],
    entities: Mapping[str, Entity],
    parts: Layout,
    dates: Sequence[DateExpression],
    published: date | None,
) -> list[Frame]:
    """The frames in order, those held and told without a date dated by what stands around them, if that is one day.

    That is the day of what the same people did before: in the sentence before, or in the news that the article tells;
    else the one day of the article's opening; else what they do later in it. What is told as earlier than the news, or
    is dated elsewhere in the text, gets none; nor does what is told as held keep a date after the publication.
    """
    told = [(s, replace(f, date=None) if _yet_to_come(f, published) else f) for s, f in told]
    fresh = [(s, f) for s, f in told if f.date and _fresh(f.date, published)]
    dated = {(SORTS[f.kind], f.who) for _, f in fresh}
    ahead = _Days()
    for scene, frame in fresh:
        if frame.status == "held" and (frame.kind != "visit" or (frame.date and frame.date.latest == published)):
            ahead.take(scene, frame)
    news = [d for d in dates if _fresh(d, published) and not _of_report(parts.text, d)]
    opening = _opening(parts, news)
    so_far, found = _Days(), list[Frame]()
    for scene, frame in told:
        if _open(scene, frame) and (SORTS[frame.kind], frame.who) not in dated:
            people = [key for key in sorted(frame.who) if entities[key].kind == "person"]
            if any(key in so_far.last for key in people):
                day = _same_people(scene, frame, people, so_far, news, published)
            else:
                day = _opening_day(scene, frame, opening) or (None if so_far.last else _later(people, ahead))
            if day:
                frame = replace(frame, date=day)
        found.append(frame)
        if frame.status == "held" and not frame.joins:
            so_far.take(scene, frame)
            if frame.date:  # a meeting of other days: what is told of it further on is dated there
                dated.add((SORTS[frame.kind], frame.who))
    return found


def by_signing(agreements: Sequence[Agreement], frames: Sequence[Frame], text: str, published: date | None) -> None:
    """Give agreements told as signed, without a date, that of their signing, else the one day of the news so far."""
    fresh = (f for f in frames if f.date and f.status == "held" and _fresh(f.date, published))
    known = sorted(fresh, key=lambda f: f.span)
    for agreement in agreements if known else ():
        place = next((i for i, told in enumerate(agreement.told[:TRIED]) if not told.definite), 0)
        item = agreement.told[place]
        if agreement.date or item.status != "signed" or not item.signed or item.definite:
            continue
        if re.search(r"\bhad\b", item.words) or BACKGROUND.search(text, max(0, item.span.start - 40), item.span.start):
            continue
        low = bisect_left(known, item.span.start - NEAR, key=lambda f: f.span.start)
        near = known[low : bisect_left(known, item.span.end, low, key=lambda f: f.span.start)][-TRIED:]
        signing = next((f for f in near if f.rule == "signing" and f.span.meets(item.span)), None)
        before = [f for f in near if f.span.start <= item.span.start]
        one = len({f.date.edtf for f in before if f.date}) == 1
        frame = signing or (before[-1] if one else None)
        if frame and frame.date:
            agreement.date = _carried(frame.date, "agreement-same-day")
            agreement.told[place] = replace(item, date=agreement.date)


def _yet_to_come(frame: Frame, published: date | None) -> bool:
    """Whether a date told beside what was held is that of something else, after the article."""
    first = frame.date.earliest if frame.date and frame.status == "held" else None
    return bool(first and published and first > published + EVE)


def _open(scene: Scene, frame: Frame) -> bool:
    """Whether a frame tells, in running text, without a date, something that belongs to the news."""
    told = frame.status == "held" and frame.date is None and not frame.joins
    return told and frame.kind != "visit" and scene.paragraph.kind == "body"


def _background(scene: Scene, frame: Frame) -> bool:
    verb = next((t.start() for t in scene.triggers if frame.span.start <= t.start() < frame.span.end), frame.span.end)
    return BACKGROUND.search(scene.text, max(scene.span.start, verb - 60), verb) is not None


def _same_people(
    scene: Scene,
    frame: Frame,
    people: Sequence[str],
    so_far: _Days,
    news: Sequence[DateExpression],
    published: date | None,
) -> DateExpression | None:
    """The date of what one of the same people did before."""
    before, last = max((so_far.last[key] for key in people if key in so_far.last), key=lambda k: k[1].span)
    assert last.date
    if frame.span.start - last.span.end > NEAR:
        return None
    beside = before.paragraph == scene.paragraph and scene.span.start - before.span.end < 3
    inside = before.span == scene.span or last.kind == "visit" or _fresh(last.date, published)
    if beside and inside and (not _background(scene, frame) or _cue(scene, frame)):
        return _carried(last.date, "meeting-same-day")
    if _background(scene, frame) and not _cue(scene, frame):
        return None
    if not _fresh(last.date, published) and not (last.kind == "visit" and _recent(last.date, published)):
        return None
    several = any(len(so_far.days[key]) > 1 or key in so_far.long for key in people if key in so_far.last)
    between = within(news, last.date.span.end, frame.span.start)
    several = several or any(d.edtf != last.date.edtf for d in between)
    return None if several and not _cue(scene, frame) else _carried(last.date, "meeting-same-day")


def _cue(scene: Scene, frame: Frame) -> bool:
    return SAME_DAY.search(scene.text, scene.span.start, min(scene.span.end, frame.span.end + 12)) is not None


def _later(people: Sequence[str], ahead: _Days) -> DateExpression | None:
    """The one day of what the same people do further on."""
    days = {day for key in people for day in ahead.days.get(key, ())}
    if len(days) != 1 or any(key in ahead.long for key in people):
        return None
    frame = next(ahead.last[key][1] for key in people if key in ahead.last)
    return _carried(frame.date, "meeting-same-day") if frame.date else None


def _of_report(text: str, day: DateExpression) -> bool:
    return REPORTED.search(text, max(0, day.span.start - 40), day.span.start) is not None


def _opening(parts: Layout, news: Sequence[DateExpression]) -> list[DateExpression]:
    """The days of the news that the opening paragraphs of a text tell."""
    bodies = [p for p in parts.paragraphs if p.kind == "body"][:OPENING]
    return [day for p in bodies for day in within(news, p.span.start, p.span.end)][:TRIED]


def _opening_day(scene: Scene, frame: Frame, opening: Sequence[DateExpression]) -> DateExpression | None:
    """The one day that the opening tells before the frame, near it."""
    before = [d for d in opening if d.span.start < frame.span.start]
    if len({d.edtf for d in before}) != 1 or frame.span.start - before[-1].span.end > NEAR // 2:
        return None
    other = any(_is_short(d) and d.edtf != before[-1].edtf for d in scene.dates)  # the sentence tells of other days
    return None if other or _background(scene, frame) else _carried(before[-1], "meeting-of-opening")


def _carried(day: DateExpression, rule: str) -> DateExpression:
    return replace(day, basis="inferred", rule=rule)


def _is_short(day: DateExpression) -> bool:
    return bool(day.earliest and day.latest and day.latest - day.earliest < FRESH)


def _fresh(day: DateExpression, published: date | None) -> bool:
    """Whether a date is a day of the news."""
    return is_day(day) and _recent(day, published)


def _recent(day: DateExpression, published: date | None) -> bool:
    if day.earliest is None or day.latest is None:
        return False
    return published is None or published - FRESH <= day.latest <= published
