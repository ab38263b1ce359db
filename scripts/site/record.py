"""A published package as the site needs it: its rows, what refers to what, where each record stands and its name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from schemas.read import Table, parse
from scripts.cells import spans
from scripts.explain import texts
from scripts.folder import inside
from scripts.install import DESCRIPTOR, home
from scripts.problems import Problems
from scripts.published import validate_package
from scripts.query import connect
from scripts.site.address import SIGN, anchor, joined, slug
from scripts.site.labels import labels

Row = Mapping[str, Any]
ANY = ("record_id", "other_id", "old_id", "new_id")  # ids of a record of the table that table_name names
RECORDS = "records"  # the folder of the pages of records
DOCUMENTS = "sources"  # the table whose records are articles
BESIDE = ("source_id", "rule")  # of a span: where it stands and what found it
GONE = "id_changes"  # the table of ids that are no longer in use


@dataclass(frozen=True, slots=True)
class Reference:
    """A row that refers to a record by one of its columns."""

    table: str
    field: str
    row: Row


@dataclass(frozen=True)
class Site:
    """root: the folder below which the files of the package lie. rows: of each table, in the order of the files.

    texts: of the articles that are at hand and may be shown, by source_id.
    """

    root: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]
    rows: Mapping[str, Sequence[Row]]
    texts: Mapping[str, str]

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The tables whose rows are spans of an article, each with its column that repeats the words."""
        return spans(self.tables)

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, str]]:
        """By table and column: the table whose record a cell of it refers to."""
        return {
            name: {link.fields[0]: link.table for link in table.foreign_keys if len(link.fields) == 1}
            for name, table in self.tables.items()
        }

    @cached_property
    def paths(self) -> Mapping[str, Mapping[str, str]]:
        """By table and key: the path of each record from the root of the site, of a part that of its whole with #."""
        found: dict[str, dict[str, str]] = {name: {} for name in self.tables}
        for name in sorted(self.tables, key=lambda name: not self.has_pages(name)):
            for row in self.rows[name]:
                found[name][self.key(name, row)] = self._place(name, row, found)
        return found

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """By table and key: what people call a record."""
        return labels(self.rows, {name: table.primary_key for name, table in self.tables.items()})

    @cached_property
    def references(self) -> Mapping[tuple[str, str], Sequence[Reference]]:
        """By table and key of a record: the rows that refer to it, by table."""
        found: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
        for name, table in self.tables.items():
            columns = table.columns
            for row in self.rows[name]:
                for field in columns:
                    if row[field] is not None and (target := self.target(table, field, row)) is not None:
                        found[target].append(Reference(name, field, row))
        return found

    def _place(self, name: str, row: Row, found: Mapping[str, Mapping[str, str]]) -> str:
        key = self.key(name, row)
        if name == GONE:
            return found.get(row["table_name"], {}).get(row["old_id"]) or page(row["table_name"], row["old_id"])
        if not self.has_pages(name):
            table, whole = self.whole(name, row)
            if whole in found.get(table, {}):
                path = found[table][whole]
                return f"{words_of(path) if name in self.words else path}#{self.anchor(name, row)}"
        return page(name, key)

    def has_pages(self, name: str) -> bool:
        """Whether each record of a table has a page of its own: it has an id, and is no span of an article."""
        return len(self.tables[name].primary_key) == 1 and name not in self.words

    def key(self, name: str, row: Row) -> str:
        """The key of a row as one string."""
        return joined(row[column] for column in self.tables[name].primary_key)

    def whole(self, name: str, row: Row) -> tuple[str, str]:
        """The record on whose page a row stands that has none: its article, or what its first column refers to."""
        table = self.tables[name]
        if name in self.words:
            return DOCUMENTS, str(row["source_id"])
        for link in table.foreign_keys:
            if link.fields == table.primary_key[:1]:
                return link.table, str(row[link.fields[0]])
        if {"table_name", "record_id"} <= set(table.columns):
            return str(row["table_name"]), str(row["record_id"])
        return "", ""

    def anchor(self, name: str, row: Row) -> str:
        """The place of a row on the page of its whole."""
        known = {"table_name", "record_id"} if "record_id" in row else set()
        known |= {link.fields[0] for link in self.tables[name].foreign_keys if link.table == self.whole(name, row)[0]}
        own = self.tables[name].primary_key
        return anchor(name, [str(row[column]) for column in own if column not in known] or [self.key(name, row)])

    def target(self, table: Table, field: str, row: Row) -> tuple[str, str] | None:
        """Table and key of the record that a cell refers to, if it is one that refers."""
        if (name := self.links[table.name].get(field)) is not None:
            return name, str(row[field])
        if field in ANY and "table_name" in row:
            return str(row["table_name"]), str(row[field])
        return None

    def subject(self, name: str, row: Row) -> tuple[str, str] | None:
        """Table and key of the record that the words of a span are for; None for a span that stands for itself."""
        table = self.tables[name]
        columns = (column for column in table.columns if column not in BESIDE and row[column] is not None)
        return next((found for column in columns if (found := self.target(table, column, row))), None)

    def path(self, name: str, key: object) -> str | None:
        """Where a record stands, from the root of the site; None where there is no such record."""
        return self.paths.get(name, {}).get(str(key))

    def label(self, name: str, key: object) -> str:
        """What people call a record; its id where there is nothing else."""
        return self.labels.get(name, {}).get(str(key), str(key))


def page(name: str, key: str) -> str:
    """The path of the page of a record, from the root of the site."""
    return f"{RECORDS}/{slug(name)}/{slug(key)}.html"


def words_of(path: str) -> str:
    """The page of all spans of an article beside that of the article: no id gives a name that ends so."""
    return f"{path.removesuffix('.html')}{SIGN}words.html"


def read(folder: Path, documents: Path) -> Site:
    """The package in a folder, with the articles that may be shown. Raises Problems where validate finds any.

    Articles are known by their SHA-256, and shown unless the package has been published without their words.
    """
    if problems := validate_package(folder):
        raise Problems(problems)
    root = home(folder).resolve()
    descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
    tables = {each["name"]: parse(each["name"], each["schema"]) for each in descriptor["resources"] if "schema" in each}
    frames = {name: pl.read_parquet(inside(root, f"data/{name}.parquet")) for name in tables}
    withheld = any(frames[name]["sha256"].count() for name in spans(tables) if "sha256" in frames[name].columns)
    shown: Mapping[str, str] = {}
    if not withheld:
        with connect(folder) as db:
            shown = texts(db, frames[DOCUMENTS]["source_id"], documents)
    return Site(root, descriptor, tables, {name: frame.to_dicts() for name, frame in frames.items()}, shown)
