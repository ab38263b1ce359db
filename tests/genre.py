"""Runs the cascade on sentences written for a test and shows what it found in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa

from schemas.read import tables as schemas
from scripts.cells import harmless, quoted
from scripts.decision import NOTHING, Decisions
from scripts.documents import DOCUMENTS
from scripts.extract.cascade import Cascade
from scripts.extract.model import Document
from scripts.extract.records import Row
from scripts.integrate import integrate, parts
from scripts.reference import Reference, load

REFERENCE = Path(__file__).parents[1] / "seeds" / "reference"


@cache
def cascade() -> Cascade:
    """The cascade with the reference tables of the repository, made once."""
    return Cascade.load(REFERENCE)


@cache
def reference() -> Reference:
    """The reference tables of the repository, read once."""
    return load(REFERENCE)


class Story:
    """What one text tells; everything by names as the text has them."""

    def __init__(self, text: str, published: date | None = date(2024, 5, 17)) -> None:
        self.text = text
        self.rows = cascade().extract(Document("story", text, published_on=published))
        self.names = {e["entity"]: e["name"] for e in self.rows["entities"]}

    def people(self) -> set[str]:
        return {e["name"] for e in self.rows["entities"] if e["kind"] == "person"}

    def meant(self, words: str) -> list[str]:
        """Whom the first occurrence of some words names."""
        start = self.text.index(words)
        span = (start, start + len(words))
        return sorted(
            self.names[m["entity"]] for m in self.rows["mentions"] if (m["start"], m["end"]) == span and m["entity"]
        )

    def said(self) -> list[tuple[str, str]]:
        """(speakers, content) of each statement in order."""
        spoken: dict[str, list[str]] = {}
        for row in self.rows["statement_speakers"]:
            spoken.setdefault(row["statement"], []).append(self.names[row["entity"]])
        return [(" + ".join(spoken.get(s["statement"], [])), s["text"]) for s in self.rows["statements"]]

    def speakers(self) -> list[str]:
        return [speaker for speaker, _ in self.said()]

    def meetings(self) -> list[tuple[str, str, set[str], str | None]]:
        """(kind, status, who, date) of each meeting in order."""
        who: dict[int, set[str]] = {}
        for row in self.rows["meeting_participants"]:
            who.setdefault(row["meeting"], set()).add(self.names[row["entity"]])
        return [(m["kind"], m["status"], who[m["meeting"]], m["date"]) for m in self.rows["meetings"]]

    def agreements(self) -> list[tuple[str, str, str | None, set[str]]]:
        """(title, status, date, parties and signatories) of each agreement in order."""
        bound: dict[int, set[str]] = {}
        for row in self.rows["agreement_parties"]:
            bound.setdefault(row["agreement"], set()).add(f"{self.names[row['entity']]}/{row['role']}")
        return [(a["title"], a["status"], a["date"], bound.get(a["agreement"], set())) for a in self.rows["agreements"]]

    def evidence(self, table: str, field: str) -> list[str]:
        return [e["quote"] for e in self.rows["evidence"] if (e["table_name"], e["field"]) == (table, field)]

    def row(self, table: str, index: int = 0) -> Row:
        return self.rows[table][index]


def published(
    stories: Mapping[str, tuple[str, date | None]],
    decisions: Decisions = NOTHING,
) -> dict[str, pl.DataFrame]:
    """The tables, as they are published, of several texts, by source id, each with its day of publication."""
    rows = [
        {
            "source_id": source,
            "text": text,
            "published_on": day,
            "sha256": sha256(text.encode()).hexdigest(),
            "characters": len(text),
        }
        for source, (text, day) in stories.items()
    ]
    return tables(pa.Table.from_pylist(rows, schema=DOCUMENTS), decisions)


def tables(documents: pa.Table, decisions: Decisions = NOTHING) -> dict[str, pl.DataFrame]:
    """The tables, as they are published, of documents of schema DOCUMENTS."""
    texts = dict(zip(documents["source_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    with duckdb.connect(config={"threads": 1}) as db:
        for name, table in cascade().tables(documents).items():
            db.register("incoming", table)
            db.execute(f"CREATE TABLE staged_{name} AS FROM incoming")
        db.register("incoming", documents.drop_columns(["text"]))
        db.execute("CREATE TABLE documents AS FROM incoming")
        integrate(db, reference(), decisions, lambda: iter([texts]))
        harmless(db, schemas(), lambda: iter([texts]))
        made = {name: pl.concat(parts(db, table, 1_000_000)) for name, table in schemas().items()}
    return {name: quoted(frame, schemas()[name]) for name, frame in made.items()}
