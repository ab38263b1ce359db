"""A record, and the words behind it in their sentences."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from scripts.explain import PASSAGES, Unknown, explain, record, texts
from scripts.package import write
from scripts.query import connect
from tests.tiny import (
    ACCORD,
    BERG,
    DRILL,
    FREETOWN,
    MEETING,
    MINISTER,
    OVERLAP,
    RAID,
    SOURCE,
    STANDS,
    STATED,
    TEXT,
    TRAIN,
    documents,
    valid,
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    out = tmp_path_factory.mktemp("package")
    write(valid(), out)
    with connect(out) as connection:
        yield connection


def said(db: duckdb.DuckDBPyConnection, table: str, wanted: str, *, terminal: bool = False, text: bool = True) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=200, color_system="standard" if terminal else None)
    explain(record(db, table, wanted), documents() if text else {}, console)
    return stream.getvalue()


DAY = TEXT.index("Thursday")
ALL = {
    "meetings": MEETING,
    "agreements": ACCORD,
    "statements": TRAIN,
    "proposals": DRILL,
    "incidents": RAID,
    "positions": MINISTER,
    "source_overlaps": OVERLAP,
    "conflicts": f"sources:{SOURCE}:published_on:{STATED}:text",
    "actors": BERG,
    "places": FREETOWN,
    "mentions": "m1",
    "date_expressions": f"{SOURCE}.{DAY}-{DAY + 8}",
    "evidence": "e1",
}


def test_there_is_a_case_for_each_table() -> None:
    assert ALL.keys() == PASSAGES.keys()


@pytest.mark.parametrize("table", ALL)
def test_every_passage_is_marked_where_it_stands(db: duckdb.DuckDBPyConnection, table: str) -> None:
    found = record(db, table, ALL[table])
    assert found.passages
    output = said(db, table, ALL[table])
    for passage in found.passages:
        quote = TEXT[passage.start : passage.end]
        assert passage.quote == quote
        assert f"»{quote.replace(chr(160), ' ')}«" in output
        assert f"{passage.start}-{passage.end}" in output
        assert passage.rule in output


def test_the_sentence_around_a_passage(db: duckdb.DuckDBPyConnection) -> None:
    output = said(db, "statements", STANDS)
    assert "    Berg added that »the Freetown accord of 2029 stands«.\n" in output


def test_values_and_parts(db: duckdb.DuckDBPyConnection) -> None:
    output = said(db, "meetings", MEETING)
    assert re.search("date_basis +weekday", output)
    assert "meeting_participants: actor_id ana-berg, side visitor" in output
    assert "valid_until" not in output


def test_what_is_absent_is_not_shown(db: duckdb.DuckDBPyConnection) -> None:
    assert "place_id" not in said(db, "agreements", ACCORD)


def test_without_the_text_the_quote_alone(db: duckdb.DuckDBPyConnection) -> None:
    output = said(db, "statements", TRAIN, text=False)
    assert "not at hand" in output
    assert "    »she«\n" in output
    assert "not at hand" not in said(db, "statements", TRAIN)


def test_a_terminal_highlights(db: duckdb.DuckDBPyConnection) -> None:
    output = said(db, "statements", TRAIN, terminal=True)
    assert "»" not in output
    assert "\x1b[1;30;43mshe\x1b[0m" in output


def test_an_unknown_id_gets_those_that_come_near(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(Unknown, match=MEETING):
        record(db, "meetings", "ana-berg-omar-lund")
    with pytest.raises(Unknown, match="berg"):
        record(db, "actors", "anna-berg")


def test_an_id_that_was_given_up_says_what_it_is_now(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(Unknown, match=rf"0\.2\.0: it is {MEETING} now"):
        record(db, "meetings", "2031-05-08-berg-lund")
    with pytest.raises(Unknown, match="it is gone"):
        record(db, "mentions", "m0")


def test_an_unknown_table_gets_the_known_ones(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(Unknown, match="date_expressions"):
        record(db, "actors; DROP TABLE actors", BERG)


def test_texts_are_told_by_their_sha256(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    header = "source_id,path,publisher,publisher_basis,title,published_on,published_basis,url,language\n"
    (tmp_path / "sources.csv").write_text(f"{header}another-id,a.txt,,,,,,,\nb,b.txt,,,,,,,\n", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "b.txt").write_bytes(TEXT.encode() + b"\n")
    assert texts(db, [SOURCE], tmp_path) == {SOURCE: TEXT}
    assert texts(db, [], tmp_path) == {}
    assert texts(db, [SOURCE], tmp_path / "nowhere") == {}
