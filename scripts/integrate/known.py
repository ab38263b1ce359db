"""The facts of scripts.facts as tables for the SQL, with the days that their dates cover."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from scripts.edtf import bounds
from scripts.reference import Reference

TEXT, NUMBER, DAY = pa.string(), pa.int64(), pa.date32()
SCHEMAS = {
    # first_day..last_day may hold the office's days; within sure_from..sure_until it was held for certain
    "reference_positions": {
        "actor_id": TEXT,
        "title": TEXT,
        "office": TEXT,
        "body": TEXT,
        "rank": TEXT,
        "country": TEXT,
        "valid_from": TEXT,
        "valid_until": TEXT,
        "known_from": TEXT,
        "first_day": DAY,
        "last_day": DAY,
        "sure_from": DAY,
        "sure_until": DAY,
    },
    "reference_agreements": {
        "title": TEXT,
        "parties": pa.list_(TEXT),
        "date": TEXT,
        "date_start": DAY,
        "date_end": DAY,
        "known_from": TEXT,
    },
    "reference_countries": {
        "country": TEXT,
        "actor_id": TEXT,
        "name": TEXT,
        "official_name": TEXT,
        "cow_number": NUMBER,
        "cow_code": TEXT,
        "wikidata_id": TEXT,
        "wikidata_basis": TEXT,
    },
    "event_codes": {"table_name": TEXT, "kind": TEXT, "status": TEXT, "plover": TEXT, "cameo": TEXT},
    "rank_names": {"form": TEXT, "rank": TEXT},
}


def known_facts(reference: Reference) -> dict[str, pa.Table]:
    """The tables of SCHEMAS, by name."""
    facts = reference.facts
    cow = {s.country: (s.cow_number, s.cow_code) for s in facts.cow_states}
    rows: dict[str, Iterable[tuple[object, ...]]] = {
        "reference_positions": (
            (
                *(p.actor_id, p.title, p.office, p.body, p.rank, p.country, p.valid_from, p.valid_until),
                p.source if p.valid_until else f"{p.source}; held when last looked at, {p.known_on}",
                *_days(p.valid_from, p.valid_until, p.known_on),
            )
            for p in facts.positions_held
        ),
        "reference_agreements": (
            (a.title, a.parties.split(";"), a.signed_on, *bounds(a.signed_on), a.source)
            for a in facts.agreements_signed
        ),
        "reference_countries": (
            (
                *(c.country, c.actor_id, c.name, c.official_name),
                *cow.get(c.country, (None, None)),
                *(c.wikidata_id, c.wikidata_basis),
            )
            for c in reference.countries
        ),
        "event_codes": ((c.table, c.kind, c.status, c.plover, c.cameo) for c in facts.event_codes),
        "rank_names": ((r.form, r.rank) for r in facts.ranks),
    }
    return {name: _arrow(schema, rows[name]) for name, schema in SCHEMAS.items()}


def _days(begin: str, end: str | None, known_on: str | None) -> tuple[date | None, ...]:
    """First and last day that an office may have been held, and between which it was for certain."""
    first, sure_from = bounds(begin)
    last = end or known_on
    assert last is not None  # scripts.facts.wrong_facts has seen to it
    sure_until, last_day = bounds(last)
    return first, last_day, sure_from, sure_until if end else last_day


def _arrow(schema: dict[str, pa.DataType], rows: Iterable[tuple[object, ...]]) -> pa.Table:
    names = list(schema)
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=pa.schema(schema))
