"""The tables against their schemas, against each other, and against the words of the documents.

``validate_tables`` needs the tables only, ``check_spans`` the texts too. Both report every problem, rows counted from
1 (the header not counted) and the key of the row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pandera
import polars as pl

from schemas.compile import POLARS, pandera_schema
from schemas.read import ForeignKey, Table
from schemas.read import tables as schemas
from scripts.decided import wrong_decisions
from scripts.edtf import bounds
from scripts.problems import Problem

Tables = Mapping[str, pl.DataFrame]

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
SPANS = {"mentions": "surface", "date_expressions": "surface", "evidence": "quote"}  # the column that repeats the words
TOLD = ("meetings", "agreements", "proposals", "incidents")  # their rows say how many sources tell of them
DATED = ("date_expressions", "meetings", "agreements", "proposals", "incidents")


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold in every row of a table; a row for which it is null passes. column: the one to look at."""

    table: str
    column: str
    holds: pl.Expr
    what: str
    todo: str


def _rules() -> Iterator[Rule]:
    col = pl.col
    for table, words in SPANS.items():
        span = col("end") - col("start")
        yield Rule(table, "end", span > 0, "is not after start", "give the span of the words, end exclusive")
        yield Rule(
            table,
            words,
            (span <= 0) | (col(words).str.len_chars().cast(pl.Int64) == span),
            "is not as long as its span",
            "copy the words from start to end, characters counted as code points",
        )
    for table in DATED:
        yield Rule(
            table, "date_end", col("date_start") <= col("date_end"), "is before date_start", "swap or correct them"
        )
    for table in ("meetings", "agreements", "proposals", "incidents"):
        known = col("date").is_null() | col("date_basis").is_not_null()
        yield Rule(table, "date_basis", known, "is absent although there is a date", "say how the date is known")
    one = col("actor_id").is_null() != col("place_id").is_null()
    yield Rule("mentions", "actor_id", one, "does not stand alone", "give exactly one of actor_id and place_id")
    most = pl.sum_horizontal(col(c).is_not_null() for c in ("actor_id", "agreement_id", "meeting_id")) <= 1
    yield Rule("statement_targets", "words", most, "name more than one target", "give an actor, agreement or meeting")
    based = col("wikidata_id").is_null() | col("wikidata_basis").is_not_null()
    yield Rule("actors", "wikidata_basis", based, "is absent although there is an item", "say how the item is known")
    told = (col("basis") == "stated") == col("source_id").is_not_null()
    known = (col("basis") == "reference") == col("known_from").is_not_null()
    yield Rule("positions", "basis", told & known, "does not fit source_id and known_from", "give the one that fits")
    based = col("wikidata_id").is_null() == col("wikidata_basis").is_null()
    yield Rule("countries", "wikidata_basis", based, "does not come with an item", "say how the item is known")
    known = (col("told_by") == "reference") == col("source_id").is_null()
    yield Rule("conflicts", "source_id", known, "does not fit told_by", "only the reference tables are no document")
    ordered = col("source_id") < col("other_source_id")
    yield Rule("source_overlaps", "other_source_id", ordered, "is not after source_id", "swap them")
    for table in TOLD:
        fewer = col("independent_sources") <= col("sources")
        yield Rule(table, "independent_sources", fewer, "is more than sources", "count the sources again")
    both = col("latitude").is_null() == col("longitude").is_null()
    yield Rule("places", "latitude", both, "does not come with a longitude", "give both coordinates or neither")
    changed = col("old_id") != col("new_id")
    yield Rule("id_changes", "new_id", changed, "is the old id", "list only ids that changed")
    fitting = pl.any_horizontal(
        (col("table_name") == table) & col("field").is_in(list(fields)) for table, fields in EVIDENCE_FIELDS.items()
    )
    yield Rule("evidence", "field", fitting, "is no field of that table", f"use one of {EVIDENCE_FIELDS}")


RULES = tuple(_rules())

