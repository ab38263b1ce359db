"""One sentence as a frame rule sees it: who, when and where stand in it, outside direct speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from scripts.extract.event_words import EventWords
from scripts.extract.model import DateExpression, Entity, Mention, Paragraph, Span
from scripts.extract.subclauses import Clauses

Placed = TypeVar("Placed", Mention, DateExpression)
GAP = "[ \u00a0]"
REACH = 400  # code points within which those who take part stand before or behind the words of an event
JOINT = re.compile(r"(?:,|\band\b|\bas well as\b|\balong with\b|\btogether with\b|\balongside\b|&)")
AND = re.compile(r"\band\b|&|\bwith\b|\bas well as\b")
DATE, PLACE = "\x01", "\x02"  # stand for the letters of dates and places in Scene.flat


@dataclass(frozen=True)
class Scene:
    """A sentence with the mentions, dates and places in it outside direct speech, each by position.

    words: those of events. home: the place of the dateline ("here"). leaders: those of the text's delegations.
    spots: where words of events begin.
    """

    text: str
    span: Span
    paragraph: Paragraph
    actors: Sequence[Mention]
    places: Sequence[Mention]
    dates: Sequence[DateExpression]
    entities: Mapping[str, Entity]
    words: EventWords
    home: Mention | None
    leaders: Sequence[Mention] = ()
    spots: Sequence[int] = ()

    @cached_property
    def flat(self) -> str:
        """The sentence with every letter of a date or place made one sign; as long as it is."""
        pieces, at = [], self.span.start
        spans = [(d.span, DATE) for d in self.dates] + [(p.span, PLACE) for p in self.places]
        for span, sign in sorted(spans, key=lambda s: s[0]):
            if span.start >= at and span.end <= self.span.end:
                pieces += [self.text[at : span.start], sign * (span.end - span.start)]
                at = span.end
        return "".join((*pieces, self.text[at : self.span.end]))

    @cached_property
    def triggers(self) -> Sequence[re.Match[str]]:
        """The words of meetings in it."""
        return self.starting(self.words.trigger)

    def starting(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """The matches that begin at one of the spots, none within another."""
        found: list[re.Match[str]] = []
        end = self.span.start
        for at in self.spots:
            if at >= end and (match := pattern.match(self.text, at, self.span.end)):
                found.append(match)
                end = match.end()
        return found

    @cached_property
    def clauses(self) -> Clauses:
        """Its clauses."""
        return Clauses(self.text, self.span.start, self.span.end)

    def kind(self, mention: Mention) -> str:
        """Kind of the actor that a mention names."""
        return self.entities[mention.entity].kind if mention.entity else ""

    def country(self, mention: Mention) -> str | None:
        """Country of the actor that a mention names."""
        return self.entities[mention.entity].country if mention.entity else None

    def usable(self, mention: Mention) -> bool:
        """Whether a mention can take part in an event: a person, or a state or body by name."""
        return self.somebody(mention) or (mention.form in ("name", "metonym") and self.kind(mention) != "media")

    def somebody(self, mention: Mention) -> bool:
        """Whether a mention names a person, or the holder of an office who is not named."""
        return self.kind(mention) == "person" or mention.rule == "unnamed-office"

    def named(self, position: int) -> bool:
        """Whether a position stands in a name."""
        near = within(self.actors, position - 80, position + 1)
        return any(m.form == "name" and position < m.span.end for m in near)

    def owns(self, mention: Mention) -> bool:
        """Whether the mention owns what follows: the envoy acts in "X’s envoy", and not X."""
        return OWNER.match(self.text, mention.span.end) is not None

    def before(self, position: int, *, owner: bool = False) -> list[Mention]:
        """The enumeration of actors nearest before a position: people where there are any, else states and bodies.

        owner: whether "X’s" counts, as it does before a noun ("X’s talks with Y").
        """
        if sent := self._sent(position):
            return sent
        for _ in range(4):
            near = within(self.actors, max(self.span.start, position - REACH), position)
            left = [m for m in near if m.span.end <= position and self.usable(m) and (owner or not self.owns(m))]
            people = [m for m in left if self.somebody(m)]
            nearest = self._last(self._chain(list(reversed(people or left))))
            start = nearest[0].span.start if nearest else 0
            if nearest and SOURCE.search(self.text, max(self.span.start, start - 80), start):
                return []  # "according to A, the minister will meet B"
            if nearest and (beside := BESIDE.search(self.text, max(self.span.start, start - 120), start)):
                return [*self.before(beside.start(), owner=owner), *nearest]  # "A, accompanied by B, met"
            told = OBJECT.search(self.text, max(self.span.start, start - 80), start) if nearest else None
            if told is None or WHO.search(self.text, start, position) or not self.before(told.start()):
                return nearest
            position = told.start()  # "A told B that talks with C"
        return nearest

    def _sent(self, position: int) -> list[Mention]:
        """Who led the delegation that acts: "the Kenyan delegation met B"."""
        acting = DELEGATION.search(self.text, max(self.span.start, position - 80), position)
        if acting is None or any(self.somebody(m) for m in within(self.actors, acting.start(), position)):
            return []
        if not self.leaders or LED.search(self.text, max(self.span.start, position - REACH), position):
            nations = [m for m in within(self.actors, acting.start(), position) if m.form == "demonym"]
            return nations if AN.match(self.text, acting.start()) else []
        known = bisect_left(self.leaders, position, key=lambda m: m.span.start)
        nation = {self.country(m) for m in within(self.actors, acting.start(), position)}
        return [m for m in self.leaders[max(0, known - 1) : known] if not nation or self.country(m) in (None, *nation)]

    def subject_behind(self, position: int) -> list[Mention]:
        """Who acts where the sentence opens with what they did: "After talks with B on Monday, A said"."""
        comma = self.text.find(", ", position, min(self.span.end, position + REACH))
        return self.after(comma + 2) if comma >= 0 else []

    def after(self, position: int) -> list[Mention]:
        """The enumeration of actors that starts at a position, titles before a name allowed."""
        right = [m for m in within(self.actors, position, position + REACH) if self.usable(m)]
        people = [m for m in right if self.somebody(m)]
        for choice in (people, right):
            owners = next((i for i, m in enumerate(choice[:3]) if not self.owns(m)), 0)  # "A’s predecessor B" is B
            choice = choice[owners:]
            if choice and self.reaches(position, choice[0].span.start) and not self.owns(choice[0]):
                return self._first(self._chain(choice))
        return []

    def reaches(self, start: int, end: int) -> bool:
        """Whether nothing but titles, dates, places and the like stands between two positions."""
        return self.words.gap.fullmatch(self.flat, start - self.span.start, end - self.span.start) is not None

    def _chain(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The first mention and those that join it, in the direction given; several of one span all belong."""
        chain: list[Mention] = []
        for mention in mentions:
            if chain and mention.span != chain[-1].span:
                first, second = sorted((chain[-1].span, mention.span))
                beside = self.text[first.end : second.start].isspace()  # an office beside the name of its holder
                if beside or (mention.entity == chain[-1].entity and self.reaches(first.end, second.start)):
                    if chain[-1].form == "title":
                        chain[-1] = mention
                    continue
                if not (JOINT.search(self.text, first.end, second.start) and self.reaches(first.end, second.start)):
                    break
            chain.append(mention)
        return sorted(chain, key=lambda m: m.span)

    def _breaks(self, chain: Sequence[Mention]) -> list[int]:
        """Where another enumeration begins in a chain: behind "A and B" a comma ends it."""
        found, closed = [], False
        for i in range(1, len(chain)):
            left, right = chain[i - 1], chain[i]
            if left.span == right.span or left.entity == right.entity:
                continue
            joined = AND.search(self.text, left.span.end, right.span.start) is not None
            if closed and not joined:
                found.append(i)
            closed = joined
        return found

    def _first(self, chain: list[Mention]) -> list[Mention]:
        breaks = self._breaks(chain)
        return chain[: breaks[0]] if breaks else chain

    def _last(self, chain: list[Mention]) -> list[Mention]:
        breaks = self._breaks(chain)
        chain = chain[breaks[-1] :] if breaks else chain
        if self.paragraph.kind in ("headline", "subheadline"):  # where a comma stands for "and"
            return chain
        for i in range(len(chain) - 1, 0, -1):
            left, right = chain[i - 1], chain[i]
            if left.span != right.span and left.entity != right.entity:
                # "before a meeting with A, B visited"
                return chain if AND.search(self.text, left.span.end, right.span.start) else chain[i:]
        return chain

    def date(self, position: int) -> DateExpression | None:
        """The date of what happens at a position: one of its clause, or of the clause that this one goes along with.

        Days before months and years; then one before which no other event stands; then the nearest.
        """
        near = [d for d in within(self.dates, position - REACH, position + REACH) if d.edtf]
        for clause in self.clauses.around(position) if near else ():
            own = [
                d
                for d in near
                if self.clauses.at(d.span.start) is clause
                and not REPORTED.search(self.text, position, d.span.start)
                and not self._describes(position, d)
                and (is_day(d) or not TERM.search(self.text, max(position, d.span.start - 12), d.span.start))
            ]
            if own:
                return min(own, key=lambda d: (not is_day(d), self._rank(position, d), abs(d.span.start - position)))
        return None

    def _describes(self, position: int, date: DateExpression) -> bool:
        """Whether a date is that of a thing, not of what happens at a position: "under a pact signed in 2022"."""
        start = date.span.start
        if self.text.endswith("after", start, date.span.end):
            return position < start  # "the visit comes two weeks after A met B"
        if start < position:
            stay = STAY.search(self.text, max(self.span.start, start - 80), start)
            return stay is not None and position > date.span.end
        if date.edtf and len(date.edtf) == 4 and OF_THING.search(self.text, start - 6, start):
            return self.text[date.span.end : date.span.end + 1] == " "
        signed = SIGNED.search(self.text, position + 1, start)
        return signed is not None and not NEXT.search(self.text, max(position, signed.start() - 12), signed.start())

    def _rank(self, position: int, date: DateExpression) -> int:
        """0 where no other event stands between an event and a date behind, or none before a date in front; else 1."""
        after = position if date.span.start > position else self.span.start - 1
        following = bisect_right(self.triggers, after, key=lambda t: t.start())
        return int(following < len(self.triggers) and self.triggers[following].start() < date.span.start)

    def place(self, position: int) -> Mention | None:
        """The place nearest behind a position, else nearest before it, that a preposition of place introduces."""
        near = within(self.places, position - REACH, position + REACH)
        found = [
            m
            for m in near
            if (AT.search(self.text, max(0, m.span.start - 24), m.span.start) or self._labels(m))
            and not (position < m.span.start and CLAUSE.search(self.text, position, m.span.start))
            and not (position < m.span.start and OTHER_EVENT.search(self.text, position, m.span.start))
        ]
        nearest = min(found, key=lambda m: (m.span.start < position, abs(m.span.start - position)), default=None)
        if (
            nearest is None
            and self.home
            and HERE.search(self.text, max(self.span.start, position - REACH), position + REACH)
        ):
            return self.home
        return nearest

    def _labels(self, place: Mention) -> bool:
        """Whether a place opens a caption: "July 9, 2020, Damascus: …"."""
        return self.paragraph.kind == "caption" and self.text[place.span.end : place.span.end + 1] == ":"


