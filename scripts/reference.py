"""The reference tables of seeds/reference: what a coder must know of states, places and bodies, and the
rules of the extractor, as typed rows.

A file is UTF-8 with a header; its columns are the fields of its row class, in that order; an empty cell is an absent
value. All that is wrong with all files is reported at once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from scripts.facts import AgreementSigned, CowState, EventCode, Facts, PositionHeld, RankName, wrong_facts
from scripts.problems import Problem, Problems

PLACE_KINDS = ("country", "city", "region", "territory", "site", "airport", "base", "sea")
ACTOR_KINDS = ("person", "government", "military", "armed_group", "international_organisation", "media", "other")
COUNTRY_FORMS = ("name", "demonym", "people", "metonym")
NAME_KINDS = ("official", "short", "acronym", "alias", "transliteration")


@dataclass(frozen=True, slots=True)
class Country:
    """A state: ISO 3166-1 alpha-3 code (XKX for Kosovo), its slug as an actor and as a place, names, capital.

    wikidata_basis says where the Wikidata id was looked up.
    """

    country: str
    actor_id: str
    name: str
    official_name: str
    capital: str | None
    wikidata_id: str | None
    wikidata_basis: str | None
    source: str


@dataclass(frozen=True, slots=True)
class CountryName:
    """A word for a state. form: name, demonym (adjective), people (noun) or metonym."""

    country: str
    name: str
    form: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place; country is None where it lies in several or its status is disputed; degrees of WGS 84, north and east
    positive."""

    place_id: str
    name: str
    kind: str
    country: str | None
    parent_id: str | None
    latitude: float | None
    longitude: float | None
    source: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """Another spelling of a place."""

    place_id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body; states stand in countries.csv. wikidata_basis says how the Wikidata id was checked."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    wikidata_id: str | None
    wikidata_basis: str | None
    source: str


@dataclass(frozen=True, slots=True)
class ActorName:
    """Another name of a person or body. name_kind: official, short, acronym, alias or transliteration."""

    actor_id: str
    name: str
    name_kind: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A head word of bodies that every state has ("armed forces"), its class ("armed-forces") and kind of actor.

    label: the class as it is written after a demonym ("Armed Forces"). alone: "yes" where the word, written with
    capitals, names a body even without a country ("the Defense Ministry"). Class "named" marks the last word of proper
    names of bodies that no table need know ("Halabja Relief Society"), class "state" a word that with a country means
    the state itself ("the Ruritanian regime").
    """

    word: str
    body: str
    kind: str
    label: str | None
    alone: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the extractor under the name that its results carry.

    example: a text in which it finds something; counter_example: a like text in which it finds nothing. " ¶ " parts
    paragraphs.
    """

    rule: str
    stage: str
    finds: str
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True, slots=True)
class IdChange:
    """A row of seeds/decisions/id_changes.csv: an id given up; new_id is None where the record is gone."""

    old_id: str
    table_name: str
    new_id: str | None
    version: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reference:
    """All tables of this module, each in the order of its file."""

    countries: tuple[Country, ...]
    country_names: tuple[CountryName, ...]
    places: tuple[Place, ...]
    place_names: tuple[PlaceName, ...]
    actors: tuple[Actor, ...]
    actor_names: tuple[ActorName, ...]
    bodies: tuple[BodyWord, ...]
    rules: tuple[Rule, ...]
    facts: Facts


Row = TypeVar("Row")


