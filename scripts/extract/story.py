"""What a reader of a document knows at one point of it: who was named, who spoke, and whom a reference then means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from scripts.extract.model import Entity, Mention, Span
from scripts.extract.names import slug
from scripts.extract.nominals import STATES, Reference, within

OFFICES = frozenset(
    {"ministers", "presidents", "generals", "chiefs", "secretaries"}
)  # plurals that name an office; "officials" may be anybody
HEADS = frozenset({"head-of-state", "head-of-government"})
MILITARY = frozenset({"commander", "general", "chief", "officer", "commander-in-chief", "admiral", "marshal"})


def _gender(name: str) -> str | None:
    """m or f where a name is written with a title that tells."""
    match = re.search(
        r"\b(?:(?P<f>Ms|Mrs|Miss|Madam|Queen|Princess|Lady|Baroness|Dame)|Mr|Sir|King|Prince|Lord)\b", name
    )
    return None if match is None else "f" if match["f"] else "m"


class Story:
    """What a reader knows at one point of the text."""

    def __init__(self, text: str, entities: Mapping[str, Entity], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.entities = dict(entities)
        self.mentions = mentions
        self.names = [m for m in mentions if m.entity and entities[m.entity].kind == "person"]
        self.added: list[Mention] = []
        self.recent: list[str] = []  # people, the last named last
        self.spoke: list[str] = []  # who spoke, the last last
        self.together: tuple[str, ...] = ()  # whom the last plural meant
        self.genders = {key: g for m in self.names if (key := m.entity) and (g := _gender(m.span.of(text)))}
        self.pending: list[Reference] = []  # offices whose holder is not known yet

    def is_person(self, key: str) -> bool:
        return self.entities[key].kind == "person"

    def notice(self, key: str) -> None:
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def refer(self, reference: Reference, *, quoted: bool) -> None:
        """Resolve one reference, if the text tells whom it means."""
        keys = self.meant(reference) if not (quoted and reference.kind == "pronoun") else []
        if reference.kind in ("office", "counterpart") and not keys and not quoted:
            self.pending.append(reference)
        form = "pronoun" if reference.kind == "pronoun" else "title"
        self.added += [Mention(reference.span, form, f"{reference.kind}-reference", entity=key) for key in keys]
        for key in keys:
            if reference.kind == "office":
                self.learn(key, reference)
            if self.is_person(key) and not quoted:
                self.notice(key)

    def meant(self, reference: Reference) -> list[str]:
        """Keys of those whom a reference means; none where the text does not tell."""
        if reference.name:
            return [reference.name]
        if reference.kind == "plural":
            return self.several(reference)
        if reference.kind == "pronoun":
            return self.he_or_she(reference.head)
        fits = self.matches if reference.kind == "counterpart" else self.fits
        spoken = self.last_speaker() if reference.kind == "office" else []
        known = [key for key in [*spoken, *reversed(self.recent)] if fits(reference, self.entities[key])]
        return known[:1] or self.named_later(reference, fits)

    def named_later(self, reference: Reference, fits: Callable[[Reference, Entity], bool]) -> list[str]:
        """Who is named further on, where the phrase tells the country: a lead may have the office before the name."""
        if not reference.country:
            return []
        for mention in self.names[bisect_left(self.names, reference.span.end, key=lambda m: m.span.start) :]:
            if mention.entity and fits(reference, self.entities[mention.entity]):
                return [mention.entity]
        return []

    def matches(self, reference: Reference, entity: Entity) -> bool:
        """Whether the person may be the counterpart meant: of that country, and a head of state only beside another."""
        if not reference.country or entity.country != reference.country:
            return False
        own = next(
            (self.entities[key] for key in reversed(self.recent) if self.entities[key].country != entity.country), None
        )
        return own is None or not own.offices or bool(HEADS & set(own.offices)) == bool(HEADS & set(entity.offices))

    def fits(self, reference: Reference, entity: Entity) -> bool:
        """Whether the person may be whom the office words mean."""
        if reference.country and entity.country and reference.country != entity.country:
            return False
        if reference.head == "official" or self.holds(reference, entity):
            return True
        same = entity.country is not None and reference.country == entity.country
        return not entity.offices and reference.head in MILITARY and same

    def last_speaker(self) -> list[str]:
        """The last person who spoke."""
        return [key for key in reversed(self.spoke) if self.is_person(key)][:1]

    def last_person(self) -> list[str]:
        """Whom "he" means: who spoke last, else who was named last."""
        return self.last_speaker() or self.recent[-1:]

    def he_or_she(self, pronoun: str) -> list[str]:
        """Whom a pronoun means: who spoke last or was named last, of that gender as far as the text has shown it."""
        gender = "f" if pronoun == "she" else "m"
        people = [key for key in [*reversed(self.spoke), *reversed(self.recent)] if self.is_person(key)]
        for key in people:
            if self.genders.setdefault(key, gender) == gender:
                return [key]
        return []

    def several(self, reference: Reference) -> list[str]:
        """Whom "the two sides" means: the last people of so many countries, or of those named; or the main states."""
        states = reference.head in STATES.split()
        if not states:
            wanted: list[str | None] = [*reference.countries] or [None] * reference.number
            people: list[str] = []
            for country in wanted:
                key = next((k for k in self.candidates(reference) if self.joins(k, people, country, reference)), None)
                people += [key] if key else []
            if len(people) == len(wanted) and not self.crowded(people, reference):
                self.together = tuple(people)
                return people
        if reference.countries:
            return []
        return self.main_states if states or reference.head in ("sides", "parties", "delegations") else []

    def crowded(self, people: Sequence[str], reference: Reference) -> bool:
        """Whether "the generals" may as well mean another of the same country, named just now and not the speaker."""
        if reference.head not in OFFICES or reference.countries:
            return False
        countries = {self.entities[key].country for key in people if key not in self.last_speaker()}
        others = [self.entities[key] for key in self.recent[-4:] if key not in people]
        return any(e.country in countries and self.holds(reference, e) for e in others)

    def candidates(self, reference: Reference) -> Iterator[str]:
        """People in the order in which a plural may mean them; later ones only where it tells countries or three."""
        yield from [*self.last_person(), *reversed(self.recent)]
        if reference.countries or reference.number > 2:
            later = bisect_left(self.names, reference.span.end, key=lambda m: m.span.start)
            yield from (m.entity for m in self.names[later:] if m.entity)

    def joins(self, key: str, people: Sequence[str], country: str | None, reference: Reference) -> bool:
        """Whether a person may be next of those meant: of the country told, or of one not had yet; of that office."""
        entity = self.entities[key]
        if key in people or (reference.head in OFFICES and entity.offices and not self.holds(reference, entity)):
            return False
        return (
            entity.country == country if country else entity.country not in {self.entities[k].country for k in people}
        )

    def holds(self, reference: Reference, entity: Entity) -> bool:
        """Whether a person has an office that the words may stand for; a plain minister may be any."""
        plain = "minister" in entity.offices and any(office.endswith("minister") for office in reference.offices)
        return plain or bool(reference.offices & set(entity.offices))

    @cached_property
    def main_states(self) -> list[str]:
        """The two states that the document names most; none where it names one only."""
        times = Counter(m.entity for m in self.mentions if m.entity and self.entities[m.entity].kind == "state")
        first = {m.entity: i for i, m in reversed(list(enumerate(self.mentions)))}
        ranked = sorted(times, key=lambda key: (-times[key], first[key]))
        return ranked[:2] if len(ranked) > 1 else []

    def learn(self, key: str, reference: Reference) -> None:
        """What the words of an office tell of a person whose name came without country or office."""
        entity = self.entities[key]
        if not entity.country and reference.country:
            entity = replace(entity, country=reference.country)
        if not entity.offices and reference.head != "official":
            entity = replace(entity, offices=tuple(sorted(reference.offices)))
        self.entities[key] = entity

    def unnamed_mention(self, span: Span) -> Mention:
        """A mention of somebody without a name, who becomes an entity of its own."""
        name = " ".join(span.of(self.text).split())
        bare = re.sub(r"^(?:the|an?) ", "", name.lower())
        key = "unnamed-" + slug(bare)[:60].rstrip("-")
        country = next((self.entities[m.entity].country for m in within(self.mentions, span) if m.entity), None)
        self.entities.setdefault(key, Entity(key, "other", name, country, anonymous=True))
        return Mention(span, "title", "unnamed-office", entity=key)
