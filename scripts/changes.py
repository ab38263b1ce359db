"""A diff of two versions in words: for a terminal, in Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TextIO

import polars as pl

from scripts.diff import AFTER, BEFORE, COLUMN, Change, Diff, Rows
from scripts.query import Result, markdown, shown
from scripts.versions import Weight

MOST = 20  # rows of a kind that are listed for people; JSON has all
WIDEST = 160  # characters of a value that is listed for people
NOTHING_ELSE = "Nothing differs."
MEANS = {
    Weight.NOTHING: "nothing differs",
    Weight.VALUES: "values or descriptions differ",
    Weight.CONTENT: "something is new, or rows come or go",
    Weight.BREAK: "queries of the old version may break",
}


def write(diff: Diff, form: str, stream: TextIO) -> None:
    """Write a diff as text, markdown or json."""
    FORMATS[form](diff, stream)


def _text(diff: Diff, stream: TextIO) -> None:
    stream.write(f"{shown(diff.old)} -> {shown(diff.new)}\n")
    for change in diff.definition:
        stream.write(f"{_mark(change)} {_words(change)}\n")
    for rows in diff.rows:
        stream.write(f"\n{shown(rows.table)}: {counted(rows)}\n")
        for sign, row in (("+", rows.added), ("-", rows.removed)):
            stream.writelines(f"  {sign} {key}\n" for key in _listed(_keys(row, rows.key), row.height))
        told = (
            f"{each.old} is now {each.new}: {each.reason}" if each.new else f"{each.old}: {each.reason}"
            for each in rows.successors
        )
        stream.writelines(f"  > {line}\n" for line in _listed(map(shown, told), len(rows.successors)))
        cells = (f"{key}  {column}: {before} -> {after}" for key, column, before, after in _cells(rows))
        stream.writelines(f"  ~ {line}\n" for line in _listed(cells, rows.cells.height))
    stream.write(f"\n{summary(diff)}\n")


def summary(diff: Diff) -> str:
    """What the differences mean for the number of the next version."""
    if diff.weight is Weight.NOTHING:
        return NOTHING_ELSE
    return f"The next version is {diff.next} or higher: {MEANS[diff.weight]}."


def counted(rows: Rows) -> str:
    """How many rows of a table are new, gone or changed."""
    count, changed = rows.cells.height, rows.cells.select(rows.key).n_unique() if rows.cells.height else 0
    parts = [
        f"{frame.height:,} {word}" for frame, word in ((rows.added, "added"), (rows.removed, "removed")) if frame.height
    ]
    if count:
        parts.append(f"{changed:,} changed ({count:,} cell{'' if count == 1 else 's'})")
    return ", ".join(parts)


def _mark(change: Change) -> str:
    return {Weight.BREAK: "!", Weight.CONTENT: "+"}.get(change.weight, "~")


def _words(change: Change) -> str:
    where = ".".join(part for part in (change.table, change.column) if part) or "package"
    if change.word in ("table", "column"):
        return shown(f"{where}: {change.word} {'removed' if change.after is None else 'added'}")
    return f"{shown(where)}: {change.word} {_value(change.before)} -> {_value(change.after)}"


def _value(value: Any) -> str:
    """A value of JSON or a cell on one line, cut where it is long; what is absent as a word."""
    if value is None:
        return "(absent)"
    text = shown(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"


def _keys(rows: pl.DataFrame, key: Iterable[str]) -> Iterator[str]:
    return (", ".join(_value(cell) for cell in row) for row in rows.select(key).iter_rows())


def _cells(rows: Rows) -> Iterator[tuple[str, str, str, str]]:
    """Key, column, value before and after of each cell that changed."""
    found = rows.cells.select(COLUMN, BEFORE, AFTER).iter_rows()
    for key, (column, before, after) in zip(_keys(rows.cells, rows.key), found, strict=True):
        yield key, shown(column), _value(before), _value(after)


def _listed(lines: Iterable[str], count: int) -> Iterator[str]:
    yield from islice(lines, MOST)
    if count > MOST:
        yield f"… and {count - MOST:,} more"


def _markdown(diff: Diff, stream: TextIO) -> None:
    stream.write(f"{summary(diff)}\n")
    sections(diff, stream)


def sections(diff: Diff, stream: TextIO) -> None:
    """Write what differs as sections of Markdown: definitions, then the rows of each table."""
    if diff.definition:
        told = tuple((_mark(change), _words(change)) for change in diff.definition)
        stream.write(f"\n### Definitions\n\n{markdown(Result(('', 'what'), told))}\n\n")
        stream.write("! may break queries, + is new, ~ changes words only.\n")
    for rows in diff.rows:
        stream.write(f"\n### {shown(rows.table)}: {counted(rows)}\n")
        lines = tuple(_row_lines(rows))
        stream.write(f"\n{markdown(Result(('', ', '.join(rows.key), 'column', 'before', 'after'), lines))}\n")


def _row_lines(rows: Rows) -> Iterator[tuple[str, ...]]:
    for sign, frame in (("+", rows.added), ("-", rows.removed)):
        for key in _listed(_keys(frame, rows.key), frame.height):
            yield sign, key, "", "", ""
    for index, each in enumerate(rows.successors):
        if index < MOST:
            yield ">", each.old, rows.key[0], each.reason, each.new or "(gone)"
    for index, cell in enumerate(_cells(rows)):
        if index == MOST:
            yield "~", f"… and {rows.cells.height - MOST:,} more", "", "", ""
            break
        yield "~", *cell


def _json(diff: Diff, stream: TextIO) -> None:
    document = {
        "old": diff.old,
        "new": diff.new,
        "last_version": str(diff.last),
        "next_version": str(diff.next),
        "weight": diff.weight.name.lower(),
        "definition": [
            {
                "table": change.table,
                "column": change.column,
                "word": change.word,
                "before": change.before,
                "after": change.after,
                "weight": change.weight.name.lower(),
            }
            for change in diff.definition
        ],
        "rows": [
            {
                "table": rows.table,
                "key": rows.key,
                "added": rows.added.to_dicts(),
                "removed": rows.removed.to_dicts(),
                "changed": [
                    {
                        "key": {name: row[name] for name in rows.key},
                        "column": row[COLUMN],
                        "before": row[BEFORE],
                        "after": row[AFTER],
                    }
                    for row in rows.cells.iter_rows(named=True)
                ],
                "successors": [
                    {"old_id": each.old, "new_id": each.new, "reason": each.reason} for each in rows.successors
                ],
            }
            for rows in diff.rows
        ],
    }
    json.dump(document, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


FORMATS: dict[str, Callable[[Diff, TextIO], None]] = {"text": _text, "markdown": _markdown, "json": _json}
