"""One statement with what its reader knows: who speaks, to whom, who is named in it, and the signs of its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scripts.extract.act_words import Sign
from scripts.extract.model import Attribution, Entity, Mention, Span

LONG = 2000  # code points of a statement that are looked at, so that cost stays linear
BODIES = frozenset({"state", "government", "military"})  # of one country these speak and act for each other
MARK = re.compile(r"[.!?;:][”\"’']?\s|\n")
OWN = re.compile(  # the speaker by a pronoun, the speaker's country, and both sides together
    r"\b(?=[WwIOoMmuHhTtBb])(?:[Ww]e|I|[Oo]ur|[Mm]y|us"
    r"|(?:[Hh]is|[Hh]er) (?:country|nation|government|army|forces|people|ministry|party|company)"
    r"|(?:[Tt]he|[Oo]ur|[Bb]oth) (?:two )?(?:countries|sides|nations|parties|states|neighbou?rs)|[Bb]oth)\b"
)
YOU = re.compile(r"\b[Yy]ou(?:r|rs)?\b(?! (?:know|see|can see|have to|are looking|mean)\b)")
IT = re.compile(r"\b(?:[Ii]t|[Ii]ts|[Tt]hey|[Tt]heir)\b")
HE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")


class Named(NamedTuple):
    """Somebody in a statement: a mention of an actor, or a pronoun of the speaker's side (mention is None)."""

    span: Span
    own: bool
    mention: Mention | None = None

    @property
    def key(self) -> str:
        return (self.mention.entity if self.mention else None) or ""


@dataclass(slots=True)
class Ground:
    """What the statements of a document have in common. mentions, signs: in order."""

    text: str
    entities: dict[str, Entity]
    mentions: Sequence[Mention]
    signs: Sequence[Sign]
    starts: Sequence[int]  # of the mentions

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within text[start:end]."""
        near = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [m for m in near if m.span.end <= end]


class Talk:
    """A statement. addressee: the state of those to whom it was said, where it is one other than the speakers'.

    at: the meeting at which it was made; visit: that of which the meeting is part, else the only one that is told.
    content: its spans, as far as they are looked at. countries: those of the speakers. words: the signs in it, in
    order. named: everybody in it, in order; of mentions within each other the outermost.
    """

    __slots__ = (
        *("text", "entities", "ground", "said", "speakers", "addressee", "at", "visit", "content", "countries"),
        *("words", "present", "named"),
    )

    def __init__(
        self,
        ground: Ground,
        said: Attribution,
        speakers: tuple[str, ...],
        addressee: str | None,
        at: int | None = None,
        visit: int | None = None,
    ) -> None:
        self.text, self.entities, self.ground = ground.text, ground.entities, ground
        self.said, self.speakers, self.addressee, self.at, self.visit = said, speakers, addressee, at, visit
        end = said.content[0].start + LONG
        self.content = tuple([Span(s.start, min(s.end, end)) for s in said.content if s.start < end])
        self.countries = {country for key in speakers if (country := self.entities[key].country)}
        self.words: list[Sign] = []
        self.named: list[Named] = []
        for start, end in self.content:
            first, last = bisect_left(ground.signs, (start,)), bisect_left(ground.signs, (end,))
            self.words += [s for s in ground.signs[first:last] if s.end <= end]
            self._name(start, end)
        self.present = {s.sign for s in self.words}

    def own(self, key: str) -> bool:
        """Whether an actor is the speaker, or speaks and acts for the speaker's country."""
        if key in self.speakers:
            return True
        entity = self.entities[key]
        return entity.kind in BODIES and entity.country in self.countries

    def _name(self, start: int, end: int) -> None:
        """Everybody in text[start:end]."""
        found: list[tuple[int, int, int, Mention | None]] = []  # start, end made negative, order, mention
        first = end
        for mention in self.ground.within(start, end):
            if mention.entity:
                at, after = mention.span
                found.append((at, -after, len(found), mention))
                first = min(first, after)
        found += [
            (m.start(), -m.end(), len(found) + i, None) for i, m in enumerate(OWN.finditer(self.text, start, end))
        ]
        if self.said.kind != "direct":
            person = any(self.entities[key].kind == "person" for key in self.speakers)
            for match in (HE if person else IT).finditer(self.text, start, end):
                if match.start() >= first:  # who that is, where somebody was named before it, is anybody's guess
                    break
                found.append((match.start(), -match.end(), len(found), None))
        found.sort()
        last = -1
        for at, after, _, of in found:
            if at >= last:
                last = -after
                key = of.entity if of else None
                self.named.append(Named(Span(at, last), key is None or self.own(key), of))

    def has(self, *signs: str) -> Sign | None:
        """The first of the signs in the content."""
        if self.present.isdisjoint(signs):
            return None
        return next(w for w in self.words if w.sign in signs)

    def before(self, at: int) -> Named | None:
        """Who was named last before text[at] in the same sentence."""
        found = None
        for item in self.named:
            if item.span.end >= at:
                break
            found = item
        return None if found is None or MARK.search(self.text, found.span.end, at) else found

    def opens(self, span: Span) -> bool:
        """Whether nothing but an article and qualities stand between the beginning of a sentence and a mention."""
        begin = self._piece(span)
        for mark in MARK.finditer(self.text, max(begin, span.start - 60), span.start):
            begin = mark.end()
        return OPENING.fullmatch(self.text, begin, span.start) is not None

    def mentions_in(self, span: Span) -> list[Mention]:
        """The mentions within any span of the document."""
        return self.ground.within(*span)

    def front(self, span: Span, width: int = 40) -> str:
        """The words right before a mention, in its sentence."""
        words = self.text[max(self._piece(span), span.start - width) : span.start]
        return MARK.split(words)[-1] if MARK.search(words) else words

    def _piece(self, span: Span) -> int:
        """Where the piece of the content begins that a mention stands in."""
        for start, end in self.said.content:
            if start <= span.start < end:
                return start
        return span.start


QUALITY = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]hat|[Bb]ut|[Aa]nd|[Yy]et|[Hh]ow|[Ww]hat|neighbou?ring|brotherly|friendly|occupying)"
)
OPENING = re.compile(rf"[\W\s]*(?:{QUALITY}[\W\s]+){{0,3}}")
