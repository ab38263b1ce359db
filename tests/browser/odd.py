"""The tiny package with values that are hard to write in CSV, to compare, to count and to show."""

from __future__ import annotations

import hashlib
from datetime import date

import polars as pl

from tests.tiny import FREETOWN, SOURCE, TEXT, documents, frame, valid

# each breaks a naive reader in its way: quotation marks, lines, a comment, a mark of order at the start, characters
# beyond 16 bits and those that sort after them only in code units, letters whose small form is longer, combining marks
NAMES = (
    'He said "no", then left',
    "two\nlines",
    "carriage\r\nreturn",
    "# no comment",
    "\ufeffmark of order",
    "\U0001f54a dove",
    "\uffee wide circle",
    "İstanbul IŞIK ΣΊΣΥΦΟΣ ẞ",
    "e\u0301tude",
    "étude",
    " blanks ",
    "it's; DROP TABLE actors; --",
    "NULL",
    "null",
    "100 %",
    "a_b",
    "ZEBRA",
    "zebra",
)
PLACES = (1.0, -0.5, 12.345678901234567, 1e-05, 90.0, 33.5102, None)
MARKED = "Emoji \U0001f468\u200d\U0001f469\u200d\U0001f467 and e\u0301tudes \U0001f54a\U0001f54a end here.\n"


def odd() -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """The tables, and the texts of their documents."""
    tables = valid()
    actors = [
        {"actor_id": f"odd-{number:02}", "name": name, "kind": "person", "status": "provisional"}
        for number, name in enumerate(NAMES)
    ]
    places = [
        {"place_id": f"odd-{number}", "name": f"Place {number}", "kind": "city", "latitude": value, "longitude": value}
        for number, value in enumerate(PLACES)
    ]
    days = [date(1066, 10, 14), date(1969, 12, 31), date(1970, 1, 1), date(9999, 12, 31)]
    told = {"kind": "meeting", "status": "held", "date_basis": "stated", "place_id": FREETOWN, "independent_sources": 1}
    when = [{"date": day.isoformat(), "date_start": day, "date_end": day} for day in days]
    meetings = [
        {"meeting_id": f"odd-{number}", **told, **each, "sources": 2**number} for number, each in enumerate(when)
    ]
    content = TEXT + MARKED
    tables["sources"] = tables["sources"].with_columns(
        sha256=pl.when(pl.col("source_id") == SOURCE)
        .then(pl.lit(hashlib.sha256(content.encode()).hexdigest()))
        .otherwise("sha256"),
        characters=pl.when(pl.col("source_id") == SOURCE).then(len(content)).otherwise("characters").cast(pl.Int64),
    )
    spans = [(start, end) for start in range(len(TEXT), len(content), 3) for end in (start + 1, start + 4, start + 11)]
    proofs = [
        _proof(f"odd{start}-{end}", "odd-0", "meeting", start, content[start:end])
        for start, end in spans
        if end <= len(content) and content[start] != "\n"
    ]
    proofs += [
        _proof(f"{meeting['meeting_id']}-{field}", str(meeting["meeting_id"]), field, 0, content[:7])
        for meeting in meetings
        for field in ("meeting", "date", "place")
    ]
    for name, rows in (("actors", actors), ("places", places), ("meetings", meetings), ("evidence", proofs)):
        tables[name] = pl.concat([tables[name], frame(name, rows)])
    return tables, {**documents(), SOURCE: content}


def _proof(key: str, meeting: str, field: str, start: int, quote: str) -> dict[str, object]:
    about = {"evidence_id": key, "table_name": "meetings", "record_id": meeting, "field": field, "source_id": SOURCE}
    return {**about, "start": start, "end": start + len(quote), "quote": quote, "rule": "by-hand"}
