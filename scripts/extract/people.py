"""The persons of one document: who is named, by which names, in which offices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scripts.extract.beside import Name, Office
from scripts.extract.cast import Cast, Person
from scripts.extract.lexicons import GAP, KnownPerson, Lexicons
from scripts.extract.model import Entity, Layout, Mention, Span, Title
from scripts.extract.names import folded, skeleton, slug
from scripts.extract.naming import Finder

__all__ = ["Lexicons", "People", "people"]

SIDES = ("pro-", "nti-")  # "pro-X forces" are not X
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
        if MODIFIED.match(layout.text, token.core) or layout.text[max(0, token.start - 4) : token.start] in SIDES:
            continue
        if (person := cast.of_token(token)) is not None:
            person.mention(Span(finder.with_article(token.start), token.core), "surname")
        elif folded(token.word) in lexicons.mononyms and token.start not in finder.taken:
            cast.alone(token, Span(finder.with_article(token.start), token.core))
    _name_counterparts(cast.persons)
    return _publish(cast.persons, lexicons)


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
    for person in persons:
        for name in person.names if COUNTERPART in person.held else ():
            others = [p for p in persons if p is not person and p.held.keys() - {COUNTERPART}]
            other = max(others, key=lambda p: p.last_before(name.start), default=None)
            own = next(iter(person.held)) != COUNTERPART or other is None or other.last_before(name.start) < 0
            office = "" if own or other is None else next(o for o in other.held if o != COUNTERPART)
            told = [replace(o, office=office) if o.office == COUNTERPART else o for o in name.offices]
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
        offices = tuple(dict.fromkeys(_precise(o, offices).office for o in person.offices))
        country = person.country or (known.country if known else None)
        entities.append(Entity(key, "person", written, country, known.actor_id if known else None, offices))
        mentions += [Mention(span, "name", rule, key) for span, rule in person.mentions]
        for name in person.names:
            if name.rank:
                ranks.setdefault(key, name.rank)
            for o in name.offices:
                rule = "former-office" if o.former else "office-beside-name"
                o = _precise(o, offices)
                state = o.country or (None if o.office in STATELESS else country)
                titles.append(Title(key, o.span, o.office, state, name.rank, rule))
    return People(entities, sorted(mentions, key=lambda m: m.span), sorted(titles, key=lambda t: t.span), ranks)


def _precise(office: Office, offices: Sequence[str]) -> Office:
    """ "Minister X" of someone who has been called foreign minister means that office."""
    own = next((o for o in offices if o.endswith("-minister")), None)
    return replace(office, office=own) if office.bare and own else office


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
