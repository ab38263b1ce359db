"""Names that the reference tables know, found in a text: states, places and bodies.

All names are looked for at once (Aho and Corasick 1975, the leftmost longest); what the context says about a name, and
bodies that are named by pattern, come after. Persons are known here only so that no part of their names is taken
for a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from scripts.extract.bodies import Bodies, Body, Owner
from scripts.extract.edges import LAND, NAMED_AFTER, widened
from scripts.extract.meanings import Entry, demonyms, entries
from scripts.extract.model import Entity, Layout, Mention, Span
from scripts.extract.names import slug
from scripts.extract.senses import is_place, joined, words
from scripts.extract.whose import Told, common, owners
from scripts.lexicon import made_plain
from scripts.reference import Reference

WORDS = frozenset({"US", "IS", "WHO", "AP", "APP", "IT", "SPA", "EDGE", "QUAD", "PLAN", "RAID", "RT", "PA"})
SHOUT = 60  # code points read on either side
TAIL = re.compile(r"['’](?!s\b|\W|$)|\.\w|@")
NAME_BEFORE = re.compile(r"[a-z][ \u00a0]([A-Z][a-z]+)[ \u00a0]$")
NAME_AFTER = re.compile(r"[ \u00a0]([A-Z][a-z]+)")
ENDS = re.compile(
    r"[,.;:)]|[ \u00a0](?:on|in|at|and|or|to|from|for|where|during|after|before|last|this|[A-Z][a-z]+day)\b|\W*$", re.M
)
TOWN_OF = re.compile(r",[ \u00a0]")
OF_COUNTRY = re.compile(r",[ \u00a0](?:in[ \u00a0])?(?:[a-z]+ern[ \u00a0])?")
LANGUAGE = re.compile(r"[ \u00a0]?(?:[.,;:)”\"]|and\b|$)", re.M)
ACRONYM = re.compile(r"[ \u00a0]\(([A-Z][A-Z-]{1,9}|[A-Z][A-Za-z]{1,6}[A-Z])\)")
OFFICE_BEFORE = re.compile(
    r"\b(?P<word>Chief|Chairman|Commander|Director|Head|Inspector|Minister|Secretary)(?:[ \u00a0]General)?"
    r"[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?$"
)
ADVISER = re.compile(r"[Nn]ational [Ss]ecurity [Aa]dvis[eo]r|\bNSA [A-Z][a-z]+ [A-Z][a-z]")
CAPITALS = re.compile(r"(?<![\w-])(?:[A-Z][A-Z-]{1,9}|[A-Z][A-Za-z]{1,6}[A-Z])(?![\w-])")
DATE_LINE = re.compile(r"\d{4},?[ \u00a0]$")
DEEDS = words(
    "Agreement Agreements Accord Accords Convention Conventions Declaration Protocol Treaty Process Times School"
)
# words with a capital that go with the name of a town without being part of a person's name
AROUND = words(
    "The In At Near From To Of East West North South Eastern Western Northern Southern Central Greater New Old "
    "Upper Lower Province Governorate District Region City Airport International Port University County Oblast "
    "Military On And Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mayor "
    "Governor"
)


class Hit(NamedTuple):
    """A name found, with what it means here: actor_id (a state, a body) or place_id, or a body found by pattern."""

    span: Span
    kind: str
    form: str
    rule: str
    country: str | None = None
    actor_id: str | None = None
    place_id: str | None = None
    body: Body | None = None


class Gazetteer:
    """The compiled names of the reference tables. Built once; use is free of side effects."""

    def __init__(self, reference: Reference) -> None:
        self.states = {c.country: c for c in reference.countries}
        self.demonyms = demonyms(reference)
        self.actors = {a.actor_id: a for a in reference.actors}
        self.places = {p.place_id: p.country for p in reference.places}
        self.countries = {c.actor_id for c in reference.countries}
        self.known = {a.actor_id: Entity(a.actor_id, a.kind, a.name, a.country, a.actor_id) for a in reference.actors}
        self.entries = entries(reference)
        self.names = list(self.entries)
        self.machine = AhoCorasick(self.names, matchkind=MatchKind.LeftmostLongest)
        self.bodies = Bodies(reference.bodies)

    def find(self, layout: Layout) -> list[Hit]:
        """States, places and bodies of a text in order, none within another."""
        text = layout.text
        found = self._known(text)
        states = [Owner(span, e.country, e.adjective, e.seat) for span, e in found if e.country and e.actor_id]
        opens = {p.span.start for p in layout.paragraphs}
        hits = self._read(text, found, opens)
        hits += [self._body(b) for b in _homes(self.bodies.find(layout, states), states)]
        ends = {h.span.end for h in hits if h.kind == "actor"}
        hits = [h for h in hits if h.rule != "body-named" or h.span.end not in ends]
        hits = _longest(hits)
        if short := self._shortened(text, hits):
            spans = {h.span for h in short}
            hits = _longest([*(h for h in hits if h.span not in spans), *short])  # what the text says goes first
        return self._widened(text, self._owned(text, hits))

    def _known(self, text: str) -> list[tuple[Span, Entry]]:
        """Known names that stand as words of their own, in order."""
        found = []
        plain = made_plain(text)
        adviser = "NSA" in text and ADVISER.search(text)  # then no agency
        for number, start, end in self.machine.find_matches_as_indexes(plain):
            if start and (text[start - 1].isalnum() or text[start - 1] in "_@" or _in_address(text, start)):
                continue
            if end < len(text) and (text[end].isalnum() or text[end] == "_" or TAIL.match(text, end)):
                continue
            name = self.names[number]
            if (name in WORDS and _shouted(text, start, end)) or (adviser and name == "NSA"):
                continue
            entry = self.entries[name]
            if entry.form == "demonym" and LANGUAGE.match(text, end) and text[max(0, start - 3) : start - 1] == "in":
                continue
            if entry.surname and self._is_surname(text, start, end, entry.seat):
                continue
            found.append((Span(start, end), entry))
        return found

    def _is_surname(self, text: str, start: int, end: int, seat: bool) -> bool:
        """Whether the words around a town's name make it part of a longer one ("Paris Hilton", "George Washington")."""
        before = NAME_BEFORE.search(text, max(0, start - 24), start)
        if before and before[1] not in AROUND and before[1] not in self.entries:
            return True
        after = NAME_AFTER.match(text, end)
        if after is None:
            return False
        if seat:
            return after[1] in DEEDS
        return after[1] not in AROUND and after[1] not in self.entries

    def _read(self, text: str, found: Sequence[tuple[Span, Entry]], opens: set[int]) -> list[Hit]:
        """What each name means where it stands."""
        hits: list[Hit] = []
        town = -1  # where the place named last ends; -1 where the name before was no place
        for i, (span, entry) in enumerate(found):
            kind, form, rule, actor, spot = entry.kind, entry.form, "gazetteer", entry.actor_id, entry.place_id
            place = spot is not None
            if place and actor:
                place = (
                    (town >= 0 and _goes_with(text, town, span))
                    or (entry.seat and _lies_in(text, span, entry, found[i + 1 : i + 2]))
                    or is_place(text, span.start, span.end, city=entry.seat, opens=_opens(text, span.start, opens))
                )
                if place:
                    kind, form, rule, actor = "place", "name", "place-by-context", None
                elif entry.seat:
                    kind, form, rule, spot = "country", "metonym", "state-by-seat", None
                else:
                    spot = None
            elif entry.adjective and LAND.match(text, span.end) and actor in self.places:
                kind, rule, actor, spot = "place", "land-of-state", None, actor
            town = span.end if place else -1
            hits.append(Hit(span, kind, form, rule, entry.country, actor, spot))
        return hits

    def _body(self, body: Body) -> Hit:
        if body.body == "state" and body.country:
            state = self.states[body.country]
            return Hit(body.span, "country", "metonym", body.rule, body.country, state.actor_id)
        key = self.key(body)
        return Hit(body.span, "body", "name", body.rule, body.country, key if key in self.actors else None, body=body)

    def _shortened(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Acronyms that a text gives to bodies ("Lowland Relief Committee (LRC)"), where it uses them."""
        short: dict[str, Hit] = {}
        for hit in hits:
            given = ACRONYM.match(text, hit.span.end) if hit.body or hit.kind == "actor" else None
            if given is None or _of_an_office(text, hit.span, given[1]):
                continue
            known = self.entries.get(given[1])
            other = known and known.kind == "actor" and known.actor_id != hit.actor_id
            if other or (known is None and hit.body):
                short.setdefault(given[1], hit)
        found = []
        for match in CAPITALS.finditer(text) if short else ():
            if match[0] in short:
                found.append(short[match[0]]._replace(span=Span(*match.span()), rule="acronym"))
        return found

    def _owned(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Hits with the state of bodies that the article as a whole tells."""
        if all(h.body is None or h.country for h in hits):
            return list(hits)
        found = owners(text, [Told(h.span, self._votes(h), h.body) for h in hits])
        owned = []
        for hit in hits:
            country = found.get(hit.body) if hit.body else None
            if hit.body and country:
                body = replace(hit.body, country=country)
                key = self.key(body)
                actor = key if key in self.actors else None
                hit = hit._replace(country=country, body=body, actor_id=actor, rule="body-by-article")
            owned.append(hit)
        return owned

    def _votes(self, hit: Hit) -> str | None:
        """The state that a name speaks for; a newspaper may write of any."""
        actor = self.actors.get(hit.actor_id or "")
        if actor is not None:
            return None if actor.kind == "media" else actor.country
        return hit.country

    def _widened(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Hits with the words that belong to them; "Hanoi, Vietnam" is one."""
        wide: list[Hit] = []
        for i, hit in enumerate(hits):
            floor = wide[-1].span.end if wide else 0
            if wide and self._same_town(text, wide[-1], hit):
                wide[-1] = wide[-1]._replace(span=Span(wide[-1].span.start, hit.span.end))
                continue
            limit = hits[i + 1].span.start if i + 1 < len(hits) else len(text)
            kind = self.actors[hit.actor_id].kind if hit.actor_id in self.actors else hit.kind
            if hit.form == "demonym":
                kind = "land" if hit.place_id else "demonym"
            span = widened(text, hit.span, kind, floor, limit)
            wide.append(hit if span == hit.span else hit._replace(span=span))
        return wide

    def _same_town(self, text: str, town: Hit, hit: Hit) -> bool:
        """Whether a hit is the country of the town before it."""
        return (
            hit.kind == town.kind == "place"
            and hit.form == "name"
            and hit.country == town.country
            and hit.place_id in self.countries
            and town.place_id not in self.countries
            and TOWN_OF.fullmatch(text, town.span.end, hit.span.start) is not None
        )

    def key(self, body: Body) -> str:
        """A readable id for a body: state and class, the class alone, or the words of a proper name."""
        if body.body == "named" and not (body.country and common(body)):
            return slug(body.label)
        if body.body == "named":
            return f"{self.states[str(body.country)].actor_id}-{slug(body.label)}"
        return f"{self.states[body.country].actor_id}-{body.body}" if body.country else body.body

    def ministry(self, country: str, body: str, label: str) -> Entity:
        """The ministry of a state, by the class of the body as bodies.csv has it and what it is called."""
        key = f"{self.states[country].actor_id}-{body}"
        whose = self.demonyms.get(country) or f"{self.states[country].name}’s"
        return self.known.get(key) or Entity(key, "government", f"{whose} {label}", country)

    def entity(self, hit: Hit) -> Entity:
        """The actor that a hit names."""
        if hit.actor_id in self.known:
            return self.known[hit.actor_id]
        if hit.body is None:
            state = self.states[str(hit.country)]
            return Entity(state.actor_id, "state", state.name, state.country, state.actor_id)
        of = hit.body.country
        whose = self.demonyms.get(of) or f"{self.states[of].name}’s" if of and hit.body.body != "named" else ""
        name = f"{whose} {hit.body.label}".strip()
        return Entity(self.key(hit.body), hit.body.kind, name, of, anonymous=of is None and common(hit.body))


def names(layout: Layout, gazetteer: Gazetteer) -> tuple[list[Entity], list[Mention]]:
    """The states and bodies of a text, and where it names them and places; mentions do not overlap."""
    entities: dict[str, Entity] = {}
    mentions = []
    for hit in gazetteer.find(layout):
        if hit.place_id and not hit.actor_id:
            mentions.append(Mention(hit.span, hit.form, hit.rule, place_id=hit.place_id))
        elif hit.kind != "person":
            entity = gazetteer.entity(hit)
            entities.setdefault(entity.key, entity)
            mentions.append(Mention(hit.span, hit.form, hit.rule, entity=entity.key))
    return list(entities.values()), mentions


def _in_address(text: str, start: int) -> bool:
    """Whether the name is the middle of a web address or the like: a point or slash and no blank before it."""
    return text[start - 1] in "./" and start > 1 and text[start - 2].isalnum() and text[start - 2].islower()


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the words around are in capitals too, so that IS may be a verb."""
    line = text[max(0, start - SHOUT) : start].rpartition("\n")[2] + text[end : end + SHOUT].partition("\n")[0]
    return line.upper() == line and any(map(str.isalpha, line))


def _of_an_office(text: str, span: Span, acronym: str) -> bool:
    """Whether the acronym behind a body is that of the office before it: "Chief of General Staff (CGS)"."""
    office = OFFICE_BEFORE.search(text, max(0, span.start - 32), span.start)
    return office is not None and office["word"][0] == acronym[0] != text[span.start]


def _opens(text: str, start: int, opens: set[int]) -> bool:
    """Whether a name opens its paragraph, or stands behind no more than its date ("July 09, 2020, Damascus:")."""
    if start in opens:
        return True
    before = text[start - 2 : start - 1]
    return (before == "," or before.isdecimal()) and DATE_LINE.search(text, max(0, start - 24), start) is not None


def _goes_with(text: str, before: int, span: Span) -> bool:
    """ "in Iraq and Syria", "in Tehran, Iran": a name that shares the sense of the place named before it."""
    beside = before <= span.start <= before + 24 and OF_COUNTRY.fullmatch(text, before, span.start) is not None
    return joined(text, before, span.start, span.end) or (beside and ENDS.match(text, span.end) is not None)


def _lies_in(text: str, span: Span, entry: Entry, after: Sequence[tuple[Span, Entry]]) -> bool:
    """ "Tehran, Iran", "the Astana agreements": a capital with its country behind it, or with what was made there."""
    if NAMED_AFTER.match(text, span.end):
        return True
    return any(
        other.country == entry.country and other.kind == "country" and text[span.end : at.start].strip() == ","
        for at, other in after
    )


def _homes(bodies: Iterable[Body], states: Sequence[Owner]) -> list[Body]:
    """Bodies with the one state that their proper names name ("the Kenya Metal Works Board")."""
    starts = [o.span.start for o in states]
    found = []
    for body in bodies:
        if body.body == "named" and body.country is None:
            within = states[bisect_left(starts, body.span.start) : bisect_left(starts, body.span.end)]
            if len(within) == 1 and not within[0].seat:
                body = replace(body, country=within[0].country)
        found.append(body)
    return found


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in order, the longer of two that overlap, known names before patterns."""
    kept: list[Hit] = []
    near: list[Hit] = []  # a chain of hits that overlap
    end = 0
    for hit in sorted(hits, key=lambda h: h.span):
        if hit.span.start >= end and near:
            kept += near if len(near) == 1 else _apart(near)
            near = []
        near.append(hit)
        end = max(end, hit.span.end)
    return kept + _apart(near)


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    taken: set[int] = set()  # positions; what overlaps a longer stretch has its first or last code point in it
    for hit in sorted(hits, key=lambda h: (h.span.start - h.span.end, h.body is not None, h.span.start)):
        start, end = hit.span
        if start not in taken and end - 1 not in taken:
            kept.append(hit)
            taken.update(range(start, end))
    return sorted(kept, key=lambda h: h.span)
