"""A tiny valid set of all published tables, about one invented article, and the article itself."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import polars as pl

from schemas.compile import POLARS
from schemas.read import tables

SOURCE = "daily/2031-05-09.a 1"
TEXT = (
    "Norland minister visits Sudoria\n\n"
    "Freetown, 8 May 2031 \U0001f54a Norland’s Defence Minister General Ana\u00a0Berg met President Omar Lund"
    " in Freetown on Thursday.\n“We will train together,” she said.\n"
    "Berg added that the Freetown accord of 2029 stands.\n"
)
BERG, LUND, NORLAND, SUDORIA, FREETOWN = "ana-berg", "omar-lund", "norland", "sudoria", "freetown"
MEETING, VISIT, ACCORD = "2031-05-08-ana-berg-omar-lund", "2031-05-visit-ana-berg", "2029-norland-sudoria"
TRAIN, STANDS = "daily-2031-05-09:s1", "daily-2031-05-09:s2"
MINISTER = "ana-berg-defence-minister-nol"
DAY, STATED = date(2031, 5, 8), "2031-05-08"


def documents() -> dict[str, str]:
    """Texts by source_id."""
    return {SOURCE: TEXT}


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of the published table ``name``; columns that a row leaves out are absent."""
    table = tables()[name]
    for row in rows:
        assert row.keys() <= set(table.columns), row
    return pl.DataFrame(
        [[row.get(field.name) for field in table.fields] for row in rows],
        schema={field.name: POLARS[field.type] for field in table.fields},
        orient="row",
    )


def valid() -> dict[str, pl.DataFrame]:
    """All tables, in the order of the package; valid in themselves, across each other and against the text."""
    return {name: frame(name, rows) for name, rows in _rows().items()}


def _span(words: str, after: str = "") -> dict[str, Any]:
    start = TEXT.index(words, TEXT.index(after))
    return {"source_id": SOURCE, "start": start, "end": start + len(words)}


def _proof(number: int, table: str, record: str, field: str, words: str, after: str = "") -> dict[str, Any]:
    where = {"table_name": table, "record_id": record, "field": field, "quote": words, "rule": "by-hand"}
    return {"evidence_id": f"e{number}", **where, **_span(words, after)}


