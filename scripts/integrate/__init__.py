"""From the records of all documents to normalized tables: SQL over sets, in the order of the files beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa

from schemas.compile import ARROW, POLARS
from schemas.read import Table, tables
from scripts.decision import NOTHING, Decisions, by_line
from scripts.integrate.corrected import correct
from scripts.integrate.judged import id_changes, unmet
from scripts.integrate.known import known_facts
from scripts.problems import Problems
from scripts.reference import IdChange, Reference

FOLDER = Path(__file__).parent
CORRECTED = "11"  # scripts from this number on read tables that are corrected
UNDECIDED = "undecided"  # the schema of the tables without the curator's decisions

Texts = Mapping[str, str]  # by source_id, some at a time


def integrate(
    db: duckdb.DuckDBPyConnection, reference: Reference, decisions: Decisions, texts: Callable[[], Iterator[Texts]]
) -> None:
    """Make the published tables in a database.

    It has the tables documents, of schema scripts.documents.DOCUMENTS but for the text, and staged_NAME for each of
    scripts.extract.records.STAGED. texts: gives those of the documents. Raises Problems with all decisions that do not
    fit.
    """
    _integrate(db, reference, decisions, texts)
    if decisions.change_ids:
        with db.cursor() as undecided:  # temporary tables are its own
            undecided.execute(f"CREATE SCHEMA {UNDECIDED}; SET search_path = '{UNDECIDED},main'")
            _integrate(undecided, reference, NOTHING, texts)
        id_changes(db, UNDECIDED, decisions)


def parts(db: duckdb.DuckDBPyConnection, table: Table, rows: int) -> Iterator[pl.DataFrame]:
    """A published table with the columns and types of its schema, sorted by primary key, so many rows at a time."""
    columns = ", ".join(f'"{field.name}"' for field in table.fields)
    key = ", ".join(f'"{name}"' for name in table.primary_key)
    types = pl.Schema({field.name: POLARS[field.type] for field in table.fields})
    with db.cursor() as own:
        none = True
        for batch in own.sql(f"SELECT {columns} FROM {table.name} ORDER BY {key}").to_arrow_reader(rows):
            if batch.num_rows:
                none = False
                yield pl.DataFrame(batch).cast(types)
        if none:
            yield pl.DataFrame(schema=types)


def _integrate(
    db: duckdb.DuckDBPyConnection, reference: Reference, decisions: Decisions, texts: Callable[[], Iterator[Texts]]
) -> None:
    """The tables; of changed ids, those that the decisions list."""
    known = {**_known(reference, decisions.changes), **known_facts(reference), **_decided(decisions)}
    for name, table in known.items():
        db.register("incoming", table)
        db.execute(f"CREATE TABLE {name} AS FROM incoming")
        db.unregister("incoming")
    scripts = {script.name: script.read_text(encoding="utf-8") for script in sorted(FOLDER.glob("*.sql"))}
    for name in (name for name in scripts if name < CORRECTED):
        db.execute(scripts[name])
    unfit = [*unmet(db, decisions), *correct(db, decisions.corrections, texts)]
    if problems := by_line([*decisions.problems, *unfit]):
        raise Problems(problems)
    for name in (name for name in scripts if name >= CORRECTED):
        db.execute(scripts[name])


def _decided(decisions: Decisions) -> dict[str, pa.Table]:
    """The decisions as they are published, and what they say of ids."""
    ends = [(table, name, new) for (table, name), new in decisions.goes_on_as().items()]
    table = tables()["decisions"]
    schema = pa.schema([(field.name, ARROW[field.type]) for field in table.fields])
    return {
        "goes_on": _arrow(ends, ["table_name", "name", "new_id"], [pa.string()] * 3),
        "decisions": pa.Table.from_pylist(
            [row | {"decided_on": date.fromisoformat(str(row["decided_on"]))} for row in decisions.published()],
            schema=schema,
        ),
    }


def _known(reference: Reference, changes: Sequence[IdChange]) -> dict[str, pa.Table]:
    """The reference tables as the SQL reads them; states are actors too."""
    states = [(c.actor_id, c.name, "state", c.country, c.wikidata_id, c.wikidata_basis) for c in reference.countries]
    actors = [(a.actor_id, a.name, a.kind, a.country, a.wikidata_id, a.wikidata_basis) for a in reference.actors]
    names = [(n.actor_id, n.name, n.name_kind, n.language) for n in reference.actor_names]
    names += [(c.actor_id, c.official_name, "official", "en") for c in reference.countries]
    places = [(p.place_id, p.name, p.kind, p.country, p.parent_id, p.latitude, p.longitude) for p in reference.places]
    text, number = pa.string(), pa.float64()
    return {
        "reference_actors": _arrow(
            [*states, *actors], ["actor_id", "name", "kind", "country", "wikidata_id", "wikidata_basis"], [text] * 6
        ),
        "reference_actor_names": _arrow(names, ["actor_id", "name", "name_kind", "language"], [text] * 4),
        "id_changes": _arrow(
            [(*astuple(c), None) for c in changes], [*(f.name for f in fields(IdChange)), "decision_id"], [text] * 6
        ),
        "rules": _arrow(
            [(r.rule, r.stage, r.finds, r.example, r.counter_example) for r in reference.rules],
            ["rule", "stage", "finds", "example", "counter_example"],
            [text] * 5,
        ),
        "reference_places": _arrow(
            places,
            ["place_id", "name", "kind", "country", "parent_id", "latitude", "longitude"],
            [*[text] * 5, number, number],
        ),
    }


def _arrow(rows: Sequence[tuple[object, ...]], names: list[str], types: list[pa.DataType]) -> pa.Table:
    schema = pa.schema(list(zip(names, types, strict=True)))
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema)
