"""What is asked across the rows of the published tables: keys, references, evidence.

Tables come as lazy frames, so that of a large one no more is in memory than the columns in question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from schemas.read import ForeignKey, Table
from scripts.decided import wrong_decisions
from scripts.problems import MOST, Problem
from scripts.report import report, shown, where

Lazy = Mapping[str, pl.LazyFrame]
Known = Mapping[str, Table]

EVIDENCE_FIELDS = {
    "meetings": ("meeting", "date", "place", "participant", "topic"),
    "agreements": ("agreement", "date", "place", "party", "signatory", "witness", "topic"),
    "statements": ("text", "speaker", "cue", "speech_act", "target", "source", "topic"),
    "incidents": ("incident", "date", "place", "agent", "target", "victim", "beneficiary", "asserter"),
    "proposals": ("proposal", "date", "proposer", "beneficiary", "addressee", "topic"),
    "positions": ("title",),
    "conflicts": ("value",),
    "source_overlaps": ("passage",),
}


DECIDED = (
    *("decision_id", "kind", "action", "judgement", "table_name", "record_id", "other_id"),
    *("field", "expected", "new_value"),
)


def check_links(tables: Lazy, known: Known) -> list[Problem]:
    """What is wrong across rows and tables. known: the schema of each table, which may be of another version.

    Keys and references are those of the schemas. What is asked beyond them is asked as far as there are the columns.
    """
    problems: list[Problem] = []
    for name, rows in tables.items():
        for key in known[name].keys:
            problems += _twice(known[name], key, rows)
        for link in known[name].foreign_keys:
            if link.table in tables:
                problems += _dangling(known[name], link, tables)
                problems += _circular(known[name], link, rows)
    if _has(known, tables, "conflicts", "table_name", "record_id", "field", "value", "ruling"):
        problems += _wrong_conflicts(tables, known)
    for name in ("events", "topics"):
        if _has(known, tables, name, "table_name", "record_id"):
            problems += _lost_records(name, tables, known)
    if _has(known, tables, "decisions", *DECIDED):
        decisions = tables["decisions"].collect()
        about = {"id_changes", *decisions["table_name"]} & tables.keys()
        problems += wrong_decisions({"decisions": decisions, **{name: tables[name].collect() for name in about}})
    if _has(known, tables, "id_changes", "old_id", "new_id", "table_name"):
        problems += _lost_ids(tables, known)
    if _has(known, tables, "evidence", "table_name", "record_id", "field", "source_id"):
        problems += _evidence(tables, known)
    return problems


def _has(known: Known, tables: Lazy, name: str, *columns: str) -> bool:
    return name in tables and set(known[name].columns) >= set(columns)


def _numbered(tables: Lazy, name: str) -> pl.LazyFrame:
    return tables[name].with_row_index("#row")


def _twice(table: Table, key: tuple[str, ...], rows: pl.LazyFrame) -> list[Problem]:
    """Rows that have a key of which no value is absent, and that another row has too."""
    numbered = rows.with_row_index("#row").drop_nulls(key)
    hashed = pl.struct(key).hash()  # a number a row, where the keys of a large table would be gigabytes
    numbers = numbered.select(hashed.alias("hash")).collect(engine="streaming")["hash"]
    suspects = numbers.filter(numbers.is_duplicated()).unique()
    if suspects.is_empty():
        return []
    suspected = numbered.filter(hashed.is_in(suspects.implode())).select("#row", *{*key, *table.primary_key})
    same = suspected.collect(engine="streaming").filter(pl.struct(key).is_duplicated()).sort("#row").head(MOST)
    return [
        Problem(
            table.name,
            where(table, row, row["#row"]),
            ", ".join(key),
            shown(row, key),
            "occurs twice",
            "keep one row",
        )
        for row in same.iter_rows(named=True)
    ]


def _dangling(table: Table, key: ForeignKey, tables: Lazy) -> list[Problem]:
    """Rows that refer to a row that is not there."""
    rows = _numbered(tables, table.name).drop_nulls(key.fields)
    lost = rows.join(tables[key.table], left_on=key.fields, right_on=key.reference, how="anti")
    words = (f"is in no row of {key.table}", f"add the row to {key.table} or correct the reference")
    return report(table, lost, key.fields[0], words)


def _circular(table: Table, key: ForeignKey, rows: pl.LazyFrame) -> list[Problem]:
    """Rows that are, over any number of steps, part of themselves."""
    if key.table != table.name or len(key.fields) > 1:
        return []
    parents = dict(rows.select(*key.reference, *key.fields).drop_nulls().collect(engine="streaming").iter_rows())
    clear: set[str] = set()
    circular: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in clear and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            steps = list(path)
            circular.update(steps[steps.index(at) :])
        clear.update(path)
    if not circular:
        return []
    within = rows.with_row_index("#row").filter(pl.col(key.reference[0]).is_in(circular))
    return report(table, within, key.fields[0], ("leads back to its own row", "break the circle"))


def _names(rows: pl.LazyFrame) -> list[str]:
    """The tables that the rows are about."""
    return rows.select("table_name").unique(maintain_order=True).collect(engine="streaming")["table_name"].to_list()


def _lost_records(name: str, tables: Lazy, known: Known) -> list[Problem]:
    """Rows whose record_id is in no row of the table that their table_name is."""
    problems: list[Problem] = []
    rows = _numbered(tables, name)
    for about in _names(rows):
        if about in tables:
            own = rows.filter(pl.col("table_name") == about)
            key = known[about].primary_key[0]
            lost = own.join(tables[about], left_on="record_id", right_on=key, how="anti")
            words = (f"is in no row of {about}", "drop it or correct the id")
            problems += report(known[name], lost, "record_id", words)
    return problems


def _wrong_conflicts(tables: Lazy, known: Known) -> list[Problem]:
    """Conflicts about no record, values that nothing contradicts, and conflicts with two values chosen."""
    table, conflicts = known["conflicts"], _numbered(tables, "conflicts")
    problems = _lost_records("conflicts", tables, known)
    one = [name for name in ("table_name", "record_id", "field", "as_of") if name in table.columns]
    alone = conflicts.filter(pl.col("value").n_unique().over(one) == 1)
    problems += report(table, alone, "value", ("is contradicted by no other", "give both values or neither"))
    chosen = conflicts.filter(pl.col("ruling") == "chosen").filter(pl.col("value").n_unique().over(one) > 1)
    words = ("is chosen like another value of the field", "choose one")
    return problems + report(table, chosen, "ruling", words)


def _lost_ids(tables: Lazy, known: Known) -> list[Problem]:
    """Changed ids that lead nowhere: the new one is neither in its table nor changed again."""
    problems: list[Problem] = []
    changes = _numbered(tables, "id_changes")
    for name in _names(changes):
        if name in tables:
            own = changes.filter(pl.col("table_name") == name)
            there = tables[name].select(id=known[name].primary_key[0])
            led = own.drop_nulls("new_id").join(there, left_on="new_id", right_on="id", how="anti")
            lost = led.join(own.select(id="old_id"), left_on="new_id", right_on="id", how="anti")
            words = (f"is in no row of {name}", "give the id that the record has now, or none if it is gone")
            problems += report(known["id_changes"], lost, "new_id", words)
    return problems


def _evidence(tables: Lazy, known: Known) -> list[Problem]:
    """Evidence for what is not there, and records, dates, places and participants without evidence."""
    problems = _lost_records("evidence", tables, known)
    if _has(known, tables, "statements", "source_id"):
        told = tables["statements"].select("source_id", record_id=known["statements"].primary_key[0])
        own = _numbered(tables, "evidence").filter(pl.col("table_name") == "statements")
        # those of no statement are reported already
        elsewhere = own.join(told.select("record_id"), on="record_id", how="semi").join(
            told, on=["record_id", "source_id"], how="anti"
        )
        words = ("is not the source of the statement", "give evidence from the document that reports it")
        problems += report(known["evidence"], elsewhere, "source_id", words)
    for name, fields, needing in _needs(tables, known):
        key = known[name].primary_key[0]
        given = tables["evidence"].filter((pl.col("table_name") == name) & pl.col("field").is_in(fields))
        bare = needing.join(given, left_on=key, right_on="record_id", how="anti")
        words = (
            f"has no evidence of field {' or '.join(fields)}",
            "add the words that say so, or drop what they should bear out",
        )
        problems += report(known[name], bare, key, words)
    return problems


def _needs(tables: Lazy, known: Known) -> Iterator[tuple[str, tuple[str, ...], pl.LazyFrame]]:
    """Table, fields of which one must have evidence, and the rows that need it."""
    every = pl.lit(True)
    bare = (pl.col("kind") == "direct") & pl.col("verb").is_null()  # a quotation without reporting words
    needs: list[tuple[str, tuple[str, ...], pl.Expr]] = [
        ("meetings", EVIDENCE_FIELDS["meetings"], every),
        ("agreements", EVIDENCE_FIELDS["agreements"], every),
        ("incidents", ("incident",), every),
        ("proposals", ("proposal",), every),
        ("source_overlaps", EVIDENCE_FIELDS["source_overlaps"], every),
        ("conflicts", EVIDENCE_FIELDS["conflicts"], pl.col("told_by") == "text"),
        ("statements", ("text",), every),
        ("statements", ("speaker", "cue"), ~bare),
    ]
    # positions of version 0.1 are all stated
    stated = pl.col("basis") == "stated" if _has(known, tables, "positions", "basis") else every
    needs.append(("positions", EVIDENCE_FIELDS["positions"], stated))
    needs.append(("proposals", ("date",), pl.col("date").is_not_null()))
    for name in ("meetings", "agreements", "incidents"):
        needs += [(name, ("date",), pl.col("date").is_not_null()), (name, ("place",), pl.col("place_id").is_not_null())]
    for name, fields, needed in needs:
        if _has(known, tables, name, *needed.meta.root_names()):
            yield name, fields, _numbered(tables, name).filter(needed)
    # rows of a child table in which a value is, whose parents need evidence of that field
    roles = [("meetings", "meeting_participants", "participant", every)]
    roles += [("agreements", "agreement_parties", role, pl.col("role") == role) for role in ("party", "signatory")]
    for name, child in (("proposals", "proposal_actors"), ("incidents", "incident_actors")):
        told = set(EVIDENCE_FIELDS[name]) - {"proposal", "incident", "date", "place", "topic"}
        roles += [(name, child, role, pl.col("role") == role) for role in sorted(told)]
    roles += [
        ("statements", "statement_targets", "target", every),
        ("statements", "statement_sources", "source", every),
    ]
    for name, child, field, having in roles:
        if name in tables and child in tables and set(known[child].columns) >= set(having.meta.root_names()):
            key = known[name].primary_key[0]
            yield name, (field,), _numbered(tables, name).join(tables[child].filter(having), on=key, how="semi")
    if _has(known, tables, "topics", "table_name", "record_id"):
        for name in _names(tables["topics"]):
            if name in tables:
                own, key = tables["topics"].filter(pl.col("table_name") == name), known[name].primary_key[0]
                yield name, ("topic",), _numbered(tables, name).join(own, left_on=key, right_on="record_id", how="semi")
