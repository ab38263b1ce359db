"""What a curator should look at: what is new, changed or gone since a publication, and what is uncertain."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import duckdb
from rich.console import Console
from rich.text import Text

from schemas.read import tables
from scripts.alike import alike
from scripts.decision import CORRECTIONS, ID_CHANGES, SAME_AS
from scripts.decisions import correctable
from scripts.explain import PASSAGES, PROOFS, Passage, context, marked, texts
from scripts.extract.text import layout
from scripts.install import DESCRIPTOR
from scripts.integrate.judged import CHANGING, moved
from scripts.letters import mixed
from scripts.query import ask, connect, shown
from scripts.rules import Tally
from scripts.since import Change, Frames, before, changes, counts, now

KINDS = (  # what an item is, the worst first
    "gone",
    "conflict",
    "disputed",
    "alphabets",
    "alike",
    "unsure",
    "weak rule",
    "changed",
    "no speaker",
    "no date",
    "new",
)
WEAK, ENOUGH = 0.8, 3  # share of what a rule found that is right, and times it was judged, for it to count as weak
PASSAGES_EACH = 2
WHO_AND_WHEN = ("REASON", "YOUR NAME", "YYYY-MM-DD")
MAIN = ("meeting", "agreement", "proposal", "incident", "text", "title", "value", "name")  # fields to show first


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. what: what is to be said of the record. paste: file and line of decisions that would settle
    it, of which one is to be chosen and completed. new: whether the record is new. also: another record in question."""

    kind: str
    table: str
    record_id: str
    what: str
    paste: tuple[tuple[str, str], ...]
    new: bool = False
    also: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """since: what was compared with, None if nothing was. counts: table, rows new, changed, gone. items: the worst
    first. passages: of the items that are shown, by their place."""

    since: str | None
    counts: Sequence[tuple[str, int, int, int]]
    items: Sequence[Item]
    passages: Sequence[Sequence[Passage]]
    texts: Mapping[str, str]

    @property
    def rest(self) -> int:
        """Items beyond those shown."""
        return len(self.items) - len(self.passages)


def review(folder: Path, since: str | None, documents: Path, tallies: Mapping[str, Tally], limit: int) -> Review:
    """What to look at in the package in a folder. Raises QueryError and Problems.

    since: a folder with an earlier package, or a git revision; by default the last commit. documents: the articles, as
    of publish. tallies: how often the rules were right (see scripts.rules.judged). limit: of the items with passages.
    """
    new, past = now(folder), before(folder, since)
    name, old = past or (None, {})
    found = changes(old, new) if past else []
    came = {(change.table, change.record_id) for change in found if change.kind == "new"}
    with connect(folder) as db:
        items = [*_gone(found, old, new, folder), *_uncertain(db, tallies, came), *_new_and_changed(found, db)]
        kept = set(ask(db, "SELECT table_name, record_id FROM decisions WHERE action = 'keep'").rows)
        items = [i for i in items if (i.table, i.record_id) not in kept or i.kind in ("gone", "changed", "unsure")]
        order = list(tables())
        items.sort(key=lambda i: (KINDS.index(i.kind), not i.new, order.index(i.table), i.record_id, i.also or ""))
        passages = [_passages(db, item, old) for item in items[:limit]]
        sources = {passage.source_id for some in passages for passage in some}
        return Review(name, counts(old, new) if past else (), items, passages, texts(db, sources, documents))


def _gone(found: Iterable[Change], old: Frames, new: Frames, folder: Path) -> Iterator[Item]:
    """Records that went without a word: users of their ids cannot follow."""
    told = set(new["id_changes"].select("table_name", "old_id").iter_rows()) if "id_changes" in new else set()
    version = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8")).get("version", "VERSION")
    went = [c for c in found if c.kind == "gone" and c.table in CHANGING and (c.table, c.record_id) not in told]
    for table in dict.fromkeys(change.table for change in went):
        after = moved(table, old, new)
        for change in (change for change in went if change.table == table):
            at = after.get(change.record_id)
            what = f"is gone, and {ID_CHANGES} does not say what became of it" + (f"; {at} has its words" if at else "")
            line = _line(change.record_id, table, at or "", version, WHO_AND_WHEN[0])
            yield Item("gone", table, change.record_id, what, ((ID_CHANGES, line),))