def rows(path: Path, row: type[Row], key: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of a CSV as instances of a dataclass whose fields are the columns.

    key: the columns that no two rows may share. Fields are str, int or float, or one of them or None; '' becomes None
    where None is allowed and is a problem elsewhere.
    Raises Problems with all that is wrong with the file.
    """
    problems: list[Problem] = []
    found = _read(path, row, key, problems)
    if problems:
        raise Problems(problems)
    return found


def load(folder: Path) -> Reference:
    """The reference tables of a folder, checked within and across files. Raises Problems with all that is wrong."""
    problems: list[Problem] = []
    reference = Reference(
        countries=_read(folder / "countries.csv", Country, ["country"], problems),
        country_names=_read(folder / "country_names.csv", CountryName, ["name", "form"], problems),
        places=_read(folder / "places.csv", Place, ["place_id"], problems),
        place_names=_read(folder / "place_names.csv", PlaceName, ["place_id", "name"], problems),
        actors=_read(folder / "actors.csv", Actor, ["actor_id"], problems),
        actor_names=_read(folder / "actor_names.csv", ActorName, ["actor_id", "name"], problems),
        bodies=_read(folder / "bodies.csv", BodyWord, ["word"], problems),
        rules=_read(folder / "rules.csv", Rule, ["rule"], problems),
        facts=Facts(
            _read(
                folder / "positions_held.csv", PositionHeld, ["actor_id", "office", "country", "valid_from"], problems
            ),
            _read(folder / "agreements_signed.csv", AgreementSigned, ["parties", "title", "signed_on"], problems),
            _read(folder / "cow_states.csv", CowState, ["country"], problems),
            _read(folder / "event_codes.csv", EventCode, ["table", "kind", "status"], problems),
            _read(folder / "ranks.csv", RankName, ["form"], problems),
        ),
    )
    problems += _crossed(reference)
    if problems:
        raise Problems(problems)
    return reference


def _read(path: Path, row: type[Row], key: Sequence[str], problems: list[Problem]) -> tuple[Row, ...]:
    """The good rows of a file; what is wrong with the others is added to problems."""
    file = path.name

    def wrong(line: str | None, column: str | None, value: str | None, what: str, todo: str) -> None:
        problems.append(Problem(file, line, column, value, what, todo))

    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        wrong(None, None, None, "the file is missing", "put it back")
        return ()
    except UnicodeDecodeError as error:
        wrong(f"byte {error.start}", None, None, "the file is not UTF-8", "save it as UTF-8")
        return ()
    hints: dict[str, Any] = get_type_hints(row)
    columns = [field.name for field in fields(row)]  # type: ignore[arg-type]
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header = next(reader, [])
    if header != columns:
        wrong("line 1", None, ",".join(header), "the header is not as it must be", f"write {','.join(columns)}")
        return ()
    found: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    at = [columns.index(name) for name in key]
    try:
        for cells in reader:
            line = f"line {reader.line_num}"
            if len(cells) != len(columns):
                wrong(line, None, ",".join(cells), f"{len(cells)} cells, not {len(columns)}", "mend the row")
                continue
            before = len(problems)
            values = [_cell(hints[c], v, line, c, wrong) for c, v in zip(columns, cells, strict=True)]
            identity = tuple(cells[i] for i in at)
            if identity and identity in seen:
                wrong(line, key[0], ", ".join(identity), f"stands in line {seen[identity]} too", "keep one of the rows")
            seen.setdefault(identity, reader.line_num)
            if len(problems) == before:
                found.append(row(*values))
    except csv.Error as error:
        wrong(f"line {reader.line_num}", None, None, f"the file is no CSV: {error}", "mend its quoting")
    return tuple(found)


def _cell(hint: Any, value: str, line: str, column: str, wrong: Any) -> str | int | float | None:
    """A cell as its field wants it."""
    wanted = get_args(hint) or (hint,)
    if value != value.strip() or not value.isprintable():
        wrong(line, column, value, "white space around the value, or a control character in it", "take it out")
    if value == "":
        if NoneType not in wanted:
            wrong(line, column, value, "the value is missing", "fill it in")
        return None
    for number in (int, float):
        if number in wanted:
            try:
                return number(value)
            except ValueError:
                wrong(line, column, value, "this is no number", "write digits, with a point for decimals")
                return None
    return value


def _crossed(reference: Reference) -> Iterable[Problem]:
    """What is wrong between the files: values that are none of a list, and rows that point nowhere."""
    countries = {c.country for c in reference.countries}
    states = {c.actor_id for c in reference.countries}
    places = {p.place_id for p in reference.places}
    actors = {a.actor_id for a in reference.actors}

    def check(file: str, row: object, column: str, allowed: Iterable[str], what: str) -> Iterable[Problem]:
        value = getattr(row, column)
        if value is not None and value not in allowed:
            identity = str(getattr(row, fields(row)[0].name))  # type: ignore[arg-type]
            yield Problem(file, identity, column, value, what, "correct it, or add the row it means")

    for c in reference.countries:
        yield from check("countries.csv", c, "capital", places, "no such place_id in places.csv")
        yield from check(
            "countries.csv", c, "actor_id", places, "no such place_id in places.csv: a state is a place too"
        )
    for cn in reference.country_names:
        yield from check("country_names.csv", cn, "country", countries, "no such country in countries.csv")
        yield from check("country_names.csv", cn, "form", COUNTRY_FORMS, f"is none of {', '.join(COUNTRY_FORMS)}")
    for p in reference.places:
        yield from check("places.csv", p, "country", countries, "no such country in countries.csv")
        yield from check("places.csv", p, "parent_id", places, "no such place_id in places.csv")
        yield from check("places.csv", p, "kind", PLACE_KINDS, f"is none of {', '.join(PLACE_KINDS)}")
    for pn in reference.place_names:
        yield from check("place_names.csv", pn, "place_id", places, "no such place_id in places.csv")
    for a in reference.actors:
        yield from check("actors.csv", a, "country", countries, "no such country in countries.csv")
        yield from check("actors.csv", a, "kind", ACTOR_KINDS, f"is none of {', '.join(ACTOR_KINDS)}")
        if a.actor_id in states:
            yield Problem("actors.csv", a.actor_id, "actor_id", a.actor_id, "is a state's id", "choose another id")
    for an in reference.actor_names:
        yield from check("actor_names.csv", an, "actor_id", actors, "no such actor_id in actors.csv")
        yield from check("actor_names.csv", an, "name_kind", NAME_KINDS, f"is none of {', '.join(NAME_KINDS)}")
    yield from _shared("actor_names.csv", "actor_id", reference.actor_names)
    yield from _shared("place_names.csv", "place_id", (*reference.places, *reference.place_names))
    yield from wrong_facts(reference.facts, countries, actors, states)
    for b in reference.bodies:
        yield from check("bodies.csv", b, "kind", (*ACTOR_KINDS, "state"), f"is none of {', '.join(ACTOR_KINDS)}")


def _shared(file: str, column: str, named: Iterable[Any]) -> Iterable[Problem]:
    """Names that two actors or two places share: a text that used one could mean either."""
    owner: dict[str, str] = {}
    for row in named:
        first = owner.setdefault(row.name, getattr(row, column))
        if first != getattr(row, column):
            what = f"names {first} too"
            yield Problem(
                file, str(getattr(row, column)), "name", row.name, what, "keep it for the one it usually means"
            )
