"""What the rules for date expressions share: where the reader stands in the text, and what a rule answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from scripts.extract import calendar as cal
from scripts.extract.model import Span
from scripts.extract.tense import direction, intended
from scripts.lexicon import made_plain, small

Match = re.Match[str]
_EVERY = re.compile(r"\b(?:each|every) $")


@dataclass(frozen=True, slots=True)
class Value:
    """edtf: None where nothing tells which date it is. end: where the expression ends, if before the match does.

    twin: where another expression begins in the match, up to its end, and its value: "3 | and 7 May".
    """

    edtf: str | None
    basis: str
    rule: str
    end: int | None = None
    twin: tuple[int, str] | None = None


@dataclass(slots=True)
class Here:
    """Where the reader stands.

    text, low: made plain, and in small letters too. anchor: the day the article speaks from. hint: a day near which
    dates without a year lie (the anchor, or a full date of the text). day, edtf: the last date told, as its first day
    and its value. single: the last day told. aside: a day told in a side clause of the sentence. orders: what dates
    like 04/05/2023 put first, by separator.
    """

    text: str
    low: str
    anchor: date | None = None
    hint: date | None = None
    sentence: Span = field(default=Span(0, 0))
    label: bool = False
    day: date | None = None
    edtf: str = ""
    single: date | None = None
    aside: date | None = None
    orders: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, text: str) -> Here:
        """At the beginning of a text."""
        plain = made_plain(text).replace("\u202f", " ")
        return cls(plain, small(plain))

    def enter(self, sentence: Span, label: bool) -> None:
        """Go to a sentence; label: of a headline or caption."""
        self.sentence, self.label, self.aside = sentence, label, None

    def told(self, edtf: str, day: date) -> None:
        """Remember the last date told, for "the next day"."""
        self.edtf, self.day = edtf.rstrip("~?%"), day
        self.single = self.told_day()

    def told_day(self) -> date | None:
        """The last date told, if it is a day; years told since are those of other things ("a pact of 2015")."""
        return self.day if len(self.edtf) == 10 else self.single if len(self.edtf) == 4 else None

    def direction(self, match: Match) -> str | None:
        """Whether the words around the match tell of the past or the future."""
        return direction(self.text, (self.sentence.start, self.sentence.end), match.span(), self.label)

    def intended(self, match: Match) -> bool:
        """Whether the words around the match tell of what was to be, or is called off."""
        return intended(self.low, (self.sentence.start, self.sentence.end), match.span())

    def before(self, match: Match, length: int = 24) -> str:
        """The words of the sentence right before the match, in lower case."""
        return self.low[max(self.sentence.start, match.start() - length) : match.start()]

    def named(self, match: Match) -> date | None:
        """The day of a match with groups d and m, or d2 and m2, and y (may be absent): the nearest to the anchor."""
        month, day = cal.month_number(match["m"] or match["m2"]), int(match["d"] or match["d2"])
        if match.group("y"):
            return cal.make_day(int(match.group("y")), month, day)
        return cal.year_of_day(self.hint, month, day, None) if self.hint else None

    def habitual(self, match: Match) -> bool:
        """Whether "each" or "every" stands before the match."""
        return bool(_EVERY.search(self.before(match)))

    def year(self, which: str) -> int | None:
        """The year of "last year" (of the anchor) or "the same year" (of the last date told)."""
        if which in ("last", "this", "next"):
            return self.anchor.year + {"last": -1, "this": 0, "next": 1}[which] if self.anchor else None
        base = self.day or self.anchor
        return base.year + (-1 if "previous" in which else 1 if "following" in which else 0) if base else None