BESIDE = re.compile(
    r"(?:accompanied by|flanked by|joined by|alongside|together with|along with)[ \u00a0](?:the[ \u00a0]|his[ \u00a0])?"
    r"(?:[A-Z][\w.’'-]*[ \u00a0]|of[ \u00a0]|and[ \u00a0]){0,12}$"
)
SOURCE = re.compile(
    rf"\b(?:[Aa]ccording{GAP}to|[Aa]s{GAP}(?:told|reported|quoted){GAP}by){GAP}(?:[\w.’'-]+{GAP}){{0,8}}$"
)
# who is told something acts no further in the sentence
OBJECT = re.compile(
    rf"\b(?:told|tells|informed|briefed|assured|thanked|congratulated){GAP}"
    rf"(?:(?:the|his|her|[a-z]+|[A-Z][\w.’'-]*|of){GAP}){{0,6}}$"
)
REPORTED = re.compile(
    r"\b(?:said|says|announced|reported|stated|confirmed)(?:[ \u00a0](?:on|late|early|earlier))?[ \u00a0]$"
)
OTHER_EVENT = re.compile(
    r"\b(?:after|before|following|ahead of)\b[^,;.]*"
    r"\b(?:visit|visited|trip|meeting|talks|summit|elections?|attacks?|signing)\b[^,;.]*$"
)
TERM = re.compile(rf"\b(?:for|through|until|till|towards?|by){GAP}(?:the{GAP})?$")  # "a plan for 2025"
OF_THING = re.compile(rf"\b(?:the|an?|its|their|this){GAP}$")  # "under a 2022 contract"
SIGNED = re.compile(
    rf"\b(?:signed|inked|ratified|adopted|founded|established|launched|issued|published|elected|appointed|delivered)"
    rf"{GAP}(?:(?:here|earlier|back|late|early){GAP})?(?:(?:in|on){GAP})?(?:the{GAP})?$"
)
STAY = re.compile(  # "during his three-day visit from Monday"
    rf"\b[\w-]+(?:-|{GAP})days?\b[^.;,]{{0,50}}{GAP}(?:from|starting|beginning|since)(?:{GAP}on)?{GAP}$"
)
NEXT = re.compile(rf"\b(?:and|was|were|been|be|being|is|are|he|she|they|had|has|have|then|also|jointly){GAP}$")
WHO = re.compile(r"\bwho\b")
LED = re.compile(rf"\bdelegation\b[^.;:]{{0,80}}?\b(?:led|headed|chaired){GAP}by{GAP}")
AN = re.compile(rf"[Aa]n?{GAP}")
DELEGATION = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Aa]n?)(?:{GAP}[\w-]+){{0,3}}{GAP}delegation(?:{GAP}[\w-]+){{0,4}}{GAP}?$"
)
HERE = re.compile(r"\bhere\b")
OWNER = re.compile(
    r"(?:[’']s|(?<=s)[’'])[ \u00a0]|[ \u00a0](?:(?:defence|defense|foreign|prime|army|military)[ \u00a0])?"
    r"(?:minister|chief|commander|general|official|officer|delegation|envoy|counterpart|president|soldiers|leader|ambassador)\b"
)
CLAUSE = re.compile(r"[;:]|\b(?:is|are|has|have|had|says?|said|that|which|where|when|since|while)\b")
AT = re.compile(r"\b(?:in|at|near|capital|city of)(?: the)?(?: [a-z]+){0,2}[ \u00a0]$")


def is_day(date: DateExpression) -> bool:
    """Whether a date is one day."""
    return date.earliest is not None and date.earliest == date.latest


def within(items: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Of items by position those that begin within text[start:end]."""
    low = bisect_left(items, start, key=lambda item: item.span.start)
    return items[low : bisect_left(items, end, low, key=lambda item: item.span.start)]
