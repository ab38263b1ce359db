"""Compare published tables with hand-coded articles: what is right, wrong and missed.

Matching is one to one, the best pair first, and figures add up over articles. A person matches by name; a meeting by
at least half of its persons; an agreement by evidence in the same words; a statement by at least half of its content.
What the coders marked optional is neither missed when it is left out nor wrong when it is found.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.findings import Published, Row, covered, read
from scripts.problems import Problem, Problems
from scripts.query import connect
from scripts.scores import Score, best

HALF = 0.5  # of the persons of a meeting, or of the characters of a statement
OVERLAP = 0.3  # of the shorter evidence of an agreement
ARTICLES = frozenset({"the", "of"})  # words that tell no two bodies apart
FIGURES: Mapping[str, tuple[str, ...]] = {  # by kind; the second counts what is right in full
    "person": ("persons",),
    "meeting": ("meetings", "meetings with their date"),
    "agreement": ("agreements",),
    "statement": ("statements", "statements with their speaker"),
}

Coded = Mapping[str, Any]  # an object of the gold


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that the coders have, the tables have, or both.

    kind: person, meeting, agreement or statement. coded: the object of the gold, empty where the tables alone have it.
    record: its id in the tables, empty where the coders alone have it. needed: whether it had to be found; one that had
    not to and is found does not count. full: whether the date of a meeting, the speaker of a statement is right too.
    """

    kind: str
    coded: Coded
    record: str
    needed: bool
    full: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """One article of the gold with what became of it. actor_of: the actor found for each key of a person."""

    source_id: str
    article: Coded
    actor_of: Mapping[str, str]
    outcomes: Sequence[Outcome]


@dataclass(frozen=True, slots=True)
class Report:
    """All articles of the gold, compared with what is published."""

    published: Published
    articles: Sequence[Compared]

    @property
    def scores(self) -> dict[str, Score]:
        """Scores by figure."""
        found = {figure: Score() for figures in FIGURES.values() for figure in figures}
        for outcome in (o for article in self.articles for o in article.outcomes):
            for figure, full in zip(FIGURES[outcome.kind], (True, outcome.full), strict=False):
                found[figure] += _score(outcome, full)
        return found


def _score(outcome: Outcome, full: bool) -> Score:
    if not outcome.coded:
        return Score(wrong=1)
    if not outcome.needed:
        return Score()
    if not outcome.record:
        return Score(missed=1)
    return Score(right=1) if full else Score(wrong=1, missed=1)


def evaluate(gold: Path, folder: Path) -> Report:
    """Compare the package in a folder with the gold files NAME.json, but not _NAME.json. Raises Problems."""
    files = [path for path in sorted(gold.glob("*.json")) if not path.name.startswith("_")]
    if not files:
        raise Problems([Problem(str(gold), None, None, None, "holds no gold (*.json)", "name the folder of the gold")])
    with connect(folder) as db:
        published = read(db)
    articles = []
    for path in files:
        article = json.loads(path.read_text(encoding="utf-8"))
        articles.append(compared(article, article.get("source_id") or path.stem, published))
    return Report(published, articles)


def compared(article: Coded, source: str, published: Published) -> Compared:
    """What became of one article of the gold."""
    outcomes, actor_of = _persons(article, source, published)
    outcomes += _meetings(article, source, published, actor_of)
    if "agreements" in article:
        outcomes += _agreements(article, source, published)
    outcomes += _statements(article, source, published, actor_of)
    return Compared(source, article, actor_of, outcomes)


def _outcomes(
    kind: str,
    gold: Sequence[Coded],
    found: Sequence[str],
    matches: Mapping[int, int],
    needed: Iterable[int],
    full: Iterable[int] = (),
) -> list[Outcome]:
    """The outcomes of one kind in order of the gold, then what nothing of it matches. needed, full: indices of gold."""
    must, whole = set(needed), set(full)
    coded = [
        Outcome(kind, thing, found[matches[i]] if i in matches else "", i in must, i in whole)
        for i, thing in enumerate(gold)
    ]
    taken = set(matches.values())
    return coded + [Outcome(kind, {}, record, True) for j, record in enumerate(found) if j not in taken]


# persons


