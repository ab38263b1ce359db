"""Words of the generated articles: what is said, filled in once and then told by several articles in the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from scripts.generated.grammar import Grammar, Kind, State, Template

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


LONGER = 0.4  # of the claims have another behind them
DEEPEST = 2  # characters of the number of a claim that may
JOINED = {"direct": ", and ", "reported": " and "}


class Wording:
    """Fills the slots of one matter; a slot once filled keeps its words. Slots of states are given."""

    def __init__(self, grammar: Grammar, random: Random, year: int, cities: Sequence[str], given: Mapping[str, str]):
        self.grammar = grammar
        self.random = random
        self.year = year
        self.cities = cities
        self.given = given
        self.filled: dict[str, str] = {}
        self.longer: dict[str, bool] = {}
        self.claims: dict[str, tuple[tuple[Template, Template], Wording]] = {}

    def word(self, slot: str) -> str:
        """What fills a slot. Raises KeyError where no table has the part."""
        if slot in self.given:
            return self.given[slot]
        found = self.filled.get(slot)
        if found is None:
            found = self.filled[slot] = self._filled(slot)
        return found

    def _filled(self, slot: str) -> str:
        if slot[0].isupper():
            return capital(self.word(slot[0].lower() + slot[1:]))
        part = slot.rstrip("0123456789")
        random = self.random
        if part in ("direct", "reported"):
            return self._said(part, slot[len(part) :])
        if part in ("city", "town"):
            return self.cities[int(random.random() * len(self.cities))]
        if part == "n":
            return str(random.choice((random.randrange(2, 30), random.randrange(30, 900))))
        if part == "month":
            return MONTHS[int(random.random() * 12)]
        if part in ("year", "pastyear", "oldyear"):
            ago = {"year": -random.randrange(1, 5), "pastyear": random.randrange(1, 12)}
            return str(self.year - ago.get(part, random.randrange(12, 60)))
        templates = self.grammar.parts[part]
        return self.fresh().plain(templates[int(random.random() * len(templates))])

    def _said(self, form: str, number: str) -> str:
        if number not in self.claims:
            claims = self.grammar.claims
            self.claims[number] = claims[int(self.random.random() * len(claims))], self.fresh()
        claim, wording = self.claims[number]
        said = wording.plain(claim[form == "reported"])
        if len(number) < DEEPEST and self.joined(number):
            return f"{said}{JOINED[form]}{self._said(form, number + '+')}"
        return said

    def joined(self, number: str) -> bool:
        """Whether a second claim follows the one of that number in one breath."""
        if number not in self.longer:
            self.longer[number] = self.random.random() < LONGER
        return self.longer[number]

    def fresh(self) -> Wording:
        """One for another matter of the same speaker."""
        return Wording(self.grammar, self.random, self.year, self.cities, self.given)

    def plain(self, template: Template) -> str:
        """A template without marks as text."""
        return "".join([value if kind is Kind.TEXT else self.word(value) for kind, value in template])


def of_states(ours: State, theirs: State) -> dict[str, str]:
    """What slots of states say when somebody of the one speaks of the other."""
    return {
        "X": ours.name,
        "Xs": possessive(ours.name),
        "Xish": ours.adjective,
        "Y": theirs.name,
        "Ys": possessive(theirs.name),
        "Yish": theirs.adjective,
    }


def capital(text: str) -> str:
    """With a capital at the front, behind a quotation mark too."""
    at = 1 if text[:1] == "“" else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def possessive(name: str) -> str:
    """ "Chile's", "the Netherlands'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
