"""Who holds which office when in the generated world, and what people are called."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random

from scripts.generated.grammar import Grammar, Office, State

TERM = 1100  # days that an office is held
KEPT = 20_000  # people in memory at once


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person. key: the same wherever the person is told of. last: the name used alone."""

    key: str
    name: str
    last: str
    woman: bool
    state: State
    office: Office | None
    rank: str


class People:
    """Finds the people of a world by its seed; any of them may be asked for in any order."""

    def __init__(self, grammar: Grammar, seed: int, taken: Set[str]) -> None:
        """taken: full names that nobody may have, those of real people."""
        self.grammar = grammar
        self.seed = seed
        self.taken = taken
        self.named = lru_cache(maxsize=KEPT)(self._named)

    def holder(self, state: State, office: Office, day: date) -> Person:
        """Who holds an office on a day."""
        first = Random(f"{self.seed}:{state.country}:{office.office}").randrange(TERM)
        term = (day.toordinal() + first) // TERM
        return self.named(f"{state.country}.{office.office}.{term}", state, office)

    def stranger(self, key: str, state: State) -> Person:
        """Somebody without an office, told of nowhere else."""
        return self._named(key, state, None)

    def _named(self, key: str, state: State, office: Office | None) -> Person:
        random = Random(f"{self.seed}:{key}")
        rank = random.choice(office.ranks) if office else ""
        woman = not rank and random.random() < 0.25
        while True:
            last, name = self._name(state.region, woman, random)
            if name not in self.taken:
                return Person(key, name, last, woman, state, office, rank)

    def _name(self, region: str, woman: bool, random: Random) -> tuple[str, str]:
        """The name used alone, and the whole."""
        words = self.grammar.names
        given = random.choice(words[region, "woman" if woman else "man"])
        if families := words.get((region, "family")):  # the family's name comes first and is the one used alone
            last = random.choice(families)
            return last, f"{last} {given}"
        last = random.choice(words[region, "stem"]) + random.choice(words[region, "ending"])
        if particles := words.get((region, "particle")):
            last = (random.choice(particles) if random.random() < 0.4 else "") + last
        middle = words.get((region, "middle"))
        if middle and random.random() < 0.35:
            return last, f"{given} {random.choice(middle)} {last}"
        if not middle and random.random() < 0.06:
            return last, f"{given} {random.choice('ABCDEGHJKLMNPRST')}. {last}"
        return last, f"{given} {last}"
