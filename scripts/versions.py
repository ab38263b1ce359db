"""Version numbers, and which one a change asks for.

After https://semver.org, for tables: what breaks a query that worked raises the first number (the second while the
first is 0), what adds to or takes from what there is the second, and a change of values alone the third.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

NUMBER = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})", re.ASCII)


class Weight(IntEnum):
    """What a change means to those who use the tables; the larger one decides."""

    NOTHING = 0
    VALUES = 1  # cells, texts about the tables
    CONTENT = 2  # tables, columns, codes and checks that are new; rows that come or go
    BREAK = 3  # tables, columns or codes that are gone; types, keys and promises that are others; another licence


class Version(NamedTuple):
    """MAJOR.MINOR.PATCH."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def parsed(text: str) -> Version:
    """The version that a text is. Raises ValueError."""
    found = NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no version: write it as 0.2.0")
    return Version(*map(int, found.groups()))


def proposed(last: Version, weight: Weight) -> Version:
    """The lowest number that a version may have that differs so much from the last one; the last where nothing does."""
    if weight is Weight.BREAK and last.major:
        return Version(last.major + 1, 0, 0)
    if weight >= Weight.CONTENT:
        return Version(last.major, last.minor + 1, 0)
    return Version(last.major, last.minor, last.patch + (weight is Weight.VALUES))