def _persons(article: Coded, source: str, published: Published) -> tuple[list[Outcome], dict[str, str]]:
    """The persons, and the actor_id found for each key of the gold."""
    gold = [person for person in article["persons"] if not person.get("anonymous")]
    names = published.names.get(source, {})
    found = [actor for actor in names if published.is_person(actor)]
    forms = [forms_of(person) for person in gold]
    pairs = [
        (len(names[actor] & forms[i]), i, j)
        for i, person in enumerate(gold)
        for j, actor in enumerate(found)
        if any(same_person(form, name) for form in forms[i] for name in names[actor])
    ]
    matches = best(pairs)
    unnamed = {i for i, p in enumerate(gold) if p.get("canonical_in_text") is False or p.get("named_in_text") is False}
    # a match with one who is only described counts as one who had to be found
    needed = [i for i in range(len(gold)) if i in matches or i not in unnamed]
    actor_of = {gold[i]["key"]: found[j] for i, j in matches.items()}
    return _outcomes("person", gold, found, matches, needed), actor_of


def forms_of(named: Coded) -> frozenset[str]:
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


def _meetings(article: Coded, source: str, published: Published, actor_of: Mapping[str, str]) -> list[Outcome]:
    keys = {person["key"] for person in article["persons"]}
    gold, found = article["meetings"], sorted(published.evidence.get(("meetings", source), ()))
    pairs = []
    for i, meeting in enumerate(gold):
        wanted, spared = wanted_persons(meeting, article, actor_of)
        for j, record in enumerate(found):
            present = persons_of(record, published) - spared
            if wanted:
                likeness = len(wanted & present) / len(wanted | present)
            else:
                shared = published.characters("meetings", source, record) & covered(meeting["evidence"])
                likeness = HALF if shared else 0.0
            if likeness >= HALF:
                row = published.meetings[record]
                same_day = _day(row["date"]) == _day(meeting["date"])
                pairs.append((likeness + 0.5 * same_day + 0.1 * (row["status"] == meeting["status"]), i, j))
    matches = best(pairs)
    needed = [i for i, meeting in enumerate(gold) if not _optional_meeting(meeting, keys)]
    dated = [i for i, j in matches.items() if _dated(gold[i], published.meetings[found[j]])]
    return _outcomes("meeting", gold, found, matches, needed, dated)


def persons_of(meeting_id: str, published: Published) -> frozenset[str]:
    """The persons who take part in a published meeting."""
    return frozenset(a for a in published.participants.get(meeting_id, ()) if published.is_person(a))


def wanted_persons(
    meeting: Coded, article: Coded, actor_of: Mapping[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The persons of a meeting of the gold and those who may be left out, as actors; missing:KEY where not found."""
    keys = {person["key"] for person in article["persons"]}
    spared = frozenset(actor_of[key] for key in meeting.get("optional_participants") or () if key in actor_of)
    wanted = frozenset(actor_of.get(key, f"missing:{key}") for key in meeting["participants"] if key in keys)
    return wanted - spared, spared


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


def _agreements(article: Coded, source: str, published: Published) -> list[Outcome]:
    gold, found = article["agreements"], sorted(published.evidence.get(("agreements", source), ()))
    ours = [published.characters("agreements", source, record) for record in found]
    pairs = []
    for i, agreement in enumerate(gold):
        wanted = covered(agreement["evidence"]) | covered(agreement.get("other_mentions"))
        for j, theirs in enumerate(ours):
            share = len(wanted & theirs) / max(1, min(len(wanted), len(theirs)))
            if share >= OVERLAP:
                pairs.append((share, i, j))
    needed = [i for i, a in enumerate(gold) if not (a.get("optional") or a.get("low_confidence"))]
    return _outcomes("agreement", gold, found, best(pairs), needed)


# statements


def _statements(article: Coded, source: str, published: Published, actor_of: Mapping[str, str]) -> list[Outcome]:
    gold, found = article["statements"], list(published.statements.get(source, ()))
    wanted = [covered(statement["content"]) for statement in gold]
    content = [published.characters("statements", source, record, "text") for record in found]
    pairs = [
        (likeness, i, j)
        for i, ours in enumerate(wanted)
        for j, theirs in enumerate(content)
        if (likeness := len(ours & theirs) / max(1, len(ours | theirs))) >= HALF
    ]
    matches = best(pairs)
    needed = [i for i, statement in enumerate(gold) if not _optional_statement(statement)]
    labels = published.names.get(source, {})
    spoken = []
    for i, j in matches.items():
        speakers = published.speakers.get(found[j], frozenset())
        names = {a: labels.get(a, frozenset()) | {published.actors[a]["name"], a} for a in speakers}
        if _speaker_right(gold[i], article, actor_of, names):
            spoken.append(i)
    return _outcomes("statement", gold, found, matches, needed, spoken)


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
        if key in bodies and any(_telling(form) & name for form in forms_of(bodies[key]) for name in names):
            return True
        wanted = _telling(key)
        if key not in persons and wanted and any(len(wanted & name) / len(wanted) >= HALF for name in names):
            return True
    return False


def _telling(name: str) -> frozenset[str]:
    return frozenset(folded(name)) - ARTICLES
