"""Who is who among the names of one document."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.extract.beside import ALONE, Name
from scripts.extract.lexicons import KnownPerson, Lexicons
from scripts.extract.model import Span
from scripts.extract.names import alike, folded, same, skeleton
from scripts.extract.naming import Token
from scripts.extract.offices import Office


@dataclass(slots=True, eq=False)
class Person:
    """One person while the document is read."""

    names: list[Name] = field(default_factory=list)
    forms: list[tuple[str, ...]] = field(default_factory=list)  # folded, the fullest first
    mentions: list[tuple[Span, str]] = field(default_factory=list)
    surname_first: bool = False
    known: KnownPerson | None = None  # of the reference tables, where one word told it
    ranks: set[str] = field(default_factory=set)
    honorifics: set[str] = field(default_factory=set)
    held: dict[str, None] = field(default_factory=dict)  # classes of office, those of the past left out
    states: Counter[str] = field(default_factory=Counter)  # how often named with the person's titles
    starts: list[int] = field(default_factory=list)  # of the mentions, in order

    def add(self, name: Name) -> None:
        """Another mention of the person with rank or office or more than a surname."""
        self.names.append(name)
        self.surname_first |= name.surname_first
        if name.folded not in self.forms:
            self.forms.append(name.folded)
            self.forms.sort(key=len, reverse=True)
        if name.rank:
            self.ranks.add(name.rank)
        if name.honorific:
            self.honorifics.add(name.honorific)
        present = [o for o in name.offices if not o.former]
        self.held |= dict.fromkeys(o.office for o in present)
        self.states.update(c for c in (name.country, *(o.country for o in present)) if c)
        self.mention(Span(name.start, name.end), name.rule)

    def mention(self, span: Span, rule: str) -> None:
        """Another mention of the person."""
        self.mentions.append((span, rule))
        insort(self.starts, span.start)

    def last_before(self, at: int) -> int:
        """Where the person was mentioned last before text[at]; -1 for nowhere."""
        before = bisect_left(self.starts, at)
        return self.starts[before - 1] if before else -1

    def named_otherwise(self, known: KnownPerson, lexicons: Lexicons) -> bool:
        """Whether the person has a full name that is not the known person's."""
        full = [form for form in self.forms if len(form) > 1]
        return bool(full) and not any(known in lexicons.known.get(form, ()) for form in full)

    @property
    def offices(self) -> list[Office]:
        """Offices that the text gives the person, those of the past left out."""
        return [o for name in self.names for o in name.offices if not o.former]

    @property
    def country(self) -> str | None:
        """The state most often named with the person's titles."""
        return max(self.states, key=self.states.__getitem__) if self.states else None


MOST = 50  # people of one surname in one text that are told apart; bounds the cost


