"""Letters that look alike: words that mix alphabets, as names do that are made to be taken for others.

After the mixed-script detection of Unicode's UTS #39, within words: a name may have a word in each of two alphabets.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]+")


def mixed(name: str) -> list[str]:
    """The letters that are of another alphabet than most of their word, as Unicode names them."""
    found: list[str] = []
    for word in WORD.findall(name):
        alphabets = [_alphabet(letter) for letter in word]
        usual = max(dict.fromkeys(alphabets), key=alphabets.count)
        found += [
            unicodedata.name(letter) for letter, own in zip(word, alphabets, strict=True) if own not in (usual, "")
        ]
    return found


def _alphabet(letter: str) -> str:
    """LATIN, CYRILLIC …; empty for letters of all alphabets, as the Arabic hamza in Latin script."""
    if unicodedata.category(letter) == "Lm":
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]
