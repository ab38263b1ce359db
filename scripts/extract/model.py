"""What the cascade passes from stage to stage. All offsets are code points into the text as read, end exclusive."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scripts.lexicon import made_plain, small


class Span(NamedTuple):
    """A stretch of the text: ``text[start:end]``. A tuple, because tens of thousands are made, compared and hashed."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it came in; absent is None."""

    source_id: str
    text: str
    publisher: str | None = None
    title: str | None = None
    published_on: date | None = None
    language: str | None = None
    published_basis: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that is not blank, without the white space around it.

    kind: headline, subheadline, byline, caption, body or furniture (what the page adds to the article).
    """

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence within one paragraph, without the white space around it."""

    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks, marks not included.

    opening, closing: the spans of the marks; closing is None where the quotation never closes (its content then ends
    with its paragraph). continued: the index of the quotation of the paragraph before, where this one runs on from it.
    """

    content: Span
    opening: Span
    closing: Span | None
    paragraph: int
    continued: int | None = None


@dataclass(frozen=True)
class Layout:
    """The parts of a text, each list in order of position."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]

    @cached_property
    def low(self) -> str:
        """The text made plain and small, as word lists are looked for in it (scripts.lexicon); as long as the text."""
        return made_plain(small(self.text))

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where each sentence begins."""
        return [s.span.start for s in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.span.start for p in self.paragraphs]

    def paragraph(self, position: int) -> int | None:
        """Index of the paragraph that holds a position, None between paragraphs."""
        index = bisect_right(self._paragraph_starts, position) - 1
        return index if index >= 0 and position < self.paragraphs[index].span.end else None

    def sentence(self, position: int) -> int | None:
        """Index of the sentence that holds a position, None between sentences."""
        index = bisect_right(self.sentence_starts, position) - 1
        return index if index >= 0 and position < self.sentences[index].span.end else None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that name a date, its EDTF value and bounds (inclusive days; None where it is open or unknown).

    basis: stated, weekday, relative, caption, inferred or unknown.
    """

    span: Span
    edtf: str | None
    earliest: date | None
    latest: date | None
    basis: str
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor as one document knows it, before documents are compared.

    key: readable, unique within the document. actor_id: of the reference tables, None where they do not know the actor.
    kind: person, state, government, military, armed_group, international_organisation, media or other.
    country: ISO 3166-1 alpha-3. offices: classes of the offices held, of offices.csv. anonymous: an actor
    of this document alone: a source without a name ("a US official"), a body of a state that the text does not tell.
    """

    key: str
    kind: str
    name: str
    country: str | None = None
    actor_id: str | None = None
    offices: tuple[str, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words for an actor (entity: its key) or a place. form: name, title, pronoun, demonym or metonym."""

    span: Span
    form: str
    rule: str
    entity: str | None = None
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """An office that the text gives to a person: "Defense Minister" of "Syrian Defense Minister Ali Mahmoud Abbas".

    span: the words of the office with its country or body, rank and name left out. country: ISO alpha-3. rank: as
    written.
    """

    entity: str
    span: Span
    office: str
    country: str | None
    rank: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content that a text attributes to a speaker by one cue.

    content: spans in order, quotation marks left out. cue: the reporting words; None for a bare quotation.
    speaker: the words that name the speaker ("he" too); None where it is that of another attribution: shares then is
    its index in the list. kind: direct, indirect or mixed. verb: lemma of the cue.
    nested: index of the attribution in whose content this one stands.
    """

    content: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    kind: str
    verb: str | None
    rule: str
    shares: int | None = None
    nested: int | None = None
