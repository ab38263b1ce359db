"""The cascade: one document and the reference tables in, records with their spans out. It knows no other document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from scripts.documents import documents
from scripts.extract.agreements import agreed, dated, signings
from scripts.extract.attribution import attributions
from scripts.extract.cues import Cues, load_cues
from scripts.extract.dates import find_dates
from scripts.extract.gazetteer import Gazetteer, names
from scripts.extract.instruments import AgreementWords, instruments
from scripts.extract.meetings import EventWord, EventWords, frames
from scripts.extract.model import Document, Entity
from scripts.extract.nominals import Cover, OfficeWords, references
from scripts.extract.people import Lexicons, people
from scripts.extract.records import Row, Writer, to_arrow
from scripts.extract.references import resolve
from scripts.extract.scene import scenes
from scripts.extract.text import Abbreviation, Furniture, TextWords, layout
from scripts.extract.titles import OfficeWord
from scripts.extract.told import together
from scripts.problems import all_of
from scripts.reference import Reference, load, rows


@dataclass(frozen=True, slots=True)
class Cascade:
    """The compiled lexicons; made once for all documents."""

    reference: Reference
    text: TextWords
    cues: Cues
    gazetteer: Gazetteer
    people: Lexicons
    offices: OfficeWords
    events: EventWords
    agreements: AgreementWords
    demonyms: Mapping[str, str]
    states: Mapping[str, Entity]
    places: Mapping[str, str | None]

    @classmethod
    def load(cls, folder: Path) -> Cascade:
        """Compile the tables of seeds/reference. Raises Problems."""
        reference, short, furniture, cues, offices, phrases = all_of(
            lambda: load(folder),
            lambda: rows(folder / "abbreviations.csv", Abbreviation, ("abbreviation",)),
            lambda: rows(folder / "furniture.csv", Furniture, ("phrase", "where")),
            lambda: load_cues(folder / "cues.csv"),
            lambda: rows(folder / "office_words.csv", OfficeWord, ("word", "office")),
            lambda: rows(folder / "event_words.csv", EventWord, ("phrase", "frame")),
        )
        events = EventWords.of(phrases)
        return cls(
            reference,
            TextWords.of(short, furniture, reference),
            cues,
            Gazetteer(reference),
            Lexicons.load(folder, reference),
            OfficeWords.of(offices),
            events,
            AgreementWords.of(events),
            {n.name: n.country for n in reference.country_names if n.form in ("demonym", "name")},
            {c.country: Entity(c.actor_id, "state", c.name, c.country, c.actor_id) for c in reference.countries},
            {p.place_id: p.country for p in reference.places},
        )

    def tables(self, batch: pa.RecordBatch | pa.Table) -> dict[str, pa.Table]:
        """Documents (schema scripts.documents.DOCUMENTS) to staged tables (schemas scripts.extract.records.STAGED)."""
        found: dict[str, list[Row]] = {}
        for document in documents(batch):
            for name, some in self.extract(document).items():
                found.setdefault(name, []).extend(some)
        return to_arrow(found)

    def extract(self, document: Document) -> dict[str, list[Row]]:
        """The records of one document, by staged table."""
        parts = layout(document.text, self.text)
        dates = find_dates(parts, document.published_on)
        bodies, named = names(parts, self.gazetteer)
        persons = people(parts, self.people, named)
        entities = {e.key: e for e in (*bodies, *persons.entities)}
        whose = Cover([m.span for m in persons.mentions])  # a name may be that of a town too
        named = [m for m in named if not whose.at(m.span.start)]
        mentions = sorted((*named, *persons.mentions), key=lambda m: m.span)
        sentences = [s.span for s in parts.sentences]
        said = attributions(parts, self.cues)
        titled = [t.span for t in persons.titles]
        refers = references(document.text, entities, mentions, titled, sentences, self.offices, self.demonyms)
        cast = resolve(parts, entities, mentions, refers, said)
        found, told, short = [], [], self.agreements.short(document.text)
        acting = sorted((*cast.mentions, *cast.unnamed), key=lambda m: m.span)
        for scene in scenes(parts, cast.entities, acting, dates):
            spoken = instruments(scene, self.agreements, short)
            told += spoken
            found += [*frames(scene, self.events), *signings(scene, spoken)]
        agreements = agreed(told)
        meetings = together([dated(f, agreements) if f.rule == "signing" else f for f in found], cast.entities)
        writer = Writer(document, parts, cast.entities, self.states, self.places)
        writer.dates(dates)
        writer.mentions(cast.mentions)
        writer.titles(persons.titles)
        writer.meetings(meetings)
        writer.agreements(agreements, meetings, self.agreements.commonplace)
        writer.statements(said, cast.speakers, meetings, agreements, self.cues)
        writer.unnamed(cast.unnamed)
        return writer.rows()
