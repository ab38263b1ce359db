"""The grammar of generated articles: templates with slots and marks, from the tables of seeds/generated.

A template is text with slots, ``{topic}``, and marks around what is to be known of it later, ``[i:...]``. A slot is
filled from the part of its name; ``{topic2}`` is a second draw from ``topic``, ``{Topic}`` begins with a capital.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).parents[2] / "seeds" / "generated"
TOKEN = re.compile(r"\{([^}]*)\}|\[(\w+|\+):|(\])")


class Kind(Enum):
    """What a piece of a template is."""

    TEXT = 0
    SLOT = 1
    OPEN = 2
    CLOSE = 3


Template = tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state as the articles name it; region says which names its people have."""

    country: str
    name: str
    adjective: str
    capital: str
    region: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office: how it is written before a name and by itself, its body, ranks of holders, how often it is met."""

    office: str
    title: str
    noun: str
    body: str
    ranks: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher and its habits: spelling, quotation marks, head, dateline, how days are written, furniture."""

    publisher: str
    slug: str
    british: bool
    quotes: str
    head: str
    dateline: str
    days: str
    caption: bool
    tail: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """All tables. names: by region and part, the words. claims: what is said, in the speaker's words and reported."""

    parts: Mapping[str, Sequence[Template]]
    claims: Sequence[tuple[Template, Template]]
    states: Sequence[State]
    offices: Sequence[Office]
    publishers: Sequence[Publisher]
    names: Mapping[tuple[str, str], Sequence[str]]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Grammar:
        """Read the tables. Raises ValueError where a slot or mark is not closed, OSError where a table is missing."""
        parts: defaultdict[str, list[Template]] = defaultdict(list)
        for row in _rows(folder / "grammar.csv"):
            parts[row["part"]].append(compiled(row["template"]))
        return cls(
            dict(parts),
            [(compiled(row["direct"]), compiled(row["reported"])) for row in _rows(folder / "claims.csv")],
            [_typed(State, row) for row in _rows(folder / "states.csv")],
            [_typed(Office, row) for row in _rows(folder / "offices.csv")],
            [_typed(Publisher, row) for row in _rows(folder / "publishers.csv")],
            {
                (row["region"], row["part"]): [word.replace("|", " ") for word in row["words"].split()]
                for row in _rows(folder / "names.csv")
            },
        )


def compiled(template: str) -> Template:
    """A template in pieces: ("Hello {name}") is text "Hello ", slot "name"."""
    made: list[tuple[Kind, str]] = []
    depth = at = 0
    for token in TOKEN.finditer(template):
        if token.start() > at:
            made.append((Kind.TEXT, template[at : token.start()]))
        at = token.end()
        slot, mark, closed = token.groups()
        if closed:
            depth -= 1
            made.append((Kind.CLOSE, ""))
        elif mark:
            depth += 1
            made.append((Kind.OPEN, mark))
        else:
            made.append((Kind.SLOT, slot))
        if depth < 0:
            break
    if depth or "{" in template[at:]:
        raise ValueError(f"a slot or mark is not closed: {template!r}")
    if at < len(template):
        made.append((Kind.TEXT, template[at:]))
    return tuple(made)


def _rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


Typed = TypeVar("Typed", State, Office, Publisher)


def _typed(kind: type[Typed], row: Mapping[str, str]) -> Typed:
    read: dict[str, Any] = {"int": int, "bool": "yes".__eq__, "tuple[str, ...]": lambda cell: tuple(cell.split("|"))}
    return kind(**{field.name: read.get(str(field.type), str)(row[field.name]) for field in fields(kind)})
