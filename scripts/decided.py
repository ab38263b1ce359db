"""Whether the published tables are as the published decisions say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from schemas.read import Table
from schemas.read import tables as schemas
from scripts.decision import KEY
from scripts.problems import Problem

TODO = "publish again with the decisions as they are now"
Tables = Mapping[str, pl.DataFrame]


def wrong_decisions(tables: Tables) -> list[Problem]:
    """The decisions that name no table, mix their kinds, or have not been carried out. tables: of sound shape."""
    if "decisions" not in tables:
        return []
    problems = []
    for index, row in enumerate(tables["decisions"].iter_rows(named=True), 1):
        for column, what in _wrong(row, tables):
            where = f"row {index} (decision_id {row['decision_id']})"
            problems.append(Problem("decisions", where, column, row[column], what, TODO))
    return problems


def _wrong(row: Mapping[str, Any], tables: Tables) -> Iterator[tuple[str, str]]:
    """Column and what is wrong."""
    if row["table_name"] not in schemas():
        yield "table_name", "is no table"
    elif (row["action"] is None) == (row["kind"] == "correction") or (row["judgement"] is None) == (
        row["kind"] == "judgement"
    ):
        yield "kind", "does not go with action and judgement: a correction has the one, a judgement the other"
    elif row["table_name"] in tables:
        yield from _judgement(row, tables) if row["kind"] == "judgement" else _correction(row, tables)


def _judgement(row: Mapping[str, Any], tables: Tables) -> Iterator[tuple[str, str]]:
    table = schemas()[row["table_name"]]
    there = tables[table.name][table.primary_key[0]]
    if row["judgement"] == "same" and row["other_id"] in there:
        yield "other_id", f"is in {table.name} still, although it was judged to be another"
    if row["judgement"] == "different":
        for column in ("record_id", "other_id"):
            changes = tables.get("id_changes", pl.DataFrame({"old_id": []}))
            if row[column] not in there and row[column] not in changes["old_id"]:
                yield column, f"is in no row of {table.name}, although it was judged to be different from another"


def _correction(row: Mapping[str, Any], tables: Tables) -> Iterator[tuple[str, str]]:
    table = schemas()[row["table_name"]]
    found = tables[table.name].filter(_is(table, row["record_id"]))
    if row["action"] == "remove":
        if found.height:
            yield "record_id", f"is in {table.name} still, although it was removed"
    elif not found.height:
        yield "record_id", f"is in no row of {table.name}"
    elif row["action"] in ("set", "clear", "keep", "add") and row["field"] is not None:
        if row["field"] not in table.columns:
            yield "field", f"is no column of {table.name}"
            return
        wanted = row["expected"] if row["action"] == "keep" else row["new_value"]
        now = found[row["field"]].cast(pl.String)[0]
        if (now or "").split() != (wanted or "").split():
            yield "field", f"is {now!r} in the record, not {wanted!r}"


def _is(table: Table, record_id: str) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String) for name in table.primary_key], separator=KEY) == record_id
