"""One article on an occasion, in the manner of its publisher: paragraphs with their marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from scripts.generated.grammar import Kind, Publisher, Template
from scripts.generated.line import Line, Mark
from scripts.generated.occasion import ALIKE, Occasion, words_of
from scripts.generated.people import Person
from scripts.generated.wording import MONTHS, Wording, possessive
from scripts.generated.world import World

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NARRATED = frozenset({"background", "narration", "aside", "past", "olddeal", "dealmore", "next", "caption"})
NAMED = "name"


class Article:
    """Writes paragraphs; who has been named already is called by less and less."""

    def __init__(self, world: World, told: Occasion, publisher: Publisher, published: date, random: Random) -> None:
        self.world = world
        self.told = told
        self.publisher = publisher
        self.published = published
        self.random = random
        self.names: dict[str, str] = {}  # by key of a person: the name told
        self.titled: set[str] = set()  # who has been introduced
        self.last: str | None = None  # who spoke last
        self.used: set[int] = set()  # templates, by identity
        self.speaker = told.host
        self.wording = self.words(told.host)
        self.extra: Person | None = None
        host, guest = told.host, told.guest
        self.slots: dict[str, Callable[[Line], None]] = {
            "P": lambda line: self.introduce(line, host),
            "Q": lambda line: self.introduce(line, guest),
            "R": lambda line: self.introduce(line, told.other),
            "P!": lambda line: self.name(line, host),
            "Q!": lambda line: self.name(line, guest),
            "PS": lambda line: self.refer(line, host),
            "QS!": lambda line: self.name(line, guest),
            "PL": self.label,
            "S": lambda line: self.refer(line, self.speaker),
            "S!": lambda line: self.name(line, self.speaker),
            "s": lambda line: line.add("she" if self.speaker.woman else "he"),
            "his": lambda line: line.add("her" if self.speaker.woman else "his"),
            "qhe": lambda line: line.add("she" if guest.woman else "he"),
            "O": self.body,
            "M!": lambda line: self.stranger(line, guest),
            "E!": lambda line: self.stranger(line, None),
            "F!": self.known,
        }
        self.facts = {
            "A": host.state.name,
            "Aish": host.state.adjective,
            "Acap": host.state.capital,
            "B": guest.state.name,
            "Bish": guest.state.adjective,
            "Bcap": guest.state.capital,
            "placename": told.place,
            "in_place": f"in {told.place}",
            "in_pastplace": f"in {told.earlier_place}",
            "pastday": told.earlier.words,
            "Pastday": told.earlier.words,
            "deal": told.deal,
            "Deal": told.deal,
            "dealtopic": told.field,
            "dealyear": str(told.old[0]),
            "dealfield": told.old[1],
            "ptitle": host.office.noun if host.office else "",
            "qtitle": guest.office.noun if guest.office else "",
            "publisher": publisher.publisher,
            "fulldate": self.full(told.day),
        }
        self.facts["day"] = self.facts["Day"] = self.day()

    def words(self, speaker: Person) -> Wording:
        """The next thing that somebody says: mostly what other articles tell too."""
        told = self.told.said.get(speaker.key)
        if told and self.random.random() < ALIKE:
            said = self.random.choice(told)
            if id(said) not in self.used:
                self.used.add(id(said))
                return said
        return self.fresh(speaker)

    def fresh(self, speaker: Person) -> Wording:
        """What only this article tells."""
        listener = self.told.guest if speaker.state is self.told.host.state else self.told.host
        return words_of(self.world, speaker, listener, self.told.day, self.told.cities, self.random)

    def paragraph(self, *parts: str, speaker: Person | None = None) -> Line:
        """A paragraph of so many sentences, one of each part of the grammar."""
        line = Line()
        self.speaker = speaker or self.told.host
        for part in parts:
            if line.size:
                line.add(" ")
            self.sentence(line, part)
        return line

    def sentence(self, line: Line, part: str) -> None:
        """One more sentence by a template of the part."""
        template = self.template(part)
        speaker = self.told.guest if _of_guest(template) else self.speaker
        self.wording = self.words(speaker) if part not in NARRATED else self.fresh(speaker)
        host, guest = self.told.host.key, self.told.guest.key
        line.by = (host, guest) if part == "joint" else (speaker.key,)
        before = len(line.marks)
        self.write(line, template)
        line.marks[before:] = [mark if mark.of else mark._replace(of=line.by) for mark in line.marks[before:]]

    def template(self, part: str) -> Template:
        """Any template of a part; a second time only where it is hard to avoid."""
        templates = self.world.grammar.parts[part]
        for _ in range(4):
            template = templates[int(self.random.random() * len(templates))]
            if id(template) not in self.used:
                self.used.add(id(template))
                break
        return template

    def write(self, line: Line, template: Template) -> None:
        """A template with its slots and marks."""
        for kind, value in template:
            if kind is Kind.TEXT:
                line.add(value)
            elif kind is Kind.SLOT:
                if slot := self.slots.get(value):
                    slot(line)
                else:
                    line.add(self.facts[value] if value in self.facts else self.wording.word(value))
            elif kind is Kind.OPEN:
                line.opened(value)
            else:
                line.closed()
        assert not line.open

    def introduce(self, line: Line, person: Person) -> None:
        """Somebody with office and full name; briefly if that has been done."""
        if person.key in self.titled or person.office is None:
            self.name(line, person)
            return
        self.titled.add(person.key)
        state, title = person.state, person.office.title
        shape = self.random.random()
        if shape < 0.55:
            line.add(f"{state.adjective} {title} ")
        elif shape < 0.75:
            line.add(f"{possessive(state.name)} {title} ")
        elif shape < 0.9 or not line.begins:
            line.add(f"{title} of {state.name} ")
        else:
            line.add(f"the {person.office.noun} of {state.name}, ")
            self.put(line, person, person.name, person.rank)
            line.add(",")
            return
        self.put(line, person, person.name, person.rank)

    def name(self, line: Line, person: Person) -> None:
        """Somebody by name; the whole name where it is the first."""
        if person.key not in self.names:
            if person.office and person.key not in self.titled:
                self.introduce(line, person)
            else:
                self.put(line, person, person.name, person.rank)
            return
        rank = person.rank if self.random.random() < 0.3 else ""
        if not rank and person.office and person.office.title.endswith("Minister") and self.random.random() < 0.2:
            line.add("Minister ")
        self.put(line, person, person.last, rank)

    def refer(self, line: Line, person: Person) -> None:
        """Somebody by name, pronoun or office; whoever spoke last most briefly."""
        shape = self.random.random()
        if person.key in self.names and self.last == person.key and shape < 0.5:
            line.add("she" if person.woman else "he")
        elif person.key in self.names and shape > 0.75 and person.office:
            line.add(f"the {person.state.adjective} {person.office.noun}")
        else:
            self.name(line, person)
        self.last = person.key

    def put(self, line: Line, person: Person, name: str, rank: str) -> None:
        """The name itself, with its mark."""
        start = line.size
        line.add(f"{rank} {name}" if rank else name)
        line.marks.append(Mark(NAMED, start, line.size, (person.key,)))
        self.names.setdefault(person.key, person.name)

    def label(self, line: Line) -> None:
        """The host as a headline has it."""
        host = self.told.host
        if self.random.random() < 0.5 or host.office is None:
            start = line.size
            line.add(host.last)
            line.marks.append(Mark(NAMED, start, line.size, (host.key,)))
        else:
            line.add(f"{host.state.adjective} {host.office.noun}")

    def body(self, line: Line) -> None:
        """The body whose statement it is."""
        office = self.told.host.office
        assert office is not None
        adjective = self.told.host.state.adjective
        line.by = (f"{adjective} {office.body}",)
        line.add(f"the {adjective} {office.body}")

    def stranger(self, line: Line, countryman: Person | None) -> None:
        """Somebody who is told of in this article only."""
        state = countryman.state if countryman else self.random.choice(self.world.grammar.states)
        key = f"{self.told.key}.{self.publisher.slug}.{len(self.names)}"
        self.extra = self.world.people.stranger(key, state)
        self.put(line, self.extra, self.extra.name, "")
        if countryman is None:
            line.by = (self.extra.key,)

    def known(self, line: Line) -> None:
        """A real person whom the reference tables know: mentioned, nothing more."""
        name = self.random.choice(self.world.known)
        person = Person(f"known:{name}", name, name.split()[-1], False, self.told.host.state, None, "")
        self.put(line, person, name, "")

    def full(self, day: date) -> str:
        """A day in full."""
        month = MONTHS[day.month - 1]
        return f"{day.day} {month} {day.year}" if self.publisher.british else f"{month} {day.day}, {day.year}"

    def day(self) -> str:
        """The day of the occasion as the publisher tells it."""
        day, away = self.told.day, (self.told.day - self.published).days
        month = MONTHS[day.month - 1]
        dated = f"{day.day} {month}" if self.publisher.british else f"{month} {day.day}"
        if away == 0 and self.random.random() < 0.1:
            return "today"
        if self.publisher.days == "weekday" and abs(away) < 6:
            return f"on {WEEKDAYS[day.weekday()]}"
        if self.publisher.days == "weekday-date" and self.random.random() < 0.7:
            return f"on {WEEKDAYS[day.weekday()]}, {dated}"
        return f"on {dated}"


def _of_guest(template: Template) -> bool:
    """Whether its statements are the guest's."""
    return any(kind is Kind.OPEN and value in ("iq", "dq") for kind, value in template)
