"""The published tables as views, and the forms of an answer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.read import tables
from scripts.package import write as publish
from scripts.problems import Problems
from scripts.query import QueryError, Result, ask, connect, examples, find, markdown, shown, write
from tests.tiny import MEETING, valid


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("it's a package")  # a name that SQL must quote
    publish(valid(), out)
    return out


@pytest.fixture
def db(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(folder) as connection:
        yield connection


def written(result: Result, form: str) -> str:
    stream = io.StringIO()
    write(result, form, stream)
    return stream.getvalue()


def test_every_table_is_a_view(db: duckdb.DuckDBPyConnection) -> None:
    for name, frame in valid().items():
        answer = ask(db, f'SELECT * FROM "{name}"')
        assert answer.columns == tables()[name].columns
        assert len(answer.rows) == frame.height > 0


def test_csv_gives_what_parquet_gives(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for file in (folder / "data").glob("*.csv"):
        (tmp_path / "data" / file.name).write_bytes(file.read_bytes())
    with connect(folder) as parquet, connect(tmp_path) as plain:
        for name in tables():
            sql = f'SELECT * FROM "{name}" ORDER BY ALL'
            assert ask(plain, sql) == ask(parquet, sql)
            types = f'DESCRIBE "{name}"'
            assert [row[:2] for row in ask(plain, types).rows] == [row[:2] for row in ask(parquet, types).rows]


def test_all_missing_tables_are_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problems) as raised:
        connect(tmp_path)
    assert len(raised.value.problems) == len(tables())
    assert "publish first" in str(raised.value)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "FROM actors",
        "WITH a AS (FROM actors) FROM a",
        "DESCRIBE actors",
        "SUMMARIZE actors",
        "SHOW TABLES",
        "PIVOT evidence ON field USING count(*) GROUP BY table_name",
    ],
)
def test_reading_is_allowed(db: duckdb.DuckDBPyConnection, sql: str) -> None:
    assert ask(db, sql).rows


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "SELECT 1; SELECT 2",
        "DROP VIEW actors",
        "CREATE TABLE t AS SELECT 1",
        "SET threads = 1",
        "ATTACH 'other.db'",
        "EXPLAIN ANALYZE COPY actors TO 'actors.csv'",
    ],
)
def test_nothing_else_is(db: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(QueryError, match="one query that reads"):
        ask(db, sql)


def test_published_files_stay_as_they_are(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    file = folder / "data" / "actors.parquet"
    before = file.read_bytes()
    path = str(file).replace("'", "''")
    with pytest.raises(QueryError):
        ask(db, f"COPY (SELECT 1) TO '{path}' (USE_TMP_FILE false)")
    assert file.read_bytes() == before


def test_no_other_file_can_be_read(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nhidden\n")
    for sql in (f"FROM '{secret}'", f"FROM read_csv('{secret}')", f"FROM read_text('{secret}')"):
        with pytest.raises(QueryError) as raised:
            ask(db, sql)
        assert "hidden" not in str(raised.value)


def test_what_fails_names_the_tables(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryError) as raised:
        ask(db, "SELECT name FROM actorz")
    assert "actorz" in str(raised.value)
    assert all(name in str(raised.value) for name in tables())


def test_what_is_asked_for() -> None:
    assert find("who-met-whom") == examples()["who-met-whom"].sql
    assert find("meetings") == "FROM meetings"
    assert find("SELECT 1") == "SELECT 1"
    with pytest.raises(QueryError, match="who-met-whom"):
        find("who-met-who")


@pytest.mark.parametrize("name", examples())
def test_examples_have_a_question_and_an_answer(db: duckdb.DuckDBPyConnection, name: str) -> None:
    example = examples()[name]
    assert len(example.question.split()) > 3
    assert ask(db, example.sql).columns


def test_examples_answer_their_question(db: duckdb.DuckDBPyConnection) -> None:
    met = ask(db, examples()["who-met-whom"].sql)
    assert met.rows == (("2031-05-08", "held", "Ana Berg · Omar Lund", "Freetown", MEETING),)
    signed = ask(db, examples()["what-was-signed"].sql)
    assert signed.rows == (("Freetown accord", "in_force", "2029", "Norland · Sudoria", "Ana Berg"),)
    assert ask(db, examples()["told-by-several"].sql).rows == ()


SMALL = Result(("name", "day", "n"), (("A, “B”", date(2031, 5, 8), 1), ('say "x"', None, 20)))


def test_csv() -> None:
    text = written(SMALL, "csv")
    assert text == 'name,day,n\n"A, “B”",2031-05-08,1\n"say ""x""",,20\n'
    assert len(list(csv.reader(io.StringIO(text)))) == 3


def test_json() -> None:
    assert json.loads(written(SMALL, "json")) == [
        {"name": "A, “B”", "day": "2031-05-08", "n": 1},
        {"name": 'say "x"', "day": None, "n": 20},
    ]


def test_json_keeps_columns_of_one_name() -> None:
    assert json.loads(written(Result(("a", "a"), ((1, 2),)), "json")) == [{"a": 1, "a_2": 2}]


def test_table_in_a_file_is_as_wide_as_it_needs_to_be() -> None:
    words = "word " * 100 + "end"
    text = written(Result(("text", "n"), ((words, 1), ("b", 20))), "table")
    assert words in text
    assert text.endswith("\n2 rows\n")


@given(st.text())
def test_what_is_shown_is_one_line_and_steers_no_terminal(value: str) -> None:
    assert shown(value).isprintable()


def test_shown() -> None:
    assert shown("Ana\u00a0Berg\n\x1b[31m") == "Ana Berg \\x1b[31m"
    assert [shown(value) for value in (None, True, 2, ["a", "b"])] == ["", "true", "2", "a, b"]


def test_markdown() -> None:
    text = markdown(Result(("a", "b"), (("x|y", "<b> [1] `c`\nd"),)))
    assert text == "| a | b |\n| --- | --- |\n| x\\|y | \\<b> \\[1] \\`c\\` d |"
