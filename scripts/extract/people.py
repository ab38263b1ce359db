"""The persons of one document: who is named, by which names, in which offices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scripts.extract.bare import alone, states_of
from scripts.extract.beside import ALONE, COUNTERPART, Name
from scripts.extract.cast import Cast, Person
from scripts.extract.lexicons import GAP, KnownPerson, Lexicons
from scripts.extract.model import Entity, Layout, Mention, Span, Title
from scripts.extract.names import family, folded, likeness, slug
from scripts.extract.naming import Finder, Token
from scripts.extract.offices import Office

__all__ = ["Lexicons", "People", "people"]

SIDES = ("pro-", "nti-")  # "pro-X forces" are not X
STATELESS = frozenset(("secretary-general", "envoy"))  # offices that are often of no state
LINK = re.compile(
    rf"(?:,?{GAP}(?:and|as{GAP}well{GAP}as|along{GAP}with|together{GAP}with)|,){GAP}(?:(?:the|his|its|their){GAP})?(?:\w+{GAP})?$"
)
ACCOMPANIED = re.compile(  # "the Turkish minister was accompanied by Chief of Staff X": X is of that state
    rf"(?<![\w-])(?P<state>(?!The\b)[A-Z][\w-]+(?:{GAP}[A-Z][\w-]+)?){GAP}(?:[a-z]+{GAP}){{0,2}}"
    rf"(?:minister|president|delegation|commander|general|chief|secretary|leader|official|side)"
    rf"[^.;\n]{{0,60}}?{GAP}(?:accompanied{GAP}by|together{GAP}with|along{GAP}with|flanked{GAP}by|joined{GAP}by)"
    rf"{GAP}(?:(?:his|her|the|its){GAP})?$"
)
MOST_BEFORE = 120  # code points before an office in which its state may be told
MINOR = frozenset(("professional", "legislator", "director", "official", "spokesperson", "adviser"))
CHIEFS = ALONE | {"minister", "leader"}
PATRONYMIC = re.compile(r"(?:vi?ch|[ou]v?na|evna|uly|ulu|kyzy|kizi|oglu|ogly)$")
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
    _share_countries(layout.text, names, lexicons)
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
    nobody: list[Token] = []
    for token in finder.loose:
        if MODIFIED.match(layout.text, token.core) or layout.text[max(0, token.start - 4) : token.start] in SIDES:
            continue
        if (person := cast.of_token(token)) is not None:
            person.mention(Span(finder.with_article(token.start), token.core), "surname")
        elif folded(token.word) in lexicons.mononyms and token.start not in finder.taken:
            cast.alone(token, Span(finder.with_article(token.start), token.core))
        else:
            nobody.append(token)
    states = states_of(taken, lexicons.states)
    others = sorted(start for person in cast.persons for start in person.starts)
    for found in alone(layout, nobody, lexicons, states, others, finder.taken):
        own = next((p for p in cast.persons if found.known and _known(p, lexicons, states) == found.known), None)
        for token in found.tokens:
            if own is not None:
                own.mention(Span(finder.with_article(token.start), token.core), "surname")
                continue
            cast.alone(token, Span(finder.with_article(token.start), token.core), found.known)
    _name_counterparts(layout.text, cast.persons)
    return _publish(cast.persons, lexicons, states)


def _share_countries(text: str, names: Sequence[Name], lexicons: Lexicons) -> None:
    """ "Turkish Defence Minister X and Chief of Staff General Y": Y is Turkish too."""
    for name in names:
        for i, office in enumerate(name.offices):
            if office.span.start <= name.start and _untold(office):
                start = max(0, office.span.start - MOST_BEFORE)
                last = text[max(0, office.span.start - 10) : office.span.start]
                if ("by" in last or "with" in last) and (found := ACCOMPANIED.search(text, start, office.span.start)):
                    name.offices[i] = replace(office, country=lexicons.countries.code(found["state"]))
    for before, name in pairwise(names):
        country = next((o.country for o in before.offices if o.country), None)
        known = {k.country for k in lexicons.known.get(before.folded, ())}
        own = {k.country for k in lexicons.known.get(name.folded, ())}
        held = {o.office for o in before.offices} & ALONE
        for i, office in enumerate(name.offices):
            if not _untold(office) or office.office in held or not (country or known):
                continue
            if (link := LINK.fullmatch(text, before.end, office.span.start)) is None:
                continue
            shared = country or (known.pop() if len(known) == 1 and link.group() != ", " else None)
            if shared and (not own or shared in own):
                name.offices[i] = replace(office, country=shared)


def _untold(office: Office) -> bool:
    """Whether an office is some state's that the words beside it do not tell."""
    return office.country is None and not office.body and office.office not in STATELESS


