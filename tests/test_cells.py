"""No cell that a spreadsheet would run, and a publication without the text: the spans stay what they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.read import tables
from scripts import package
from scripts.__main__ import main
from scripts.cells import cut, harmless, quoted, spans
from scripts.check import check
from scripts.formats import FIRST
from scripts.integrate import parts
from scripts.validate import SPANS, check_spans, validate_tables
from tests import tiny

VALID = tiny.valid()
ARTICLE = (
    '=HYPERLINK("https://example.org") says the minister\n\n'
    "Freetown, 8 May 2031 – Norland’s Defence Minister General Ana Berg met President Omar Lund on Thursday.\n\n"
    "“=1+1 is what we will sign,” Berg said.\n\n"
    "- 20 ships will sail, she added.\n\n"
    "“@all of us will train together,” Lund said. “-5 degrees will not stop us,” he added.\n"
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article that begins everything as a formula."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_bytes(ARTICLE.encode())
    header = "source_id,path,publisher,publisher_basis,title,published_on,published_basis,url,language\n"
    row = 'daily,a.txt,+The Daily,stated,"=HYPERLINK(""https://example.org"")",2031-05-09,stated,,en\n'
    (folder / "sources.csv").write_text(header + row, encoding="utf-8")
    return folder


def made_harmless(frames: Mapping[str, pl.DataFrame], texts: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """The tables with no cell that begins as a formula does, sorted by primary key."""
    known = {name: tables()[name] for name in frames}
    with duckdb.connect() as db:
        for name, frame in frames.items():
            db.register("incoming", frame.to_arrow())
            db.execute(f"CREATE TABLE {name} AS FROM incoming")
        harmless(db, known, lambda: iter([texts]))
        return {name: quoted(pl.concat(parts(db, table, 1_000_000)), table) for name, table in known.items()}


def published(articles: Path, out: Path, *words: str) -> dict[str, pl.DataFrame]:
    """The CSV of each table, every cell as it is written there."""
    assert main(["publish", "--documents", str(articles), "--out", str(out), *words]) == 0
    return {name: pl.read_csv(out / "data" / f"{name}.csv", infer_schema=False) for name in tables()}


def test_every_column_of_free_text_says_whose_words_it_has() -> None:
    silent = [
        f"{table.name}.{field.name}"
        for table in tables().values()
        for field, entry in zip(table.fields, table.document["fields"], strict=True)
        if field.free and "verbatim" not in entry
    ]
    assert silent == []
    assert {"mentions": "surface", "date_expressions": "surface", "evidence": "quote"}.items() <= SPANS.items()


def test_no_cell_begins_as_a_formula(articles: Path, tmp_path: Path) -> None:
    tables_of = published(articles, tmp_path)
    for name, frame in tables_of.items():
        for field in tables()[name].fields:
            if field.type == "string":
                assert not any(value[0] in FIRST for value in frame[field.name].drop_nulls()), (name, field.name)
    assert tables_of["sources"]["title"].to_list() == ['\'=HYPERLINK("https://example.org")']
    assert tables_of["sources"]["publisher"].to_list() == ["'+The Daily"]
    told = tables_of["statements"]["text"].to_list()
    assert "“=1+1 is what we will sign," in told
    assert "“-5 degrees will not stop us," in told
    # the CSV and the Parquet file say the same, and both what the article says
    assert check(str(tmp_path), articles) == []
    for name, words in SPANS.items():
        frame = pl.read_parquet(tmp_path / "data" / f"{name}.parquet")
        for start, end, quote in frame.select("start", "end", words).iter_rows():
            assert ARTICLE[start:end] == quote


@pytest.mark.parametrize(
    ("text", "words", "became"),
    [
        ("he said “=1+1” today", "=1+1", "“=1+1"),
        ("it was at -5 degrees", "-5 degrees", "at -5 degrees"),
        ("one\n- ships sail", "- ships sail", "ships sail"),
        ("=1+1 is two", "=1+1", "1+1"),
        ("word\n@@ him", "@@ him", "him"),
        ("x" * 60 + " +5", "+5", "x" * 39 + " +5"),
    ],
)
def test_a_span_takes_in_the_word_before_it(text: str, words: str, became: str) -> None:
    start = text.index(words)
    row = {**VALID["mentions"].row(0, named=True), "start": start, "end": start + len(words), "surface": words}
    made = made_harmless({"mentions": tiny.frame("mentions", [row])}, {tiny.SOURCE: text})["mentions"]
    assert made["surface"].to_list() == [became]
    assert [text[a:b] for a, b in made.select("start", "end").iter_rows()] == [became]


def test_spans_that_become_one_are_one_row() -> None:
    text = "it was +- hot"
    rows = [
        {**VALID["date_expressions"].row(0, named=True), "start": at, "end": 13, "surface": text[at:]} for at in (7, 8)
    ]
    made = made_harmless({"date_expressions": tiny.frame("date_expressions", rows)}, {tiny.SOURCE: text})
    assert made["date_expressions"]["surface"].to_list() == ["was +- hot"]


def test_tables_without_formulas_stay_as_they_are() -> None:
    made = made_harmless(VALID, tiny.documents())
    assert all(made[name].equals(frame.sort(tables()[name].primary_key)) for name, frame in VALID.items())


@pytest.mark.parametrize("first", FIRST)
def test_a_formula_is_a_problem(first: str) -> None:
    wrong = {**VALID, "id_changes": VALID["id_changes"].with_columns(reason=pl.lit(f"{first}1+1"))}
    assert {(p.file, p.column) for p in validate_tables(wrong)} == {("id_changes", "reason")}


def test_an_id_that_begins_as_a_formula_is_refused_when_it_comes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text('{"source_id": "=1+1", "text": "Berg met Lund."}\n', encoding="utf-8")
    assert main(["publish", "--documents", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out")]) == 1
    assert "begins as a formula does" in capsys.readouterr().err


def test_without_text_no_cell_has_more_than_was_allowed(articles: Path, tmp_path: Path) -> None:
    whole, short = published(articles, tmp_path / "whole"), published(articles, tmp_path / "short", "--no-text", "7")
    for name, table in tables().items():
        told = [field.name for field in table.fields if field.verbatim]
        assert all(len(value) <= 7 for column in told for value in short[name][column].drop_nulls())
        assert short[name].drop(*told, "sha256", strict=False).equals(whole[name].drop(*told, "sha256", strict=False))
    for name in SPANS:
        for start, end, sha256 in short[name].select("start", "end", "sha256").iter_rows():
            assert hashlib.sha256(ARTICLE[int(start) : int(end)].encode()).hexdigest() == sha256
        assert whole[name]["sha256"].null_count() == whole[name].height
    said = [
        json.loads((tmp_path / name / "datapackage.json").read_bytes())["description"] for name in ("whole", "short")
    ]
    assert said[1].startswith(f"{said[0]}; the words are cut short")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "short").rglob("*") if path.is_file())
    assert "train together" not in everything.decode(errors="replace")
    assert check(str(tmp_path / "short"), articles) == []


def test_without_text_a_span_that_is_not_of_the_document_is_found(tmp_path: Path) -> None:
    short = {name: cut(frame, tables()[name], 5) for name, frame in VALID.items()}
    assert validate_tables(short) == []
    assert check_spans(short, tiny.documents()) == []
    other = {tiny.SOURCE: tiny.TEXT.replace("Thursday", "Thursdax")}
    found = {(p.file, p.column) for p in check_spans(short, other)}
    assert {("sources", "sha256"), ("date_expressions", "sha256"), ("evidence", "sha256")} <= found
    for values, column in (({"quote": "Other"}, "quote"), ({"sha256": "0" * 64}, "sha256")):
        wrong = {**short, "evidence": short["evidence"].with_columns(**{k: pl.lit(v) for k, v in values.items()})}
        assert {p.column for p in check_spans(wrong, tiny.documents())} == {column}
    bare = {**short, "evidence": short["evidence"].with_columns(sha256=pl.lit(None, pl.String))}
    assert {p.what for p in validate_tables(bare)} == {"is not as long as its span"}
    package.write(short, tmp_path / "out")
    (tmp_path / "texts").mkdir()
    for number, text in enumerate(tiny.documents().values()):
        (tmp_path / "texts" / f"any name {number}.txt").write_bytes(text.encode())
    assert check(str(tmp_path / "out"), tmp_path / "texts") == []
    (tmp_path / "texts" / "any name 0.txt").write_bytes(tiny.TEXT.encode() + b" ")
    assert [one.problem.what for one in check(str(tmp_path / "out"), tmp_path / "texts")] == ["has no document"]


def test_spans_are_told_by_their_columns() -> None:
    assert spans(tables()) == SPANS
    assert spans({}) == {}
