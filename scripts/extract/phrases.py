"""A sentence with its tags, actors and words of a lexicon, asked for noun phrases and who is named in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scripts.extract.clauses import Unit
from scripts.extract.incident_words import Sense
from scripts.extract.model import Entity, Mention, Span
from scripts.extract.scene import Scene, within
from scripts.lexicon import words as words_of

PHRASE = frozenset("dDPxzmgfiurn")  # tags of words within a noun phrase
COUNTING = words_of("about over around at up as nearly almost roughly approximately")
MOST = 40  # words read to either side of a trigger
OWN_FORCES = words_of("forces force troops soldiers servicemen army navy military jets warplanes guards policemen")
STANDING_IN = words_of("regime country group movement kingdom it they which who alliance bloc entity army")
OTHER_HEAD = re.compile(  # "arms inspectors" are no arms
    r"[ \u00a0](?:inspect|control|embargo|program|site|deal|industr|maker|manufactur|plant|"
    r"expert|talk|test|licen[cs]e|race|trade|"
    r"treat|sector|cooperation|export|import|production|reduction|proliferation|sale)\w*"
)


class Hit(NamedTuple):
    """A word of the lexicon in the text."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class Words(NamedTuple):
    """A stretch of words of a sentence, by index; after is exclusive."""

    first: int
    after: int


class Prep(NamedTuple):
    """A phrase behind a word; preposition is "" for the object."""

    preposition: str
    at: int
    phrase: Words