# what pandera's checks mean to a reader; the name of a check is that of the schema's constraint
WORDS = {
    "not_nullable": ("is absent", "give a value"),
    "enum": ("is none of the values allowed", "use a value that the schema lists"),
    "pattern": ("does not fit the pattern of the column", "write it as the schema says"),
    "minLength": ("is too short", "leave it absent or give a value"),
    "minimum": ("is too small", "correct the number"),
    "maximum": ("is too large", "correct the number"),
    "finite": ("is no finite number", "leave it absent or give a number"),
}
SHAPE = {
    "column_in_dataframe": ("is missing", "add the column"),
    "column_in_schema": ("is no column of the table", "remove it or add it to the schema"),
    "column_ordered": ("is not in its place", "put the columns in the order of the schema"),
}


def validate_tables(tables: Tables) -> list[Problem]:
    """Every table by itself, keys across tables, rules within rows, evidence for every record.

    A table whose columns or types are wrong is not looked at any further, nor is what refers to it.
    """
    missing = [
        Problem(name, None, None, None, "table is missing", "add it") for name in schemas() if name not in tables
    ]
    unknown = [
        Problem(name, None, None, None, "has no schema", "remove it") for name in tables if name not in schemas()
    ]
    return missing + unknown + check_tables({name: tables[name] for name in schemas() if name in tables})


def check_tables(tables: Tables) -> list[Problem]:
    """As ``validate_tables``, for as many of the tables as there are."""
    problems: list[Problem] = []
    sound: dict[str, pl.DataFrame] = {}
    for name, frame in tables.items():
        shape, values = _by_schema(schemas()[name], frame)
        problems += shape or values
        if not shape:
            sound[name] = frame
    for name in sound:
        for key in schemas()[name].foreign_keys:
            if key.table in sound:
                problems += _dangling(schemas()[name], key, sound)
                problems += _circular(schemas()[name], key, sound[name])
    for rule in RULES:
        if rule.table in sound:
            problems += _report(
                rule.table, sound[rule.table].with_row_index("#row").filter(~rule.holds), rule.column, rule
            )
    for name in DATED:
        if name in sound:
            problems += _wrong_bounds(name, sound[name])
    if "positions" in sound:
        problems += _wrong_terms(sound["positions"])
    if "conflicts" in sound:
        problems += _wrong_conflicts(sound)
    if "events" in sound:
        problems += _lost_records("events", sound)
    if "topics" in sound:
        problems += _lost_records("topics", sound)
    if "id_changes" in sound:
        problems += _lost_ids(sound)
    return problems + wrong_decisions(sound) + _evidence(sound)


@cache
def _compiled(name: str) -> pandera.DataFrameSchema:
    return pandera_schema(schemas()[name])


