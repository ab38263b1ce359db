"""One sentence as a frame rule sees it: who, when and where stand in it, outside direct speech."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scripts.extract.model import DateExpression, Entity, Layout, Mention, Paragraph, Span
from scripts.extract.nominals import Cover

Placed = TypeVar("Placed", Mention, DateExpression)
GAP = "[ \u00a0]"
# what may stand between two names of one enumeration, or between a preposition and a name: titles, no verb
TITLE_WORDS = (
    "army|chief|staff|defence|defense|minister|ministry|foreign|general|military|commander|commander-in-chief|president|prime|"
    "ambassador|leader|head|secretary|state|official|officials|top|senior|vice|national|security|adviser|advisor|delegation|"
    "led|headed|naval|navy|air|force|forces|guest|host|envoy|special|armed|ground|land|joint|chiefs|chairman|director|"
    "high-ranking|high-level|representative|representatives|spokesman|parliament|speaker|king|crown|prince|sheikh|"
    "on|at|here|there|today|yesterday|earlier|late|separate|separately|meetings|morning|afternoon|evening|"
    "and|of|the|for|to|visiting|his|her|their|then|counterpart|former|new|acting|deputy|also|both|a|an|in|by|s|with|"
    "as well as|who is|on a visit|country[’']s"
)
TITLE_GAP = re.compile(rf"(?:[\s,;()\[\]’']|\b(?:{TITLE_WORDS})\b|[A-Z][\w.’'-]*)*")
JOINT = re.compile(r"(?:,|\band\b|\bas well as\b|\balong with\b|\btogether with\b|\balongside\b|&)")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the mentions, dates and places in it that stand outside direct speech, each by position.

    home: the place of the dateline, which "here" means.
    """

    text: str
    span: Span
    paragraph: Paragraph
    actors: tuple[Mention, ...]
    places: tuple[Mention, ...]
    dates: tuple[DateExpression, ...]
    entities: Mapping[str, Entity]
    home: Mention | None

    def kind(self, mention: Mention) -> str:
        """Kind of the actor that a mention names."""
        return self.entities[mention.entity].kind if mention.entity else ""

    def usable(self, mention: Mention) -> bool:
        """Whether a mention can take part in an event: a person, or a state or body by name."""
        return self.somebody(mention) or (mention.form in ("name", "metonym") and self.kind(mention) != "media")

    def somebody(self, mention: Mention) -> bool:
        """Whether a mention names a person, or the holder of an office who is not named."""
        return self.kind(mention) == "person" or mention.rule == "unnamed-office"

    def owns(self, mention: Mention) -> bool:
        """Whether the mention owns what follows: the envoy acts in "X’s envoy", and not X."""
        return OWNER.match(self.text, mention.span.end) is not None

    def before(self, position: int, *, owner: bool = False) -> list[Mention]:
        """The enumeration of actors nearest before a position: people where there are any, else states and bodies.

        owner: whether "X’s" counts, as it does before a noun ("X’s talks with Y").
        """
        left = [m for m in self.actors if m.span.end <= position and self.usable(m) and (owner or not self.owns(m))]
        people = [m for m in left if self.somebody(m)]
        nearest = self._chain(list(reversed(people or left)))
        if nearest and (beside := BESIDE.search(self.text, self.span.start, nearest[0].span.start)):
            return [*self.before(beside.start(), owner=owner), *nearest]  # "A, accompanied by B, met"
        return nearest

    def subject_behind(self, position: int) -> list[Mention]:
        """Who acts where the sentence opens with what they did: "After talks with B on Monday, A said"."""
        comma = self.text.find(", ", position, self.span.end)
        return self.after(comma + 2) if comma >= 0 else []

    def after(self, position: int) -> list[Mention]:
        """The enumeration of actors that starts at a position, titles before a name allowed."""
        right = [m for m in self.actors if m.span.start >= position and self.usable(m)]
        people = [m for m in right if self.somebody(m)]
        for choice in (people, right):
            if choice and self._reaches(position, choice[0].span.start) and not self.owns(choice[0]):
                return self._chain(choice)
        return []

    def _reaches(self, start: int, end: int) -> bool:
        """Whether nothing but titles, dates, places and the like stands between a word and a name."""
        gap = self.text[start:end]
        for span in (*(d.span for d in self.dates), *(m.span for m in self.places)):
            if start <= span.start and span.end <= end:
                gap = gap.replace(span.of(self.text), "", 1)
        return TITLE_GAP.fullmatch(gap) is not None

    def _chain(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The first mention and those that join it, in the direction given; several of one span all belong."""
        chain: list[Mention] = []
        for mention in mentions:
            if chain and mention.span != chain[-1].span:
                first, second = sorted((chain[-1].span, mention.span))
                gap = self.text[first.end : second.start]
                if not (JOINT.search(gap) and TITLE_GAP.fullmatch(gap)):
                    break
            chain.append(mention)
        return sorted(chain, key=lambda m: m.span)

    def date(self, position: int) -> DateExpression | None:
        """The date nearest to a position, not that of a subordinate clause; days before months and years."""
        dated = [d for d in self.dates if d.edtf and not self._elsewhere(position, d.span.start)]
        return min(dated, key=lambda d: (not _is_day(d), abs(d.span.start - position)), default=None)

    def _elsewhere(self, position: int, date: int) -> bool:
        """Whether a date is that of another clause, or of the report behind: "met, the ministry said Wednesday"."""
        told = position < date and REPORTED.search(self.text, position, date) is not None
        after = position < date and OTHER_EVENT.search(self.text, position, date) is not None
        return told or after or self._subordinate(position, date)

    def _subordinate(self, position: int, date: int) -> bool:
        """Whether a date stands in a clause that the word at position is not part of: "since it began in 2011"."""
        clause = max(self.span.start, *(self.text.rfind(mark, self.span.start, date) for mark in ",;:"))
        if SUBORDINATE.search(self.text, max(clause, position) if position < date else clause, date) is None:
            return False
        return position < date or any(mark in self.text[date:position] for mark in ",;:")

    def place(self, position: int) -> Mention | None:
        """The place nearest behind a position, else nearest before it, that a preposition of place introduces."""
        found = [
            m
            for m in self.places
            if (AT.search(self.text, max(0, m.span.start - 24), m.span.start) or self._labels(m))
            and not (position < m.span.start and CLAUSE.search(self.text, position, m.span.start))
            and not (position < m.span.start and OTHER_EVENT.search(self.text, position, m.span.start))
        ]
        here = HERE.search(self.text, self.span.start, self.span.end)
        nearest = min(found, key=lambda m: (m.span.start < position, abs(m.span.start - position)), default=None)
        return nearest or (self.home if here else None)

    def _labels(self, place: Mention) -> bool:
        """Whether a place opens a caption: "July 9, 2020, Damascus: …"."""
        return self.paragraph.kind == "caption" and self.text[place.span.end : place.span.end + 1] == ":"


BESIDE = re.compile(
    r"(?:accompanied by|flanked by|joined by|alongside|together with|along with)[ \u00a0](?:the[ \u00a0]|his[ \u00a0])?"
    r"(?:[A-Z][\w.’'-]*[ \u00a0]|of[ \u00a0]|and[ \u00a0]){0,12}$"
)
REPORTED = re.compile(
    r"\b(?:said|says|announced|reported|stated|confirmed)(?:[ \u00a0](?:on|late|early|earlier))?[ \u00a0]$"
)
OTHER_EVENT = re.compile(
    r"\b(?:after|before|following|ahead of)\b[^,;.]*"
    r"\b(?:visit|visited|trip|meeting|talks|summit|elections?|attacks?|signing)\b[^,;.]*$"
)
HERE = re.compile(r"\bhere\b")
OWNER = re.compile(
    r"(?:[’']s|(?<=s)[’'])[ \u00a0]|[ \u00a0](?:(?:defence|defense|foreign|prime|army|military)[ \u00a0])?"
    r"(?:minister|chief|commander|general|official|officer|delegation|envoy|counterpart|president|soldiers|leader|ambassador)\b"
)
CLAUSE = re.compile(r"[;:]|\b(?:is|are|has|have|had|says?|said|that|which|where|when|since|while)\b")
SUBORDINATE = re.compile(r"\b(?:since|when|who|which|where|whose|until|because|although)\b")
AT = re.compile(r"\b(?:in|at|near|capital|city of)(?: the)?(?: [a-z]+){0,2}[ \u00a0]$")


def _is_day(date: DateExpression) -> bool:
    return date.earliest is not None and date.earliest == date.latest


def scenes(
    layout: Layout, entities: Mapping[str, Entity], mentions: Sequence[Mention], dates: Sequence[DateExpression]
) -> Iterator[Scene]:
    """The sentences of a text outside page furniture, as scenes."""
    quoted = Cover([q.content for q in layout.quotations if _is_speech(q.content, layout.text)])
    actors = [m for m in mentions if m.entity and not quoted.at(m.span.start)]
    places = [m for m in mentions if m.place_id and not quoted.at(m.span.start)]
    days = [d for d in dates if not quoted.at(d.span.start)]
    datelines = Cover([p.span for p in layout.paragraphs if p.kind == "byline"])
    home = next((m for m in places if datelines.at(m.span.start)), None)
    for sentence in layout.sentences:
        paragraph = layout.paragraphs[sentence.paragraph]
        if paragraph.kind in ("furniture", "byline"):
            continue
        span = sentence.span
        yield Scene(
            layout.text,
            span,
            paragraph,
            tuple(m for m in _slice(actors, span) if paragraph.kind == "body" or m.rule != "unnamed-office"),
            tuple(_slice(places, span)),
            tuple(_slice(days, span)),
            entities,
            home,
        )


def _is_speech(span: Span, text: str) -> bool:
    """Quotations of some length; a word or two in marks are the narrator's."""
    return len(span.of(text).split()) > 3


def _slice(items: Sequence[Placed], span: Span) -> list[Placed]:
    low = bisect_left(items, span.start, key=lambda item: item.span.start)
    high = bisect_left(items, span.end, key=lambda item: item.span.start)
    return list(items[low:high])
