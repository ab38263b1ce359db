"""What extraction hands on: records of each document with their spans, as Arrow tables. Keys are the document's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from scripts.extract.agreements import Agreement
from scripts.extract.date_header import HeadRow
from scripts.extract.model import DateExpression, Document, Entity, Layout, Mention, Span, Title
from scripts.extract.told import Meeting
from scripts.extract.topics import FIELDS, topics

Row = dict[str, Any]
Values = tuple[Any, ...]  # of a row, in the order of its table's columns

LABELS = ("headline", "subheadline", "caption")
TEXT, NUMBER, DAY, YES = pa.string(), pa.int64(), pa.date32(), pa.bool_()
TYPES = {
    **dict.fromkeys(("start", "end", "meeting", "agreement", "proposal", "seq", "incident"), NUMBER),
    **dict.fromkeys(("date_start", "date_end"), DAY),
    **dict.fromkeys(("anonymous", "label", "named", "plural", "ongoing"), YES),
    "descriptors": pa.list_(TEXT),
}
DATED = "date date_start date_end date_basis"
COLUMNS = {  # all have source_id first; what TYPES does not name is text
    "entities": "entity kind name country actor_id anonymous",
    "sentences": "start end quote",
    "mentions": "start end surface form entity place_id rule",
    "heads": "value basis told_by ruling reason start end quote rule",
    "dates": "start end surface date date_start date_end basis rule",
    "titles": "entity start end title office country rank label rule",
    "meetings": f"meeting kind status {DATED} place_id host_country part_of",
    "meeting_participants": "meeting entity side",
    "agreements": f"agreement title descriptors kind status named plural {DATED} place_id meeting",
    "agreement_parties": "agreement entity role",
    "statements": "statement kind verb text speech_act position meeting agreement part_of summary_of",
    "statement_speakers": "statement entity seq",
    "statement_targets": "statement seq entity agreement meeting words stance",
    "statement_sources": "statement seq entity words",
    "incidents": f"incident kind {DATED} place_id means victims assertion certainty ongoing statement",
    "incident_actors": "incident entity role",
    "proposals": f"proposal kind status what {DATED} meeting agreement",
    "proposal_actors": "proposal entity role",
    "proposal_statements": "proposal statement",
    "topics": "table_name record topic start end",
    "evidence": "table_name record field start end quote rule",
}


def _schema(table: str) -> pa.Schema:
    # of a meeting that is part of another, the other's number; a statement has text for a key
    own = TYPES | ({"part_of": NUMBER} if table == "meetings" else {})
    return pa.schema([("source_id", TEXT), *((column, own.get(column, TEXT)) for column in COLUMNS[table].split())])


STAGED: Mapping[str, pa.Schema] = {table: _schema(table) for table in COLUMNS}
NAMES = {table: (*columns.split(),) for table, columns in COLUMNS.items()}


def to_arrow(rows: Mapping[str, Sequence[Values]]) -> dict[str, pa.Table]:
    """Rows by table as Arrow tables of the schemas above; a table without rows is there, empty."""
    return {name: _table(rows.get(name, ()), schema) for name, schema in STAGED.items()}


def _table(rows: Sequence[Values], schema: pa.Schema) -> pa.Table:
    """Column by column, in a third of the time that Arrow takes row by row."""
    if not rows:
        return schema.empty_table()
    columns = zip(schema, zip(*rows, strict=True), strict=True)
    return pa.Table.from_arrays([pa.array(values, field.type) for field, values in columns], schema=schema)


def to_rows(rows: Mapping[str, Sequence[Values]]) -> dict[str, list[Row]]:
    """The same as rows that can be read by column name."""
    return {table: [dict(zip(STAGED[table].names, row, strict=True)) for row in some] for table, some in rows.items()}


class Writer:
    """Turns what the cascade found in one document into rows of the staged tables."""

    def __init__(
        self,
        document: Document,
        parts: Layout,
        entities: Mapping[str, Entity],
        states: Mapping[str, Entity],
        places: Mapping[str, str | None],
    ) -> None:
        self.source, self.text, self.parts = document.source_id, document.text, parts
        self.entities = dict(entities)
        self.states, self.places = states, places
        self.used: set[str] = set()
        self.present: set[str] = set()  # who took part in a meeting
        self.found: dict[str, list[Values]] = {name: [] for name in STAGED}

    def rows(self) -> dict[str, list[Values]]:
        """All rows by table; entities only where another row speaks of them."""
        for key in sorted(self.used):
            e = self.entities[key]
            self.add(
                "entities",
                entity=key,
                kind=e.kind,
                name=e.name,
                country=e.country,
                actor_id=e.actor_id,
                anonymous=e.anonymous,
            )
        return self.found

    def add(self, table: str, **values: Any) -> None:
        """A row; a column that is not named is null. Of tables with many rows the methods below write the tuple."""
        self.found[table].append((self.source, *map(values.get, NAMES[table])))

    def span(self, span: Span) -> Row:
        return {"start": span.start, "end": span.end}

    def evidence(self, table: str, record: str | int, field: str, span: Span, rule: str) -> None:
        """One span behind a record; the same span for the same field once."""
        start, end = span
        row = (self.source, table, str(record), field, start, end, self.text[start:end], rule)
        self.found["evidence"].append(row)

    def heads(self, heads: Iterable[HeadRow]) -> None:
        for h in heads:
            told = {"value": h.date.edtf, "basis": h.date.basis, "told_by": h.date.told_by, "rule": h.date.rule}
            words = {**self.span(h.date.span), "quote": h.date.span.of(self.text)} if h.date.span else {}
            self.add("heads", **told, ruling=h.ruling, reason=h.reason, **words)

    def sentences(self) -> None:
        """The sentences of the article; what the page adds to it is no wording of anybody."""
        source, text = self.source, self.text
        told = [p.kind != "furniture" for p in self.parts.paragraphs]
        spans = (s.span for s in self.parts.sentences if told[s.paragraph])
        self.found["sentences"] += [(source, start, end, text[start:end]) for start, end in spans]

    def dates(self, dates: Iterable[DateExpression]) -> None:
        for d in dates:
            start, end = d.span
            told = (d.edtf, d.earliest, d.latest, d.basis, d.rule)
            self.found["dates"].append((self.source, start, end, self.text[start:end], *told))

    def mentions(self, mentions: Iterable[Mention]) -> None:
        source, text = self.source, self.text
        seen = set()
        for m in mentions:
            key = start, end, entity, place = *m.span, m.entity, m.place_id
            if key not in seen:
                seen.add(key)
                if entity:
                    self.used.add(entity)
                self.found["mentions"].append((source, start, end, text[start:end], m.form, entity, place, m.rule))

    def unnamed(self, mentions: Iterable[Mention]) -> None:
        """Those of the office-holders without a name who take part in something."""
        self.mentions(m for m in mentions if m.entity in self.used)

    def titles(self, titles: Iterable[Title]) -> None:
        for t in sorted(titles, key=lambda t: t.span):
            if t.rule == "former-office" or t.office == "official" or t.span.of(self.text).endswith("counterpart"):
                continue  # held no more, or no office by itself
            self.used.add(t.entity)
            office = {"title": t.span.of(self.text), "office": t.office, "country": t.country, "rank": t.rank}
            self.add("titles", entity=t.entity, **self.span(t.span), **office, label=self.in_label(t.span), rule=t.rule)

    def in_label(self, span: Span) -> bool:
        """Whether a span stands in a headline or caption."""
        index = self.parts.paragraph(span.start)
        return index is not None and self.parts.paragraphs[index].kind in LABELS

    def when(self, date: DateExpression | None) -> Row:
        if date is None:
            return {"date": None, "date_start": None, "date_end": None, "date_basis": None}
        return {"date": date.edtf, "date_start": date.earliest, "date_end": date.latest, "date_basis": date.basis}

    def place(self, mention: Mention | None) -> str | None:
        """The place a mention names; of a state by name, the state as a place."""
        if mention is None:
            return None
        if mention.place_id:
            return mention.place_id
        entity = self.entities[mention.entity or ""]
        return entity.actor_id if entity.kind == "state" and entity.actor_id in self.places else None

    def meetings(self, meetings: Sequence[Meeting]) -> None:
        countries = {key: e.country for key, e in self.entities.items()} if meetings else {}
        rows = [self._meeting(meeting, countries) for meeting in meetings]
        hosts: dict[int | None, set[str | None]] = {}
        for row in rows:
            hosts.setdefault(row["part_of"], set()).add(row["host_country"])
        for row in rows:  # a visit is to the country of its meetings
            if row["host_country"] is None and len(told := hosts.get(row["meeting"], set())) == 1:
                row["host_country"] = next(iter(told))
            self.add("meetings", **row)
        self.used |= self.present

    def _meeting(self, meeting: Meeting, countries: Mapping[str, str | None]) -> Row:
        """The row of a meeting; those of who took part and the evidence are written."""
        place = self.place(meeting.place)
        host = self.places.get(place) if place else None
        sides = meeting.sides(countries, host, self.text)
        hosts = sorted({c for key, side in sides.items() if side == "host" and (c := self.entities[key].country)})
        told = {"kind": meeting.kind, "status": meeting.status, **self.when(meeting.date)}
        host = host or (hosts[0] if len(hosts) == 1 else None)
        if meeting.kind == "visit" and "visitor" in sides.values():
            sides = {key: side for key, side in sides.items() if side != "host"}  # a visit is its visitors'
        for key, side in sorted(sides.items()):
            self.present.add(key)
            self.add("meeting_participants", meeting=meeting.key, entity=key, side=side)
        for frame in meeting.frames:
            self.evidence("meetings", meeting.key, "meeting", frame.span, frame.rule)
            for mention in (m for m in (*frame.hosts, *frame.others) if m.entity in meeting.who):
                self.evidence("meetings", meeting.key, "participant", mention.span, frame.rule)
            if frame.date and frame.date.edtf:
                self.evidence("meetings", meeting.key, "date", frame.date.span, frame.date.rule)
            if frame.place and self.place(frame.place) == place:
                self.evidence("meetings", meeting.key, "place", frame.place.span, frame.rule)
        return {"meeting": meeting.key, **told, "place_id": place, "host_country": host, "part_of": meeting.part_of}

    def agreements(
        self, agreements: Sequence[Agreement], meetings: Sequence[Meeting], commonplace: frozenset[str]
    ) -> None:
        for agreement in agreements:
            visit = agreement.visit(meetings)
            place = self.place(agreement.place or (visit.place if visit else None))
            signed = [m.key for m in meetings for f in m.frames if f.rule == "signing" and agreement.tells(f.span)]
            at = signed[0] if signed else visit.key if visit else None
            told = {
                "kind": agreement.introduced.kind,
                "status": agreement.status,
                **self.when(agreement.date),
                "place_id": place,
            }
            named, plural = agreement.distinct(commonplace), agreement.best.plural
            title = {"title": agreement.title, "descriptors": agreement.descriptors, "named": named, "plural": plural}
            self.add("agreements", agreement=agreement.key, **title, **told, meeting=at)
            roles: set[tuple[str, str]] = set()
            for item in agreement.told:
                self.evidence("agreements", agreement.key, "agreement", item.span, item.rule)
                if item.date and item.date.edtf:
                    self.evidence("agreements", agreement.key, "date", item.date.span, item.date.rule)
                if item.place and self.place(item.place) == place:
                    self.evidence("agreements", agreement.key, "place", item.place.span, item.rule)
                told_roles = [(m, *r) for m in item.parties for r in self.roles(m)]
                told_roles += [(m, m.entity, "witness") for m in item.witnesses if m.entity]
                for mention, key, role in told_roles:
                    roles.add((key, role))
                    self.evidence("agreements", agreement.key, role, mention.span, item.rule)
                for key, span in self._states(item.beside):
                    roles.add((key, "party"))
                    self.evidence("agreements", agreement.key, "party", span, "agreement-at-meeting")
            if visit is not None and visit.place and not agreement.place:
                self.evidence("agreements", agreement.key, "place", visit.place.span, "agreement-on-visit")
            if visit is not None and not roles:
                for key, span in self._states_of(visit):
                    roles.add((key, "party"))
                    self.evidence("agreements", agreement.key, "party", span, "agreement-on-visit")
            for key, role in sorted(roles):
                self.used.add(key)
                self.add("agreement_parties", agreement=agreement.key, entity=key, role=role)

    def _states_of(self, visit: Meeting) -> list[tuple[str, Span]]:
        """The states of the visitors and of the place of a visit, each with the words that tell it."""
        told = [(self.entities[m.entity].country, m.span) for m in visit.frames[0].others if m.entity]
        place = visit.place
        told += [(self.places.get(self.place(place) or ""), place.span)] if place else []
        return self._known(told)

    def _states(self, people: Sequence[Mention]) -> list[tuple[str, Span]]:
        """The states of people, each with the words that tell it."""
        return self._known([(self.entities[m.entity].country, m.span) for m in people if m.entity])

    def _known(self, told: Sequence[tuple[str | None, Span]]) -> list[tuple[str, Span]]:
        """Keys of the states of countries, which become entities of the document."""
        states = [(self.states[country], span) for country, span in told if country and country in self.states]
        for state, _ in states:
            self.entities.setdefault(state.key, state)
        return [(state.key, span) for state, span in states]

    def roles(self, mention: Mention) -> list[tuple[str, str]]:
        """Who is bound: a state or body itself; of a person who signs, the state of the office."""
        entity = self.entities[mention.entity or ""]
        unnamed = entity.anonymous and entity.kind == "other"  # the holder of an office
        if entity.kind != "person" and not unnamed:
            return [(entity.key, "party")]
        state = self.states.get(entity.country or "")
        if state is None:
            return [] if unnamed else [(entity.key, "signatory")]
        self.entities.setdefault(state.key, state)
        return [(state.key, "party")] if unnamed else [(entity.key, "signatory"), (state.key, "party")]

    def topics(self, words: Sequence[tuple[int, int, str]]) -> None:
        """The topics of the records written so far. words: as of TopicWords.read."""
        sentences = [s.span for s in self.parts.sentences]
        wanted = [row[1:6] for row in self.found["evidence"] if row[1] in FIELDS]
        for table, record, topic, span in topics(wanted, words, sentences):
            self.found["topics"].append((self.source, table, record, topic, *span))
            self.evidence(table, record, "topic", span, "topic-word")
