"""The rules of the extractor: what each finds, how often it did, how often that was right, and an example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.text import Text

from schemas.read import tables
from scripts.documents import DOCUMENTS
from scripts.evaluate import Compared, Outcome, Report, persons_of, wanted_persons
from scripts.explain import Passage, marked
from scripts.extract.cascade import Cascade
from scripts.extract.text import layout
from scripts.findings import Published, Row, covered
from scripts.query import QueryError, Result, ask, shown
from scripts.reference import Rule

READ_ON = date(2024, 5, 17)  # a Friday; the day on which examples are read
COLUMNS = ("stage", "rule", "what it finds", "fired", "right", "judged", "share")
# a firing is a mention, a date, or a record that a rule bears out in one document; the dates of records are dates again
FIRED = """
WITH firings AS (
  SELECT rule FROM mentions
  UNION ALL SELECT rule FROM date_expressions
  UNION ALL SELECT rule FROM (SELECT DISTINCT table_name, record_id, source_id, rule FROM evidence)
  WHERE rule NOT IN (SELECT rule FROM date_expressions)
)
SELECT rule, count(*) FROM firings GROUP BY rule"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often what a rule found was right, of the times that the gold says anything of it."""

    right: int = 0
    judged: int = 0


def overview(db: duckdb.DuckDBPyConnection, report: Report) -> Result:
    """All rules with their figures, by stage. db: the views of scripts.query.connect; report: of evaluate."""
    fired = dict(ask(db, FIRED).rows)
    tallies = judged(report)
    stages = next(f.enum or () for f in tables()["rules"].fields if f.name == "stage")
    listed = ask(db, "SELECT stage, rule, finds FROM rules ORDER BY rule").rows
    rows = []
    for stage, rule, finds in sorted(listed, key=lambda row: stages.index(row[0])):
        tally = tallies.get(rule, Tally())
        share = f"{tally.right / tally.judged:.2f}" if tally.judged else "not judged"
        rows.append((stage, rule, finds, fired.get(rule, 0), tally.right, tally.judged, share))
    return Result(COLUMNS, tuple(rows))


def judged(report: Report) -> dict[str, Tally]:
    """By rule: what it found and what of that is right, matched as in evaluate.

    A rule of statements, meetings or agreements is right where the record is the gold's; a rule of dates where it dates
    a meeting as the gold does; a rule that names people where the person is the gold's, and where the one named speaks
    or takes part, also in that. What is optional, and what the gold does not code, is not judged.
    """
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for compared in report.articles:
        for rule, good in (*_records(compared, report.published), *_mentions(compared, report.published)):
            seen[rule] += 1
            right[rule] += good
    return {rule: Tally(right[rule], times) for rule, times in seen.items()}


def _judgeable(compared: Compared) -> Iterator[Outcome]:
    """What was found, optional things left out."""
    return (o for o in compared.outcomes if o.record and (o.needed or not o.coded))


def _records(compared: Compared, published: Published) -> Iterator[tuple[str, bool]]:
    """The rules that found a record or its date, each once a record, and whether they were right."""
    fields = {
        "statement": ("statements", "text"),
        "meeting": ("meetings", "meeting"),
        "agreement": ("agreements", "agreement"),
    }
    for outcome in (o for o in _judgeable(compared) if o.kind in fields):
        table, main = fields[outcome.kind]
        rows = published.evidence[table, compared.source_id][outcome.record]
        for rule in {row["rule"] for row in rows if row["field"] == main}:
            yield rule, bool(outcome.coded)
        if outcome.kind == "meeting" and outcome.coded:
            for rule in {row["rule"] for row in rows if row["field"] == "date"}:
                yield rule, outcome.full


