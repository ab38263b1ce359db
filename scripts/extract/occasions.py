"""On which meeting or about which agreement something was said, and where in the article it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from scripts.extract.model import Attribution, Layout, Span
from scripts.extract.told import Meeting


@dataclass(frozen=True, slots=True)
class _Own:
    """The meetings of some speakers. told: where each is told, not those held apart, in order; the earlier meeting
    last. last: how far the meetings up to each are told.
    """

    meetings: Sequence[Meeting]
    told: Sequence[tuple[int, int, Meeting]]
    last: Sequence[int]


class Occasions:
    """The meetings of a document, asked for those at which statements were made."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        # a visit or a meeting still to come is no occasion
        self.held = [m for m in meetings if m.status == "held" and m.kind != "visit"]
        self.by_key: dict[str, list[int]] = {}
        for number, meeting in enumerate(self.held):
            for key in meeting.who:
                self.by_key.setdefault(key, []).append(number)
        self.known: dict[frozenset[str], _Own] = {}

    def of(self, span: Span, speakers: Sequence[str]) -> Meeting | None:
        """The meeting at which a statement was made.

        It is one in which all speakers take part (else, of what several said apart, one of them): the last one told up
        to the end of the statement, else the next.
        """
        if self.by_key.keys().isdisjoint(speakers):
            return None
        speaking = frozenset(speakers)
        own = self.known.get(speaking) or self.known.setdefault(speaking, self._own(speaking))
        before = bisect_right(own.told, span.end, key=lambda t: t[0])
        if before:
            return own.told[before - 1][2]
        if len(own.meetings) == 1:
            return own.meetings[0]
        following = bisect_right(own.last, span.end)
        return own.meetings[following] if following < len(own.meetings) else None

    def _own(self, speaking: frozenset[str]) -> _Own:
        some = [self.by_key.get(key, []) for key in speaking]
        own = [m for number in min(some, key=len) if speaking <= (m := self.held[number]).who]
        if not own and len(speaking) > 1:  # the same words at several
            own = [self.held[number] for number in sorted({number for each in some for number in each})]
        told = [(f.span.start, -m.key, m) for m in own for f in m.frames if f.rule != "met-separately"]
        last = accumulate((max(f.span.start for f in m.frames) for m in own), max)
        return _Own(own, sorted(told, key=lambda t: t[:2]), list(last))


def position(attribution: Attribution, layout: Layout, at: Meeting | None, lead: int, any_meeting: bool) -> str:
    """headline, lead, caption, body or background: what none of the meetings of the article is the occasion of.

    lead: index of the first paragraph of running text.
    """
    first = attribution.content[0]
    index = layout.paragraph(first.start)
    kind = layout.paragraphs[lead if index is None else index].kind
    if kind in ("headline", "subheadline"):
        return "headline"
    if kind == "caption":
        return "caption"
    if index == lead:
        return "lead"
    return "background" if any_meeting and at is None else "body"
