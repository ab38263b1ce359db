"""The words of proposals, compiled: seeds/reference/proposal_words.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scripts.lexicon import Finder, Place, branches, made_plain

PARTS = {
    "act": "words that call for, offer, pledge, discuss or plan something; takes: what follows; value: the status",
    "noun": "a noun that tells what is proposed; takes: the part of which a word must stand before it; value: the kind",
    "verb": "a verb that tells what is proposed; value: the kind",
    "weak": "a verb that leaves the kind to the noun behind it; value: the kind where there is no such noun",
    "will": "a verb of which a simple future makes a pledge, whatever it is done to",
    "growth": "words for a change, without which a topic discussed is no proposal",
    "exchange": "words for giving and sharing",
    "supply": "words for giving, buying and selling",
    "give": "words for giving",
    "accept": "words for saying yes",
    "establish": "words for setting up and convening",
    "hostile": "verbs for what is no offer but a threat",
    "no": "words that turn an offer or call into none",
}
TAKES = ("noun", "verb", "addressee", "subject", "clause", "mandate", "owner")


@dataclass(frozen=True, slots=True)
class ProposalWord:
    """A row of seeds/reference/proposal_words.csv; see PARTS."""

    phrase: str
    part: str
    takes: str | None
    value: str | None
    source: str


class Act(NamedTuple):
    """Words that propose: "called for", "is ready to". takes: what follows -> the status that it tells."""

    start: int
    end: int
    words: str
    takes: Mapping[str, str]


class Thing(NamedTuple):
    """Words that tell what is proposed. noun, verb: the kind they tell as such; weak: as a verb beside a noun."""

    start: int
    end: int
    words: str
    noun: str | None
    verb: str | None
    weak: str | None


@dataclass(frozen=True, slots=True)
class ProposalWords:
    """The rows by part, and what finds them in a text made plain and small. threats: hostile verbs.

    needs: noun -> part of which a word must stand before it. within: the words of which nouns and verbs are made.
    """

    takes: Mapping[str, Mapping[str, str]]
    nouns: Mapping[str, str]
    verbs: Mapping[str, str]
    weak: Mapping[str, str]
    needs: Mapping[str, str]
    will: frozenset[str]
    threats: re.Pattern[str]
    things: Finder
    helpers: Mapping[str, Finder]
    within: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[ProposalWord]) -> ProposalWords:
        """Compile the rows."""
        parts: dict[str, dict[str, str]] = {part: {} for part in PARTS}
        takes: dict[str, dict[str, str]] = {}
        needs = {}
        for row in rows:
            phrase = made_plain(row.phrase)
            if row.part == "act":
                takes.setdefault(phrase, {})[row.takes or ""] = row.value or ""
            else:
                parts[row.part][phrase] = row.value or ""
            if row.part == "noun" and row.takes:
                needs[phrase] = row.takes
        things = {*parts["noun"], *parts["verb"], *parts["weak"], *parts["will"]}
        return cls(
            takes,
            parts["noun"],
            parts["verb"],
            parts["weak"],
            needs,
            frozenset(parts["will"]),
            re.compile(rf"(?:(?:resume|start|begin|continue|keep)(?: to)? )?{branches(parts['hostile'])}(?!\w)"),
            Finder(things),
            {
                part: Finder(parts[part])
                for part in ("growth", "exchange", "supply", "give", "accept", "establish", "no")
            },
            frozenset(word for thing in things for word in thing.split()),
        )

    def read(self, found: Iterable[Place]) -> list[Act]:
        """The acts that words tell which stand in a text, in order."""
        return [Act(start, end, words, self.takes[words]) for words, start, end in found]

    def find_things(self, text: str, start: int, end: int) -> list[Thing]:
        """What is proposed in text[start:end], in order."""
        return [
            Thing(
                start + a,
                start + b,
                w,
                self.nouns.get(w),
                self.verbs.get(w),
                self.weak.get(w, "" if w in self.will else None),
            )
            for w, a, b in self.things.find(text[start:end])
        ]

    def has(self, part: str, text: str) -> bool:
        """Whether a word of a part stands in a text (made plain and small)."""
        return next(self.helpers[part].find(text), None) is not None
