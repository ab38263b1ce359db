"""Facts of the world that no article states: offices held, days of signatures, codes of other datasets.

They are read with the reference tables (``scripts.reference.load``). Extraction does not use them; integration sets
them beside what the documents say, and each says where it is known from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scripts.edtf import bounds
from scripts.problems import Problem

CODED = ("meetings", "agreements", "proposals", "statements", "incidents")  # tables whose rows have a code
ANY = "*"
PLOVER = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)


@dataclass(frozen=True, slots=True)
class PositionHeld:
    """An office that a person held; days in EDTF. known_on: of an office without an end, when it was last known held.

    office: a class of offices.csv. body: the body in which it is held, an actor_id.
    """

    actor_id: str
    title: str
    office: str
    body: str | None
    rank: str | None
    country: str | None
    valid_from: str
    valid_until: str | None
    known_on: str | None
    source: str


@dataclass(frozen=True, slots=True)
class AgreementSigned:
    """An agreement and the day of its signature in EDTF. parties: ids of states, sorted, with ``;`` between them."""

    title: str
    parties: str
    signed_on: str
    source: str


@dataclass(frozen=True, slots=True)
class CowState:
    """Number and letters of a state in the state list of the Correlates of War project."""

    country: str
    cow_number: int
    cow_code: str
    source: str


@dataclass(frozen=True, slots=True)
class EventCode:
    """PLOVER class and CAMEO code of the records of a kind and status; of statements, kind is the speech act.

    ``*`` stands for all that no other row of the table names; a row that names the kind goes before one that names the
    status. An absent code says that the scheme has none.
    """

    table: str
    kind: str
    status: str
    plover: str | None
    cameo: str | None
    source: str


@dataclass(frozen=True, slots=True)
class RankName:
    """A military rank as it is written, and the rank that it means."""

    form: str
    rank: str
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All tables of this module, each in the order of its file."""

    positions_held: tuple[PositionHeld, ...] = ()
    agreements_signed: tuple[AgreementSigned, ...] = ()
    cow_states: tuple[CowState, ...] = ()
    event_codes: tuple[EventCode, ...] = ()
    ranks: tuple[RankName, ...] = ()


def wrong_facts(
    facts: Facts, countries: Collection[str], actors: Collection[str], states: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with the facts, by themselves and against the ids of the other reference tables."""
    for p in facts.positions_held:
        where = f"{p.actor_id}, {p.title}"
        yield from _unknown(
            "positions_held.csv", where, "actor_id", p.actor_id, actors, "no such actor_id in actors.csv"
        )
        yield from _unknown("positions_held.csv", where, "body", p.body, actors, "no such actor_id in actors.csv")
        yield from _unknown("positions_held.csv", where, "country", p.country, countries, "no such country")
        yield from _wrong_days("positions_held.csv", where, p.valid_from, p.valid_until or p.known_on)
    for a in facts.agreements_signed:
        parties = a.parties.split(";")
        for party in parties:
            yield from _unknown("agreements_signed.csv", a.title, "parties", party, states, "no such state")
        if parties != sorted(set(parties)):
            what = "is not in order of the alphabet, or names a party twice"
            yield Problem("agreements_signed.csv", a.title, "parties", a.parties, what, "sort the parties")
        yield from _wrong_days("agreements_signed.csv", a.title, a.signed_on, a.signed_on, "signed_on")
    for s in facts.cow_states:
        yield from _unknown("cow_states.csv", s.country, "country", s.country, countries, "no such country")
    for c in facts.event_codes:
        where = f"{c.table}, {c.kind}, {c.status}"
        yield from _unknown("event_codes.csv", where, "table", c.table, CODED, f"is none of {', '.join(CODED)}")
        yield from _unknown("event_codes.csv", where, "plover", c.plover, PLOVER, f"is none of {', '.join(PLOVER)}")
        if c.cameo is not None and not (c.cameo.isdecimal() and 2 <= len(c.cameo) <= 4):
            yield Problem("event_codes.csv", where, "cameo", c.cameo, "is no CAMEO code", "write two to four digits")


def _unknown(
    file: str, where: str, column: str, value: str | None, known: Collection[str], what: str
) -> Iterable[Problem]:
    if value is not None and value not in known:
        yield Problem(file, where, column, value, what, "correct it, or add the row it means")


def _wrong_days(file: str, where: str, begin: str, end: str | None, column: str = "valid_from") -> Iterable[Problem]:
    if end is None:
        yield Problem(
            file, where, "known_on", None, "is absent like valid_until", "say when it ended or was last known"
        )
        return
    try:
        first, last = bounds(begin)[0], bounds(end)[1]
    except ValueError as error:
        yield Problem(file, where, column, begin, f"with its end is no span of days: {error}", "write dates in EDTF")
        return
    if first is not None and last is not None and first > last:
        yield Problem(file, where, column, begin, f"is after {end}", "correct the dates")
