"""What two versions of the package differ in: what their descriptors say, and their rows by primary key.

The tables are those of the descriptors, whatever the schemas of today. Cells are compared as they are written in CSV.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from scripts.copies import VALIDATE, Copy, Shape
from scripts.problems import Problem, Problems, all_of
from scripts.versions import Version, Weight, parsed, proposed

ABOUT = ("title", "description", "keywords", "homepage", "licenses", "contributors", "sources")  # of the package
# constraints by whose loss a query may break: it counts on the promise; the gain of one breaks none
PROMISES = ("required", "unique", "pattern", "minimum", "maximum", "minLength", "maxLength")
# by which a value is read
READING = ("type", "format", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber", "missingValues")
CHANGES = "id_changes"
COLUMN, BEFORE, AFTER = "#column", "#before", "#after"  # no column of a table has such a name


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that descriptors say differently. table, column: None where it is said of the whole.

    word: the property, or "table" or "column" for one that is new or gone. before, after: values as in JSON, None where
    there is none.
    """

    table: str | None
    column: str | None
    word: str
    before: Any
    after: Any
    weight: Weight


@dataclass(frozen=True, slots=True)
class Successor:
    """A row that is gone, and the id that the new version gives for it (None: the record is gone) with its reason."""

    old: str
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table that differ, in the order of the files. key: the columns by which rows were matched.

    added, removed: whole rows of the new and the old version. cells: one row for each cell that changed: the columns
    of the key, COLUMN, BEFORE and AFTER. successors: those of the removed rows whose id has one.
    """

    table: str
    key: tuple[str, ...]
    added: pl.DataFrame
    removed: pl.DataFrame
    cells: pl.DataFrame
    successors: tuple[Successor, ...]

    @property
    def weight(self) -> Weight:
        """CONTENT where rows come or go, VALUES where only cells change."""
        if self.added.height or self.removed.height:
            return Weight.CONTENT
        return Weight.VALUES if self.cells.height else Weight.NOTHING


@dataclass(frozen=True, slots=True)
class Diff:
    """All differences of two versions. definition: of what the descriptors say. rows: tables without any are left out.

    last: the version number of the old one.
    """

    old: str
    new: str
    last: Version
    definition: tuple[Change, ...]
    rows: tuple[Rows, ...]

    @property
    def weight(self) -> Weight:
        """The largest weight of any difference."""
        weights = [*(change.weight for change in self.definition), *(rows.weight for rows in self.rows)]
        return max(weights, default=Weight.NOTHING)

    @property
    def next(self) -> Version:
        """The lowest version number that the new one may have."""
        return proposed(self.last, self.weight)


def diff(old: Copy, new: Copy) -> Diff:
    """Compare two versions. Raises Problems where a table cannot be read, or has a key twice."""
    try:
        last = parsed(old.version)
    except ValueError as error:
        problem = Problem(f"{old.name}: datapackage.json", None, "version", old.version, str(error), "correct it")
        raise Problems([problem]) from error
    both = [name for name in new.tables if name in old.tables]
    found: list[Rows] = all_of(*(partial(_rows, old, new, name) for name in both))
    definition = [*_about(old.descriptor, new.descriptor), *_tables(old.tables, new.tables)]
    differing = tuple(rows for rows in found if rows.weight)
    return Diff(old.name, new.name, last, tuple(definition), differing)


def _about(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for word in ABOUT:
        if old.get(word) != new.get(word):
            weight = Weight.BREAK if word == "licenses" else Weight.VALUES
            yield Change(None, None, word, old.get(word), new.get(word), weight)


def _tables(old: Mapping[str, Shape], new: Mapping[str, Shape]) -> Iterator[Change]:
    for name, shape in old.items():
        if name not in new:
            yield Change(name, None, "table", shape.title, None, Weight.BREAK)
    for name, shape in new.items():
        if name not in old:
            yield Change(name, None, "table", None, shape.title, Weight.CONTENT)
        else:
            yield from _table(old[name], shape)


def _table(old: Shape, new: Shape) -> Iterator[Change]:
    for word in ("title", "description", "missingValues"):
        if old.schema.get(word) != new.schema.get(word):
            weight = Weight.BREAK if word in READING else Weight.VALUES
            yield Change(new.name, None, word, old.schema.get(word), new.schema.get(word), weight)
    if old.key != new.key:
        yield Change(new.name, None, "primaryKey", list(old.key), list(new.key), Weight.BREAK)
    for word in ("uniqueKeys", "foreignKeys"):
        before, after = old.schema.get(word, []), new.schema.get(word, [])
        if before != after:
            weight = Weight.CONTENT if _kept(before, after) else Weight.BREAK
            yield Change(new.name, None, word, before, after, weight)
    for column, field in old.columns.items():
        if column not in new.columns:
            yield Change(new.name, column, "column", field, None, Weight.BREAK)
    for column, field in new.columns.items():
        if column not in old.columns:
            yield Change(new.name, column, "column", None, field, Weight.CONTENT)
        else:
            yield from _column(new.name, old.columns[column], field)
    kept = [column for column in old.columns if column in new.columns]
    order = [column for column in new.columns if column in old.columns]
    if kept != order:
        yield Change(new.name, None, "order of columns", kept, order, Weight.BREAK)


def _column(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before = {**old, **old.get("constraints", {})}
    after = {**new, **new.get("constraints", {})}
    for word in sorted((before.keys() | after.keys()) - {"constraints", "name"}):
        was, now = before.get(word), after.get(word)
        if was != now:
            yield Change(table, new["name"], word, was, now, _weight(word, was, now))


def _weight(word: str, was: Any, now: Any) -> Weight:
    if word == "enum":
        return Weight.CONTENT if _kept(was or [], now or []) else Weight.BREAK
    if word in PROMISES:
        return Weight.CONTENT if was in (None, False) else Weight.BREAK
    return Weight.BREAK if word in READING else Weight.VALUES


def _kept(was: Sequence[Any], now: Sequence[Any]) -> bool:
    """Whether all of a list is in another one; the members are any JSON."""
    return {json.dumps(each, sort_keys=True) for each in was} <= {json.dumps(each, sort_keys=True) for each in now}


def _rows(old: Copy, new: Copy, name: str) -> Rows:
    """The rows of a table of both. Costs what reading them costs."""
    common = [column for column in new.tables[name].columns if column in old.tables[name].columns]
    key = new.tables[name].key
    if not key or not set(key) <= set(common):
        key = tuple(common)  # without a key that both have, rows are the same or are others
    before, after = (_keyed(copy, name, key) for copy in (old, new))
    if not key:
        return Rows(name, key, after, before, _cells([], before, key), ())
    added = _without(after, before, key)
    removed = _without(before, after, key)
    joined = before.join(after, on=key, how="inner", suffix="#", nulls_equal=True, maintain_order="right")
    cells = _cells([column for column in common if column not in key], joined, key)
    successors = _successors(new, name, removed[key[0]]) if len(key) == 1 else ()
    return Rows(name, key, added, removed, cells, successors)


def _keyed(copy: Copy, name: str, key: Sequence[str]) -> pl.DataFrame:
    """The rows of a table. Raises Problems where two of them have one key."""
    rows = copy.rows(name)
    twice = rows.filter(rows.select(key).is_duplicated()) if key and rows.height else rows.clear()
    if twice.height:
        value = ", ".join(str(cell) for cell in twice.select(key).row(0))
        what = "stands in several rows, so that they cannot be told apart"
        where = f"{copy.name}: {copy.tables[name].path}"
        raise Problems([Problem(where, None, ", ".join(key), value, what, VALIDATE)])
    return rows


def _without(rows: pl.DataFrame, others: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The rows whose key no other has."""
    return rows.join(others.select(key), on=key, how="anti", nulls_equal=True, maintain_order="left")


