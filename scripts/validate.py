"""The tables against their schemas, against each other, and against the words of the documents.

``validate_tables`` needs the tables only, ``check_spans`` the texts too. Both report every problem, rows counted from
1 (the header not counted) and the key of the row. What is asked of single rows is here, so that a large table can be
checked part by part; what is asked across rows and tables is in scripts.across.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandera.polars as pandera
import polars as pl

from schemas.compile import POLARS, pandera_schema
from schemas.read import Table
from schemas.read import tables as schemas
from scripts.across import EVIDENCE_FIELDS, check_links
from scripts.cells import formula, spans
from scripts.edtf import bounds
from scripts.problems import Problem
from scripts.report import report, where

Tables = Mapping[str, pl.DataFrame]

SPANS = spans(schemas())  # the column that repeats the words, by table
DATED = ("date_expressions", "meetings", "agreements", "proposals", "incidents")
TOLD = ("meetings", "agreements", "proposals", "incidents")  # their rows say how many sources tell of them


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold in every row of a table; a row for which it is null passes. column: the one to look at.

    unless: a column; a table that has it, as older ones may not, is asked for more by another rule.
    """

    table: str
    column: str
    holds: pl.Expr
    what: str
    todo: str
    unless: str = ""

    def asks(self, table: Table) -> bool:
        """Whether the rule is about this table, which may be of another version, and can be asked of it."""
        has = set(table.columns)
        return (
            table.name == self.table and self.unless not in has and has >= {self.column, *self.holds.meta.root_names()}
        )


def _rules() -> Iterator[Rule]:
    col = pl.col
    for table, words in SPANS.items():
        span = col("end") - col("start")
        yield Rule(table, "end", span > 0, "is not after start", "give the span of the words, end exclusive")
        length = col(words).str.len_chars().cast(pl.Int64)
        todo = "copy the words from start to end, characters counted as code points"
        yield Rule(table, words, (span <= 0) | (length == span), "is not as long as its span", todo, unless="sha256")
        cut = col("sha256").is_not_null() & (length < span)
        yield Rule(table, words, (span <= 0) | (length == span) | cut, "is not as long as its span", todo)
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
    """What is wrong with the published tables: every problem, none for valid tables.

    Each table must be there, with the columns and types of its schema, in order; values and keys must be as the schema
    says; every reference must lead somewhere; and the rules below must hold. A table whose columns or types are wrong
    is reported as that, and neither it nor what refers to it is checked further.
    """
    return unknown(tables) + check_tables({name: tables[name] for name in schemas() if name in tables})


def unknown(names: Collection[str]) -> list[Problem]:
    """The tables that are missing, and those of which nothing is known."""
    missing = [Problem(name, None, None, None, "table is missing", "add it") for name in schemas() if name not in names]
    return missing + [
        Problem(name, None, None, None, "has no schema", "remove it") for name in names if name not in schemas()
    ]


def check_tables(tables: Tables) -> list[Problem]:
    """As ``validate_tables``, for as many of the tables as there are."""
    problems: list[Problem] = []
    sound: dict[str, pl.LazyFrame] = {}
    for name, frame in tables.items():
        shape, values = row_checks(schemas()[name])(frame, 0)
        problems += shape or values
        if not shape:
            sound[name] = frame.lazy()
    return problems + check_links(sound, schemas())


Check = Callable[[pl.DataFrame, int], tuple[list[Problem], list[Problem]]]


def row_checks(table: Table) -> Check:
    """What is asked of each row of a table, of this or another version: a function of some rows and their offset.

    It gives the problems of the columns, and those of the values where the columns have none.
    """
    compiled = pandera_schema(table, keys=False)
    rules = [rule for rule in RULES if rule.asks(table)]

    def check(frame: pl.DataFrame, first: int) -> tuple[list[Problem], list[Problem]]:
        shape, values = _by_schema(table, compiled, frame, first)
        if shape:
            return shape, []
        rows = frame.lazy().with_row_index("#row", first)
        for rule in rules:
            values += report(table, rows.filter(~rule.holds), rule.column, (rule.what, rule.todo))
        for name, broken in formula(table, rows):
            words = ("begins as a formula does in a spreadsheet", "put another character before it, or leave it out")
            values += report(table, broken, name, words)
        if {"date", "date_start", "date_end"} <= set(table.columns):
            values += _wrong_bounds(table, rows)
        if {"valid_from", "valid_until"} <= set(table.columns):
            values += _wrong_terms(table, rows)
        return [], values

    return check


def _by_schema(
    table: Table, compiled: pandera.DataFrameSchema, frame: pl.DataFrame, first: int
) -> tuple[list[Problem], list[Problem]]:
    """Problems of the columns, and problems of the values in them, as pandera finds them."""
    try:
        compiled.validate(frame, lazy=True)
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
            value = None if row[column] is None else str(row[column])
            values.append(Problem(table.name, where(table, row, first + index), column, value, *WORDS[check]))
    return shape, values


