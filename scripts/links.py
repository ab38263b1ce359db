"""Identities across articles against the coders' list of them: what is one record, and what must be two.

The list (_links.json beside the gold) names things as SOURCE:KEY. A thing of the gold is found by what scripts.evaluate
matched, else by evidence in the same words; one that was not found can be neither linked nor kept apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from scripts import depth
from scripts.depth import Judge
from scripts.evaluate import OVERLAP, Coded, Report
from scripts.findings import covered
from scripts.scores import Score

TABLES: Mapping[str, str] = {  # lists of the links -> tables of ours
    "persons": "actors",
    "organisations": "actors",
    "meetings": "meetings",
    "agreements": "agreements",
    "proposals": "proposals",
    "background_events": "incidents",
}
APART = ("NOT the same", "same theme, different occasion")  # relations of things that are not one


@dataclass(frozen=True, slots=True)
class Link:
    """Two things of the gold.

    same: whether they are one. found: whether both are in the record. right: whether they are there as they should.
    """

    kind: str
    one: str
    other: str
    same: bool
    found: bool
    right: bool


def every_figure(report: Report, gold: Path) -> dict[str, Score]:
    """What scripts.evaluate, scripts.depth and this module measure, by figure."""
    return {**report.scores, **depth.figures(report), **figures(report, gold)}


def figures(report: Report, gold: Path) -> dict[str, Score]:
    """Scores by figure: of each kind the pairs that are one, and all pairs that must be kept apart."""
    found: dict[str, Score] = {}
    for link in links(report, gold):
        name = f"{link.kind.replace('background_events', 'incidents').replace('_', ' ')} across articles"
        name = name if link.same else "what must be kept apart"
        found.setdefault(name, Score())
        if link.found:
            found[name] += Score(right=1) if link.right else Score(wrong=1, missed=1)
    return {name: score for name, score in found.items() if score != Score()}


def links(report: Report, gold: Path) -> Iterator[Link]:
    """All pairs of the list, compared. None where there is no list."""
    path = gold / "_links.json"
    if not path.is_file():
        return
    listed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    world = World(report)
    for kind in TABLES:
        for members in listed.get(kind, ()):
            for one, other in combinations(members, 2):
                yield world.link(kind, one, other, same=True)
    for kind, related in (("meetings", "meetings_related"), ("proposals", "proposals_related")):
        for relation in listed.get(related, ()):
            if relation["relation"].startswith(APART):
                for one, other in combinations(relation["members"], 2):
                    yield world.link(kind, one, other, same=False)
    for pair in listed.get("persons_must_not_link", ()):
        if ":" in pair["b"]:
            yield world.link("persons", pair["a"].split(" ")[0], pair["b"], same=False)
    for relation in listed.get("statements_same_utterance", ()):
        if relation["relation"].startswith("paraphrase"):
            one, other = relation["members"]
            yield world.link("utterances", one, other, same=True)


class World:
    """What the things of the gold are with us."""

    def __init__(self, report: Report) -> None:
        self.published = report.published
        self.judges = {article.source_id: Judge(article, report.published) for article in report.articles}
        self.coded: dict[tuple[str, str], Mapping[str, Coded]] = {}
        for article in report.articles:
            for kind in TABLES:
                things = article.article.get(kind, ())
                self.coded[article.source_id, kind] = {t.get("key") or t["id"]: t for t in things}

    def link(self, kind: str, one: str, other: str, *, same: bool) -> Link:
        """Compare two things of the gold."""
        ours, theirs = self.records(kind, one), self.records(kind, other)
        right = bool(ours & theirs) if same else not (ours & theirs)
        return Link(kind, one, other, same, bool(ours and theirs), right)

    def records(self, kind: str, member: str) -> frozenset[str]:
        """The ids with us of a thing of the gold; of a statement, that of its utterance."""
        source, key = member.split(":", 1)
        judge = self.judges.get(source)
        if judge is None:
            return frozenset()
        if kind in ("persons", "organisations"):
            return judge.actors.get(key, frozenset())
        if kind == "utterances":
            record = judge.records.get("statement", {}).get(key)
            row = self.published.statements[source][record] if record else {}
            return frozenset((row["same_as"] or record,)) if record else frozenset()
        matched = judge.records.get(kind.removesuffix("s"), {}).get(key)
        return frozenset((matched,)) if matched else self.overlapping(kind, source, key)

    def overlapping(self, kind: str, source: str, key: str) -> frozenset[str]:
        """The records with evidence in the words of a thing of the gold."""
        thing = self.coded.get((source, kind), {}).get(key)
        if thing is None:
            return frozenset()
        wanted = covered(thing["evidence"])
        found: set[str] = set()
        for record, rows in self.published.evidence.get((TABLES[kind], source), {}).items():
            ours = covered(telling(rows, TABLES[kind]))
            if len(wanted & ours) >= OVERLAP * max(1, min(len(wanted), len(ours))):
                found.add(record)
        if "visit" in (thing.get("kind") or ""):  # of an article that tells no visit, that of its meeting
            rows = [self.published.meetings[record] for record in found]
            found = {row["meeting_id"] if row["kind"] == "visit" else row["part_of"] for row in rows} - {None}
        return frozenset(found)


def telling(rows: Sequence[Mapping[str, Any]], table: str) -> list[Mapping[str, Any]]:
    """The evidence that tells of a record itself, not of its date or place."""
    own = table.removesuffix("s")
    return [row for row in rows if row["field"] == own]
