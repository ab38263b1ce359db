"""What each name of the reference tables may mean."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.lexicon import made_plain
from scripts.reference import Reference

# states whose names are first names and surnames too
NAMESAKES = frozenset({"Jordan", "Chad", "Georgia"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name may mean.

    kind: country, place, actor or person. form: name, demonym or metonym. The name of a country or of a seat (a capital
    that may stand for its state) has an actor_id and a place_id. adjective: it stands before a noun ("Syrian", "US").
    surname: people may be called so too.
    """

    kind: str
    form: str
    country: str | None = None
    actor_id: str | None = None
    place_id: str | None = None
    adjective: bool = False
    seat: bool = False
    surname: bool = False


def entries(reference: Reference) -> dict[str, Entry]:
    """All names with what they mean; of two meanings of a name the one that comes first here is kept."""
    found: dict[str, Entry] = {}
    state = {c.country: c.actor_id for c in reference.countries}
    adjectives = {(n.country, n.name) for n in reference.country_names if n.form == "demonym"}
    spelt = [(p.name, p.place_id) for p in reference.places] + [(n.name, n.place_id) for n in reference.place_names]
    place = {p.place_id: p for p in reference.places}
    capitals = {c.capital: c.country for c in reference.countries if c.capital and c.capital not in state.values()}
    metonyms = {n.name: n.country for n in reference.country_names if n.form == "metonym"}
    kinds = {a.actor_id: a.kind for a in reference.actors}

    def add(name: str, entry: Entry) -> None:
        for form in (name, "T" + name[1:]) if name.startswith("the ") else (name,):
            found.setdefault(made_plain(form), entry)

    for n in reference.country_names:
        if n.form == "name":
            adjective, twin = (n.country, n.name) in adjectives, n.name in NAMESAKES
            of = state[n.country]
            add(n.name, Entry("country", "name", n.country, of, of, adjective=adjective, surname=twin))
    for name, place_id in spelt:
        country = capitals.get(place_id) or metonyms.get(name)
        if country:
            add(name, Entry("place", "name", country, state[country], place_id, seat=True, surname=True))
    for n in reference.country_names:
        if n.form in ("demonym", "people"):
            add(n.name, Entry("country", "demonym", n.country, state[n.country], adjective=n.form == "demonym"))
        elif n.form == "metonym":
            add(n.name, Entry("country", "metonym", n.country, state[n.country]))
    for a in reference.actor_names:
        add(a.name, Entry("person" if kinds[a.actor_id] == "person" else "actor", "name", None, a.actor_id))
    for name, place_id in spelt:
        city = place[place_id].kind == "city" and " " not in name
        add(name, Entry("place", "name", place[place_id].country, None, place_id, surname=city))
    for name, entry in list(found.items()):
        if len(name) > 3 and entry.kind in ("country", "place"):
            found.setdefault(name.upper(), entry)
    return found


def demonyms(reference: Reference) -> dict[str, str]:
    """The adjective of each state, the one most like its name where there are several, no abbreviation if it can be."""
    best: dict[str, str] = {}
    of = {c.country: c.name for c in reference.countries}
    for n in reference.country_names:
        if n.form == "demonym" and (
            n.country not in best or _likeness(n.name, of[n.country]) > _likeness(best[n.country], of[n.country])
        ):
            best[n.country] = n.name
    return best


def _likeness(demonym: str, name: str) -> tuple[bool, int, int]:
    common = next(
        (i for i, (a, b) in enumerate(zip(demonym, name, strict=False)) if a != b), min(len(demonym), len(name))
    )
    return not demonym.isupper(), common, len(demonym)
