"""A meeting as one sentence tells it, and what the rules that find one share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import WHO, Scene, within

CONTEXT = 40  # code points beside the words of a meeting in which its status and manner are looked for
SEPARATE = re.compile(r"\bseparate(?:ly)?\b")
MEETINGS = re.compile(r"(?:meetings|calls|conversations)$", re.I)  # "meetings with B and C" were one each
INTENDED = re.compile(  # behind whom a meeting was to be with
    r",?[ \u00a0](?:(?:that|which)[ \u00a0](?:was|were|is|are|(?:had|has|have)[ \u00a0]been)[ \u00a0])?"
    r"(?:\w+ly[ \u00a0])?"
    r"(?:to[ \u00a0](?:take[ \u00a0]place|be[ \u00a0]held)|scheduled|planned|set|due|slated|supposed)\b"
)
THERE = re.compile(r",[ \u00a0](?:where|when|(?:during|on|in|at)[ \u00a0]which)[ \u00a0]$")
ACTOR_KINDS = ("person", "state", "government", "military", "international_organisation", "armed_group")


@dataclass(frozen=True, slots=True)
class Frame:
    """A meeting as one sentence tells it.

    hosts, others: who acts, and with whom. joins: it tells only who else was at the meeting told before.
    """

    span: Span
    kind: str
    status: str
    hosts: tuple[Mention, ...]
    others: tuple[Mention, ...]
    date: DateExpression | None
    place: Mention | None
    rule: str
    joins: bool = False

    @property
    def who(self) -> frozenset[str]:
        """Keys of those who take part."""
        return frozenset(m.entity for m in (*self.hosts, *self.others) if m.entity)


def left(scene: Scene, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether the words right before a match are of a pattern, which ends with $."""
    return pattern.search(scene.text, max(scene.span.start, match.start() - 2 * CONTEXT), match.start()) is not None


def subject(scene: Scene, match: re.Match[str], last: Frame | None, *, owner: bool = False) -> list[Mention]:
    """Who acts: those before; of a second verb in a row, those of the first ("A met B and held talks with C")."""
    before = scene.before(match.start(), owner=owner)
    if len(before) == 1 and before[0].form == "pronoun":
        there = THERE.search(scene.text, max(scene.span.start, before[0].span.start - 24), before[0].span.start)
        visitors = [m for m in scene.before(there.start()) if scene.somebody(m)] if there else []
        if len(visitors) == 1:  # "A visited P, where he met B"
            return visitors
    if not (last and last.hosts and last.others and before):
        return before
    objects = {m.span for m in last.others}
    if all(m.span in objects for m in before) and not WHO.search(scene.text, before[-1].span.end, match.start()):
        return list(last.hosts)
    return before


def pairs(
    scene: Scene,
    match: re.Match[str],
    kind: str,
    status: str,
    hosts: Sequence[Mention],
    others: Sequence[Mention],
    rule: str,
) -> list[Frame]:
    """One frame, or one each where the meetings were separate or on days of their own."""
    hosts = [m for m in hosts if m.entity not in {o.entity for o in others}]
    everybody = [*hosts, *others]
    if len({m.entity for m in everybody}) < 2 or not any(scene.kind(m) in ACTOR_KINDS for m in everybody):
        return []
    start = min(match.start(), *(m.span.start for m in everybody))
    span = Span(start, max(match.end(), *(m.span.end for m in others)) if others else match.end())
    date = scene.date(match.start()) or (_intended(scene, span.end) if status != "held" else None)
    frame = Frame(span, kind, status, tuple(hosts), tuple(others), date, scene.place(match.start()), rule)
    left = scene.text[max(scene.span.start, match.start() - CONTEXT) : match.start()]
    if others:  # "separate" may stand behind the verb too
        left += scene.text[match.end() : max(match.end(), others[0].span.start)]
    if SEPARATE.search(left) and len(hosts) > 1 and others:
        return [replace(frame, hosts=(host,), rule="met-separately") for host in hosts]
    one_each = SEPARATE.search(left) or (rule == "occasion-with" and MEETINGS.search(match.group()))
    if one_each and len(others) > 1 and len({m.entity for m in hosts}) == 1:
        return [replace(frame, others=(other,), rule="met-separately") for other in others]
    if days := _by_days(scene, others):
        return [replace(frame, others=some, date=day) for some, day in days]
    return [frame]


def _intended(scene: Scene, end: int) -> DateExpression | None:
    """The day for which a meeting told up to text[end] was meant: "called off talks with B that were set for May 3"."""
    meant = INTENDED.match(scene.text, end, scene.span.end)
    near = within(scene.dates, meant.end(), meant.end() + 2 * CONTEXT) if meant else ()
    return next(
        (d for d in near if d.edtf and not scene.text.count(",", meant.end() if meant else 0, d.span.start)), None
    )


def _by_days(scene: Scene, others: Sequence[Mention]) -> list[tuple[tuple[Mention, ...], DateExpression]]:
    """ "A met B on Monday and C on Tuesday": who was met on which day, where each has a day behind and they are two."""
    groups: list[tuple[tuple[Mention, ...], DateExpression]] = []
    some: list[Mention] = []
    for i, mention in enumerate(others):
        some.append(mention)
        end = others[i + 1].span.start if i + 1 < len(others) else mention.span.end + CONTEXT
        day = next((d for d in within(scene.dates, mention.span.end, end) if d.edtf), None)
        if day:
            groups.append((tuple(some), day))
            some = []
    return groups if len(groups) > 1 and not some else []


def joins(
    scene: Scene, match: re.Match[str], present: Sequence[Mention], rule: str, hosts: Sequence[Mention] = ()
) -> list[Frame]:
    """ "The talks were also attended by A", "the visiting side was led by A": of the meeting told before, if any.

    hosts: who is told to have held it ("A was present at the meeting with B").
    """
    people = tuple(m for m in present if scene.somebody(m))
    if not people:
        return []
    start, end = min(match.start(), people[0].span.start), max(match.end(), people[-1].span.end)
    date, place = scene.date(match.start()), scene.place(match.start())
    return [Frame(Span(start, end), "meeting", "held", tuple(hosts), people, date, place, rule, joins=True)]
