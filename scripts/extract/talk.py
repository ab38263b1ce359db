"""One statement with what its reader knows: who speaks, to whom, who is named in it, and the signs of its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from scripts.extract.act_words import Sign, signs_within
from scripts.extract.model import Attribution, Entity, Mention, Span

START = attrgetter("span.start")
LONG = 2000  # code points of a statement that are looked at, so that cost stays linear
BODIES = frozenset({"state", "government", "military"})  # of one country these speak and act for each other
MARK = re.compile(r"[.!?;:][”\"’']?\s|\n")
OWN = re.compile(  # the speaker by a pronoun, the speaker's country, and both sides together
    r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y|us"
    r"|(?:[Hh]is|[Hh]er) (?:country|nation|government|army|forces|people|ministry|party|company)"
    r"|(?:[Tt]he|[Oo]ur|[Bb]oth) (?:two )?(?:countries|sides|nations|parties|states|neighbou?rs)|[Bb]oth)\b"
)
YOU = re.compile(r"\b[Yy]ou(?:r|rs)?\b(?! (?:know|see|can see|have to|are looking|mean)\b)")
IT = re.compile(r"\b(?:[Ii]t|[Ii]ts|[Tt]hey|[Tt]heir)\b")
HE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a statement: a mention of an actor, or a pronoun of the speaker's side (mention is None)."""

    span: Span
    own: bool
    mention: Mention | None = None

    @property
    def key(self) -> str:
        return (self.mention.entity if self.mention else None) or ""


@dataclass(frozen=True)
class Talk:
    """A statement. addressee: the state of those to whom it was said, where it is one other than the speakers'.

    at: the meeting at which it was made; visit: that of which the meeting is part, else the only one that is told.
    mentions, signs: of the whole document in order. lead: the words of its sentence that stand before it.
    """

    text: str
    said: Attribution
    speakers: tuple[str, ...]
    entities: Mapping[str, Entity]
    mentions: Sequence[Mention]
    signs: Sequence[Sign]
    addressee: str | None
    at: int | None = None
    visit: int | None = None

    def own(self, key: str) -> bool:
        """Whether an actor is the speaker, or speaks and acts for the speaker's country."""
        entity = self.entities[key]
        return key in self.speakers or (entity.kind in BODIES and entity.country in self.countries)

    @cached_property
    def content(self) -> tuple[Span, ...]:
        """The content, as far as it is looked at."""
        end = self.said.content[0].start + LONG
        return tuple([s if s.end <= end else Span(s.start, end) for s in self.said.content if s.start < end])

    @cached_property
    def countries(self) -> frozenset[str]:
        """Those of the speakers."""
        return frozenset(c for key in self.speakers if (c := self.entities[key].country))

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Everybody in the content, in order; of mentions within each other the outermost."""
        found: list[Named] = []
        for span in self.content:
            some = [Named(m.span, self.own(m.entity), m) for m in within(self.mentions, span) if m.entity]
            some += [Named(Span(*match.span()), True) for match in self._pronouns(span)]
            end = -1
            for item in sorted(some, key=lambda n: (n.span.start, -n.span.end)):
                if item.span.start >= end:
                    found.append(item)
                    end = item.span.end
        return tuple(found)

    def _pronouns(self, span: Span) -> Iterable[re.Match[str]]:
        yield from OWN.finditer(self.text, *span)
        if self.said.kind != "direct":
            person = any(self.entities[key].kind == "person" for key in self.speakers)
            for match in (HE if person else IT).finditer(self.text, *span):
                # who that is, where somebody else was named before it, is anybody's guess
                if not any(m.entity for m in within(self.mentions, Span(span.start, match.start()))):
                    yield match

    @cached_property
    def words(self) -> tuple[Sign, ...]:
        """The signs in the content, in order."""
        return tuple(sign for span in self.content for sign in signs_within(self.signs, span))

    def has(self, *signs: str) -> Sign | None:
        """The first of the signs in the content."""
        return next((w for w in self.words if w.sign in signs), None)

    def before(self, at: int) -> Named | None:
        """Who was named last before text[at] in the same sentence."""
        index = bisect_left(self.named, at, key=lambda n: n.span.end) - 1
        if index < 0 or self.named[index].span.end > at:
            return None
        found = self.named[index]
        return None if MARK.search(self.text, found.span.end, at) else found

    def opens(self, span: Span) -> bool:
        """Whether nothing but an article and qualities stand between the beginning of a sentence and a mention."""
        piece = next((s for s in self.said.content if s.start <= span.start < s.end), span)
        begin = piece.start
        for mark in MARK.finditer(self.text, max(piece.start, span.start - 60), span.start):
            begin = mark.end()
        return OPENING.fullmatch(self.text, begin, span.start) is not None

    def mentions_in(self, span: Span) -> list[Mention]:
        """The mentions within any span of the document."""
        return within(self.mentions, span)

    def front(self, span: Span, width: int = 40) -> str:
        """The words right before a mention, in its sentence."""
        piece = next((s for s in self.said.content if s.start <= span.start < s.end), span)
        words = self.text[max(piece.start, span.start - width) : span.start]
        return MARK.split(words)[-1]


QUALITY = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]hat|[Bb]ut|[Aa]nd|[Yy]et|[Hh]ow|[Ww]hat|neighbou?ring|brotherly|friendly|occupying)"
)
OPENING = re.compile(rf"[\W\s]*(?:{QUALITY}[\W\s]+){{0,3}}")


def within(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """Those of the mentions, which are in order, that lie within a span."""
    first = bisect_left(mentions, span.start, key=START)
    last = bisect_left(mentions, span.end, lo=first, key=START)
    return [m for m in mentions[first:last] if m.span.end <= span.end]
