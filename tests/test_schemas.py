"""Each schema says only what the compiler knows, and what it says is enforced, one constraint at a time."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pandera.polars as pandera
import polars as pl
import pytest
from frictionless import Resource, Schema

from schemas.compile import (
    POLARS,
    arrow_schema,
    by_reference,
    create_table,
    database,
    full_match,
    markdown,
    pandera_schema,
)
from schemas.read import FOLDER, ORDER, Field, SchemaError, Table, load, parse, tables
from tests import tiny

TABLES = tables()
VALID = tiny.valid()


def profile(name: str) -> Any:
    """An official Data Package v2 profile, as dplib carries it."""
    spec = importlib.util.find_spec("dplib")
    assert spec is not None
    assert spec.origin is not None
    return json.loads((Path(spec.origin).parent / "profiles" / "2.0" / f"{name}.json").read_text(encoding="utf-8"))


def cases(table: Table) -> list[tuple[Field, str, Any]]:
    """Per constraint of a schema values that break it, and it alone."""
    return [(field, constraint, value) for field in table.fields for constraint, value in _broken(field)]


def _broken(field: Field) -> Iterator[tuple[str, Any]]:
    if field.required:
        yield "not_nullable", None
    if field.enum is not None:
        yield "enum", field.enum[0] + "x"
        yield "enum", field.enum[0].swapcase()
    if field.pattern is not None:
        good = {"source_id": "a b", "date": "2023-01"}.get(field.name, field.example)
        assert good is not None, "a field with a pattern needs an example"
        yield "pattern", good + "\n"
        yield "pattern", "\x00" + good
    if field.min_length is not None:
        yield "minLength", "x" * (field.min_length - 1)
    if field.minimum is not None:
        yield "minimum", field.minimum - 1
    if field.maximum is not None:
        yield "maximum", field.maximum + 1


def with_values(table: Table, changes: Iterable[tuple[str, Any]]) -> pl.DataFrame:
    """The first valid row of the table once for each change of a value."""
    row = VALID[table.name].row(0, named=True)
    return tiny.frame(table.name, [{**row, column: value} for column, value in changes])


FRICTIONLESS = {name: Schema.from_descriptor(copy.deepcopy(dict(table.document))) for name, table in TABLES.items()}

PANDERA = {name: pandera_schema(table) for name, table in TABLES.items()}


def failed(table: Table, frame: pl.DataFrame) -> list[tuple[int | None, str | None, str]]:
    """Row (from 0), column and check of every failure that pandera reports."""
    try:
        PANDERA[table.name].validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return [(case["index"], case["column"], case["check"]) for case in error.failure_cases.iter_rows(named=True)]
    return []


def failed_values(table: Table, frame: pl.DataFrame) -> list[tuple[int | None, str | None, str]]:
    """The same without keys that occur twice, sorted by row."""
    return sorted(case for case in failed(table, frame) if not case[2].startswith("unique"))


def frictionless_errors(table: Table, frame: pl.DataFrame) -> list[str]:
    """Types and notes of the errors that frictionless finds in the same rows; foreign keys left out."""
    document = {name: value for name, value in table.document.items() if name not in ("foreignKeys", "$schema")}
    data = [list(frame.columns), *(list(row) for row in frame.iter_rows())]
    report = Resource(data=data, schema=Schema.from_descriptor(document)).validate()
    return [f"{error.type}: {error.note}" for task in report.tasks for error in task.errors]


@pytest.mark.parametrize("name", ORDER)
def test_valid_rows_pass_everywhere(name: str) -> None:
    assert failed(TABLES[name], VALID[name]) == []
    assert frictionless_errors(TABLES[name], VALID[name]) == []


@pytest.mark.parametrize("table", TABLES.values(), ids=ORDER)
def test_each_constraint_is_enforced(table: Table) -> None:
    broken = cases(table)
    frame = with_values(table, ((field.name, value) for field, _, value in broken))
    expected = [(index, field.name, constraint) for index, (field, constraint, _) in enumerate(broken)]
    assert failed_values(table, frame) == expected


@pytest.mark.parametrize("table", TABLES.values(), ids=ORDER)
def test_each_constraint_is_enforced_by_frictionless_too(table: Table) -> None:
    for field, constraint, value in cases(table):
        if value == "":
            continue  # an empty cell is an absent value to frictionless, as it is in CSV
        # Python's $ lets one line feed pass
        cell = value.replace("\n", "\x01") if isinstance(value, str) else value
        _, notes = FRICTIONLESS[table.name].get_field(field.name).read_cell(cell)
        assert list(notes) == ["required" if constraint == "not_nullable" else constraint]


@pytest.mark.parametrize("table", TABLES.values(), ids=ORDER)
def test_each_constraint_is_in_the_database_too(table: Table) -> None:
    bare = {name: value for name, value in table.document.items() if name != "foreignKeys"}
    connection = duckdb.connect()
    connection.execute(create_table(parse(table.name, bare)))
    for field, _, value in cases(table):
        connection.register("incoming", with_values(table, [(field.name, value)]).to_arrow())
        with pytest.raises(duckdb.ConstraintException):
            connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM incoming')


@pytest.mark.parametrize("table", TABLES.values(), ids=ORDER)
def test_types_are_exact(table: Table) -> None:
    frame = pl.DataFrame(schema={f.name: pl.Int32 if f.type == "string" else pl.String for f in table.fields})
    found = [case for case in failed(table, frame) if case[2].startswith("dtype")]
    assert found == [(None, field.name, f"dtype('{POLARS[field.type]()}')") for field in table.fields]


@pytest.mark.parametrize("table", TABLES.values(), ids=ORDER)
def test_optional_means_optional(table: Table) -> None:
    frame = with_values(table, ((field.name, None) for field in table.fields if not field.required))
    assert failed_values(table, frame) == []


@pytest.mark.parametrize("table", TABLES.values(), ids=ORDER)
def test_strings_are_never_empty(table: Table) -> None:
    names = [field.name for field in table.fields if field.type == "string"]
    found = failed_values(table, with_values(table, ((name, "") for name in names)))
    assert [(index, column) for index, column, _ in found] == list(enumerate(names))


@pytest.mark.parametrize("table", TABLES.values(), ids=ORDER)
def test_examples_are_valid(table: Table) -> None:
    read: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "date": date.fromisoformat}
    examples = [(f.name, read.get(f.type, str)(f.example)) for f in table.fields if f.example is not None]
    assert failed_values(table, with_values(table, examples)) == []


KEYS = [pytest.param(table, key, id=f"{table.name}-{'-'.join(key)}") for table in TABLES.values() for key in table.keys]


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_each_key_is_enforced(table: Table, key: tuple[str, ...]) -> None:
    rows = VALID[table.name].filter(pl.all_horizontal(pl.col(name).is_not_null() for name in key)).head(1)
    assert rows.height == 1
    # the second row differs in whatever is not part of this key, so that no other key breaks
    changed = {name: "other" for other in table.keys for name in other if name not in key}
    second = rows.with_columns(
        pl.lit(value).alias(name) if rows.schema[name] == pl.String else pl.col(name) + 1
        for name, value in changed.items()
    )
    check = f"unique ({', '.join(key)})"
    twice = pl.concat([rows, second])
    assert [(row, name) for row, _, name in failed(table, twice) if name.startswith("unique")] == [
        (0, check),
        (1, check),
    ]
    if key == table.primary_key:
        assert any(error.startswith("primary-key") for error in frictionless_errors(table, twice))
    elif key not in table.unique_keys:
        assert any("unique" in error for error in frictionless_errors(table, twice))


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_absent_values_are_not_equal(table: Table, key: tuple[str, ...]) -> None:
    optional = [field.name for field in table.fields if field.name in key and not field.required]
    if not optional:
        return
    rows = VALID[table.name].head(1).with_columns(pl.lit(None).cast(pl.String).alias(name) for name in optional)
    check = f"unique ({', '.join(key)})"
    assert check not in {name for _, _, name in failed(table, pl.concat([rows, rows]))}


def test_columns_must_be_all_and_in_order() -> None:
    table, frame = TABLES["actors"], VALID["actors"]
    assert (None, "actors", "column_in_dataframe") in failed(table, frame.drop("name"))
    assert (None, "actors", "column_in_schema") in failed(table, frame.with_columns(more=1))
    assert (None, "actors", "column_ordered") in failed(table, frame.select(reversed(frame.columns)))


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2023", True),
        ("2023~", True),
        ("2023-05", True),
        ("2023-05-12?", True),
        ("2023-05-12/2023-05-14", True),
        ("2015/2018%", True),
        ("2023-05-12/..", True),
        ("2023-05-12/", True),
        ("../2020-07", True),
        ("/2020-07", True),
        ("..", False),
        ("/", False),
        ("../..", False),
        ("23", False),
        ("2023-13", False),
        ("2023-00", False),
        ("2023-05-32", False),
        ("2023-5", False),
        ("~2023", False),
        ("2023-05-12T10:00", False),
        ("2023/2024/2025", False),
        ("٢٠٢٣", False),
    ],
)
def test_dates_are_edtf(value: str, good: bool) -> None:
    for name in ("meetings", "agreements", "date_expressions"):
        pattern = next(field.pattern for field in TABLES[name].fields if field.name == "date")
        assert pattern is not None
        assert pl.Series([value]).str.contains(full_match(pattern)).item() is good
        assert (re.fullmatch(pattern, value) is not None) is good


@pytest.mark.parametrize("name", ORDER)
def test_schemas_fit_the_official_profile(name: str) -> None:
    validator = jsonschema.Draft7Validator(profile("tableschema"), format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(TABLES[name].document)] == []
    # the profile takes almost anything: it must at least refuse this
    assert list(validator.iter_errors({**TABLES[name].document, "primaryKey": 1})) != []


@pytest.mark.parametrize("name", ORDER)
def test_files_are_written_one_way(name: str) -> None:
    text = json.dumps(TABLES[name].document, indent=2, ensure_ascii=False) + "\n"
    assert (FOLDER / f"{name}.json").read_bytes().decode() == text


def test_a_name_means_the_same_everywhere() -> None:
    types: dict[str, str] = {}
    patterns: dict[str, str] = {}
    for table in TABLES.values():
        for field in table.fields:
            assert types.setdefault(field.name, field.type) == field.type, field.name
            if field.pattern is not None:
                assert patterns.setdefault(field.name, field.pattern) == field.pattern, field.name


def _changed(path: tuple[Any, ...], value: Any) -> Mapping[str, Any]:
    document = copy.deepcopy(dict(TABLES["places"].document))
    at: Any = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("fieldsMatch",), "equal", "fieldsMatch"),
        (("missingValues",), ["-"], "missingValues"),
        (("$schema",), "https://example.org", r"\$schema"),
        (("fields", 0, "format"), "uri", "format"),
        (("fields", 0, "type"), "list", "list"),
        (("fields", 0, "constraints", "maxLength"), 3, "maxLength"),
        (("fields", 0, "constraints", "minimum"), 3, "minimum"),
        (("fields", 0, "constraints", "required"), False, "must be required"),
        (("fields", 0, "constraints", "pattern"), "a|b", "pattern"),
        (("fields", 2, "constraints", "enum"), [""], "enum"),
        (("fields", 5, "constraints", "minimum"), True, "minimum"),
        (("fields", 5, "constraints", "minimum"), "0", "minimum"),
        (("fields", 1, "name"), "place_id", "one name"),
        (("primaryKey",), ["nowhere"], "key"),
        (("primaryKey",), [], "key"),
        (("uniqueKeys",), [["name", "name"]], "key"),
        (("foreignKeys", 0, "reference", "table"), "places", "table"),
        (("foreignKeys", 0, "fields"), "parent_id", "lists"),
    ],
)
def test_what_the_compiler_does_not_know_is_an_error(path: tuple[Any, ...], value: Any, words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        parse("places", _changed(path, value))


def test_what_is_missing_is_an_error() -> None:
    document = {name: value for name, value in TABLES["places"].document.items() if name != "title"}
    with pytest.raises(SchemaError, match="title"):
        parse("places", document)


def test_schemas_are_checked_against_each_other(tmp_path: Path) -> None:
    def written(reference: Mapping[str, Any]) -> Path:
        document = dict(_changed(("foreignKeys", 0, "reference"), reference))
        document["foreignKeys"] = document["foreignKeys"][:1]  # the others lead to tables that are not here
        (tmp_path / "places.json").write_text(json.dumps(document), encoding="utf-8")
        return tmp_path

    with pytest.raises(SchemaError, match="foreign key"):
        load(written({"resource": "nowhere", "fields": ["place_id"]}), ["places"])
    with pytest.raises(SchemaError, match="foreign key"):
        load(written({"fields": ["name"]}), ["places"])
    with pytest.raises(SchemaError, match="are not the tables"):
        load(written({"fields": ["place_id"]}), ["places", "actors"])
    assert list(load(tmp_path, ["places"])) == ["places"]
    (tmp_path / "places.json").write_text('{"title": "a", "title": "b"}', encoding="utf-8")
    with pytest.raises(SchemaError, match="twice"):
        load(tmp_path, ["places"])


def test_arrow_carries_descriptions() -> None:
    for table in TABLES.values():
        schema = arrow_schema(table)
        assert schema.metadata[b"description"].decode() == table.description
        for field in table.fields:
            assert schema.field(field.name).metadata[b"description"].decode() == field.description
            assert schema.field(field.name).nullable is not field.required
        assert VALID[table.name].to_arrow().select(list(table.columns)).cast(schema).schema.equals(schema)


def test_the_database_holds_every_row() -> None:
    connection = database(VALID)
    for name, frame in VALID.items():
        assert connection.execute(f'SELECT count(*) FROM "{name}"').fetchall() == [(frame.height,)]


LINKS = [
    pytest.param(table, key.fields[0], id=f"{table.name}.{key.fields[0]}")
    for table in TABLES.values()
    for key in table.foreign_keys
]


@pytest.mark.parametrize(("table", "column"), LINKS)
def test_the_database_enforces_references(table: Table, column: str) -> None:
    with pytest.raises(duckdb.ConstraintException):
        database({**VALID, table.name: with_values(table, [(column, "nowhere")])})


def test_the_database_refuses_circles_and_repeats() -> None:
    row = VALID["meetings"].row(1, named=True)
    twice = tiny.frame("meetings", [row, row])
    once_more = tiny.frame("meetings", [VALID["meetings"].row(0, named=True), row, {**row, "part_of": tiny.MEETING}])
    pair = tiny.frame(
        "meetings", [{**row, "meeting_id": "a", "part_of": "b"}, {**row, "meeting_id": "b", "part_of": "a"}]
    )
    for broken in (twice, once_more, pair):
        with pytest.raises(duckdb.ConstraintException):
            database({**VALID, "meetings": broken})


def test_tables_that_refer_in_a_circle_are_an_error() -> None:
    places = parse("places", _changed(("foreignKeys", 0, "reference", "resource"), "meetings"))
    with pytest.raises(SchemaError, match="circle"):
        by_reference({**TABLES, "places": places})


def test_the_dictionary_names_every_column() -> None:
    text = markdown(TABLES)
    assert text == markdown(load(FOLDER, ORDER))
    for table in TABLES.values():
        section = text.split(f"### {table.name}\n")[1].split("\n### ")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(table.columns)
        for line in section.splitlines():
            assert not line.startswith("|") or len(re.findall(r"(?<!\\)\|", line)) == 4


def test_frictionless_looks_at_all() -> None:
    # test_valid_rows_pass_everywhere must not pass for want of looking
    assert frictionless_errors(TABLES["id_changes"], with_values(TABLES["id_changes"], [("version", "x")]))
