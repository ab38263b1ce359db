"""Show a record and the words behind it, each marked in the sentence where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from schemas.read import Table, tables
from scripts.across import EVIDENCE_FIELDS
from scripts.documents import batches
from scripts.extract.model import Layout, Span
from scripts.extract.text import layout
from scripts.query import QueryError, ask, shown

SPAN_ID = "source_id || '.' || start || '-' || \"end\""  # of rows that have no id of their own
PROOFS = "SELECT source_id, start, \"end\", field, quote, rule FROM evidence WHERE table_name = '{}' AND record_id = ?"
NAMED = 'SELECT source_id, start, "end", form, surface, rule FROM mentions WHERE {} = ?'
PASSAGES: Mapping[str, str] = {  # how to find the passages of a record, by table
    **{name: PROOFS.format(name) for name in EVIDENCE_FIELDS},
    "actors": NAMED.format("actor_id"),
    "places": NAMED.format("place_id"),
    "mentions": NAMED.format("mention_id"),
    "date_expressions": 'SELECT source_id, start, "end", basis, surface, rule FROM date_expressions'
    f" WHERE {SPAN_ID} = ?",
    "evidence": 'SELECT source_id, start, "end", field, quote, rule FROM evidence WHERE evidence_id = ?',
}
NEAR = 5  # ids to suggest
MARKS = ("»", "«")
HIGHLIGHT = "bold black on yellow"


class Unknown(QueryError):
    """There is no such record; says which come near."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words behind a record. field: what they bear out, or in what form they name an actor or a place."""

    source_id: str
    start: int
    end: int
    field: str
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table with the rows of the tables that belong to it, and all passages behind it, in order."""

    table: str
    values: Mapping[str, object]
    parts: Mapping[str, tuple[Mapping[str, object], ...]]
    passages: tuple[Passage, ...]


def record(db: duckdb.DuckDBPyConnection, table: str, wanted: str) -> Record:
    """The record of this id. A row of date_expressions is named SOURCE.START-END. Raises Unknown."""
    if table not in PASSAGES:
        raise Unknown(f"{table} cannot be explained. These can: {', '.join(PASSAGES)}.")
    key = _key(tables()[table])
    found = _rows(db, f'SELECT * FROM "{table}" WHERE {key} = ?', wanted)
    if not found:
        raise Unknown(_near(db, table, key, wanted))
    parts = {
        name: tuple(_rows(db, f'SELECT * EXCLUDE ({column}) FROM "{name}" WHERE {column} = ? ORDER BY ALL', wanted))
        for name, column in _children(table)
    }
    order = ' ORDER BY source_id, start, "end", 4'
    passages = ask(db, PASSAGES[table] + order, [wanted]).rows
    return Record(table, found[0], parts, tuple(Passage(*row) for row in passages))


def _key(table: Table) -> str:
    """The SQL that names a row by one string."""
    return table.primary_key[0] if len(table.primary_key) == 1 else SPAN_ID


def _children(parent: str) -> list[tuple[str, str]]:
    """The tables whose rows are parts of a row of this one, and their column that holds its id."""
    return [
        (table.name, key.fields[0])
        for table in tables().values()
        for key in table.foreign_keys
        if key.table == parent and len(table.primary_key) > 1 and table.primary_key[0] == key.fields[0] != "source_id"
    ]


def _rows(db: duckdb.DuckDBPyConnection, sql: str, *values: str) -> list[dict[str, object]]:
    answer = ask(db, sql, values)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _near(db: duckdb.DuckDBPyConnection, table: str, key: str, wanted: str) -> str:
    lines = [f"{table} has no record {wanted}."]
    for row in _rows(db, "SELECT * FROM id_changes WHERE old_id = ? AND table_name = ?", wanted, table):
        now = f"it is {row['new_id']} now" if row["new_id"] else "it is gone"
        when = f" in version {row['version']}" if row["version"] else ""
        lines.append(f"That id was given up{when}: {now} ({row['reason']})")
    order = f"contains({key}, ?) DESC, jaro_winkler_similarity({key}, ?) DESC, {key}"
    near = ask(db, f'SELECT {key} FROM "{table}" ORDER BY {order} LIMIT {NEAR}', [wanted, wanted]).rows
    return "\n".join([*lines, "Nearest:", *(f"  {row[0]}" for row in near)] if near else lines)


def texts(db: duckdb.DuckDBPyConnection, sources: Iterable[str], documents: Path) -> dict[str, str]:
    """The texts of these sources, by source_id, as far as the documents hold them: told by their SHA-256.

    documents: what was published (see scripts.documents), or a path where nothing is. Raises Problems.
    """
    hashes = {row["sha256"]: row["source_id"] for row in _rows(db, "SELECT sha256, source_id FROM sources")}
    wanted, found = set(sources), {}
    if documents.exists():
        for batch in batches(documents):
            for sha256, text in zip(batch["sha256"].to_pylist(), batch["text"].to_pylist(), strict=True):
                if (source := hashes.get(sha256)) in wanted:
                    found[str(source)] = str(text)
    return found


def explain(found: Record, documents: Mapping[str, str], console: Console) -> None:
    """Print the record, and each passage in its sentence; where a text is not at hand the quote alone."""
    _print(console, Text(found.table, style="bold"))
    _table(console, found.values)
    for name, rows in found.parts.items():
        for row in rows:
            values = (f"{column} {shown(value)}" for column, value in row.items() if value is not None)
            _print(console, Text(f"  {name}: {', '.join(values)}"))
    source, parts = None, None
    for passage in found.passages:
        if passage.source_id != source:
            source = passage.source_id
            text = documents.get(source)
            parts = None if text is None else layout(text)
            note = "" if parts else "  (the text is not at hand: quotes alone)"
            _print(console, Text(f"\n{shown(source)}{note}", style="bold"))
        where = f"  {passage.start}-{passage.end}  {passage.field}  [{passage.rule}]"
        _print(console, Text(where, style="dim"))
        _print(console, marked(passage, parts, console), indent=4)
    if not found.passages:
        _print(console, Text("\nNo words of a document are behind it: see its basis columns."))


def marked(passage: Passage, parts: Layout | None, console: Console) -> Text:
    """The sentences a passage stands in, with the passage marked: highlighted on a terminal, »so« elsewhere."""
    before, after = context(passage, parts)
    if console.is_terminal and not console.no_color:
        return Text.assemble(shown(before), (shown(passage.quote), HIGHLIGHT), shown(after))
    opening, closing = MARKS
    return Text(f"{shown(before)}{opening}{shown(passage.quote)}{closing}{shown(after)}")


def context(passage: Passage, parts: Layout | None) -> tuple[str, str]:
    """What stands before and after a passage in its sentences; nothing where the text is not at hand."""
    if parts is None:
        return "", ""
    around = _around(passage, parts)
    return parts.text[around.start : passage.start], parts.text[passage.end : around.end]


def _around(passage: Passage, parts: Layout) -> Span:
    """From the beginning of the first sentence that the passage touches to the end of the last."""
    own = Span(passage.start, passage.end)
    touched = [sentence.span for sentence in parts.sentences if sentence.span.meets(own)]
    return Span(min([own.start, *(s.start for s in touched)]), max([own.end, *(s.end for s in touched)]))


def _table(console: Console, values: Mapping[str, object]) -> None:
    width = max(map(len, values))
    for column, value in values.items():
        if value is not None:
            _print(console, Text.assemble("  ", (column.ljust(width), "dim"), f"  {shown(value)}"))


def _print(console: Console, text: Text, indent: int = 0) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:  # a file has no width: nothing is broken into lines
        console.print(Text(" " * indent) + text, soft_wrap=True)