def _wrong_bounds(table: Table, rows: pl.LazyFrame) -> list[Problem]:
    """Dates that do not exist, and bounds that are not those of their date."""

    def fault(edtf: str | None, start: date | None, end: date | None) -> str | None:
        try:
            expected = (None, None) if edtf is None else bounds(edtf)
        except ValueError:
            return "is no date of the calendar"
        if (start, end) == expected:
            return None
        first, last = (day or "absent" for day in expected)
        return f"has other bounds than {start or 'absent'} and {end or 'absent'}: {first} and {last}"

    return _faults(table, rows, ("date", "date_start", "date_end"), fault, "correct the date, date_start or date_end")


def _wrong_terms(table: Table, rows: pl.LazyFrame) -> list[Problem]:
    """Positions whose days do not exist, or that end before they begin."""

    def fault(begin: str | None, end: str | None) -> str | None:
        try:
            first = bounds(begin)[0] if begin is not None else None
            last = bounds(end)[1] if end is not None else None
        except ValueError:
            return f"and valid_until {end!r} must be dates of the calendar"
        return None if first is None or last is None or first <= last else f"is after valid_until {end!r}"

    return _faults(table, rows, ("valid_from", "valid_until"), fault, "correct the dates")


def _faults(
    table: Table, rows: pl.LazyFrame, columns: tuple[str, ...], fault: Callable[..., str | None], todo: str
) -> list[Problem]:
    """Rows whose values in the columns have a fault, looked at once for each combination. Told at the first column."""
    problems: list[Problem] = []
    for values in rows.select(columns).unique(maintain_order=True).collect().iter_rows():
        if (what := fault(*values)) is not None:
            same = (pl.col(name).eq_missing(pl.lit(value)) for name, value in zip(columns, values, strict=True))
            problems += report(table, rows.filter(*same), columns[0], (what, todo))
    return problems


def check_spans(
    tables: Tables, documents: Mapping[str, str], known: Mapping[str, Table] | None = None
) -> list[Problem]:
    """Every quote and surface is ``text[start:end]`` of its document, and every document is the one of ``sources``.

    Where words have been cut, their beginning is, and their sha256 is that of all of them. documents: texts by
    source_id, decoded as UTF-8 with nothing normalised. known: the schemas, where they are not today's. A table that
    is a part of the whole has the places of its rows in #row. What ``validate_tables`` reports (tables or columns that
    are missing, values that are absent) is passed over.
    """
    known = schemas() if known is None else known
    problems: list[Problem] = []
    if "sources" in known and "sources" in tables:
        problems += _wrong_documents(known["sources"], tables["sources"], documents)
    for name, words in spans(known).items():
        if name in tables:
            problems += _wrong_words(known[name], words, tables[name], documents)
    return problems


def _wrong_documents(table: Table, frame: pl.DataFrame, documents: Mapping[str, str]) -> Iterator[Problem]:
    columns = ["source_id", "characters", "sha256"]
    for index, source, characters, sha256 in _whole(table, frame, columns).select("#row", *columns).iter_rows():
        text, place = documents.get(source), f"row {index + 1} (source_id {source})"
        if text is None:
            yield Problem(table.name, place, "source_id", None, "has no document", "give its text")
            continue
        found = hashlib.sha256(text.encode("utf-8")).hexdigest()
        for column, given, value in (("characters", characters, len(text)), ("sha256", sha256, found)):
            if given != value:
                what = f"is not that of the document, {value}"
                yield Problem(table.name, place, column, str(given), what, "publish the document again")


def _wrong_words(table: Table, words: str, frame: pl.DataFrame, documents: Mapping[str, str]) -> Iterator[Problem]:
    columns = ["source_id", "start", "end", words]
    rows = _whole(table, frame, columns)
    if "sha256" not in rows.columns:
        rows = rows.with_columns(sha256=pl.lit(None, pl.String))
    for n, (index, source, start, end, told, sha256) in enumerate(rows.select("#row", *columns, "sha256").iter_rows()):
        text = documents.get(source)
        if text is None:
            continue
        stands = text[start:end] if 0 <= start < end <= len(text) else None
        if stands == told and sha256 is None:
            continue
        place = where(table, rows.row(n, named=True), index)
        if stands is None or not (stands == told or (sha256 is not None and stands.startswith(told))):
            shown = f"{text[max(start, 0) : end][:80]!r} stands" if start < len(text) else "the document has ended"
            what = f"is not what the document has there: {shown} from {start} to {end}"
            yield Problem(table.name, place, words, told, what, "correct the offsets or the words")
        elif hashlib.sha256(stands.encode("utf-8")).hexdigest() != sha256:
            what = f"is not that of the words from {start} to {end}"
            yield Problem(
                table.name, place, "sha256", sha256, what, "correct the offsets or publish the document again"
            )


def _whole(table: Table, frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The rows, each with its place in #row, that have all of the columns and the key, of the right type."""
    needed = [*dict.fromkeys((*columns, *table.primary_key))]
    types = {field.name: POLARS[field.type] for field in table.fields}
    if any(frame.schema.get(column) != types[column] for column in needed):
        return pl.DataFrame(schema={"#row": pl.UInt32, **types})
    rows = frame if "#row" in frame.columns else frame.with_row_index("#row")
    return rows.drop_nulls(needed)
