"""Persons called by one word only, whom the text never introduces: "Duval confirmed", "Duval, who had arrived"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.extract.lexicons import GAP, KnownPerson, Lexicons
from scripts.extract.model import Layout, Mention
from scripts.extract.names import folded
from scripts.extract.naming import ACTS, FREE, SAYS_BEFORE, Token

SPOKE = re.compile(
    rf"{GAP}(?:(?:also|later|then|further|earlier|has|had){GAP})?(?:announced|confirmed|expressed|indicated|declared"
    r"|pointed|called|congratulated|welcomed|travel(?:l)?ed|flew|met|departed|invited|hailed|discussed|pledged)\b"
)
OWNS = re.compile(
    rf"['’]s?{GAP}(?:office|visit|trip|spokes\w+|aides?|predecessor|successor|wife|husband|remarks|arrival|tenure)\b"
)
SPOKEN_WITH = re.compile(
    rf"\b(?:with|met|meets|meet|told|tells|thanked|received|receives|hosted|hosts|visited{GAP}by){GAP}$"
)
WHO = re.compile(rf",{GAP}who{GAP}(?!are\b|were\b|have\b)")
PART = re.compile(rf"(?:[Tt]he|of|from|in|at|near|&|v\.|vs\.?){GAP}$|-$")  # before what is no person
PRONOUN = re.compile(
    r"\b(?:(he|she|his|him|himself|her|herself)|it|its|itself|they|their|them|we|our)\b", re.IGNORECASE
)
REACH = 250  # code points in which a pronoun must follow
NEAR = 300  # code points before a word in which nobody else may be named, for a pronoun to be its


@dataclass(frozen=True, slots=True)
class Alone:
    """A word that means a person, with all its tokens; known: the person of the reference tables, if there is one."""

    tokens: tuple[Token, ...]
    known: KnownPerson | None


def states_of(taken: Iterable[Mention], states: Mapping[str, str]) -> frozenset[str]:
    """The states (ISO alpha-3) that a text names; states: by actor_id."""
    return frozenset(states[m.entity] for m in taken if m.entity and m.entity in states)


def alone(
    layout: Layout,
    tokens: Iterable[Token],
    lexicons: Lexicons,
    named: Container[str],
    persons: Sequence[int],
    places: Container[int],
) -> Iterator[Alone]:
    """Words that are a person's by what the text does with them.

    The surname of one person only of the reference tables, of a state that the text names (named), needs to act once;
    any other word must also be followed by "he" or "who". persons: where others are mentioned, in order.
    places: where words begin that are taken for something else.
    """
    words: dict[str, list[Token]] = {}
    for token in tokens:
        if " " not in token.word and "\u00a0" not in token.word and len(form := folded(token.word)) == 1:
            words.setdefault(form[0], []).append(token)
    for word, same in words.items():
        fitting = {k for k in lexicons.surnames.get(word, ()) if k.country in named}
        if len({k.actor_id for k in fitting}) == 1:
            if any(_acts(layout.text, token, True) for token in same):
                yield Alone(tuple(same), fitting.pop())
            continue
        free = (t for t in same if t.kind in FREE and t.start not in places and not t.word.endswith("s"))
        if any(_is_person(layout, t, persons) for t in free) and _proper(layout, same):
            yield Alone(tuple(same), None)


def _acts(text: str, token: Token, known: bool) -> bool:
    """Whether a person's deed stands beside the word."""
    if token.core < token.end:
        return bool(OWNS.match(text, token.core))
    if ACTS.match(text, token.end) or SAYS_BEFORE.search(text, max(0, token.start - 8), token.start):
        return True
    if SPOKE.match(text, token.end):
        return True
    return known and bool(SPOKEN_WITH.search(text, max(0, token.start - 12), token.start))


def _is_person(layout: Layout, token: Token, persons: Sequence[int]) -> bool:
    """Whether the word acts and "who" stands behind, or a person's pronoun follows first that can be no one else's."""
    if PART.search(layout.text, max(0, token.start - 6), token.start) or not _acts(layout.text, token, False):
        return False
    if WHO.match(layout.text, token.end):
        return True
    after = bisect_left(persons, token.start)
    if after and token.start - persons[after - 1] < NEAR:
        return False
    until = min(token.end + REACH, persons[after] if after < len(persons) else len(layout.text))
    index = layout.paragraph(token.start)
    if index is not None:
        until = min(until, layout.paragraphs[index].span.end)
    first = PRONOUN.search(layout.text, token.end, until)
    return bool(first and first.group(1))


def _proper(layout: Layout, tokens: Sequence[Token]) -> bool:
    """Whether the word has its capital of its own: not once only at the start of a sentence, and is nowhere small."""
    starts = {s.span.start for s in layout.sentences} | {q.content.start for q in layout.quotations}
    if len(tokens) < 2 and tokens[0].start in starts:
        return False
    return not re.search(rf"(?<![\w-]){re.escape(tokens[0].word.lower())}(?![\w-])", layout.text)
