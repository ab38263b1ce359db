"""The persons of one document: who is named, by which names, in which offices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from scripts.extract.beside import Name, Office
from scripts.extract.lexicons import GAP, KnownPerson, Lexicons
from scripts.extract.model import Entity, Layout, Mention, Span, Title
from scripts.extract.names import alike, folded, same, skeleton, slug
from scripts.extract.naming import Finder, Token

__all__ = ["Lexicons", "People", "people"]

ALONE = frozenset(  # offices that a person hardly holds beside another of the list in one article
    (
        "head-of-state",
        "head-of-government",
        "defence-minister",
        "foreign-minister",
        "chief-of-staff",
        "secretary-general",
    )
)
COUNTERPART = "counterpart"  # the class in offices.csv of "his counterpart"
STATELESS = frozenset(("secretary-general", "envoy"))  # offices that are often of no state
LINK = re.compile(
    rf"(?:,?{GAP}(?:and|as{GAP}well{GAP}as|along{GAP}with|together{GAP}with)|,){GAP}(?:(?:the|his|its|their){GAP})?(?:\w+{GAP})?$"
)
MODIFIED = re.compile(
    rf"(?:{GAP}|-)(?:administration|regime|government|era|family|doctrine|campaign|supporters?|forces)\b"
)


@dataclass(frozen=True, slots=True)
class People:
    """Persons named in a document, where, and with which offices; mentions and titles in order of position.

    ranks: by entity key, the rank as first written, of those who have one.
    """

    entities: list[Entity]
    mentions: list[Mention]
    titles: list[Title]
    ranks: dict[str, str]


@dataclass(slots=True, eq=False)
class Person:
    """One person while the document is read."""

    names: list[Name] = field(default_factory=list)
    forms: list[tuple[str, ...]] = field(default_factory=list)  # folded, the fullest first
    mentions: list[tuple[Span, str]] = field(default_factory=list)
    surname_first: bool = False

    def add(self, name: Name) -> None:
        """Another mention of the person with rank or office or more than a surname."""
        self.names.append(name)
        self.surname_first |= name.surname_first
        if name.folded not in self.forms:
            self.forms.append(name.folded)
            self.forms.sort(key=len, reverse=True)
        self.mentions.append((Span(name.start, name.end), name.rule))

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
        named = [o.country for o in self.offices] + [n.country for n in self.names]
        counts = Counter(c for c in named if c)
        return counts.most_common(1)[0][0] if counts else None


def people(layout: Layout, lexicons: Lexicons, taken: Sequence[Mention] = ()) -> People:
    """The persons named in a text. taken: mentions of states, bodies and places, which are no persons."""
    finder = Finder(layout, lexicons, taken)
    names = sorted(finder.find(), key=lambda n: n.start)
    _share_countries(layout.text, names)
    cast = Cast(lexicons)
    for name in names:
        if len(name.folded) > 1:
            cast.introduce(name)
    for name in names:
        if len(name.folded) == 1:
            cast.recall(name)
    for part in finder.weak:
        if (weak := finder.headline(part, cast.knows)) is not None:
            (cast.introduce if len(weak.folded) > 1 else cast.recall)(weak)
    for token in finder.loose:
        if (person := cast.of_token(token)) is not None and not MODIFIED.match(layout.text, token.core):
            person.mentions.append((Span(finder.with_article(token.start), token.core), "surname"))
        elif person is None and folded(token.word) in lexicons.mononyms and token.start not in finder.taken:
            cast.alone(token, Span(finder.with_article(token.start), token.core))
    _name_counterparts(cast.persons)
    return _publish(cast.persons, lexicons)


class Cast:
    """The persons of a document as they become known."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        self.persons: list[Person] = []
        self.by_end: dict[str, dict[Person, None]] = {}  # skeletons of first and last words
        self.by_word: dict[str, list[Person]] = {}  # folded surnames, and other words of names by which one is called

    def introduce(self, name: Name) -> None:
        """A name of two words or more."""
        ends = {skeleton(name.folded[0]), skeleton(name.folded[-1])}
        near = [p for end in ends for p in self.by_end.get(end, ())]
        person = next((p for p in near if name.folded in p.forms), None)
        if person is None:
            person = next((p for p in near if self._fits(p, name)), None)
        if person is None:
            person = Person()
            self.persons.append(person)
        person.add(name)
        for end in ends:
            self.by_end.setdefault(end, {})[person] = None
        for word in (name.folded[-1], name.folded[0], *name.folded[1:-1]):
            if person not in (persons := self.by_word.setdefault(word, [])):
                persons.append(person)

    def _fits(self, person: Person, name: Name) -> bool:
        """Whether a fuller or shorter name is this person's."""
        first = name.surname_first and person.surname_first
        if not any(len(form) > 1 and same(form, name.folded, first) for form in person.forms):
            return False
        country = next((o.country for o in name.offices if o.country), name.country)
        return not (country and person.country and country != person.country)

    def recall(self, name: Name) -> None:
        """A surname with a title: of whom we know, or of someone new."""
        person = self._named(name.folded[0], name)
        if person is None:
            person = Person()
            self.persons.append(person)
            self.by_word.setdefault(name.folded[0], []).append(person)
        person.add(name)

    def alone(self, token: Token, span: Span) -> None:
        """Someone known by one word and named by no more here."""
        name = Name(span.start, span.start, span.end, (token.word,), folded(token.word), "known-person")
        self.recall(name)

    def knows(self, words: tuple[str, ...]) -> bool:
        """Whether the folded words are a name that has occurred."""
        return any(words in p.forms for p in self.persons) or (len(words) == 1 and bool(self._called(words[0])))

    def of_token(self, token: Token) -> Person | None:
        """The person whom a capitalised word or two mean, of those introduced."""
        words = folded(token.word)
        if len(words) == 1:
            return self._named(words[0], None, token.start)
        fitting = [p for p in self._called(words[-1]) if any(f[-len(words) :] == words or f == words for f in p.forms)]
        return fitting[0] if fitting else None

    def _called(self, word: str) -> list[Person]:
        """Those who can be meant by one word: by surname, else by first name."""
        persons = self.by_word.get(word, [])
        surname = [p for p in persons if any(f[0 if p.surname_first else -1] == word for f in p.forms)]
        return surname or [p for p in persons if any(f[0] == word or f[-1] == word for f in p.forms)]

    def _named(self, word: str, name: Name | None, at: int = 0) -> Person | None:
        persons = self._called(word)
        if not persons and name is not None and len(word) > 3:
            persons = [p for p in self.persons if any(alike(f[-1], word) for f in p.forms if len(f[-1]) > 1)]
        if name is not None:
            persons = [p for p in persons if _agrees(p, name)]
            famous = self.lexicons.mononyms.get(name.folded)
            if famous and name.offices:  # "President X" is not the relative of X who is named
                own = [p for p in persons if not p.named_otherwise(famous, self.lexicons)]
                others = [p for p in persons if p.offices]
                persons = own or others
            at = name.start
            offices = {o.office for o in name.offices}
            if offices and len(persons) > 1:
                persons = [p for p in persons if offices & {o.office for o in p.offices}] or persons
            if name.rank and len(persons) > 1:
                persons = [p for p in persons if any(n.rank for n in p.names)] or persons
            if name.honorific and len(persons) > 1:
                persons = [p for p in persons if any(n.honorific == name.honorific for n in p.names)] or persons
        if not persons:
            return None
        return max(persons, key=lambda p: max((s.start for s, _ in p.mentions if s.start < at), default=-1))


