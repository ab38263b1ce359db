"""What changed since the last release, and a page for every id that went, so that no link leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.copies import opened
from scripts.diff import AFTER, BEFORE, COLUMN, Diff, Rows, diff
from scripts.site.record import GONE, Site, page
from scripts.versions import Weight

MOST = 200  # rows of a kind that are listed


@dataclass(frozen=True, slots=True)
class Gone:
    """An id that is no longer in use. new: what took its place, None where nothing did or it is not told."""

    table: str
    old: str
    new: str | None
    version: str | None
    reason: str | None


def since(folder: str, releases: list[str], wanted: str | None) -> Diff | None:
    """What differs from a version: the one wanted, or the last release that differs; None where there is none.

    releases: oldest first.
    """
    for old in [wanted] if wanted else reversed(releases):
        with opened(old) as before, opened(folder) as now:
            found = diff(before, now)
        if wanted or found.weight is not Weight.NOTHING:
            return found
    return None


def gone(site: Site, found: Diff | None) -> list[Gone]:
    """Every id that went: those that id_changes lists, and those whose row the last release still had."""
    listed = [
        Gone(row["table_name"], row["old_id"], row["new_id"], row["version"], row["reason"])
        for row in site.rows.get(GONE, ())
    ]
    known = {(each.table, each.old) for each in listed}
    for rows in found.rows if found else ():
        table = site.tables[rows.table]
        if len(table.primary_key) == 1 and rows.key == table.primary_key:
            for key in rows.removed[rows.key[0]]:
                if (rows.table, key) not in known:
                    listed.append(Gone(rows.table, key, None, None, None))
    return listed


def left_behind(site: Site, found: list[Gone]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages that are left behind, each with its path. An id that is in use again has its own page."""
    by_old = {(each.table, each.old): each for each in found}
    for each in found:
        path = page(each.table, each.old)
        if path == site.path(each.table, each.old):
            continue
        now = site.path(each.table, each.new) if each.new else None
        if now is None and (each.table, each.new) in by_old:
            now = page(each.table, str(each.new))
        yield path, {"gone": each, "now": now, "label": site.label(each.table, each.new) if each.new else ""}


def changes(site: Site, found: Diff | None, lost: list[Gone]) -> dict[str, Any]:
    """The page of changes."""
    return {
        "diff": found,
        "definition": [
            {
                "where": ".".join(part for part in (change.table, change.column) if part) or "package",
                "word": change.word,
                "what": "removed" if change.after is None else "added" if change.before is None else "changed",
            }
            for change in (found.definition if found else ())
        ],
        "tables": [_rows(site, rows) for rows in (found.rows if found else ())],
        "gone": [{"gone": each, "path": page(each.table, each.old)} for each in lost],
    }


def _rows(site: Site, rows: Rows) -> dict[str, Any]:
    def keys(frame: Any) -> list[dict[str, Any]]:
        keyed = [" | ".join(map(str, row)) for row in frame.select(rows.key).head(MOST).iter_rows()]
        return [{"key": key, "path": site.path(rows.table, key)} for key in keyed]

    cells = rows.cells.head(MOST)
    return {
        "table": site.tables[rows.table],
        "added": keys(rows.added),
        "removed": [
            {**each, "path": page(rows.table, each["key"]) if len(rows.key) == 1 else None}
            for each in keys(rows.removed)
        ],
        "cells": [
            {**key, "column": cell[COLUMN], "before": cell[BEFORE], "after": cell[AFTER]}
            for key, cell in zip(keys(cells), cells.iter_rows(named=True), strict=True)
        ],
        "totals": {"added": rows.added.height, "removed": rows.removed.height, "cells": rows.cells.height},
    }
