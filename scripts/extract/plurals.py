"""Whom a plural means: "the two sides", "the three defence ministers", "the leaders of A and B"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from scripts.extract.model import Entity, Span
from scripts.extract.nominals import NUMBER, STATES, Reference

if TYPE_CHECKING:
    from scripts.extract.story import Story

OFFICES = frozenset(
    {"ministers", "presidents", "generals", "chiefs", "secretaries"}
)  # plurals that name an office; "officials" may be anybody
HEADS = frozenset({"head-of-state", "head-of-government"})
FIRST = {  # of those whom a plural may name, who is meant where two such are told of
    "chiefs": frozenset({"chief-of-staff"}),
    "leaders": HEADS,
}
ONE_WHERE = re.compile(r",[ \u00a0]where[ \u00a0]$")
FEW = 16  # mentions of a sentence, from its first, among which those of two people are


class Plurals:
    """The plurals of a story. before: whom the last of each noun meant."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.before: dict[str, tuple[str, ...]] = {}

    def several(self, reference: Reference) -> list[str]:
        """Whom "the two sides" means: the last people of so many countries, or of those named; or the main states."""
        states = reference.head in STATES.split() or (reference.head == "delegations" and not reference.countries)
        first = replace(reference, offices=FIRST[reference.head]) if reference.head in FIRST else None
        if reference.head in ("sides", "parties") and not reference.countries:
            where = ONE_WHERE.search(self.story.text, max(0, reference.span.start - 12), reference.span.start)
            acting = self.named_in_sentence(reference.span.start, 0) if where else []
            states = states or len(set(acting)) == 1  # "A flew to P, where the sides signed a pact"
        together = [key for key in self.story.together if self.story.is_person(key)]
        bare = reference.head in OFFICES and not reference.countries
        if bare and len(together) > 2 and not NUMBER.search(reference.span.of(self.story.text)):
            return together  # "A met her B, C and D counterparts. The ministers …"
        if reference.number > 2 and not reference.countries and (every := self.all_told(reference)):
            return every
        for told in () if states else filter(None, (first, reference)):
            wanted: list[str | None] = [*told.countries] or [None] * told.number
            people: list[str] = []
            for country in wanted:
                among = (k for k in self.candidates(told) if told is reference or holds(told, self.story.entities[k]))
                key = next((k for k in among if self.joins(k, people, country, told)), None)
                people += [key] if key else []
            if len(people) == len(wanted):
                before, crowded = self.before.get(reference.head, ()), self.crowded(people, told)
                if crowded or any(self.story.entities[key].country is None for key in people):
                    people = [*before] if crowded or before else people  # those of whom the text has spoken so before
                if people:
                    self.before[reference.head] = tuple(people)
                    return people
        if reference.head == "counterparts":
            return self.states_of(reference)
        if reference.countries:
            return []
        if states and reference.number == 2 and (own := self.own_states(reference.span.start)):
            return own
        return self.main_states if states or reference.head in ("sides", "parties", "delegations") else []

    def all_told(self, reference: Reference) -> list[str]:
        """Those of whom the text has told, where they are as many as the words say: "the three officials"."""
        near = (self.named_in_sentence(reference.span.start, back) for back in (0, 1))
        told = next((keys for keys in (*near, [*self.story.recent]) if len(keys) == reference.number), [])
        if reference.head in OFFICES and not all(holds(reference, self.story.entities[key]) for key in told):
            return []
        return told

    def states_of(self, reference: Reference) -> list[str]:
        """The states that a plural names."""
        named = self.story.placed.within(reference.span)
        return [m.entity for m in named if m.entity and self.story.entities[m.entity].kind == "state"]

    def own_states(self, at: int) -> list[str]:
        """The states of the two people whom the sentence of text[at] names before it, where it names no other."""
        entities = self.story.entities
        countries = [entities[key].country for key in self.named_in_sentence(at, 0)]
        if len(countries) != 2 or None in countries or countries[0] == countries[1]:
            return []
        known = {e.country: key for key, e in entities.items() if e.kind == "state"}
        sentence = Span(self.story.sentence_start(at), at)
        named = (m.entity for m in self.story.placed.within(sentence) if m.entity and m.form in ("name", "metonym"))
        other = any(entities[key].kind == "state" and entities[key].country not in countries for key in named)
        return [] if other or not set(countries) <= known.keys() else [known[country] for country in countries]

    def crowded(self, people: Sequence[str], reference: Reference) -> bool:
        """Whether "the generals" may as well mean another of the same country, named just now and not the speaker."""
        if reference.head not in OFFICES or reference.countries:
            return False
        countries = {self.story.entities[key].country for key in people if key not in self.story.last_speaker()}
        others = [self.story.entities[key] for key in islice(reversed(self.story.recent), 4) if key not in people]
        return any(e.country in countries and holds(reference, e) for e in others)

    def candidates(self, reference: Reference) -> Iterator[str]:
        """People in the order in which a plural may mean them; later ones only where it tells countries or three."""
        if reference.number == 2 and not reference.countries and not self.story.in_speech:
            pair = self.pair_before(reference.span.start)
            offices = [" ".join(self.story.entities[key].offices) for key in pair]
            if reference.head != "ministers" or all("minister" in held for held in offices):
                yield from pair
        yield from [*self.story.last_person(), *reversed(self.story.recent)]
        if reference.countries or reference.number > 2:
            later = self.story.people.at(reference.span.end)
            yield from (m.entity for m in self.story.names[later:] if m.entity)

    def named_in_sentence(self, at: int, back: int) -> list[str]:
        """The people named before text[at] in its sentence, or in the one that far back; of the first few mentions."""
        index = bisect_right(self.story.starts, at) - 1 - back
        if index < 0:
            return []
        sentence = self.story.sentences[index]
        low = self.story.people.at(sentence.start)
        near = self.story.names[low : low + FEW]
        return list(dict.fromkeys(m.entity for m in near if m.entity and m.span.end <= min(at, sentence.end)))

    def two_told(self, at: int) -> tuple[str, ...]:
        """The two people whom the sentence of text[at] names before it, else the one before it, if it names two."""
        keys = self.named_in_sentence(at, 0) or self.named_in_sentence(at, 1)
        return tuple(keys) if len(keys) == 2 else ()

    def pair_before(self, at: int) -> list[str]:
        """The two people of two states whom the sentence of text[at] names before it, else the one before it does."""
        keys = self.named_in_sentence(at, 0) or self.named_in_sentence(at, 1)
        told = [key for key in keys if self.story.entities[key].country]  # another may be but a source
        return told if len(told) == 2 == len({self.story.entities[key].country for key in told}) else []

    def joins(self, key: str, people: Sequence[str], country: str | None, reference: Reference) -> bool:
        """Whether a person may be next of those meant: of the country told, or of one not had yet; of that office."""
        entity = self.story.entities[key]
        if entity.offices == ("spokesperson",):  # who only tells of them
            return False
        if key in people or (reference.head in OFFICES and entity.offices and not holds(reference, entity)):
            return False
        if country:
            return entity.country == country
        only = len(self.story.recent) == 2 and entity.country is None  # no others are named
        return only or entity.country not in {self.story.entities[k].country for k in people}

    @cached_property
    def main_states(self) -> list[str]:
        """The two states that the document names most; none where it names one only."""
        times = Counter(
            m.entity for m in self.story.mentions if m.entity and self.story.entities[m.entity].kind == "state"
        )
        first = {m.entity: i for i, m in reversed(list(enumerate(self.story.mentions)))}
        ranked = sorted(times, key=lambda key: (-times[key], first[key]))
        return ranked[:2] if len(ranked) > 1 else []


def holds(reference: Reference, entity: Entity) -> bool:
    """Whether a person has an office that the words may stand for; a plain minister may be any."""
    plain = "minister" in entity.offices and any(office.endswith("minister") for office in reference.offices)
    plain = plain or (reference.head == "ministers" and "deputy-head" in entity.offices)
    return plain or bool(reference.offices & set(entity.offices))
