"""The cascade: one document and the reference tables in, records with their spans out. It knows no other document."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from scripts.documents import documents
from scripts.extract.attribution import attributions
from scripts.extract.cues import Cues, load_cues
from scripts.extract.date_header import headed
from scripts.extract.dates import find_dates
from scripts.extract.event_words import AgreementWords, EventWord, EventWords
from scripts.extract.events import events
from scripts.extract.gazetteer import Gazetteer, names
from scripts.extract.guests import guests
from scripts.extract.model import Document, Entity
from scripts.extract.nominals import Cover, OfficeWords, references
from scripts.extract.people import Lexicons, people
from scripts.extract.records import Row, Writer, to_arrow
from scripts.extract.references import resolve
from scripts.extract.speakers import SpeakerWord, SpeakerWords
from scripts.extract.text import Abbreviation, Furniture, TextWords, layout
from scripts.extract.titles import OfficeWord
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
    speakers: SpeakerWords
    events: EventWords
    agreements: AgreementWords
    demonyms: Mapping[str, str]
    states: Mapping[str, Entity]
    places: Mapping[str, str | None]

    @classmethod
    def load(cls, folder: Path) -> Cascade:
        """Compile the tables of seeds/reference. Raises Problems."""
        reference, short, furniture, cues, offices, speakers, phrases = all_of(
            lambda: load(folder),
            lambda: rows(folder / "abbreviations.csv", Abbreviation, ("abbreviation",)),
            lambda: rows(folder / "furniture.csv", Furniture, ("phrase", "where")),
            lambda: load_cues(folder / "cues.csv"),
            lambda: rows(folder / "office_words.csv", OfficeWord, ("word", "office")),
            lambda: rows(folder / "speaker_words.csv", SpeakerWord, ("word", "role")),
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
            SpeakerWords.of(speakers),
            events,
            AgreementWords.of(events),
            {n.name: n.country for n in reference.country_names if n.form in ("demonym", "name")},
            {c.country: Entity(c.actor_id, "state", c.name, c.country, c.actor_id) for c in reference.countries},
            {p.place_id: p.country for p in reference.places},
        )

    def tables(self, batch: pa.RecordBatch | pa.Table) -> dict[str, pa.Table]:
        """Documents (schema scripts.documents.DOCUMENTS) to staged tables (schemas scripts.extract.records.STAGED)."""
        found: dict[str, list[Row]] = {}
        gc.freeze()  # to look through the lexicons for garbage again and again costs a tenth of the time
        try:
            for document in documents(batch):
                for name, some in self.extract(document).items():
                    found.setdefault(name, []).extend(some)
            return to_arrow(found)
        finally:
            gc.unfreeze()

    def extract(self, document: Document) -> dict[str, list[Row]]:
        """The records of one document, by staged table."""
        parts = layout(document.text, self.text)
        heads = headed(document, parts)
        published = heads[0].date.day if heads else None
        dates = find_dates(parts, published)
        bodies, named = names(parts, self.gazetteer)
        persons = people(parts, self.people, named)
        entities = {e.key: e for e in (*bodies, *persons.entities)}
        whose = Cover([m.span for m in persons.mentions])  # a name may be that of a town too
        named = [m for m in named if not whose.at(m.span.start)]
        mentions = sorted((*named, *persons.mentions), key=lambda m: m.span)
        sentences = [s.span for s in parts.sentences]
        said = attributions(parts, self.cues)
        refers = references(document.text, entities, mentions, persons.titles, sentences, self.offices, self.demonyms)
        refers = sorted((*refers, *guests(document.text, self.demonyms)), key=lambda r: r.span)
        home = next((self.places[m.place_id] for m in mentions if m.place_id), None)
        cast = resolve(parts, entities, mentions, refers, said, persons, self.speakers, home)
        acting = sorted((*cast.mentions, *cast.unnamed), key=lambda m: m.span)
        meetings, agreements = events(parts, cast.entities, acting, dates, self.events, self.agreements, published)
        writer = Writer(document, parts, cast.entities, self.states, self.places)
        writer.heads(heads)
        writer.dates(dates)
        writer.mentions(cast.mentions)
        writer.titles(persons.titles)
        writer.meetings(meetings)
        writer.agreements(agreements, meetings, self.agreements.commonplace)
        writer.statements(said, cast.speakers, meetings, agreements, self.cues)
        writer.unnamed(cast.unnamed)
        return writer.rows()
