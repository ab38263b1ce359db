"""What happens in the generated world: meetings with all that several articles tell of them alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scripts.generated.grammar import Office
from scripts.generated.people import Person
from scripts.generated.wording import MONTHS, Wording, of_states
from scripts.generated.world import World

MET = frozenset({"held", "signed", "visit"})
FIRST = date(2012, 1, 1)
DAYS = 4_500
# how often what happens; "alone" is a speech without a meeting
KINDS = (("held", 46), ("signed", 16), ("visit", 12), ("planned", 9), ("call", 5), ("cancelled", 5), ("alone", 7))
STATUS = {"planned": "planned", "cancelled": "cancelled"}
ALIKE = 0.7  # share of the articles that have a speaker's words from the same release


@dataclass(frozen=True, slots=True)
class Told:
    """A date as it is told: its words, and the truth of it in EDTF."""

    words: str
    date: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting (or a speech), with all that articles may tell of it.

    other: of the host's state, whom the guest of a visit meets too. deal: what is signed, field: on what. earlier: when
    host and guest met before. old: year and subject of an older agreement of both states. said: by key of the speaker,
    what the speaker says, one matter each.
    """

    key: str
    kind: str
    host: Person
    guest: Person
    other: Person
    day: date
    place: str
    deal: str
    field: str
    earlier: Told
    earlier_place: str
    old: tuple[int, str]
    said: dict[str, list[Wording]]
    cities: tuple[str, ...]

    @property
    def status(self) -> str:
        return STATUS.get(self.kind, "held")

    @property
    def pair(self) -> str:
        """The two states, in one order."""
        return "-".join(sorted((self.host.state.country, self.guest.state.country)))


def occasion(world: World, number: int) -> Occasion:
    """The occasion of that number: it follows from the seed of the world and the number alone."""
    random = Random(f"{world.seed}:occasion:{number}")
    grammar = world.grammar
    ours, theirs = random.sample(grammar.states, 2)
    day = FIRST + timedelta(random.randrange(DAYS))
    host_office = _office(world, random)
    guest_office = host_office if random.random() < 0.6 else _office(world, random)
    others = [office for office in grammar.offices if office is not host_office]
    host, guest = world.people.holder(ours, host_office, day), world.people.holder(theirs, guest_office, day)
    other = world.people.holder(ours, random.choice(others), day)
    cities = (*world.cities[ours.country], *world.cities[theirs.country])
    kind = random.choices([name for name, _ in KINDS], [weight for _, weight in KINDS])[0]
    third = random.choice(grammar.states)
    pair = Random(f"{world.seed}:{'-'.join(sorted((ours.country, theirs.country)))}")
    fields = [template[0][1] for template in grammar.parts["field"]]
    words = Wording(grammar, random, day.year, cities, of_states(ours, theirs))
    return Occasion(
        f"o{number}",
        kind,
        host,
        guest,
        other,
        day,
        ours.capital if random.random() < 0.9 else third.capital,
        words.word("dealkind") + " " + words.word("field"),
        words.word("field"),
        _earlier(day, random),
        random.choice((ours.capital, theirs.capital, third.capital)),
        (pair.randrange(1995, 2012), pair.choice(fields)),
        {
            speaker.key: [words_of(world, speaker, listener, day, cities, random) for _ in range(9)]
            for speaker, listener in ((host, guest), (guest, host), (other, guest))
        },
        cities,
    )


def words_of(
    world: World, speaker: Person, listener: Person, day: date, cities: tuple[str, ...], random: Random
) -> Wording:
    """What somebody says to or of somebody else."""
    return Wording(world.grammar, random, day.year, cities, of_states(speaker.state, listener.state))


def _office(world: World, random: Random) -> Office:
    return random.choices(world.grammar.offices, world.weights)[0]


def _earlier(day: date, random: Random) -> Told:
    """A day, a month or a year before."""
    past = day - timedelta(random.randrange(200, 1000))
    month = MONTHS[past.month - 1]
    shape = random.random()
    if shape < 0.4:
        return Told(f"in {month} {past.year}", f"{past:%Y-%m}")
    if shape < 0.6:
        return Told(f"on {month} {past.day}, {past.year}", past.isoformat())
    if shape < 0.8:
        return Told(f"on {past.day} {month} {past.year}", past.isoformat())
    return Told(f"in {past.year}", str(past.year))
