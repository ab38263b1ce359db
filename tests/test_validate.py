"""Whatever can be wrong with the tables is found, all of it at once, and said where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import pytest

from schemas.read import tables
from scripts.problems import Problem
from scripts.validate import check_spans, validate_tables
from tests import tiny

VALID = tiny.valid()
TEXTS = tiny.documents()


def changed(table: str, row: int, **values: Any) -> dict[str, pl.DataFrame]:
    """The valid tables with values of one row changed."""
    rows = VALID[table].to_dicts()
    rows[row].update(values)
    return {**VALID, table: tiny.frame(table, rows)}


def without(table: str, keep: pl.Expr) -> dict[str, pl.DataFrame]:
    """The valid tables with only some rows of one."""
    return {**VALID, table: VALID[table].filter(keep)}


def places(problems: list[Problem]) -> list[tuple[str, str | None, str | None]]:
    """Table, row number and column of each problem."""
    return [(p.file, p.where.split(" (")[0] if p.where else None, p.column) for p in problems]


def test_valid_tables_have_no_problems() -> None:
    assert validate_tables(VALID) == []
    assert check_spans(VALID, TEXTS) == []


def test_empty_tables_have_no_problems() -> None:
    empty = {name: frame.clear() for name, frame in VALID.items()}
    assert validate_tables(empty) == []
    assert check_spans(empty, {}) == []


def test_tables_must_be_those_of_the_schemas() -> None:
    some = {name: frame for name, frame in VALID.items() if name != "id_changes"}
    assert places(validate_tables({**some, "rumours": VALID["places"]})) == [
        ("id_changes", None, None),
        ("rumours", None, None),
    ]


def test_columns_and_types_must_be_those_of_the_schemas() -> None:
    missing = {**VALID, "places": VALID["places"].drop("kind").with_columns(more=1)}
    assert set(places(validate_tables(missing))) == {("places", None, "kind"), ("places", None, "more")}
    without_key = {**VALID, "places": VALID["places"].drop("place_id")}
    assert places(validate_tables(without_key)) == [("places", None, "place_id")]
    text = {**VALID, "mentions": VALID["mentions"].with_columns(pl.col("start").cast(pl.String))}
    found = validate_tables(text)
    assert places(found) == [("mentions", None, "start")]
    assert found[0].what == "is of type String, not Int64"


@pytest.mark.parametrize("name", list(VALID))
@pytest.mark.parametrize("column", [0, -1])
def test_spans_pass_over_what_is_reported_elsewhere(name: str, column: int) -> None:
    broken = VALID[name].drop(VALID[name].columns[column])
    assert check_spans({**VALID, name: broken}, TEXTS) == []
    assert check_spans({key: frame for key, frame in VALID.items() if key != name}, TEXTS) == []


def test_all_problems_of_a_run_are_reported() -> None:
    rows = VALID["actors"].to_dicts()
    rows[0].update(kind="wizard", country="no")
    rows[1].update(status=None)
    wrong = {**VALID, "actors": tiny.frame("actors", rows), **changed("evidence", 0, end=0)}
    wrong["actors"] = tiny.frame("actors", rows)
    found = places(validate_tables(wrong))
    assert ("actors", "row 1", "kind") in found
    assert ("actors", "row 1", "country") in found
    assert ("actors", "row 2", "status") in found
    assert ("evidence", "row 1", "end") in found


def test_a_problem_says_table_row_key_column_value_and_what_to_do() -> None:
    (found,) = validate_tables(changed("actors", 1, kind="wizard"))
    assert str(found) == (
        "actors, row 2 (actor_id omar-lund), column kind, value 'wizard': is none of the values allowed; "
        "use a value that the schema lists"
    )


def test_keys_occur_once() -> None:
    twice = {**VALID, "meeting_participants": pl.concat([VALID["meeting_participants"]] * 2)}
    assert places(validate_tables(twice)) == [
        ("meeting_participants", f"row {row}", "meeting_id, actor_id") for row in (1, 2, 3, 4)
    ]
    shared = changed("actors", 1, wikidata_id="Q1", wikidata_basis="invented")
    assert places(validate_tables(shared)) == [("actors", f"row {row}", "wikidata_id") for row in (1, 2)]


LINKS = [(table.name, key.fields[0]) for table in tables().values() for key in table.foreign_keys]


@pytest.mark.parametrize(("table", "column"), LINKS)
def test_references_lead_somewhere(table: str, column: str) -> None:
    found = validate_tables(changed(table, 0, **{column: "nowhere"}))
    ours = [p for p in found if p.value == "nowhere" and p.what.startswith("is in no row of")]
    assert places(ours) == [(table, "row 1", column)]


@pytest.mark.parametrize(
    ("table", "column"), [("meetings", "part_of"), ("places", "parent_id"), ("statements", "part_of")]
)
def test_nothing_is_part_of_itself(table: str, column: str) -> None:
    own = VALID[table].to_dicts()[0][tables()[table].primary_key[0]]
    other = VALID[table].to_dicts()[1][tables()[table].primary_key[0]]
    assert places(validate_tables(changed(table, 0, **{column: own}))) == [(table, "row 1", column)]
    rows = VALID[table].to_dicts()
    rows[0][column], rows[1][column] = other, own
    circle = {**VALID, table: tiny.frame(table, rows)}
    assert places(validate_tables(circle)) == [(table, "row 1", column), (table, "row 2", column)]


@pytest.mark.parametrize(
    ("table", "row", "values", "column"),
    [
        ("mentions", 0, {"place_id": tiny.FREETOWN}, "actor_id"),
        ("mentions", 0, {"actor_id": None}, "actor_id"),
        ("mentions", 0, {"surface": "Ana"}, "surface"),
        ("mentions", 0, {"start": 99, "end": 99}, "end"),
        ("date_expressions", 0, {"surface": "Thursdays"}, "surface"),
        ("date_expressions", 0, {"start": 200, "end": 100}, "end"),
        ("evidence", 0, {"quote": "met"}, "quote"),
        ("evidence", 0, {"start": 9, "end": 5}, "end"),
        ("evidence", 4, {"field": "speaker"}, "field"),
        ("meetings", 0, {"date_basis": None}, "date_basis"),
        ("agreements", 0, {"date_basis": None}, "date_basis"),
        ("meetings", 0, {"date_end": date(2031, 5, 7)}, "date_end"),
        ("agreements", 0, {"date_end": date(2028, 5, 7)}, "date_end"),
        ("date_expressions", 0, {"date_end": date(2028, 5, 7)}, "date_end"),
        ("meetings", 0, {"date_end": None}, "date"),
        ("meetings", 0, {"date": "2031-02-30"}, "date"),
        ("meetings", 0, {"date": "2031-05"}, "date"),
        ("meetings", 0, {"date": "2031-05-08/.."}, "date"),
        ("meetings", 1, {"date_start": tiny.DAY}, "date"),
        ("agreements", 0, {"date": "2029-05"}, "date"),
        ("date_expressions", 0, {"date": "2031-06/2031-05"}, "date"),
        ("actors", 0, {"wikidata_basis": None}, "wikidata_basis"),
        ("places", 0, {"latitude": 1.0}, "latitude"),
        ("places", 1, {"latitude": None}, "latitude"),
        ("positions", 0, {"valid_from": "2032"}, "valid_from"),
        ("positions", 0, {"valid_until": "2031-02-30"}, "valid_from"),
        ("id_changes", 0, {"new_id": "2031-05-08-berg-lund"}, "new_id"),
        ("id_changes", 0, {"new_id": "gone"}, "new_id"),
        ("conflicts", 0, {"record_id": "gone"}, "record_id"),
        ("conflicts", 0, {"value": tiny.STATED}, "value"),
        ("conflicts", 1, {"ruling": "chosen"}, "ruling"),
    ],
)
def test_rules_within_a_row(table: str, row: int, values: Mapping[str, Any], column: str) -> None:
    found = validate_tables(changed(table, row, **values))
    assert (table, f"row {row + 1}", column) in places(found)


@pytest.mark.parametrize(
    ("table", "row", "values"),
    [
        ("meetings", 0, {"date": "2031-05-08~"}),
        ("meetings", 0, {"date": "2031-05-08/..", "date_end": None}),
        ("meetings", 0, {"date": "/2031-05-08", "date_start": None}),
        ("date_expressions", 0, {"date": None, "date_start": None, "date_end": None, "basis": "unknown"}),
        ("positions", 0, {"valid_from": "2031-06", "valid_until": "2031"}),
        ("positions", 0, {"valid_from": None, "valid_until": None}),
        ("id_changes", 0, {"new_id": "m0", "table_name": "mentions"}),
        ("statements", 0, {"verb": None}),
    ],
)
def test_what_looks_odd_but_is_right(table: str, row: int, values: Mapping[str, Any]) -> None:
    assert validate_tables(changed(table, row, **values)) == []


PROOFS = [
    ("meetings", "date"),
    ("meetings", "place"),
    ("meetings", "participant"),
    ("agreements", "date"),
    ("agreements", "party"),
    ("agreements", "signatory"),
    ("statements", "text"),
    ("positions", "title"),
    ("conflicts", "value"),
]


@pytest.mark.parametrize(("table", "field"), PROOFS)
def test_everything_has_evidence(table: str, field: str) -> None:
    bare = without("evidence", ~((pl.col("table_name") == table) & (pl.col("field") == field)))
    found = validate_tables(bare)
    assert found
    assert {p.file for p in found} == {table}
    assert any(f"no evidence of field {field}" in p.what for p in found)


def test_every_record_has_evidence() -> None:
    for table in ("meetings", "agreements", "statements", "positions"):
        found = validate_tables(without("evidence", pl.col("table_name") != table))
        assert {p.where for p in found if p.column == tables()[table].primary_key[0]} == {
            f"row {index + 1} ({name} {value})"
            for name in tables()[table].primary_key
            for index, value in enumerate(VALID[table][name])
        }


def test_statements_need_a_speaker_or_a_cue_unless_they_are_bare_quotations() -> None:
    spoken = pl.col("field").is_in(["speaker", "cue"])
    only_cue = without("evidence", pl.col("field") != "speaker")
    assert places(validate_tables(only_cue)) == [("statements", "row 2", "statement_id")]
    neither = without("evidence", ~spoken)
    assert places(validate_tables(neither)) == [("statements", f"row {row}", "statement_id") for row in (1, 2)]
    bare = {**neither, "statements": changed("statements", 0, verb=None)["statements"]}
    assert places(validate_tables(bare)) == [("statements", "row 2", "statement_id")]


def test_a_position_of_the_reference_needs_no_words_but_says_where_it_is_known_from() -> None:
    known = changed("positions", 0, basis="reference", source_id=None, known_from="the public record")
    bare = {**known, "evidence": known["evidence"].filter(pl.col("table_name") != "positions")}
    assert validate_tables(bare) == []
    for values in ({"known_from": None}, {"source_id": tiny.SOURCE}):
        wrong = {**bare, "positions": tiny.frame("positions", [{**bare["positions"].row(0, named=True), **values}])}
        assert ("positions", "row 1", "basis") in places(validate_tables(wrong))


def test_independent_sources_are_no_more_than_sources() -> None:
    found = validate_tables(changed("meetings", 0, independent_sources=2))
    assert places(found) == [("meetings", "row 1", "independent_sources")]


def test_events_are_of_records() -> None:
    found = validate_tables(changed("events", 0, record_id="nothing"))
    assert places(found) == [("events", "row 1", "record_id")]


def test_values_of_different_years_are_no_conflict() -> None:
    rows = [{**row, "as_of": str(2030 + number)} for number, row in enumerate(VALID["conflicts"].to_dicts())]
    found = validate_tables({**VALID, "conflicts": tiny.frame("conflicts", rows)})
    assert places(found) == [("conflicts", "row 1", "value"), ("conflicts", "row 2", "value")]


def test_only_the_reference_tells_a_value_without_a_source() -> None:
    for values in ({"source_id": None}, {"told_by": "reference"}):
        assert ("conflicts", "row 1", "source_id") in places(validate_tables(changed("conflicts", 0, **values)))


def test_evidence_is_of_something() -> None:
    found = validate_tables(changed("evidence", 4, record_id="nothing"))
    assert ("evidence", "row 5", "record_id") in places(found)
    second = pl.concat([VALID["sources"], VALID["sources"].head(1).with_columns(source_id=pl.lit("other"))])
    moved = {**changed("evidence", 9, source_id="other"), "sources": second}
    assert places(validate_tables(moved)) == [("evidence", "row 10", "source_id")]


@pytest.mark.parametrize("table", ["evidence", "mentions", "date_expressions"])
def test_words_are_those_of_the_document(table: str) -> None:
    row = VALID[table].to_dicts()[0]
    for values in ({"start": row["start"] + 1, "end": row["end"] + 1}, {"start": 9000, "end": 9005}, {"start": -1}):
        (found,) = check_spans(changed(table, 0, **values), TEXTS)
        assert (found.file, found.where and found.where[:5]) == (table, "row 1")
    # an ordinary space is not a no-break space
    column = "quote" if table == "evidence" else "surface"
    plain = row[column].replace("\u00a0", " ").replace("Thursday", "thursday")
    (found,) = check_spans(changed(table, 0, **{column: plain}), TEXTS)
    assert found.value == plain


def test_sources_are_the_documents() -> None:
    assert places(check_spans(VALID, {})) == [("sources", "row 1", "source_id"), ("sources", "row 2", "source_id")]
    other = {**TEXTS, tiny.SOURCE: tiny.TEXT + " "}
    assert places(check_spans(VALID, other)) == [("sources", "row 1", "characters"), ("sources", "row 1", "sha256")]


def test_offsets_are_code_points() -> None:
    # the text has a character beyond the basic plane before the first name
    start = VALID["mentions"]["start"][0]
    assert len(tiny.TEXT[:start].encode("utf-16-le")) // 2 == start + 1
    assert check_spans(changed("mentions", 0, start=start + 1, end=VALID["mentions"]["end"][0] + 1), TEXTS) != []