def _uncertain(
    db: duckdb.DuckDBPyConnection, tallies: Mapping[str, Tally], came: set[tuple[str, str]]
) -> Iterator[Item]:
    """What the tables themselves show to be in doubt."""

    def item(kind: str, table: str, record: str, what: str, *paste: tuple[str, str], also: str | None = None) -> Item:
        return Item(kind, table, record, what, paste, (table, record) in came, also)

    for conflict, name, record, field, value, others in ask(db, OPEN).rows:
        what = f"{field} of {record} in {name}: {value} is open, and others tell {others}"
        reject = correction("set", "conflicts", conflict, "ruling", "open", "rejected")
        yield item("conflict", "conflicts", conflict, what, reject)
    for position, title in ask(db, "SELECT position_id, title FROM positions WHERE disputed").rows:
        lines = [
            correction("keep", "positions", position, "disputed", "true"),
            correction("set", "positions", position, "disputed", "true", "false"),
            correction("remove", "positions", position, "title", title),
        ]
        yield item("disputed", "positions", position, f"{title!r} is contradicted", *lines)
    for actor, name in ask(db, "SELECT DISTINCT actor_id, name FROM actor_names WHERE name_kind = 'as_written'").rows:
        if letters := mixed(name):
            line = judgement("same", "actors", actor, "ACTOR_ID")
            yield item("alphabets", "actors", actor, f"{name} has {', '.join(letters)} among other letters", line)
    for pair in alike(db):
        what = f"may be {pair.left}: " + ("one surname" if pair.by_surname else f"names alike by {pair.likeness:.2f}")
        lines = [judgement(word, "actors", pair.left, pair.right) for word in ("same", "different", "unsure")]
        yield item("alike", "actors", pair.right, what, *lines, also=pair.left)
    for name, left, right, reason in ask(db, UNSURE).rows:
        lines = [judgement(word, name, left, right) for word in ("same", "different")]
        yield item("unsure", name, right, f"may be {left}: {reason}", *lines, also=left)
    yield from (item("weak rule", *told) for told in _weak(db, tallies))
    for (statement,) in ask(db, SPEAKERLESS).rows:
        add = correction("add", "statement_speakers", f"{statement} | 1", "actor_id", None, "ACTOR_ID")
        yield item("no speaker", "statements", statement, "has no speaker", add)
    for (meeting,) in ask(db, "SELECT meeting_id FROM meetings WHERE date IS NULL").rows:
        lines = [
            correction("set", "meetings", meeting, "date", None, "DATE"),
            correction("cite", "meetings", meeting, "date", "WORDS", "SOURCE_ID:START-END"),
            correction("keep", "meetings", meeting, "date", None),
        ]
        yield item("no date", "meetings", meeting, "has no date", *lines)


OPEN = """
SELECT c.conflict_id, c.table_name, c.record_id, c.field, c.value, string_agg(DISTINCT o.value, ', ' ORDER BY o.value)
FROM conflicts c JOIN conflicts o ON o.table_name = c.table_name AND o.record_id = c.record_id AND o.field = c.field
  AND o.as_of IS NOT DISTINCT FROM c.as_of AND o.value <> c.value
WHERE c.ruling = 'open' GROUP BY ALL"""
SIBLINGS = """
SELECT e.source_id, e.start, e."end", o.value, e.quote, e.rule
FROM conflicts c JOIN conflicts o ON o.table_name = c.table_name AND o.record_id = c.record_id AND o.field = c.field
  AND o.as_of IS NOT DISTINCT FROM c.as_of
JOIN evidence e ON e.table_name = 'conflicts' AND e.record_id = o.conflict_id
WHERE c.conflict_id = ?"""
UNSURE = "SELECT table_name, record_id, other_id, reason FROM decisions WHERE judgement = 'unsure'"
SPEAKERLESS = (
    "SELECT statement_id FROM statements WHERE statement_id NOT IN (SELECT statement_id FROM statement_speakers)"
)
TOLD = "SELECT table_name, record_id, list(DISTINCT rule ORDER BY rule) FROM evidence WHERE field IN {} GROUP BY ALL"


def _weak(
    db: duckdb.DuckDBPyConnection, tallies: Mapping[str, Tally]
) -> Iterator[tuple[str, str, str, tuple[str, str]]]:
    """Records that nothing but one rule bears out, where that rule is often wrong."""
    for name, record, rules in ask(db, TOLD.format(MAIN)).rows:
        tally = tallies.get(rules[0], Tally())
        if len(rules) == 1 and tally.judged >= ENOUGH and tally.right < WEAK * tally.judged:
            what = f"is told by {rules[0]} alone, which is right {tally.right} times of {tally.judged}"
            yield name, record, what, correction("remove", name, record)


def _new_and_changed(found: Iterable[Change], db: duckdb.DuckDBPyConnection) -> Iterator[Item]:
    for change in found:
        name, record = change.table, change.record_id
        if change.kind == "changed":
            told = [f"{n} was {_value(was)}, is {_value(value)}" for n, was, value in change.cells]
            lines = [
                correction("clear" if was is None else "set", name, record, n, value, was)
                for n, was, value in change.cells
                if correctable(name, n)
            ]
            yield Item("changed", name, record, "; ".join([*told, *change.parts]), tuple(lines))
        elif change.kind == "new":
            lines = [correction("remove", name, record)] if correctable(name) else []
            yield Item("new", name, record, _summary(db, name, record), tuple(lines), True)


def _summary(db: duckdb.DuckDBPyConnection, table: str, record: str) -> str:
    """A row in one line, what stands elsewhere in the item left out."""
    key = tables()[table].primary_key[0]
    answer = ask(db, f'SELECT * EXCLUDE ({key}) FROM "{table}" WHERE {key} = ?', [record])
    pairs = zip(answer.columns, answer.rows[0], strict=True)
    return ", ".join(f"{column} {shown(value)}" for column, value in pairs if value is not None and column != "text")


