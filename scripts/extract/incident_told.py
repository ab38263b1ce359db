"""Incidents as one document tells them: tellings of one kind that do not contradict each other are one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scripts.extract.incident_tellings import ROLES, VIOLENT, Telling, family
from scripts.extract.model import Attribution, DateExpression, Entity, Mention
from scripts.extract.told import best_date

NEAR = 500  # code points between two sentences that tell of one incident
NUMBER = re.compile(r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozens?|scores|hundreds|thousands)\b")
TRIED = 12  # how many of one family are compared, so that cost stays linear
LATEST = 4  # how many tellings of each
LAND = ("territorial_change", "conflict")  # of these the land tells which one is meant, not who acts


@dataclass(frozen=True, slots=True)
class World:
    """What is known of the actors and places of a document. unnamed: whether an attribution is that of a source
    without a name."""

    text: str
    entities: Mapping[str, Entity]
    places: Mapping[str, str | None]
    unnamed: Sequence[bool]

    def by(self, told: Telling) -> frozenset[str]:
        """The countries of those who act, or their keys."""
        return frozenset(self._home(m) for m in told.roles.get("agent", ()))

    def about(self, told: Telling) -> frozenset[str]:
        """The countries of those who suffer or gain from it and of its place, or their keys."""
        found = {self._home(m) for role in ROLES[1:] for m in told.roles.get(role, ())}
        if told.place is not None and (country := self.country(told.place)):
            found.add(country)
        elif told.kind in LAND and not found:
            found |= self.by(told)
        return frozenset(found - self.by(told)) or frozenset(found)

    def people(self, told: Telling) -> frozenset[str]:
        """Keys of the persons who suffer it."""
        some = (m.entity or "" for role in ("victim", "target") for m in told.roles.get(role, ()))
        return frozenset(key for key in some if self.entities[key].kind == "person")

    def country(self, place: Mention) -> str | None:
        """The country of a place."""
        if place.place_id:
            return self.places.get(place.place_id)
        return self.entities[place.entity or ""].country

    def elsewhere(self, a: Telling, b: Telling) -> bool:
        """Whether two are told of two towns."""
        one, other = (t.place.place_id if t.place else None for t in (a, b))
        towns = one and other and not {one, other} & {key for key, e in self.entities.items() if e.kind == "state"}
        return bool(towns) and one != other and not a.standing

    def _home(self, mention: Mention) -> str:
        entity = self.entities[mention.entity or ""]
        return entity.key if entity.kind == "armed_group" else entity.country or entity.key

    def whispered(self, told: Telling) -> bool:
        """Whether only a source without a name tells it."""
        return told.said is not None and self.unnamed[told.said]


@dataclass(slots=True)
class Incident:
    """An incident as one document tells it."""

    key: int
    told: list[Telling] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The most telling kind."""
        kinds = {t.kind for t in self.told}
        return next((k for k in VIOLENT if k in kinds), self.told[0].kind)

    @property
    def date(self) -> DateExpression | None:
        """The best of the dates told."""
        return best_date(t.date for t in self.told)

    @property
    def certainty(self) -> str:
        """stated, where any telling states it; denied, where all deny it."""
        told = {t.certainty for t in self.told}
        return "stated" if "stated" in told else "alleged" if "alleged" in told else "denied"

    @property
    def standing(self) -> bool:
        """Whether it goes on, or happens again and again."""
        return self.told[0].standing


def incidents(
    text: str,
    tellings: Sequence[Telling],
    entities: Mapping[str, Entity],
    places: Mapping[str, str | None],
    said: Sequence[Attribution],
    speakers: Sequence[tuple[str, ...]],
) -> list[Incident]:
    """Tellings of one document, in order, as incidents. speakers: keys by attribution."""
    world = World(text, entities, places, [unnamed_source(entities, who) for who in speakers])
    made: list[Incident] = []
    alike: dict[str, list[Incident]] = {}
    for telling in tellings:
        same = alike.setdefault(family(telling.kind), [])
        home = next((i for i in reversed(same[-TRIED:]) if _same(i, telling, world)), None)
        if home is None:
            home = Incident(len(made))
            made.append(home)
            same.append(home)
        home.told.append(telling)
    return made


def unnamed_source(entities: Mapping[str, Entity], who: Sequence[str]) -> bool:
    """Whether nobody of those who speak has a name."""
    return all(entities[key].anonymous for key in who)


def _same(incident: Incident, telling: Telling, world: World) -> bool:
    """Whether a telling is of an incident told before: of one of its tellings, and against none."""
    if any(_contradict(t, telling, world) for t in incident.told[-LATEST:]):
        return False
    return any(_agree(t, telling, world) for t in incident.told[-LATEST:])


def _contradict(a: Telling, b: Telling, world: World) -> bool:
    if world.whispered(a) != world.whispered(b) and a.standing and b.standing:
        return True  # what sources without a name tell is not borne out by what others tell
    if _apart(a, b):
        return True
    counts = [n for n in (_numbers(a, world.text), _numbers(b, world.text)) if n is not None]
    if not b.again and (len(set(counts)) > 1 or world.elsewhere(a, b)):
        return True
    if world.people(a) and world.people(b) and not world.people(a) & world.people(b):
        return True
    by, other = world.by(a), world.by(b)
    return a.kind not in LAND and bool(by and other) and not by & other


def _numbers(told: Telling, text: str) -> frozenset[str] | None:
    """The numbers of those killed or hurt."""
    return frozenset(NUMBER.findall(told.harmed.of(text).lower())) if told.harmed else None


def _apart(a: Telling, b: Telling) -> bool:
    """Whether the dates contradict each other."""
    one, other = a.date, b.date
    if one is None or other is None:
        return False
    if a.kind == "conflict":
        years = {(d.earliest or d.latest).year for d in (one, other) if d.earliest or d.latest}  # type: ignore[union-attr]
        return len(years) > 1
    if one.latest is None and other.latest is None:  # both go on: since when?
        return one.earliest != other.earliest
    return bool(
        (one.earliest and other.latest and other.latest < one.earliest)
        or (other.earliest and one.latest and one.latest < other.earliest)
    )


def _agree(a: Telling, b: Telling, world: World) -> bool:
    near = 0 <= b.span.start - a.span.end < NEAR
    if near and b.again and b.date is None:
        return True
    if world.people(a) & world.people(b):
        return True
    about, by = world.about(a) & world.about(b), world.by(a) & world.by(b)
    if a.kind in LAND:
        return bool(about) or (near and not (world.about(a) and world.about(b)))
    if a.standing and b.standing:
        return bool(by) and (bool(about) or not (world.about(a) and world.about(b)))
    if a.standing != b.standing:
        return bool(by and about and a.date and b.date and a.date.edtf == b.date.edtf)
    if a.date and b.date:
        return bool(about or by) and not (world.about(a) and world.about(b) and not about)
    stranger = not world.by(b) and not any(key.isupper() for key in world.about(b))  # his country is not told
    return near and b.date is None and (bool(about) or (stranger and family(a.kind) == "violence"))