def _name_counterparts(text: str, persons: Sequence[Person]) -> None:
    """ "X met his Qatari counterpart Y": Y has the office of whoever of another state was named last and has one."""
    for person in persons:
        for name in person.names if COUNTERPART in person.held else ():
            others = [p for p in persons if p is not person and p.held.keys() - {COUNTERPART}]
            others = [p for p in others if p.country is None or p.country != person.country]
            other = max(others, key=lambda p: p.last_before(name.start), default=None)
            if other is not None and other.last_before(name.start) < 0:  # "After talks with his counterpart Y, X said"
                until = text.find(". ", name.end) % (len(text) + 1)  # to the end where there is none
                other = next((p for p in others if name.end < p.starts[0] < until), None)
            own = other is None or bool(person.held.keys() & ALONE)
            office = "" if own or other is None else next(o for o in other.held if o != COUNTERPART)
            told = [replace(o, office=office) if o.office == COUNTERPART else o for o in name.offices]
            name.offices = [o for o in told if o.office]


def _publish(persons: Iterable[Person], lexicons: Lexicons, states: Container[str]) -> People:
    entities: list[Entity] = []
    mentions: list[Mention] = []
    titles: list[Title] = []
    ranks: dict[str, str] = {}
    keys: Counter[str] = Counter()
    for person in sorted(persons, key=lambda p: min(p.mentions)[0]):
        written = _fullest(person)
        known = person.known or _known(person, lexicons, states)
        key = slug(written)
        keys[key] += 1
        key = key if keys[key] == 1 else f"{key}-{keys[key]}"
        held = person.offices
        offices = tuple(dict.fromkeys(o.office for o in held))
        offices = tuple(dict.fromkeys(_precise(o, offices).office for o in held))
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
    own = next((o for o in offices if o.endswith("-minister")), None) if office.bare else None
    return replace(office, office=own) if own else office


def _fullest(person: Person) -> str:
    """The name with most words as first written; surnames in capitals are written small."""
    name = max(person.names, key=lambda n: (len(n.folded), len(n.words), -n.start))
    return " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in name.words)


def _known(person: Person, lexicons: Lexicons, states: Container[str]) -> KnownPerson | None:
    """The person of the reference tables, if one name is theirs alone and their country does not differ."""
    full = person.forms[0]
    for form in person.forms:
        # "Mahmoud Abbas" is not "Ali Mahmoud Abbas"
        ends = len(form) > 1 and (form[0], form[-1]) == (full[0], full[-1])
        if ends and (found := _only(lexicons.known.get(form), person)):
            return found
    if len(full) > 1:
        return _only(lexicons.transliterated.get(likeness(full)), person) or _shorter(full, person, lexicons, states)
    if found := _only(lexicons.known.get(full), person):
        return found
    if (single := lexicons.mononyms.get(full)) is not None and person.country in (None, single.country):
        return single
    surname = lexicons.surnames.get(full[0], set())
    titled = any(n.rank or n.offices for n in person.names)
    if person.country is not None:
        return _only(surname or lexicons.firsts.get(full[0]), person) if titled else None
    acts = any(n.rule == "acts-as-person" for n in person.names)
    if acts or person.ranks or person.held.keys() & CHIEFS:  # "President X", of a state that the text names
        return _only({k for k in surname if k.country in states}, person)
    return None


def _shorter(full: tuple[str, ...], person: Person, lexicons: Lexicons, states: Container[str]) -> KnownPerson | None:
    """The known person of whose name this has more: a middle name, a grandfather; an office and the state are told."""
    if full[1:2] in (("bin",), ("ibn",)):
        held = bool(person.ranks or person.honorifics or person.held.keys() - MINOR)
        own = family(full)
        fathers = lexicons.fathers.get(likeness(full[:3]), ())
        agreeing = (k for k in fathers if own is None or own in lexicons.families.get(k, {own}))
        found = _only(set(agreeing), person) if held else None
    else:
        held = bool(person.ranks or person.held.keys() & ALONE)
        shorter = ((i, full[:i] + full[i + 1 :]) for i in range(1, len(full) - 1)) if len(full) > 2 else ()
        fitting = ((i, _only(lexicons.transliterated.get(likeness(form)), person)) for i, form in shorter)
        without, found = next(((i, k) for i, k in fitting if k), (0, None))
        if found and PATRONYMIC.search(full[without]):
            return found
    return found if found and held and (person.country or _one_of(states, found)) == found.country else None


def _one_of(states: Container[str], known: KnownPerson) -> str | None:
    return known.country if known.country in states else None


def _only(known: set[KnownPerson] | None, person: Person) -> KnownPerson | None:
    fitting = [k for k in known or () if not (k.country and person.country and k.country != person.country)]
    return fitting[0] if len({k.actor_id for k in fitting}) == 1 else None
