"""Ranks, honorifics and offices in a text, and the state they belong to."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from scripts.extract.names import fold
from scripts.lexicon import machine
from scripts.reference import rows

WORD = re.compile(r"[\w.&]+(?:['’-]\w+)*")
ACRONYM = re.compile(r"\w*[A-Z][\w-]*[A-Z]\w*(?: [A-Z]{2,})?")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """Words for an office and their class: "minister of defense" is defence-minister."""

    form: str
    office: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """A word by which a text may come back to the holder of an office: "the minister" for a defence-minister."""

    word: str
    office: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficeBody:
    """Words for a body and the class of its head: the chairman of a sovereign council is head-of-state."""

    words: str
    office: str
    source: str


@dataclass(frozen=True, slots=True)
class RankForm:
    """A way to write a rank: "Maj. Gen." is Major General."""

    form: str
    rank: str
    source: str


@dataclass(frozen=True, slots=True)
class Honorific:
    """A form of address. kind: civil, religious or royal."""

    form: str
    kind: str
    source: str


@dataclass(slots=True)  # not frozen, which would make it three times as dear
class TitleHit:
    """Title words at text[start:end] and what they can mean: an office (class), a rank, an honorific (kind)."""

    start: int
    end: int
    office: str | None = None
    rank: str | None = None
    honorific: str | None = None


BLANKS = '\u00a0\n\r\t"“”‘(«[/–—'  # what a title may follow; each is one code point and so is the space put for it


def lowered(text: str) -> str:
    """The text in small letters, code point for code point."""
    small = text.lower()
    if len(small) != len(text):  # one capital, dotted I, has two code points in small letters
        small = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return small


def _american(form: str) -> str:
    return form.replace("defence", "defense")


def _british(form: str) -> str:
    return form.replace("defense", "defence")


class Titles:
    """The title words of seeds/reference, compiled once."""

    def __init__(
        self, offices: Iterable[OfficeForm], ranks: Iterable[RankForm], honorifics: Iterable[Honorific]
    ) -> None:
        meanings: dict[str, TitleHit] = {}
        offices = tuple(offices)

        def mean(form: str) -> TitleHit:
            return meanings.get(form.lower(), TitleHit(0, 0))

        for o in offices:
            spelt = {o.form, o.form.replace("’", "'")}
            for form in spelt | {swap(f) for f in spelt for swap in (_american, _british)}:
                meanings[form.lower()] = replace(mean(form), office=o.office)
        for r in ranks:
            meanings[r.form.lower()] = replace(mean(r.form), rank=r.rank)
        for h in honorifics:
            for form in {h.form, h.form.replace("’", "'")}:
                meanings[form.lower()] = replace(mean(form), honorific=h.kind)
        self.abbreviations = sorted({f[:-1] for f in meanings if f.endswith(".") and f[:-1].isalpha()})
        self._meanings = tuple(meanings.values())
        acronyms = {o.form.lower(): o.form for o in offices if ACRONYM.fullmatch(o.form)}
        self._written = tuple(acronyms.get(form) for form in meanings)
        self._forms = machine(" " + form for form in meanings)

    @classmethod
    def load(cls, folder: Path) -> Titles:
        """Read offices.csv, ranks.csv and honorifics.csv. Raises Problems with what is wrong."""
        return cls(
            rows(folder / "offices.csv", OfficeForm, ["form"]),
            rows(folder / "ranks.csv", RankForm, ["form"]),
            rows(folder / "honorifics.csv", Honorific, ["form"]),
        )

    def find(self, text: str) -> Iterator[TitleHit]:
        """Titles in order, the longest at each place.

        A rank or honorific is one only with a capital, an acronym of an office ("CDS") only as it is written.
        """
        small = lowered(text)
        for blank in BLANKS:
            small = small.replace(blank, " ")
        padded = " " + small
        for which, start, after in self._forms.find_matches_as_indexes(padded):
            follows = padded[after : after + 1]
            if follows.isalnum() or (follows == "-" and padded[after + 1 : after + 2].isalpha()):
                continue
            end = after - 1
            if (written := self._written[which]) and text[start:end] != written:
                continue
            hit = self._meanings[which]
            capital = text[start].isupper()
            if hit.office or capital:
                yield TitleHit(
                    start, end, hit.office, hit.rank if capital else None, hit.honorific if capital else None
                )


class Countries:
    """Which state words before or after a title name: "Syria’s", "visiting Turkish", "of the Iranian Armed Forces"."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """names: triples (name, ISO alpha-3 code, form), demonyms and metonyms among them."""
        forms = [(_plain(name), code, form) for name, code, form in names]
        self._codes = {name: code for name, code, _ in forms}
        self.code = lru_cache(maxsize=1 << 14)(self._code)
        self._longest = max((name.count(" ") for name in self._codes), default=0) + 1
        self._firsts = frozenset(name.split()[0] for name in self._codes)
        self._lasts = frozenset(name.split()[-1] for name in self._codes)
        self.words = frozenset(word for name, _, form in forms if form == "name" for word in name.split())

    def _code(self, words: str) -> str | None:
        """The state that the words are a name of, a possessive ending left out."""
        return self._codes.get(_plain(words))

    def before(self, text: str, start: int, skipped: Container[str]) -> tuple[str | None, int]:
        """The state named before text[start], and where its words begin; only words of skipped may stand between."""
        near = text[max(0, start - 40) : start].split()
        beside = WORD.findall(near[-1]) if len(near) > 1 else []
        if beside and not self._leads(beside[-1], skipped):
            return None, start  # most words
        words = [(m.start(), m.group()) for m in WORD.finditer(text, max(0, start - 80), start)]
        if start > 80:
            words = words[1:]  # may be cut
        end = start
        for last in range(len(words) - 1, max(-1, len(words) - 6), -1):
            at, word = words[last]
            if text[at + len(word) : end].strip(" \u00a0()'’"):
                break
            if word.isupper() and text[at - 1] == "(":
                end = at
                continue
            names = _plain(word) in self._lasts
            for count in range(min(self._longest, last + 1) if names else 0, 0, -1):
                first = words[last - count + 1][0]
                if (code := self.code(text[first : at + len(word)])) is not None:
                    return code, first
            if fold(word) not in skipped:
                break
            end = at
        return None, start

    def _leads(self, word: str, skipped: Container[str]) -> bool:
        """Whether a word may end the name of a state, or stand between it and its office."""
        return word.isupper() or _plain(word) in self._lasts or fold(word) in skipped

    def within(self, text: str, start: int, end: int) -> str | None:
        """The first state named in a stretch of the text."""
        words = [m.span() for m in WORD.finditer(text, start, end)]
        for first, (at, after) in enumerate(words):
            if _plain(text[at:after]) not in self._firsts:
                continue
            for count in range(min(self._longest, len(words) - first), 0, -1):
                if (code := self.code(text[at : words[first + count - 1][1]])) is not None:
                    return code
        return None


@lru_cache(maxsize=1 << 14)
def _plain(words: str) -> str:
    return POSSESSIVE.sub("", " ".join(words.split())).lower()