def _by_schema(table: Table, frame: pl.DataFrame) -> tuple[list[Problem], list[Problem]]:
    """Problems of the columns, and problems of the values in them, as pandera finds them."""
    try:
        _compiled(table.name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases.to_dicts()
    else:
        return [], []
    shape, values = [], []
    for case in cases:
        check, column, index = case["check"], case["column"], case["index"]
        if check in SHAPE:
            shape.append(Problem(table.name, None, case["failure_case"], None, *SHAPE[check]))
        elif check.startswith("dtype("):
            what = f"is of type {case['failure_case']}, not {check[7:-2]}"
            shape.append(Problem(table.name, None, column, None, what, "convert the column"))
        elif index is None:  # the check itself failed, as it does on wrong columns or types
            values.append(Problem(table.name, None, column, None, f"cannot be checked ({check})", "report this"))
        else:
            row = frame.row(index, named=True)
            twice = check.startswith("unique (")
            names = check[8:-1].split(", ") if twice else [column]
            words = ("occurs twice", "keep one row") if twice else WORDS[check]
            values.append(Problem(table.name, _where(table, row, index), ", ".join(names), _value(row, names), *words))
    return shape, values


def _where(table: Table, row: Mapping[str, Any], index: int) -> str:
    key = ", ".join(f"{name} {row[name]}" for name in table.primary_key)
    return f"row {index + 1} ({key})"


def _value(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    """The values as a message shows them; None where the only one is absent."""
    found = [row[name] for name in names]
    return None if found == [None] else ", ".join(map(str, found))


def _report(name: str, rows: pl.DataFrame, column: str, words: Rule | tuple[str, str]) -> list[Problem]:
    """One problem a row of ``rows``, whose column #row is its place in the table."""
    what, todo = (words.what, words.todo) if isinstance(words, Rule) else words
    table = schemas()[name]
    return [
        Problem(
            name, _where(table, row, row["#row"]), column, None if row[column] is None else str(row[column]), what, todo
        )
        for row in rows.iter_rows(named=True)
    ]


def _dangling(table: Table, key: ForeignKey, tables: Tables) -> list[Problem]:
    """Rows that refer to a row that is not there."""
    rows = tables[table.name].with_row_index("#row").drop_nulls(key.fields)
    lost = rows.join(tables[key.table], left_on=key.fields, right_on=key.reference, how="anti", maintain_order="left")
    words = (f"is in no row of {key.table}", f"add the row to {key.table} or correct the reference")
    return _report(table.name, lost, key.fields[0], words)


def _circular(table: Table, key: ForeignKey, frame: pl.DataFrame) -> list[Problem]:
    """Rows that are, over any number of steps, part of themselves."""
    if key.table != table.name:
        return []
    parents = dict(frame.select(*key.reference, *key.fields).drop_nulls().iter_rows())
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
    rows = frame.with_row_index("#row").filter(pl.col(key.reference[0]).is_in(circular))
    return _report(table.name, rows, key.fields[0], ("leads back to its own row", "break the circle"))


def _wrong_bounds(name: str, frame: pl.DataFrame) -> list[Problem]:
    """Dates that do not exist, and bounds that are not those of their date."""
    table, problems = schemas()[name], []
    known = cache(bounds)
    for index, (edtf, start, end) in enumerate(frame.select("date", "date_start", "date_end").iter_rows()):
        try:
            expected = (None, None) if edtf is None else known(edtf)
        except ValueError:
            what, column = "is no date of the calendar", "date"
        else:
            if (start, end) == expected:
                continue
            first, last = (day or "absent" for day in expected)
            what, column = (
                f"has other bounds than {start or 'absent'} and {end or 'absent'}: {first} and {last}",
                "date",
            )
        where = _where(table, frame.row(index, named=True), index)
        problems.append(Problem(name, where, column, edtf, what, "correct the date, date_start or date_end"))
    return problems


def _wrong_terms(frame: pl.DataFrame) -> list[Problem]:
    """Positions whose days do not exist, or that end before they begin."""
    table, problems = schemas()["positions"], []
    for index, (begin, end) in enumerate(frame.select("valid_from", "valid_until").iter_rows()):
        try:
            first = bounds(begin)[0] if begin is not None else None
            last = bounds(end)[1] if end is not None else None
        except ValueError:
            what = f"and valid_until {end!r} must be dates of the calendar"
        else:
            if first is None or last is None or first <= last:
                continue
            what = f"is after valid_until {end!r}"
        where = _where(table, frame.row(index, named=True), index)
        problems.append(Problem("positions", where, "valid_from", begin, what, "correct the dates"))
    return problems


def _wrong_conflicts(tables: Tables) -> list[Problem]:
    """Conflicts about no record, values that nothing contradicts, and conflicts with two values chosen."""
    problems: list[Problem] = []
    conflicts = tables["conflicts"].with_row_index("#row")
    problems += _lost_records("conflicts", tables)
    one = ["table_name", "record_id", "field", "as_of"]
    alone = conflicts.filter(pl.col("value").n_unique().over(one) == 1)
    problems += _report("conflicts", alone, "value", ("is contradicted by no other", "give both values or neither"))
    chosen = conflicts.filter(pl.col("ruling") == "chosen").filter(pl.col("value").n_unique().over(one) > 1)
    words = ("is chosen like another value of the field", "choose one")
    return problems + _report("conflicts", chosen, "ruling", words)


def _lost_records(table: str, tables: Tables) -> list[Problem]:
    """Rows of a table whose record_id is in no row of their table_name."""
    problems: list[Problem] = []
    rows = tables[table].with_row_index("#row")
    for name in rows["table_name"].unique(maintain_order=True):
        if name in tables:
            known = tables[name][schemas()[name].primary_key[0]]
            lost = rows.filter((pl.col("table_name") == name) & ~pl.col("record_id").is_in(known.implode()))
            words = (f"is in no row of {name}", "drop it or correct the id")
            problems += _report(table, lost, "record_id", words)
    return problems


def _lost_ids(tables: Tables) -> list[Problem]:
    """Changed ids that lead nowhere: the new one is neither in its table nor changed again."""
    problems: list[Problem] = []
    changes = tables["id_changes"].with_row_index("#row")
    for name in changes["table_name"].unique(maintain_order=True):
        if name in tables:
            own = changes.filter(pl.col("table_name") == name)
            known = pl.concat([tables[name][schemas()[name].primary_key[0]], own["old_id"]])
            lost = own.filter(~pl.col("new_id").is_in(known.implode()))
            words = (f"is in no row of {name}", "give the id that the record has now, or none if it is gone")
            problems += _report("id_changes", lost, "new_id", words)
    return problems


def _evidence(tables: Tables) -> list[Problem]:
    """Evidence for what is not there, and records, dates, places and participants without evidence."""
    if "evidence" not in tables:
        return []
    problems: list[Problem] = []
    evidence = tables["evidence"].with_row_index("#row")
    for name in EVIDENCE_FIELDS:
        if name in tables:
            key = schemas()[name].primary_key[0]
            own = evidence.filter(pl.col("table_name") == name)
            lost = own.join(tables[name], left_on="record_id", right_on=key, how="anti", maintain_order="left")
            problems += _report("evidence", lost, "record_id", (f"is in no row of {name}", "drop it or correct the id"))
    if "statements" in tables:
        told = tables["statements"].select(record_id="statement_id", own="source_id")
        own = evidence.filter(pl.col("table_name") == "statements").join(told, on="record_id", maintain_order="left")
        elsewhere = own.filter(pl.col("source_id") != pl.col("own"))
        words = ("is not the source of the statement", "give evidence from the document that reports it")
        problems += _report("evidence", elsewhere, "source_id", words)
    for name, fields, needed in _needs(tables):
        key = schemas()[name].primary_key[0]
        given = evidence.filter((pl.col("table_name") == name) & pl.col("field").is_in(list(fields)))["record_id"]
        bare = tables[name].with_row_index("#row").filter(needed & ~pl.col(key).is_in(given.implode()))
        words = (
            f"has no evidence of field {' or '.join(fields)}",
            "add the words that say so, or drop what they should bear out",
        )
        problems += _report(name, bare, key, words)
    return problems


def _needs(tables: Tables) -> Iterator[tuple[str, tuple[str, ...], pl.Expr]]:
    """Table, fields of which one must have evidence, and for which rows."""
    everything = pl.lit(True)
    bare = (pl.col("kind") == "direct") & pl.col("verb").is_null()  # a quotation without reporting words
    needs: list[tuple[str, tuple[str, ...], pl.Expr]] = [
        ("meetings", EVIDENCE_FIELDS["meetings"], everything),
        ("agreements", EVIDENCE_FIELDS["agreements"], everything),
        ("incidents", ("incident",), everything),
        ("proposals", ("proposal",), everything),
        ("positions", EVIDENCE_FIELDS["positions"], pl.col("basis") == "stated"),
        ("conflicts", EVIDENCE_FIELDS["conflicts"], pl.col("told_by") == "text"),
        ("source_overlaps", EVIDENCE_FIELDS["source_overlaps"], everything),
        ("statements", ("text",), everything),
        ("statements", ("speaker", "cue"), ~bare),
    ]
    for name in ("meetings", "agreements", "incidents"):
        needs += [(name, ("date",), pl.col("date").is_not_null()), (name, ("place",), pl.col("place_id").is_not_null())]
    if "meeting_participants" in tables:
        with_any = tables["meeting_participants"]["meeting_id"].implode()
        needs.append(("meetings", ("participant",), pl.col("meeting_id").is_in(with_any)))
    if "proposals" in tables:
        needs.append(("proposals", ("date",), pl.col("date").is_not_null()))
    if "proposal_actors" in tables:
        for role in EVIDENCE_FIELDS["proposals"][2:]:
            having = tables["proposal_actors"].filter(pl.col("role") == role)["proposal_id"].implode()
            needs.append(("proposals", (role,), pl.col("proposal_id").is_in(having)))
    if "agreement_parties" in tables:
        for role in ("party", "signatory"):
            having = tables["agreement_parties"].filter(pl.col("role") == role)["agreement_id"].implode()
            needs.append(("agreements", (role,), pl.col("agreement_id").is_in(having)))
    for child, field in (("statement_targets", "target"), ("statement_sources", "source")):
        if child in tables:
            having = tables[child]["statement_id"].implode()
            needs.append(("statements", (field,), pl.col("statement_id").is_in(having)))
    if "topics" in tables:
        for name in tables["topics"]["table_name"].unique(maintain_order=True):
            having = tables["topics"].filter(pl.col("table_name") == name)["record_id"].implode()
            needs.append((name, ("topic",), pl.col(schemas()[name].primary_key[0]).is_in(having)))
    if "incident_actors" in tables:
        for role in EVIDENCE_FIELDS["incidents"][3:]:
            having = tables["incident_actors"].filter(pl.col("role") == role)["incident_id"].implode()
            needs.append(("incidents", (role,), pl.col("incident_id").is_in(having)))
    return (need for need in needs if need[0] in tables)


def check_spans(tables: Tables, documents: Mapping[str, str]) -> list[Problem]:
    """Every quote and surface is ``text[start:end]`` of its document, and every document is the one of ``sources``.

    documents: texts by source_id, decoded as UTF-8 with nothing normalised. What ``validate_tables`` reports (tables or
    columns that are missing, values that are absent) is passed over.
    """
    problems: list[Problem] = []
    for index, row in _whole(tables, "sources", "source_id", "characters", "sha256"):
        text, where = documents.get(row["source_id"]), f"row {index + 1} (source_id {row['source_id']})"
        if text is None:
            problems.append(Problem("sources", where, "source_id", None, "has no document", "give its text"))
            continue
        found = hashlib.sha256(text.encode("utf-8")).hexdigest()
        for column, value in (("characters", len(text)), ("sha256", found)):
            if row[column] != value:
                what = f"is not that of the document, {value}"
                problems.append(Problem("sources", where, column, str(row[column]), what, "publish the document again"))
    for name, words in SPANS.items():
        for index, row in _whole(tables, name, *schemas()[name].primary_key, "source_id", "start", "end", words):
            text, start, end = documents.get(row["source_id"]), row["start"], row["end"]
            if text is None or (0 <= start < end <= len(text) and text[start:end] == row[words]):
                continue
            stands = f"{text[max(start, 0) : end][:80]!r} stands" if start < len(text) else "the document has ended"
            what = f"is not what the document has there: {stands} from {start} to {end}"
            where = _where(schemas()[name], row, index)
            problems.append(Problem(name, where, words, row[words], what, "correct the offsets or the words"))
    return problems


def _whole(tables: Tables, name: str, *columns: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Place and values of the rows that have all of the columns, of the right type and not absent."""
    types = {field.name: POLARS[field.type] for field in schemas()[name].fields}
    frame = tables.get(name, pl.DataFrame())
    if all(frame.schema.get(column) == types[column] for column in columns):
        for index, row in enumerate(frame.select(list(dict.fromkeys(columns))).iter_rows(named=True)):
            if None not in row.values():
                yield index, row
