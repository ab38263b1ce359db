"""Nouns that report: "Oslo's warning that A", "a claim by the rebels that B"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.extract.clauses import Unit
from scripts.extract.cues import Cue, Cues
from scripts.lexicon import words

OWNERS = words("his her its their our my")
WHOSE = re.compile(r"(?:d[xPf]{0,4}|[dP]?[Px]{0,5})?D[xfmr]{0,3}$")
OWNED = re.compile(r"d[xfmr]{0,2}$")
BY = re.compile(r"y([dDPxmzc]{1,8})(?=h)")


@dataclass(frozen=True, slots=True)
class Reported:
    """A noun cue; numbers are words of the unit. whose: the words of its speaker; content: first, after."""

    cue: Cue
    first: int
    whose: tuple[int, int]
    content: tuple[int, int]


def reported(text: str, unit: Unit, hits: Sequence[tuple[int, int]], cues: Cues) -> list[Reported]:
    """The nouns of a unit that report something and say whose words they are."""
    found: list[Reported] = []
    for start, end in hits:
        cue = cues.nouns.get(text[start:end].lower())
        if cue is None:
            continue
        first = bisect_left(unit.words, start, key=lambda word: word[0])
        if first == len(unit.words) or unit.words[first] != (start, end):
            continue
        noun = _reported(text, unit, cue, first)
        if noun:
            found.append(noun)
    return found


def _reported(text: str, unit: Unit, cue: Cue, first: int) -> Reported | None:
    tags = unit.tags
    at = first + 1
    whose = _owner(text, unit, first)
    by = BY.match(tags, at)
    if by and whose is None:
        whose, at = by.span(1), by.end()
    if whose is None or at + 2 >= len(tags):
        return None
    if tags[at] != "h" or tags[at + 1] in "aANv":
        return None
    end = _clause_end(tags, at + 1)
    return Reported(cue, first, whose, (at + 1, end)) if end > at + 2 else None


def _owner(text: str, unit: Unit, first: int) -> tuple[int, int] | None:
    """Whose noun it is: "Oslo's", "the Syrian army's", "his"."""
    floor = max(0, first - 8)
    if match := WHOSE.search(unit.tags, floor, first):
        after = unit.tags.index("D", match.start()) + 1
        return match.start(), after
    match = OWNED.search(unit.tags, floor, first)
    if match and text[slice(*unit.words[match.start()])].lower() in OWNERS:
        return match.start(), match.start() + 1
    return None


LATER = re.compile(r"[;:\-]|,(?=[bcwgrlaANv])|(?<=[xzPmiu])(?=[aANv])")
VERB = re.compile(r"[aANv]|(?<=[Pxzo])f(?=[dDPothm])|(?<=[Po])z(?=[dDm])")


def _clause_end(tags: str, at: int) -> int:
    """Where the clause behind "that" ends: before the verb of the sentence around it, or at a comma behind a verb."""
    own = VERB.search(tags, at)
    if not own:
        return len(tags)
    later = LATER.search(tags, own.end() + 1)
    return later.start() if later else len(tags)
