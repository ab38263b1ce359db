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
WIRE = "wire/2031-05-08"
WIRED = "“We will train together,” she said on the lake.\n"
BERG, LUND, NORLAND, SUDORIA, FREETOWN = "ana-berg", "omar-lund", "norland", "sudoria", "freetown"
MEETING, VISIT, ACCORD = "2031-05-08-ana-berg-omar-lund", "2031-05-visit-ana-berg", "2029-norland-sudoria"
TRAIN, STANDS = "daily-2031-05-09:s1", "daily-2031-05-09:s2"
DRILL = "2031-05-08-training-ana-berg"
MINISTER = "ana-berg-defence-minister-nol"
OVERLAP = f"{SOURCE} ~ {WIRE}"
RAID = "2029-raid-nol-sud"
DAY, STATED = date(2031, 5, 8), "2031-05-08"


def documents() -> dict[str, str]:
    """Texts by source_id."""
    return {SOURCE: TEXT, WIRE: WIRED}


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
    rows = _rows()
    return {name: frame(name, rows.get(name, [])) for name in tables()}


def _span(words: str, after: str = "") -> dict[str, Any]:
    start = TEXT.index(words, TEXT.index(after))
    return {"source_id": SOURCE, "start": start, "end": start + len(words)}


def _proof(number: int, table: str, record: str, field: str, words: str, after: str = "") -> dict[str, Any]:
    where = {"table_name": table, "record_id": record, "field": field, "quote": words, "rule": "by-hand"}
    return {"evidence_id": f"e{number}", **where, **_span(words, after)}


def _rows() -> dict[str, list[dict[str, Any]]]:
    held = {"date": "2031-05-08", "date_start": DAY, "date_end": DAY, "date_basis": "weekday", "place_id": FREETOWN}
    year = {"date": "2029", "date_start": date(2029, 1, 1), "date_end": date(2029, 12, 31), "date_basis": "stated"}
    told = {"sources": 1, "independent_sources": 1}
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
        ("statements", TRAIN, "target", "together"),
        ("statements", TRAIN, "source", "she"),
        ("statements", TRAIN, "topic", "train"),
        ("statements", STANDS, "target", "the Freetown accord"),
        ("statements", STANDS, "text", "the Freetown accord of 2029 stands"),
        ("statements", STANDS, "speaker", "Berg", "said."),
        ("proposals", DRILL, "proposal", "will train together"),
        ("proposals", DRILL, "date", "on Thursday"),
        ("proposals", DRILL, "proposer", "she"),
        ("proposals", DRILL, "beneficiary", "Norland", "Freetown"),
        ("positions", MINISTER, "title", "Defence Minister"),
        ("incidents", RAID, "incident", "the Freetown accord of 2029"),
        ("incidents", RAID, "date", "2029"),
        ("incidents", RAID, "place", "Freetown", "the "),
        ("incidents", RAID, "agent", "Norland", "Freetown"),
        ("incidents", RAID, "asserter", "Berg", "said."),
        ("source_overlaps", OVERLAP, "passage", "“We will train together,” she said."),
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
            },
            {
                "source_id": WIRE,
                "published_basis": "unknown",
                "language": "en",
                "sha256": hashlib.sha256(WIRED.encode()).hexdigest(),
                "characters": len(WIRED),
            },
        ],
        "source_overlaps": [
            {
                "overlap_id": OVERLAP,
                "source_id": SOURCE,
                "other_source_id": WIRE,
                "shared_words": 6,
                "share": 0.6667,
                "copied": False,
            }
        ],
        "countries": [
            {"country": "NOL", "name": "Norland", "official_name": "Kingdom of Norland", "cow_number": 990},
            {"country": "SUD", "name": "Sudoria", "official_name": "Republic of Sudoria"},
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
                "plover": "CONSULT",
                "cameo": "040",
                **told,
            },
            {"meeting_id": VISIT, "kind": "visit", "status": "held", "host_country": "SUD", **told},
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
                "basis": "stated",
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
                **told,
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
        "statement_targets": [
            {"statement_id": TRAIN, "seq": 1, "actor_id": SUDORIA, "words": "together", "stance": "positive"},
            {
                "statement_id": STANDS,
                "seq": 1,
                "agreement_id": ACCORD,
                "words": "the Freetown accord",
                "stance": "neutral",
            },
        ],
        "statement_sources": [{"statement_id": TRAIN, "seq": 1, "actor_id": BERG, "words": "she"}],
        "topics": [{"table_name": "statements", "record_id": TRAIN, "topic": "training"}],
        "events": [
            {
                "event_id": f"meetings:{MEETING}:{BERG}:{LUND}",
                "table_name": "meetings",
                "record_id": MEETING,
                "date": "2031-05-08",
                "date_start": DAY,
                "date_end": DAY,
                "source_actor": BERG,
                "source_country": "NOL",
                "target_actor": LUND,
                "target_country": "SUD",
                "plover": "CONSULT",
                "cameo": "042",
                "place_id": FREETOWN,
                "source_id": SOURCE,
                "url": "https://example.org/daily/2031-05-09",
                **told,
            }
        ],
        "proposals": [
            {
                "proposal_id": DRILL,
                "kind": "training",
                "status": "pledged",
                "what": "train together",
                "date": "2031-05-08",
                "date_start": DAY,
                "date_end": DAY,
                "date_basis": "weekday",
                "meeting_id": MEETING,
                "agreement_id": ACCORD,
                "plover": "AGREE",
                "cameo": "030",
                **told,
            }
        ],
        "proposal_actors": [
            {"proposal_id": DRILL, "actor_id": BERG, "role": "proposer"},
            {"proposal_id": DRILL, "actor_id": NORLAND, "role": "beneficiary"},
        ],
        "proposal_statements": [{"proposal_id": DRILL, "statement_id": TRAIN}],
        "incidents": [
            {
                "incident_id": RAID,
                "kind": "attack",
                **year,
                "place_id": FREETOWN,
                "means": "boats",
                "victims": "two guards",
                "assertion": "speaker",
                "ongoing": False,
                "certainty": "alleged",
                "statement_id": STANDS,
                "plover": "ASSAULT",
                "cameo": "190",
                **told,
            }
        ],
        "incident_actors": [
            {"incident_id": RAID, "actor_id": NORLAND, "role": "agent"},
            {"incident_id": RAID, "actor_id": BERG, "role": "asserter"},
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
        "decisions": [
            {
                "decision_id": f"set:meetings:{MEETING}:host_country",
                "kind": "correction",
                "table_name": "meetings",
                "record_id": MEETING,
                "action": "set",
                "field": "host_country",
                "expected": "NOL",
                "new_value": "SUD",
                "reason": "Freetown is in Sudoria.",
                "decided_by": "A. Curator",
                "decided_on": date(2031, 5, 10),
                "applied": 2,
            },
            {
                "decision_id": f"different:actors:{BERG}:{LUND}",
                "kind": "judgement",
                "table_name": "actors",
                "record_id": BERG,
                "other_id": LUND,
                "judgement": "different",
                "reason": "They met.",
                "decided_by": "A. Curator",
                "decided_on": date(2031, 5, 11),
                "applied": 1,
            },
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
