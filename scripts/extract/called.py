"""By which words a text calls its people: those of their offices and ranks, and what tells their gender."""

from __future__ import annotations

import re
from functools import lru_cache

from scripts.extract.nominals import ACRONYM_BEHIND
from scripts.extract.people import People
from scripts.lexicon import words as words_of

RANKS = {"gen": "general", "adm": "admiral", "col": "colonel", "brig": "brigadier", "capt": "captain"}
SPELT = {"defense": "defence", "navy": "naval", "nato's": "nato"}
GENDERED = re.compile(r"\b(?:(?P<f>Ms|Mrs|Miss|Madam|Queen|Princess|Lady|Baroness|Dame)|Mr|Sir|King|Prince|Lord)\b")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# words of a phrase that do not tell one holder of an office from another
DULL = words_of(
    "a an and for former his her in its new of on our senior that the their then these this to top visiting s"
)


@lru_cache(maxsize=1 << 14)
def content(words: str) -> frozenset[str]:
    """The words of a phrase that tell which office is meant, in small letters."""
    small = (SPELT.get(w, w) for w in WORD.findall(words.lower()))
    return frozenset(w for w in small if w not in DULL)


def calls(text: str, people: People) -> dict[str, frozenset[str]]:
    """By key of a person: the words of the offices and of the rank that the text gives, acronyms among them."""
    found: dict[str, frozenset[str]] = {}
    for title in people.titles:
        short = ACRONYM_BEHIND.match(text, title.span.end)
        words = title.span.of(text) + (f" {short['short']}" if short else "")
        found[title.entity] = found.get(title.entity, frozenset()) | content(words)
    for key, rank in people.ranks.items():
        last = rank.lower().replace("-", " ").split()[-1].rstrip(".")
        found[key] = found.get(key, frozenset()) | {RANKS.get(last, last)}
    return found


@lru_cache(maxsize=1 << 14)
def gender(name: str) -> str | None:
    """m or f where a name is written with a title that tells."""
    match = GENDERED.search(name)
    return None if match is None else "f" if match["f"] else "m"