def _cells(columns: Sequence[str], joined: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The cells that changed. joined: rows of both, those of the new one with columns ending in #."""
    parts = [
        joined.filter(pl.col(column).ne_missing(pl.col(f"{column}#"))).select(
            *key, pl.lit(column).alias(COLUMN), pl.col(column).alias(BEFORE), pl.col(f"{column}#").alias(AFTER)
        )
        for column in columns
    ]
    none = pl.DataFrame(schema=dict.fromkeys((*key, COLUMN, BEFORE, AFTER), pl.String))
    return pl.concat([none, *parts])


def _successors(new: Copy, name: str, removed: pl.Series) -> tuple[Successor, ...]:
    """Of the ids that are gone those whose change the new version tells; a changed id may have changed again."""
    if CHANGES not in new.tables or name == CHANGES or removed.is_empty():
        return ()
    told = new.rows(CHANGES)
    if not {"old_id", "table_name", "new_id", "reason"} <= set(told.columns):
        return ()
    own = told.filter(pl.col("table_name") == name).select("old_id", "new_id", "reason")
    steps = {old_id: (new_id, reason) for old_id, new_id, reason in own.iter_rows()}
    found = []
    for old_id in removed:
        if old_id in steps:
            at, reason = steps[old_id]
            seen = {old_id}
            while at in steps and at not in seen:
                seen.add(at)
                at, reason = steps[at]
            found.append(Successor(old_id, at, reason))
    return tuple(found)