def _mentions(compared: Compared, published: Published) -> Iterator[tuple[str, bool]]:
    """The rules of mentions, each once a mention, and whether they were right in all that the gold says of it."""
    mentions = published.mentions.get(compared.source_id, ())
    verdicts: dict[str, bool] = {}
    rules = {str(m["mention_id"]): str(m["rule"]) for m in mentions}

    def judge(some: Iterable[Row], good: bool) -> None:
        for mention in some:
            verdicts[mention["mention_id"]] = good and verdicts.get(mention["mention_id"], True)

    def within(rows: Iterable[Row], actors: Iterable[str]) -> list[Row]:
        where, who = covered(rows), set(actors)
        return [m for m in mentions if m["actor_id"] in who and where >= covered(m)]

    for outcome in _judgeable(compared):
        if outcome.kind == "person":
            judge((m for m in mentions if m["actor_id"] == outcome.record and m["form"] == "name"), bool(outcome.coded))
        elif outcome.kind == "statement" and outcome.coded:
            rows = published.evidence["statements", compared.source_id][outcome.record]
            speaking = published.speakers.get(outcome.record, ())
            judge(within((r for r in rows if r["field"] == "speaker"), speaking), outcome.full)
        elif outcome.kind == "meeting" and outcome.coded:
            rows = published.evidence["meetings", compared.source_id][outcome.record]
            wanted, spared = wanted_persons(outcome.coded, compared.article, compared.actor_of)
            for actor in persons_of(outcome.record, published) - spared:
                judge(within((r for r in rows if r["field"] == "participant"), [actor]), actor in wanted)
    return ((rules[mention], good) for mention, good in verdicts.items())


def find(rules: Iterable[Rule], name: str) -> Rule:
    """The rule of that name. Raises QueryError with names that come near."""
    named = {rule.rule: rule for rule in rules}
    if name not in named:
        near = [other for other in named if set(name.split("-")) & set(other.split("-"))]
        raise QueryError(f"No rule is named {name}. There are: {', '.join(near or named)}.")
    return named[name]


def passages(cascade: Cascade, rule: Rule, example: str) -> tuple[str, list[Passage]]:
    """The text of an example, its paragraphs parted, and all that the cascade finds in it, in order."""
    text = example.replace(" ¶ ", "\n\n")
    row: Mapping[str, object] = {
        "source_id": "example",
        "text": text,
        "published_on": None if rule.rule.endswith("-undated") else READ_ON,
        "sha256": sha256(text.encode()).hexdigest(),
        "characters": len(text),
    }
    staged = cascade.tables(pa.Table.from_pylist([row], schema=DOCUMENTS))
    found = {
        (r["start"], r["end"], r.get("field") or r.get("form") or name, r["rule"])
        for name, table in staged.items()
        if {"start", "end", "rule"} <= set(table.column_names)
        for r in table.to_pylist()
        if r["start"] is not None
    }
    return text, [Passage("example", s, e, field, text[s:e], by) for s, e, field, by in sorted(found)]


def show(cascade: Cascade, rule: Rule, console: Console) -> None:
    """Print a rule with its example and counter-example, what it finds in them marked, then what others find."""
    console.print(Text(f"{rule.rule}  ({rule.stage})", style="bold"))
    console.print(Text(rule.finds), soft_wrap=True)
    for name, example in (("example", rule.example), ("counter-example", rule.counter_example)):
        text, found = passages(cascade, rule, example)
        parts = layout(text)
        own = [p for p in found if p.rule == rule.rule]
        console.print(Text(f"\n{name}", style="bold"))
        for passage in own:
            console.print(Text(f"  {passage.field}", style="dim"))
            console.print(Text("    ") + marked(passage, parts, console), soft_wrap=True)
        if not own:
            console.print(Text(f"    {shown(text)}"), soft_wrap=True)
            console.print(Text("  nothing by this rule", style="dim"))
        others = dict.fromkeys(f"{p.rule} ({shown(p.quote)})" for p in found if p.rule != rule.rule)
        if others:
            console.print(Text(f"  by others: {', '.join(others)}", style="dim"), soft_wrap=True)
