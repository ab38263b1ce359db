"""Compare published tables with hand-coded articles: what is right, wrong and missed.

Matching is one to one, the best pair first, and figures add up over articles. A person matches by name; a meeting by
at least half of its persons; an agreement by evidence in the same words; a statement by at least half of its content.
What the coders marked optional is neither missed when it is left out nor wrong when it is found.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from scripts.problems import Problem, Problems
from scripts.query import ask, connect
from scripts.scores import Report as Report  # for those who read what evaluate gives
from scripts.scores import best

HALF = 0.5  # of the persons of a meeting, or of the characters of a statement
OVERLAP = 0.3  # of the shorter evidence of an agreement
ARTICLES = frozenset({"the", "of"})  # words that tell no two bodies apart

Coded = Mapping[str, Any]  # an object of the gold
Row = dict[str, Any]
Characters = frozenset[int]


@dataclass(frozen=True, slots=True)
class Published:
    """The published tables as far as they are compared."""

    actors: Mapping[str, Row]
    names: Mapping[str, Mapping[str, frozenset[str]]]  # by source, by actor: the words that name it there
    meetings: Mapping[str, Row]
    statements: Mapping[str, Sequence[Row]]  # by source
    participants: Mapping[str, frozenset[str]]
    speakers: Mapping[str, frozenset[str]]
    spans: Mapping[tuple[str, str], Mapping[str, Characters]]  # by table and source, by record: all its evidence
    content: Mapping[tuple[str, str], Characters]  # by source and statement

    def is_person(self, actor_id: str) -> bool:
        return bool(self.actors[actor_id]["kind"] == "person")


def evaluate(gold: Path, folder: Path) -> Report:
    """Compare the package in a folder with the gold files NAME.json, but not _NAME.json. Raises Problems."""
    files = [path for path in sorted(gold.glob("*.json")) if not path.name.startswith("_")]
    if not files:
        raise Problems([Problem(str(gold), None, None, None, "holds no gold (*.json)", "name the folder of the gold")])
    with connect(folder) as db:
        published = read(db)
    report = Report()
    for path in files:
        article = json.loads(path.read_text(encoding="utf-8"))
        _compare(article, article.get("source_id") or path.stem, published, report)
    return report


def read(db: duckdb.DuckDBPyConnection) -> Published:
    """What is compared, out of the views of scripts.query.connect."""
    actors = {row["actor_id"]: row for row in _rows(db, "FROM actors")}
    names: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(db, "FROM mentions WHERE actor_id IS NOT NULL"):
        names[row["source_id"]][row["actor_id"]] |= {row["surface"], actors[row["actor_id"]]["name"]}
    statements = defaultdict(list)
    for row in _rows(db, "FROM statements"):
        statements[row["source_id"]].append(row)
    spans: defaultdict[tuple[str, str], defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    content: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in _rows(db, "FROM evidence"):
        characters = range(row["start"], row["end"])
        spans[row["table_name"], row["source_id"]][row["record_id"]].update(characters)
        if row["table_name"] == "statements" and row["field"] == "text":
            content[row["source_id"], row["record_id"]].update(characters)
    return Published(
        actors,
        {source: {actor: frozenset(words) for actor, words in found.items()} for source, found in names.items()},
        {row["meeting_id"]: row for row in _rows(db, "FROM meetings")},
        statements,
        _groups(db, "meeting_participants", "meeting_id"),
        _groups(db, "statement_speakers", "statement_id"),
        {place: {record: frozenset(c) for record, c in found.items()} for place, found in spans.items()},
        {place: frozenset(characters) for place, characters in content.items()},
    )


def _rows(db: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    answer = ask(db, sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _groups(db: duckdb.DuckDBPyConnection, table: str, key: str) -> dict[str, frozenset[str]]:
    """The actors of each record."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(db, f"FROM {table}"):
        found[row[key]].add(row["actor_id"])
    return {record: frozenset(actors) for record, actors in found.items()}


def _compare(article: Coded, source: str, published: Published, report: Report) -> None:
    actor_of = _persons(article, source, published, report)
    _meetings(article, source, published, actor_of, report)
    if "agreements" in article:
        _agreements(article, source, published, report)
    _statements(article, source, published, actor_of, report)


# persons