def _agrees(person: Person, name: Name) -> bool:
    """Whether what stands with a surname does not tell another person."""
    country = next((o.country for o in name.offices if o.country), name.country)
    if country and person.country and country != person.country:
        return False
    has = {o.office for o in person.offices} & ALONE
    told = {o.office for o in name.offices if not o.former} & ALONE
    if not (has and told) or has & told:
        return True
    return bool(country and person.country and name.rank and any(n.rank == name.rank for n in person.names))


def _share_countries(text: str, names: Sequence[Name]) -> None:
    """ "Turkish Defence Minister X and Chief of Staff General Y": Y is Turkish too."""
    for before, name in pairwise(names):
        told = {o.span for o in before.offices}
        name.offices = [o for o in name.offices if o.span not in told]  # it stands behind the name before
        country = next((o.country for o in before.offices if o.country), None)
        for i, office in enumerate(name.offices):
            alone = office.country is None and not office.body and office.office not in STATELESS
            if country and alone and LINK.fullmatch(text, before.end, office.span.start):
                name.offices[i] = replace(office, country=country)


def _name_counterparts(persons: Sequence[Person]) -> None:
    """ "X met his Qatari counterpart Y": Y has the office of whoever was named last before and has one."""
    named = sorted((span.start, i) for i, person in enumerate(persons) for span, _ in person.mentions)
    for person in persons:
        for name in person.names:
            if any(o.office == COUNTERPART for o in name.offices):
                before = (persons[i] for start, i in reversed(named) if start < name.start and persons[i] is not person)
                offices = (o.office for other in before for o in other.offices if o.office != COUNTERPART)
                office = next(offices, None)
                told = [replace(o, office=office or "") if o.office == COUNTERPART else o for o in name.offices]
                name.offices = [o for o in told if o.office]


