"""The generated world: its grammar, its people, the towns and the real people that articles mention."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scripts.generated.grammar import Grammar
from scripts.generated.people import People

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
TOWNS = 24  # of a state


@dataclass(frozen=True)
class World:
    """cities: by country, never the capital. known: names of people of the reference tables, who are only mentioned."""

    seed: int
    grammar: Grammar
    people: People
    cities: Mapping[str, Sequence[str]]
    known: Sequence[str]

    @classmethod
    def load(cls, seed: int) -> World:
        """The world of a seed."""
        grammar = Grammar.load()
        capitals = {state.capital for state in grammar.states}
        cities: defaultdict[str, list[str]] = defaultdict(list)
        for row in _rows("places.csv"):
            towns = cities[row["country"]]
            if row["kind"] == "city" and row["name"] not in capitals and len(towns) < TOWNS:
                towns.append(row["name"])
        known = [row["name"] for row in _rows("actors.csv") if row["kind"] == "person" and " " in row["name"]]
        aliases = [row["name"] for row in _rows("actor_names.csv")]
        people = People(grammar, seed, frozenset((*known, *aliases)))
        for state in grammar.states:
            if not cities[state.country]:
                cities[state.country].append(state.capital)
        return cls(seed, grammar, people, dict(cities), known)

    @cached_property
    def weights(self) -> list[int]:
        """How often each office is met with."""
        return [office.weight for office in self.grammar.offices]


def _rows(name: str) -> list[dict[str, str]]:
    with open(REFERENCE / name, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