class Cast:
    """The persons of a document as they become known."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        self.persons: list[Person] = []
        self.by_form: dict[tuple[str, ...], Person] = {}  # folded names
        self.by_end: dict[str, dict[Person, None]] = {}  # skeletons of the last word, and of the first two
        self.by_word: dict[str, dict[Person, None]] = {}  # folded words by which one is called

    def introduce(self, name: Name) -> None:
        """A name of two words or more."""
        ends = (skeleton(name.folded[-1]), skeleton(name.folded[0]) + " " + skeleton(name.folded[1]))
        person = self.by_form.get(name.folded)
        if person is None:
            near = (p for end in ends for p in self.by_end.get(end, ()))
            person = next((p for p in near if self._fits(p, name)), None)
        if person is None:
            person = Person()
            self.persons.append(person)
        person.add(name)
        self.by_form.setdefault(name.folded, person)
        self._index(person, name.folded, ends)

    def _index(self, person: Person, form: tuple[str, ...], ends: Sequence[str]) -> None:
        """Make the person found by the words of a form."""
        for end in ends:
            if len(persons := self.by_end.setdefault(end, {})) < MOST:
                persons[person] = None
        for word in (form[-1], form[0], *form[1:-1]):
            if len(persons := self.by_word.setdefault(word, {})) < MOST:
                persons[person] = None

    def _fits(self, person: Person, name: Name) -> bool:
        """Whether a fuller or shorter name is this person's."""
        first = name.surname_first and person.surname_first
        if not any(len(form) > 1 and same(form, name.folded, first) for form in person.forms):
            return False
        country = next((o.country for o in name.offices if o.country), name.country)
        return not (country and person.country and country != person.country)

    def recall(self, name: Name) -> Person:
        """A surname with a title: of whom we know, or of someone new."""
        person = self._named(name.folded[0], name)
        if person is None:
            person = Person()
            self.persons.append(person)
            self._index(person, name.folded, (skeleton(name.folded[0]),))
        person.add(name)
        return person

    def alone(self, token: Token, span: Span, known: KnownPerson | None = None) -> None:
        """Someone known by one word and named by no more here."""
        name = Name(span.start, span.start, span.end, (token.word,), folded(token.word), "called-by-surname")
        person = self.recall(name)
        if len(person.forms) == 1 and len(person.forms[0]) == 1:
            person.known = known

    def knows(self, words: tuple[str, ...]) -> bool:
        """Whether the folded words are a name that has occurred."""
        return words in self.by_form or (len(words) == 1 and bool(self._called(words[0])))

    def of_token(self, token: Token) -> Person | None:
        """The person whom a capitalised word or two mean, of those introduced."""
        words = folded(token.word)
        if len(words) == 1:
            return self._named(words[0], None, token.start)
        fitting = [p for p in self._called(words[-1]) if any(f[-len(words) :] == words or f == words for f in p.forms)]
        return fitting[0] if fitting else None

    def _called(self, word: str) -> list[Person]:
        """Those who can be meant by one word: by surname, else by first name."""
        persons = self.by_word.get(word)
        if not persons:
            return []
        surname = [p for p in persons if any(f[0 if p.surname_first else -1] == word for f in p.forms)]
        ends = surname or [p for p in persons if any(f[0] == word or f[-1] == word for f in p.forms)]
        return ends or ([] if word in self.lexicons.given else list(persons))  # "Salva Kiir Mayardit" is Kiir

    def _named(self, word: str, name: Name | None, at: int = 0) -> Person | None:
        persons = self._called(word)
        if not persons and name is not None and len(word) > 3:
            near = self.by_end.get(skeleton(word), {})
            persons = [p for p in near if any(alike(f[-1], word) for f in p.forms if len(f[-1]) > 1)]
        if name is not None:
            persons = [p for p in persons if _agrees(p, name)]
            famous = self.lexicons.mononyms.get(name.folded)
            if famous and name.offices:  # "President X" is not the relative of X who is named
                own = [p for p in persons if not p.named_otherwise(famous, self.lexicons)]
                others = [p for p in persons if p.held]
                persons = own or others
            at = name.start
            offices = {o.office for o in name.offices}
            if offices and len(persons) > 1:
                persons = [p for p in persons if offices & p.held.keys()] or persons
            if name.rank and len(persons) > 1:
                persons = [p for p in persons if p.ranks] or persons
            if name.honorific and len(persons) > 1:
                persons = [p for p in persons if name.honorific in p.honorifics] or persons
        if len(persons) < 2:
            return persons[0] if persons else None
        return max(persons, key=lambda p: p.last_before(at))


def _agrees(person: Person, name: Name) -> bool:
    """Whether what stands with a surname does not tell another person."""
    country = next((o.country for o in name.offices if o.country), name.country)
    if country and person.country and country != person.country:
        return False
    has = person.held.keys() & ALONE
    told = {o.office for o in name.offices if not o.former} & ALONE
    if not (has and told) or has & told:
        return True
    return bool(country and person.country and name.rank and name.rank in person.ranks)