def _publish(persons: Iterable[Person], lexicons: Lexicons) -> People:
    entities: list[Entity] = []
    mentions: list[Mention] = []
    titles: list[Title] = []
    ranks: dict[str, str] = {}
    keys: Counter[str] = Counter()
    for person in sorted(persons, key=lambda p: min(s for s, _ in p.mentions)):
        written = _fullest(person)
        known = _known(person, lexicons)
        key = slug(written)
        keys[key] += 1
        key = key if keys[key] == 1 else f"{key}-{keys[key]}"
        offices = tuple(dict.fromkeys(o.office for o in person.offices))
        country = person.country or (known.country if known else None)
        entities.append(Entity(key, "person", written, country, known.actor_id if known else None, offices))
        mentions += [Mention(span, "name", rule, key) for span, rule in person.mentions]
        for name in person.names:
            if name.rank:
                ranks.setdefault(key, name.rank)
            for o in name.offices:
                rule = "former-office" if o.former else "office-beside-name"
                state = o.country or (None if o.office in STATELESS else country)
                titles.append(Title(key, o.span, o.office, state, name.rank, rule))
    return People(entities, sorted(mentions, key=lambda m: m.span), sorted(titles, key=lambda t: t.span), ranks)


def _fullest(person: Person) -> str:
    """The name with most words as first written; surnames in capitals are written small."""
    name = max(person.names, key=lambda n: (len(n.folded), len(n.words), -n.start))
    return " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in name.words)


def _known(person: Person, lexicons: Lexicons) -> KnownPerson | None:
    """The person of the reference tables, if one name is theirs alone and their country does not differ."""
    full = person.forms[0]
    for form in person.forms:
        ends = len(form) > 1 and (form[0], form[-1]) == (
            full[0],
            full[-1],
        )  # "Mahmoud Abbas" is not "Ali Mahmoud Abbas"
        if ends and (found := _only(lexicons.known.get(form), person)):
            return found
    if len(full) > 1:
        return _only(lexicons.transliterated.get(tuple(map(skeleton, full))), person)
    if found := _only(lexicons.known.get(full), person):
        return found
    if (alone := lexicons.mononyms.get(full)) is not None and person.country in (None, alone.country):
        return alone
    told = person.country is not None and any(n.rank or n.offices for n in person.names)
    return _only(lexicons.surnames.get(full[0]), person) if told else None


def _only(known: set[KnownPerson] | None, person: Person) -> KnownPerson | None:
    fitting = [k for k in known or () if not (k.country and person.country and k.country != person.country)]
    return fitting[0] if len({k.actor_id for k in fitting}) == 1 else None