def _rows() -> dict[str, list[dict[str, Any]]]:
    held = {"date": "2031-05-08", "date_start": DAY, "date_end": DAY, "date_basis": "weekday", "place_id": FREETOWN}
    year = {"date": "2029", "date_start": date(2029, 1, 1), "date_end": date(2029, 12, 31), "date_basis": "stated"}
    met = "General Ana\u00a0Berg met President Omar Lund"
    proofs = [
        ("meetings", MEETING, "meeting", met),
        ("meetings", MEETING, "date", "on Thursday"),
        ("meetings", MEETING, "place", "Freetown", "Lund in"),
        ("meetings", MEETING, "participant", "General Ana\u00a0Berg"),
        ("meetings", VISIT, "meeting", "visits Sudoria"),
        ("agreements", ACCORD, "agreement", "the Freetown accord"),
        ("agreements", ACCORD, "date", "2029"),
        ("agreements", ACCORD, "party", "Freetown", "the "),
        ("agreements", ACCORD, "signatory", "Berg", "said."),
        ("statements", TRAIN, "text", "We will train together,"),
        ("statements", TRAIN, "speaker", "she"),
        ("statements", TRAIN, "cue", "said"),
        ("statements", STANDS, "text", "the Freetown accord of 2029 stands"),
        ("statements", STANDS, "speaker", "Berg", "said."),
        ("positions", MINISTER, "title", "Defence Minister"),
        ("conflicts", f"sources:{SOURCE}:published_on:{STATED}:text", "value", "8 May 2031"),
    ]
    return {
        "sources": [
            {
                "source_id": SOURCE,
                "publisher": "The Daily",
                "publisher_basis": "stated",
                "title": "Norland minister visits Sudoria",
                "published_on": date(2031, 5, 9),
                "published_basis": "stated",
                "url": "https://example.org/daily/2031-05-09",
                "language": "en",
                "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
                "characters": len(TEXT),
            }
        ],
        "actors": [
            {
                "actor_id": BERG,
                "name": "Ana Berg",
                "kind": "person",
                "country": "NOL",
                "wikidata_id": "Q1",
                "wikidata_basis": "invented",
                "status": "curated",
            },
            {"actor_id": LUND, "name": "Omar Lund", "kind": "person", "country": "SUD", "status": "provisional"},
            {"actor_id": NORLAND, "name": "Norland", "kind": "state", "country": "NOL", "status": "curated"},
            {"actor_id": SUDORIA, "name": "Sudoria", "kind": "state", "country": "SUD", "status": "curated"},
        ],
        "actor_names": [
            {"actor_id": BERG, "name": "Ana Berg", "name_kind": "official", "language": "en"},
            {"actor_id": BERG, "name": "Ana\u00a0Berg", "name_kind": "as_written"},
        ],
        "places": [
            {"place_id": FREETOWN, "name": "Freetown", "kind": "city", "parent_id": "sudoria", "country": "SUD"},
            {"place_id": "sudoria", "name": "Sudoria", "kind": "country", "latitude": -1.5, "longitude": 20.0},
        ],
        "mentions": [
            {
                "mention_id": "m1",
                **_span("General Ana\u00a0Berg"),
                "surface": "General Ana\u00a0Berg",
                "form": "name",
                "actor_id": BERG,
                "rule": "title-name",
            },
            {
                "mention_id": "m2",
                **_span("Freetown"),
                "surface": "Freetown",
                "form": "name",
                "place_id": FREETOWN,
                "rule": "gazetteer",
            },
        ],
        "date_expressions": [
            {
                **_span("Thursday"),
                "surface": "Thursday",
                "date": "2031-05-08",
                "date_start": DAY,
                "date_end": DAY,
                "basis": "weekday",
                "rule": "weekday",
            },
            {
                **_span("2029"),
                "surface": "2029",
                "date": "2029",
                "date_start": date(2029, 1, 1),
                "date_end": date(2029, 12, 31),
                "basis": "stated",
                "rule": "year",
            },
        ],
        "meetings": [
            {
                "meeting_id": MEETING,
                "kind": "meeting",
                "status": "held",
                **held,
                "host_country": "SUD",
                "part_of": VISIT,
            },
            {"meeting_id": VISIT, "kind": "visit", "status": "held", "host_country": "SUD"},
        ],
        "meeting_participants": [
            {"meeting_id": MEETING, "actor_id": BERG, "side": "visitor", "position_id": MINISTER},
            {"meeting_id": MEETING, "actor_id": LUND, "side": "host"},
        ],
        "positions": [
            {
                "position_id": MINISTER,
                "actor_id": BERG,
                "title": "Defence Minister",
                "office": "defence-minister",
                "organisation_id": NORLAND,
                "rank": "General",
                "country": "NOL",
                "valid_from": "2030~",
                "valid_until": "2031-06",
                "source_id": SOURCE,
                "disputed": False,
            },
        ],
        "agreements": [
            {
                "agreement_id": ACCORD,
                "title": "Freetown accord",
                "kind": "accord",
                "status": "in_force",
                **year,
                "meeting_id": MEETING,
            }
        ],
        "agreement_parties": [
            {"agreement_id": ACCORD, "actor_id": NORLAND, "role": "party"},
            {"agreement_id": ACCORD, "actor_id": SUDORIA, "role": "party"},
            {"agreement_id": ACCORD, "actor_id": BERG, "role": "signatory"},
        ],
        "statements": [
            {
                "statement_id": TRAIN,
                "source_id": SOURCE,
                "kind": "direct",
                "verb": "say",
                "text": "We will train together,",
                "speech_act": "pledge",
                "position": "body",
                "meeting_id": MEETING,
            },
            {
                "statement_id": STANDS,
                "source_id": SOURCE,
                "kind": "indirect",
                "verb": "add",
                "text": "the Freetown accord of 2029 stands",
                "position": "body",
                "agreement_id": ACCORD,
                "part_of": TRAIN,
            },
        ],
        "statement_speakers": [
            {"statement_id": TRAIN, "seq": 1, "actor_id": BERG},
            {"statement_id": TRAIN, "seq": 2, "actor_id": LUND},
            {"statement_id": STANDS, "seq": 1, "actor_id": BERG},
        ],
        "conflicts": [
            {
                "conflict_id": f"sources:{SOURCE}:published_on:{value}:{told_by}",
                "table_name": "sources",
                "record_id": SOURCE,
                "field": "published_on",
                "value": value,
                "source_id": SOURCE,
                "told_by": told_by,
                "ruling": ruling,
            }
            for value, told_by, ruling in (("2031-05-09", "record", "chosen"), (STATED, "text", "rejected"))
        ],
        "evidence": [_proof(number, *proof) for number, proof in enumerate(proofs, 1)],
        "rules": [
            {
                "rule": name,
                "stage": stage,
                "finds": "What a test needs.",
                "example": "General Berg met him.",
                "counter_example": "It rained.",
            }
            for name, stage in (
                ("by-hand", "meetings"),
                ("gazetteer", "names"),
                ("title-name", "people"),
                ("weekday", "dates"),
                ("year", "dates"),
            )
        ],
        "id_changes": [
            {
                "old_id": "2031-05-08-berg-lund",
                "table_name": "meetings",
                "new_id": MEETING,
                "version": "0.2.0",
                "reason": "Names in full.",
            },
            {"old_id": "m0", "table_name": "mentions", "version": "0.2.0", "reason": "It was no name."},
        ],
    }
