"""Names of persons compared: what is the same name, written otherwise, and what is another name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
    | dict.fromkeys("'’‘ʼʻʿʾ`´", "")
)
# Arabic articles; they come and go with the outlet
PARTICLES = frozenset(("al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "ul", "ol", "ud"))
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
ABD = re.compile(r"\b(?:abd[aeou]l ?|abd )(?=\w)")  # "Abdul Aziz", "Abdulaziz", "Abd al-Aziz"
SPELLINGS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"gh|q|ck", "k"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"tch|tsch", "ch"),
        (r"sch", "sh"),
        (r"ts|tz|z", "z"),
        (r"dj|j|zh", "j"),
        (r"[aou]w(?=[aeiou])", "uv"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"c(?!h)", "k"),
        (r"(?:ay|ai|ei|ey|ee|ie|y|i|e)+", "i"),
        (r"(?:ou|oo|aw|au|u|o)+", "u"),
        (r"([a-z])\1+", r"\1"),
    )
)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in small letters without diacritics, apostrophes and an Arabic article: "al-Ja’fari" is "jafari"."""
    word = word.lower()
    if not word.isascii() or "'" in word or "`" in word:
        word = word.translate(LETTERS)
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    head, dash, rest = word.partition("-")
    return rest if dash and head in PARTICLES and rest else word


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name, folded, articles left out; hyphens divide words."""
    words = [part for word in name.replace("\u00a0", " ").split() for part in fold(word).rstrip(".").split("-")]
    return tuple(w for w in words if w and w not in PARTICLES and w not in SUFFIXES) or tuple(words)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """What transliterations of one folded word have in common: "baqeri" and "bagheri" are both "bakiri"."""
    for pattern, by in SPELLINGS:
        word = pattern.sub(by, word)
    return word


@lru_cache(maxsize=1 << 16)
def likeness(words: tuple[str, ...]) -> tuple[str, ...]:
    """What transliterations of a folded name have in common; "Abdul Aziz" is "Abdulaziz"."""
    return tuple(map(skeleton, ABD.sub("abd", " ".join(words)).split()))


def family(words: tuple[str, ...]) -> str | None:
    """What transliterations of the family name in a folded name like "X bin Y Z" have in common; None without one."""
    return skeleton(words[-1]) if len(words) > 3 and words[-2] not in ("bin", "ibn") else None


def alike(one: str, other: str) -> bool:
    """Whether two folded words can be spellings of one name: equal, an initial, or the same transliterated."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return len(one) > 3 and len(other) > 3 and skeleton(one) == skeleton(other)


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of one name stand in the other in the same order."""
    rest = iter(full)
    return all(any(alike(word, other) for other in rest) for word in short)


def same(one: tuple[str, ...], other: tuple[str, ...], surname_first: bool = False) -> bool:
    """Whether two folded names of two words or more can be one person's: "Mohammad Baqeri", "Mohammad Hossein Bagheri".

    The surname must agree, and the rest of the shorter name must stand in the longer one; a father and a son, who share
    a surname only, are two. A name cut short at its end ("Mohammed bin Salman" of "… Al Saud") agrees too.
    """
    short, full = sorted((one, other), key=len)
    if surname_first or not alike(short[-1], full[-1]):
        return len(short) > 1 and all(alike(a, b) for a, b in zip(short, full, strict=False))
    return _within(short[:-1], full[:-1])


@lru_cache(maxsize=1 << 14)
def slug(name: str) -> str:
    """A readable key: small ASCII letters, digits and hyphens."""
    words = "".join(c for c in unicodedata.normalize("NFKD", name.lower().translate(LETTERS)) if c.isascii())
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-") or "person"