@dataclass(frozen=True)
class Phrases:
    """unit: of the text as it stands, direct speech included. hits: words of the lexicon in it, by position.

    lands: states by the id that each has as a place.
    """

    scene: Scene

    unit: Unit

    hits: Sequence[Hit]

    lands: Mapping[str, Entity]

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.scene.text

    @property
    def tags(self) -> str:
        """One letter a word; see clauses."""
        return self.unit.tags

    def word(self, index: int) -> str:
        """A word in small letters; "" beyond the sentence."""
        return self._small[index] if 0 <= index < len(self._small) else ""

    def index(self, position: int) -> int:
        """The first word that ends behind a position."""
        return bisect_left(self._ends, position + 1)

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.unit.words]

    @cached_property
    def _starts(self) -> list[int]:
        return [hit.start for hit in self.hits]

    @cached_property
    def _small(self) -> list[str]:
        return [self.text[start:end].lower() for start, end in self.unit.words]

    def span(self, words: Words) -> Span:
        """Words as a span of the text."""
        return Span(self.unit.words[words.first][0], self.unit.words[words.after - 1][1])

    def has(self, words: Words | None, *parts: str) -> Hit | None:
        """The first word of one of some parts in a stretch."""
        if words is None or words.first >= words.after:
            return None
        span = self.span(words)
        low = bisect_left(self._starts, span.start)
        for hit in self.hits[low:]:
            if hit.start >= span.end:
                break
            if any(s.part in parts for s in hit.senses):
                if "arms" in parts and OTHER_HEAD.match(self.text, hit.end):
                    continue
                return hit
        return None

    def hits_between(self, start: int, end: int) -> Sequence[Hit]:
        """The words of the lexicon that begin and end within text[start:end]."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [hit for hit in self.hits[low:high] if hit.end <= end]

    def actors(self, words: Words | None) -> list[Mention]:
        """Who is named in a stretch; of "X’s Y" only Y, where Y is an actor too."""
        if words is None or words.first >= words.after:
            return []
        span = self.span(words)
        found = [m for m in within(self.scene.actors, span.start, span.end) if m.span.end <= span.end + 1]
        kept: list[Mention] = []
        for i, mention in enumerate(found):
            behind = found[i + 1].span.start if i + 1 < len(found) else span.end
            gap = self.text[mention.span.end : behind]
            if self.text[mention.span.end : mention.span.end + 1] == "-":
                continue  # "Iranian-made"
            if i + 1 < len(found) and gap in ("’s ", "'s ", " ", "’ ") and mention.form != "pronoun":
                continue  # the owner, or a country before a name of its own
            kept.append(mention)
        return [m for m in kept if self.entity(m).kind != "media"]

    def places(self, words: Words | None) -> list[Mention]:
        """The places named in a stretch."""
        if words is None or words.first >= words.after:
            return []
        span = self.span(words)
        return list(within(self.scene.places, span.start, span.end))

    def country(self, words: Words | None) -> bool:
        """Whether a stretch speaks of a country without its name: "the Arab country"."""
        return words is not None and any(self.word(k) in ("country", "nation") for k in range(*words))

    def sides(self, words: Words | None) -> list[Mention]:
        """The actors in a stretch, and the states that it names as places: "delivered to Kenya"."""
        actors = self.actors(words)
        taken = {m.span for m in actors}
        lands = [
            Mention(m.span, m.form, m.rule, self.lands[m.place_id or ""].key)
            for m in self.places(words)
            if m.place_id in self.lands and m.span not in taken
        ]
        return sorted((*actors, *lands), key=lambda m: m.span)

    def head(self, words: Words) -> Words:
        """A noun phrase without what is told of it behind: "men" of "men claiming to be of A"."""
        for k in range(words.first + 1, words.after):
            told = self.tags[k] in "gt" or (self.tags[k] == "p" and self.word(k) not in ("of", "from", "on", "between"))
            if told and self.tags[k - 1] in "PxzD":
                return Words(words.first, k)
        return words

    def stands_in(self, words: Words) -> bool:
        """Whether a stretch is a word for one named before: "it", "the regime", or for its forces."""
        if words.after - words.first > 5:
            return False
        last = self.word(words.after - 1)
        if last in OWN_FORCES and any(self.word(k) == "its" for k in range(words.first, words.after - 1)):
            return True
        return words.after - words.first <= 4 and last in STANDING_IN

    def named_before(self, first: int) -> list[Mention]:
        """The actors named in the sentence before a word."""
        start = self.unit.words[first][0]
        return [m for m in self.scene.actors if m.span.end <= start]

    def beside(self, first: int, after: int) -> Words | None:
        """Those alongside whom somebody acts, in a stretch."""
        at = next((k for k in range(first, after) if self.word(k) == "alongside"), None)
        return Words(at + 1, self.phrase(at + 1)) if at is not None else None

    def numbered(self, words: Words) -> Words:
        """A noun phrase with the number before it: "at least 20" of "at least 20 men"."""
        first = words.first
        while first and (self.tags[first - 1] == "m" or self.in_number(first - 1)):
            first -= 1
        if first > 1 and self.word(first - 1) in ("least", "most"):
            first -= 1
        if first and self.word(first) in ("least", "most"):
            first -= 1
        return Words(first, words.after)

    def place_before(self, first: int) -> Mention | None:
        """The last country named as a place before a word: what "the country" is."""
        start = self.unit.words[first][0]
        return next((m for m in reversed(self.scene.places) if m.span.end <= start), None)

    def states(self, words: Words | None) -> list[Mention]:
        """The states named in a stretch."""
        return [m for m in self.actors(words) if self.entity(m).kind == "state"]

    def goes_on(self, hit: Hit) -> bool:
        """Whether a noun is only told with another: "bombing" of "bombing raids"."""
        low = bisect_left(self._starts, hit.end)
        after = self.hits[low] if low < len(self.hits) else None
        return after is not None and after.start == hit.end + 1 and any(s.part == "strike-noun" for s in after.senses)

    def entity(self, mention: Mention) -> Entity:
        """The actor that a mention names."""
        return self.scene.entities[mention.entity or ""]

    def phrase(self, start: int) -> int:
        """Where the noun phrase that begins at a word ends; enumerations and "of" are gone along with."""
        tags, end = self.tags, min(len(self.tags), start + MOST)
        i = start
        while i < end:
            tag = tags[i]
            if tag in PHRASE or self.in_number(i):
                if tag in "fg" and i > start and tags[i + 1 : i + 2] in ("y", "p", "t", "l") and tags[i - 1] in "Pxzu":
                    break
                i += 1
            elif tag == "p" and self.word(i) in ("of", "between", "than") and i > start:
                i += 1
            elif self.word(i) == "as" and self.word(i + 1) == "well":
                i += 3
            elif tag in "c,":
                ahead = tags[i + 1 : i + 8]
                step = 2 if tag == "," and ahead[:1] == "c" else 1
                following = tags[i + step : i + step + 1]
                if following not in ("d", "D", "P", "x", "z", "m", "u") or (tag == "," and "c" not in ahead):
                    break
                if tag == "," and step == 1 and any(t in "avNe" for t in ahead[: ahead.index("c")]):
                    break
                i += step
            else:
                break
        return min(i, len(tags))

    def behind(self, start: int) -> Iterator[Prep]:
        """The object that begins at a word, if any, and the phrases with a preposition behind it, within the clause."""
        i, limit = start, min(len(self.tags), start + MOST)
        if self.quantity(i):
            i += 1
        if i < limit and self.tags[i] in "dDPxzmgfu":
            end = self.phrase(i)
            if end > i:
                yield Prep("", i, Words(i, end))
                i = end
        while i < limit:
            tag = self.tags[i]
            if tag in "pytl":
                end = self.phrase(i + 1)
                if end > i + 1:
                    yield Prep(self.word(i), i, Words(i + 1, end))
                i = max(end, i + 1)
            elif tag in "wsh;:oav":
                return
            else:
                i += 1

    def in_number(self, index: int) -> bool:
        """Whether a word is the comma of a number: "1,200"."""
        return (
            self.tags[index - 1 : index + 2] == "m,m"
            and self.unit.words[index - 1][1] == self.unit.words[index + 1][0] - 1
        )

    def quantity(self, index: int) -> bool:
        """Whether a word opens a number: "about 1,200", "at least 20"."""
        return self.word(index) in COUNTING and "m" in self.tags[index + 1 : index + 4]

    def left(self, trigger: int) -> Words:
        """The words of the noun phrase before a noun, its possessor included."""
        i = trigger
        while i > 0 and trigger - i < 12:
            tag = self.tags[i - 1]
            if (
                tag in "DPxzmfgr"
                or self.in_number(i - 1)
                or (tag == "c" and i > 1 and self.tags[i - 2] in "PxDf" and self.tags[i] in "PxDf")
            ):
                if tag in "fg" and not (i > 1 and self.tags[i - 2] in "dD"):  # a verb: "launched airstrikes"
                    break
                if self.has(Words(i - 1, i), "light-verb"):
                    break
                i -= 1
            elif tag == "d":
                i -= 1
                break
            else:
                break
        named = next((k for k in range(i, trigger) if self.tags[k] in "dDP"), i)
        return Words(named, trigger)