def _persons(article: Coded, source: str, published: Published, report: Report) -> dict[str, str]:
    """Scores the persons; gives the actor_id found for each key of the gold."""
    gold = [person for person in article["persons"] if not person.get("anonymous")]
    names = published.names.get(source, {})
    found = [actor for actor in names if published.is_person(actor)]
    forms = [_forms(person) for person in gold]
    pairs = [
        (len(names[actor] & forms[i]), i, j)
        for i, person in enumerate(gold)
        for j, actor in enumerate(found)
        if any(same_person(form, name) for form in forms[i] for name in names[actor])
    ]
    matches = best(pairs)
    named = [p for p in gold if p.get("canonical_in_text") is not False and p.get("named_in_text") is not False]
    # a match with one who is only described counts as one who had to be found
    report.add("persons", len(matches), len(found), max(len(named), len(matches)))
    missed = [person["canonical_name"] for i, person in enumerate(gold) if i not in matches and person in named]
    wrong = [f"{a}: {', '.join(sorted(names[a]))}" for j, a in enumerate(found) if j not in matches.values()]
    report.note(source, "persons", missed, wrong)
    return {gold[i]["key"]: found[j] for i, j in matches.items()}


def _forms(named: Coded) -> frozenset[str]:
    """All names of a person or body of the gold."""
    return frozenset([*named["surface_forms"], named["canonical_name"]])


def folded(text: str) -> list[str]:
    """The words of a name without case, accents and apostrophes."""
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub("[^a-z0-9]+", " ", re.sub("[’']", "", "".join(letters).lower())).split()


def same_person(form: str, name: str) -> bool:
    """Whether two names may be those of one person: the same last word, or all words of the one among the other's."""
    ours, theirs = folded(form), folded(name)
    if not ours or not theirs:
        return False
    if ours[-1] == theirs[-1]:
        return True
    return any(len(few) > 1 and set(few) <= set(many) for few, many in ((ours, theirs), (theirs, ours)))


# meetings


def _meetings(article: Coded, source: str, published: Published, actor_of: Mapping[str, str], report: Report) -> None:
    keys = {person["key"] for person in article["persons"]}
    gold, spans = article["meetings"], published.spans.get(("meetings", source), {})
    found = sorted(spans)
    pairs = []
    for i, meeting in enumerate(gold):
        spared = {actor_of.get(key) for key in meeting.get("optional_participants") or ()}
        wanted = {actor_of.get(key, f"missing:{key}") for key in meeting["participants"] if key in keys} - spared
        for j, record in enumerate(found):
            present = {a for a in published.participants.get(record, ()) if published.is_person(a)} - spared
            if wanted:
                likeness = len(wanted & present) / len(wanted | present)
            else:
                likeness = HALF if spans[record] & _characters(meeting["evidence"]) else 0.0
            if likeness >= HALF:
                row = published.meetings[record]
                same_day = _day(row["date"]) == _day(meeting["date"])
                pairs.append((likeness + 0.5 * same_day + 0.1 * (row["status"] == meeting["status"]), i, j))
    matches = best(pairs)
    needed = {i for i, meeting in enumerate(gold) if not _optional_meeting(meeting, keys)}
    right = needed & matches.keys()
    dated = {i for i in right if _dated(gold[i], published.meetings[found[matches[i]]])}
    sure = len(found) - len(matches) + len(right)
    report.add("meetings", len(right), sure, len(needed))
    report.add("meetings with their date", len(dated), sure, len(needed))
    missed = [f"{gold[i]['key']}, {gold[i]['date']}" for i in sorted(needed - right)]
    report.note(source, "meetings", missed, [r for j, r in enumerate(found) if j not in matches.values()])
    dates = [f"{found[matches[i]]} for {gold[i]['date']} of {gold[i]['key']}" for i in sorted(right - dated)]
    report.note(source, "meetings with their date", [], dates)


def _optional_meeting(meeting: Coded, keys: set[str]) -> bool:
    """Whether it need not be found: visits, and meetings in which the article names no person."""
    marked = any(meeting.get(mark) for mark in ("optional", "visit_only", "implicit"))
    return marked or "visit" in (meeting.get("kind") or "") or keys.isdisjoint(meeting["participants"])


def _dated(meeting: Coded, row: Row) -> bool:
    """Whether the date is one of those accepted. No date is no wrong date: precision is not to be invented."""
    known = [
        meeting["date"],
        meeting.get("date_hint"),
        meeting.get("date_external"),
        *(meeting.get("date_accept") or ()),
    ]
    return row["date"] is None or _day(row["date"]) in {_day(date) for date in known if date}


def _day(date: str | None) -> str | None:
    """An EDTF date without the marks of doubt."""
    return (date or "").replace("~", "").replace("?", "") or None


# agreements


