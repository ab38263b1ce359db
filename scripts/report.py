"""Rows in which something is wrong, as problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from schemas.read import Table
from scripts.problems import MOST, Problem


def report(table: Table, rows: pl.LazyFrame, column: str, words: tuple[str, str]) -> list[Problem]:
    """One problem a row, MOST at most. rows: those that are wrong, with their place in the table in #row, from 0.

    column: the one to look at. words: what is wrong, and what to do about it.
    """
    wanted = rows.select("#row", *dict.fromkeys((*table.primary_key, column))).sort("#row").head(MOST)
    found = wanted.collect(engine="streaming")
    return [
        Problem(table.name, where(table, row, row["#row"]), column, shown(row, [column]), *words)
        for row in found.iter_rows(named=True)
    ]


def where(table: Table, row: Mapping[str, Any], index: int) -> str:
    """The place of a row: its number, from 1, and its key."""
    key = ", ".join(f"{name} {row[name]}" for name in table.primary_key)
    return f"row {index + 1} ({key})"


def shown(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    """The values as a message shows them; None where the only one is absent."""
    found = [row[name] for name in names]
    return None if found == [None] else ", ".join(map(str, found))