def _value(value: str | None) -> str:
    return "absent" if value is None else repr(value)


def correction(
    action: str, table: str, record: str, field: str = "", expected: str | None = None, new: str | None = None
) -> tuple[str, str]:
    """File and line of a correction, reason, name and day to be filled in."""
    return CORRECTIONS, _line(action, table, record, field, expected or "", new or "", *WHO_AND_WHEN)


def judgement(word: str, table: str, left: str, right: str) -> tuple[str, str]:
    """File and line of a judgement, reason, name and day to be filled in."""
    return SAME_AS, _line(word, table, left, right, *WHO_AND_WHEN)


def _line(*cells: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _passages(db: duckdb.DuckDBPyConnection, item: Item, old: Frames) -> list[Passage]:
    """The words to show with an item: of each record that it is about, those that tell most."""
    if item.kind == "gone":
        return _past(item, old)
    table = PASSAGES.get(item.table, PROOFS.format(item.table))
    sql = (SIBLINGS if item.kind == "conflict" else table) + ' ORDER BY source_id, start, "end", 4'
    found: list[Passage] = []
    for record in filter(None, (item.record_id, item.also)):
        every = [Passage(*row) for row in ask(db, sql, [record]).rows]
        if item.kind == "conflict":  # the field is the value told: of each value one passage
            return list({p.field: p for p in reversed(every)}.values())[::-1]
        found += sorted(every, key=lambda p: p.field not in MAIN)[: 1 if item.also else PASSAGES_EACH]
    return found


def _past(item: Item, old: Frames) -> list[Passage]:
    """The words of a record that is no more."""
    columns = {"actors": ("actor_id", "form", "surface"), "places": ("place_id", "form", "surface")}
    record, field, quote = columns.get(item.table, ("record_id", "field", "quote"))
    rows = old.get("mentions" if item.table in columns else "evidence")
    if rows is None:
        return []
    own = (r for r in rows.iter_rows(named=True) if r[record] == item.record_id)
    every = [
        Passage(r["source_id"], int(r["start"]), int(r["end"]), r[field], r[quote], r["rule"])
        for r in own
        if item.table in columns or r["table_name"] == item.table
    ]
    return sorted(every, key=lambda p: (p.field not in MAIN, p.source_id, p.start))[:PASSAGES_EACH]


def show(found: Review, console: Console) -> None:
    """Print a review for people: what changed by table, then the items with their words and the lines to paste."""

    def line(text: str | Text, indent: int = 0, style: str = "") -> None:
        told = text if isinstance(text, Text) else Text(text, style=style)
        console.print(Text(" " * indent) + told, soft_wrap=True)

    line(f"Since {found.since}:" if found.since else "There is no earlier package to compare with (see --since).")
    for name, came, other, went in found.counts:
        line(f"{name}: {came:,} new, {other:,} changed, {went:,} gone", 2)
    if found.since and not found.counts:
        line("nothing has changed", 2)
    layouts = {source: layout(text) for source, text in found.texts.items()}
    for number, (item, passages) in enumerate(zip(found.items, found.passages, strict=False), 1):
        line(f"\n{number}. {item.kind}{' (new)' if item.new and item.kind != 'new' else ''}", style="bold")
        line(f"{item.table} {shown(item.record_id)}: {shown(item.what)}", 3)
        for passage in passages:
            line(f"{shown(passage.source_id)}  {passage.start}-{passage.end}  {shown(passage.field)}", 5, "dim")
            line(marked(passage, layouts.get(passage.source_id), console), 7)
        for file, text in item.paste:
            line(f"{file}: {shown(text)}", 5)
    if found.rest > 0:
        line(f"\n… and {found.rest:,} more (see --limit).")
    elif not found.items:
        line("\nNothing to look at.")


def write_json(found: Review, stream: TextIO) -> None:
    """Write a review as one JSON object: since, tables, items (each with its passages and paste), rest."""
    layouts = {source: layout(text) for source, text in found.texts.items()}
    items = []
    for item, passages in zip(found.items, found.passages, strict=False):
        words = []
        for p in passages:
            left, right = context(p, layouts.get(p.source_id))
            place = {"source_id": p.source_id, "start": p.start, "end": p.end, "field": p.field, "rule": p.rule}
            words.append({**place, "before": left, "quote": p.quote, "after": right})
        about = {"kind": item.kind, "table": item.table, "record_id": item.record_id, "other_id": item.also}
        paste = [{"file": file, "line": line} for file, line in item.paste]
        items.append({**about, "new": item.new, "what": item.what, "passages": words, "paste": paste})
    names = ("table", "new", "changed", "gone")
    rows = [dict(zip(names, row, strict=True)) for row in found.counts]
    told = {"since": found.since, "tables": rows, "items": items, "rest": found.rest}
    stream.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
