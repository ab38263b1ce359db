"""The cascade: one document and the reference tables in, records with their spans out. It knows no other document."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from scripts.documents import documents
from scripts.extract.act_words import ActWord, ActWords
from scripts.extract.attribution import attributions
from scripts.extract.cues import Cues, load_cues
from scripts.extract.date_header import headed
from scripts.extract.dates import find_dates
from scripts.extract.event_words import AgreementWords, EventWord, EventWords
from scripts.extract.events import events
from scripts.extract.gazetteer import Gazetteer, names
from scripts.extract.guests import guests
from scripts.extract.incident_records import write_incidents
from scripts.extract.incident_told import incidents
from scripts.extract.incident_words import IncidentWord, IncidentWords
from scripts.extract.incidents import tellings
from scripts.extract.model import Document, Entity
from scripts.extract.nominals import OfficeWords, references
from scripts.extract.people import Lexicons, people
from scripts.extract.placed import Cover
from scripts.extract.proposal_rows import write_proposals
from scripts.extract.proposal_words import ProposalWord, ProposalWords
from scripts.extract.proposed import Around, proposed
from scripts.extract.proposers import Actors
from scripts.extract.records import Row, Values, Writer, to_arrow, to_rows
from scripts.extract.references import resolve
from scripts.extract.remarks import remarks
from scripts.extract.speakers import SpeakerWord, SpeakerWords
from scripts.extract.statement_rows import statement_keys, write_statements
from scripts.extract.text import Abbreviation, Furniture, TextWords, layout
from scripts.extract.titles import OfficeWord
from scripts.extract.topics import TopicWord, TopicWords
from scripts.lexicon import Finders
from scripts.problems import all_of
from scripts.reference import Reference, load, rows


@dataclass(frozen=True, slots=True)
class Cascade:
    """The compiled lexicons; made once for all documents. states: by country. lands: the same by key."""

    reference: Reference
    text: TextWords
    cues: Cues
    gazetteer: Gazetteer
    people: Lexicons
    offices: OfficeWords
    speakers: SpeakerWords
    events: EventWords
    agreements: AgreementWords
    acts: ActWords
    topics: TopicWords
    happened: IncidentWords
    proposals: ProposalWords
    words: Finders
    demonyms: Mapping[str, str]
    states: Mapping[str, Entity]
    lands: Mapping[str, Entity]
    places: Mapping[str, str | None]

    @classmethod
    def load(cls, folder: Path) -> Cascade:
        """Compile the tables of seeds/reference. Raises Problems."""
        reference, short, furniture, cues, offices, speakers, phrases, acts, subjects, happened, proposals = all_of(
            lambda: load(folder),
            lambda: rows(folder / "abbreviations.csv", Abbreviation, ("abbreviation",)),
            lambda: rows(folder / "furniture.csv", Furniture, ("phrase", "where")),
            lambda: load_cues(folder / "cues.csv"),
            lambda: rows(folder / "office_words.csv", OfficeWord, ("word", "office")),
            lambda: rows(folder / "speaker_words.csv", SpeakerWord, ("word", "role")),
            lambda: rows(folder / "event_words.csv", EventWord, ("phrase", "frame")),
            lambda: rows(folder / "act_words.csv", ActWord, ("phrase", "sign")),
            lambda: rows(folder / "topics.csv", TopicWord, ("phrase", "topic")),
            lambda: rows(folder / "incident_words.csv", IncidentWord, ("word", "part")),
            lambda: rows(folder / "proposal_words.csv", ProposalWord, ("phrase", "part", "takes")),
        )
        events, act_words, topic_words = EventWords.of(phrases), ActWords(acts), TopicWords(subjects)
        incident_words, proposal_words = IncidentWords.of(happened), ProposalWords.of(proposals)
        states = {c.country: Entity(c.actor_id, "state", c.name, c.country, c.actor_id) for c in reference.countries}
        lists: Mapping[str, Iterable[str]] = {
            "acts": act_words.signs,
            "topics": topic_words.topics,
            "incidents": incident_words.senses,
            "proposals": proposal_words.takes,
        }
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
            act_words,
            topic_words,
            incident_words,
            proposal_words,
            Finders(lists),
            {n.name: n.country for n in reference.country_names if n.form in ("demonym", "name")},
            states,
            {state.key: state for state in states.values()},
            {p.place_id: p.country for p in reference.places},
        )

    def tables(self, batch: pa.RecordBatch | pa.Table) -> dict[str, pa.Table]:
        """Documents (schema scripts.documents.DOCUMENTS) to staged tables (schemas scripts.extract.records.STAGED)."""
        found: dict[str, list[Values]] = {}
        gc.freeze()  # to look through the lexicons for garbage again and again costs a tenth of the time
        try:
            for document in documents(batch):
                for name, some in self.values(document).items():
                    found.setdefault(name, []).extend(some)
            return to_arrow(found)
        finally:
            gc.unfreeze()

    def extract(self, document: Document) -> dict[str, list[Row]]:
        """The records of one document, by staged table, each by column."""
        return to_rows(self.values(document))

    def values(self, document: Document) -> dict[str, list[Values]]:
        """The same as tuples in the order of the columns."""
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
        cast = resolve(parts, entities, mentions, refers, said, persons, self.speakers, home, self.gazetteer.ministry)
        seen = self.words.find(parts.low)
        acting = sorted((*cast.mentions, *cast.unnamed), key=lambda m: m.span)
        meetings, agreements = events(parts, cast.entities, acting, dates, self.events, self.agreements, published)
        writer = Writer(document, parts, cast.entities, self.states, self.places)
        writer.heads(heads)
        writer.sentences()
        writer.dates(dates)
        writer.mentions(cast.mentions)
        writer.titles(persons.titles)
        writer.meetings(meetings)
        writer.agreements(agreements, meetings, self.agreements.commonplace)
        deep = remarks(
            parts,
            said,
            cast.speakers,
            cast.entities,
            acting,
            meetings,
            agreements,
            self.states,
            self.acts.read(seen["acts"]),
            self.cues,
        )
        keys = statement_keys(said)
        write_statements(writer, said, keys, cast.speakers, deep, agreements)
        actors = Actors(document.text, cast.entities, acting, said, cast.speakers, deep, self.states)
        acts, around = self.proposals.read(seen["proposals"]), Around(dates, meetings, agreements)
        offers = proposed(parts, acts, self.proposals, said, actors, around, deep)
        write_proposals(writer, offers, keys)
        known = {**self.lands, **cast.entities}
        told = tellings(parts, known, acting, dates, self.events, seen["incidents"], self.happened, self.lands, said)
        found = incidents(parts.text, told, known, self.places, said, cast.speakers)
        write_incidents(writer, found, said, keys, cast.speakers, self.lands)
        writer.topics(self.topics.read(seen["topics"]))
        writer.unnamed(cast.unnamed)
        return writer.rows()