def _agreements(article: Coded, source: str, published: Published, report: Report) -> None:
    gold, spans = article["agreements"], published.spans.get(("agreements", source), {})
    found = sorted(spans)
    pairs = []
    for i, agreement in enumerate(gold):
        wanted = _characters(agreement["evidence"]) | _characters(agreement.get("other_mentions"))
        for j, record in enumerate(found):
            share = len(wanted & spans[record]) / max(1, min(len(wanted), len(spans[record])))
            if share >= OVERLAP:
                pairs.append((share, i, j))
    matches = best(pairs)
    needed = {i for i, a in enumerate(gold) if not (a.get("optional") or a.get("low_confidence"))}
    right = needed & matches.keys()
    report.add("agreements", len(right), len(found) - len(matches) + len(right), len(needed))
    missed = [gold[i].get("title") or gold[i]["key"] for i in sorted(needed - right)]
    report.note(source, "agreements", missed, [r for j, r in enumerate(found) if j not in matches.values()])


# statements


def _statements(article: Coded, source: str, published: Published, actor_of: Mapping[str, str], report: Report) -> None:
    gold, found = article["statements"], published.statements.get(source, [])
    wanted = [_characters(statement["content"]) for statement in gold]
    content = [published.content.get((source, row["statement_id"]), frozenset()) for row in found]
    pairs = [
        (likeness, i, j)
        for i, ours in enumerate(wanted)
        for j, theirs in enumerate(content)
        if (likeness := len(ours & theirs) / max(1, len(ours | theirs))) >= HALF
    ]
    matches = best(pairs)
    needed = {i for i, statement in enumerate(gold) if not _optional_statement(statement)}
    right = needed & matches.keys()
    speakers = {i: published.speakers.get(found[matches[i]]["statement_id"], frozenset()) for i in right}
    labels = published.names.get(source, {})
    known = {
        a: labels.get(a, frozenset()) | {published.actors[a]["name"], a} for said in speakers.values() for a in said
    }
    spoken = {i for i in right if _speaker_right(gold[i], article, actor_of, {a: known[a] for a in speakers[i]})}
    sure = len(found) - len(matches) + len(right)
    report.add("statements", len(right), sure, len(needed))
    report.add("statements with their speaker", len(spoken), sure, len(needed))
    missed = [f"{gold[i]['speaker']}: {gold[i]['content'][0]['quote']}" for i in sorted(needed - right)]
    wrong = [f"{row['statement_id']}: {row['text']}" for j, row in enumerate(found) if j not in matches.values()]
    report.note(source, "statements", missed, wrong)
    others = [
        f"{found[matches[i]]['statement_id']}: {', '.join(sorted(speakers[i])) or 'nobody'} for {gold[i]['speaker']}"
        for i in sorted(right - spoken)
    ]
    report.note(source, "statements with their speaker", [], others)


def _optional_statement(statement: Coded) -> bool:
    """Whether it need not be found: second readings, headlines, and what is quoted within another statement."""
    marks = ("optional", "soft", "subtype", "reporting_source", "nested_in", "nested")
    return statement.get("position") == "headline" or any(statement.get(mark) for mark in marks)


def _speaker_right(
    statement: Coded, article: Coded, actor_of: Mapping[str, str], said: Mapping[str, Iterable[str]]
) -> bool:
    """Whether one of the speakers is one of those accepted. said: the names of each speaker found, by actor_id.

    A person must be the one matched; a body shares a word of its names; any other speaker ("a US official") at least
    half of the words of its key.
    """
    lists = ("speakers", "co_speakers", "acceptable_speakers")
    accepted = [statement["speaker"], *(key for name in lists for key in statement.get(name) or ())]
    persons = {person["key"] for person in article["persons"] if not person.get("anonymous")}
    bodies = {body["key"]: body for body in reversed(article.get("organisations", []))}
    names = [_telling(name) for words in said.values() for name in words]
    for key in accepted:
        if actor_of.get(key) in said:
            return True
        if key in bodies and any(_telling(form) & name for form in _forms(bodies[key]) for name in names):
            return True
        wanted = _telling(key)
        if key not in persons and wanted and any(len(wanted & name) / len(wanted) >= HALF for name in names):
            return True
    return False


def _telling(name: str) -> frozenset[str]:
    return frozenset(folded(name)) - ARTICLES


def _characters(spans: Any) -> Characters:
    """The offsets that a span of the gold, or a list of them, covers."""
    listed = spans if isinstance(spans, list) else [spans] if spans else []
    return frozenset(offset for span in listed for offset in range(span["start"], span["end"]))
