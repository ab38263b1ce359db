"""Causes of errors: an article is published, and coded with deliberate differences from what is found in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from scripts.__main__ import main
from scripts.causes import NOT_COUNTED, Finding, border
from scripts.errors import errors, groups, show
from scripts.evaluate import evaluate
from tests.genre import published

Gold = dict[str, Any]
SOURCE = "daily-2024-05-17"
TEXT = (
    "Norwegian Defence Minister Omar Lund met Danish Defence Minister Ida Holm in Oslo on Wednesday.\n\n"
    "Lund said that the two navies would train together, a fact that pleased his hosts.\n\n"
    "“The drill will be large and it will be repeated,” Holm said.\n\n"
    "She praised the crews of both frigates.\n\n"
    "The two ministers signed a border agreement.\n"
)
MEETING = "Norwegian Defence Minister Omar Lund met Danish Defence Minister Ida Holm"


def span(words: str) -> Gold:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def said(words: str, speaker: str, kind: str = "indirect", **more: Any) -> Gold:
    return {"id": words[:8], "speaker": speaker, "kind": kind, "content": [span(words)], "position": "body", **more}


def meeting(who: list[str], day: str | None = "2024-05-15", words: str = MEETING, **more: Any) -> Gold:
    return {
        "key": "m",
        "kind": "meeting",
        "participants": who,
        "date": day,
        "status": "held",
        "evidence": [span(words)],
        **more,
    }


PERSONS = [
    {"key": "lund", "canonical_name": "Omar Lund", "surface_forms": ["Omar Lund", "Lund"]},
    {"key": "holm", "canonical_name": "Ida Holm", "surface_forms": ["Ida Holm", "Holm"]},
]
TOGETHER = "the two navies would train together, a fact that pleased his hosts"
FACT = "a fact that pleased his hosts"
LARGE = "The drill will be large and it will be repeated,"
CREWS = "the crews of both frigates"


def gold(**more: Any) -> Gold:
    """What is found in the article, all of it."""
    return {
        "source_id": SOURCE,
        "persons": PERSONS,
        "organisations": [],
        "meetings": [
            meeting(["lund", "holm"]),
            meeting(["lund", "holm"], None, "The two ministers signed a border agreement", optional=True),
        ],
        "agreements": [{"key": "a", "evidence": [span("signed a border agreement")], "status": "signed"}],
        "statements": [said(TOGETHER, "lund"), said(LARGE, "holm", "direct"), said(CREWS, "holm")],
        **more,
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("record")
    (out / "data").mkdir()
    (out / "gold").mkdir()
    for name, table in published({SOURCE: (TEXT, date(2024, 5, 17))}).items():
        table.write_parquet(out / "data" / f"{name}.parquet")
    return out


def found(folder: Path, truth: Gold, texts: Mapping[str, str] | None = None) -> list[Finding]:
    (folder / "gold" / "daily.json").write_text(json.dumps(truth), encoding="utf-8")
    return errors(evaluate(folder / "gold", folder), {SOURCE: TEXT} if texts is None else texts)


def causes(folder: Path, **more: Any) -> list[tuple[str, str]]:
    return [(f.figure, f.cause) for f in found(folder, gold(**more))]


def statements(folder: Path, *coded: Gold) -> list[str]:
    return [cause for figure, cause in causes(folder, statements=list(coded)) if figure.startswith("statements")]


def test_nothing_to_tell(folder: Path) -> None:
    assert found(folder, gold()) == []


def test_persons(folder: Path) -> None:
    absent = {"key": "x", "canonical_name": "Nils Krog", "surface_forms": ["Nils Krog"]}
    place = {"key": "y", "canonical_name": "Oslo Norwegian", "surface_forms": ["Norwegian"]}
    assert causes(folder, persons=[*PERSONS, absent, place]) == [
        ("persons", "name not found"),
        ("persons", "name taken for a body"),
    ]
    some = causes(folder, persons=PERSONS[:1], statements=[], meetings=[], agreements=[])
    assert ("persons", "false find by rule office-name") in some


@pytest.mark.parametrize(
    ("coded", "cause"),
    [
        (said(FACT, "lund"), "content starts too early"),
        (said("the two navies", "lund"), "content ends too late"),
        (said(f"Lund said that {TOGETHER}", "lund"), f"content starts too late{NOT_COUNTED}"),
        (said(TOGETHER.partition(",")[0], "lund"), f"content ends too late{NOT_COUNTED}"),
        (said(TOGETHER, "lund", "mixed"), f"kind indirect for mixed{NOT_COUNTED}"),
        (said(TOGETHER, "holm"), "speaker wrong, by rule surname"),
    ],
)
def test_statements_that_differ(folder: Path, coded: Gold, cause: str) -> None:
    rest = gold()["statements"][1:]
    assert cause in statements(folder, coded, *rest)


def test_statements_missed_and_false(folder: Path) -> None:
    coded = gold()["statements"]
    assert statements(folder, *coded, said("pleased his hosts", "lund")) == ["told as one with another"]
    assert statements(folder, *coded, said("met Danish Defence", "x")) == ["no cue of the lexicon"]
    assert statements(folder, *coded, said("She", "x")) == ["cue of the lexicon not taken"]
    assert statements(folder, *coded[1:]) == ["false find by rule indirect-that"]


def test_a_quotation_that_nobody_said(tmp_path: Path) -> None:
    text = "The drill is over.\n\n“Everybody is safe and on the way home.”\n"
    (tmp_path / "data").mkdir()
    for name, table in published({SOURCE: (text, date(2024, 5, 17))}).items():
        table.write_parquet(tmp_path / "data" / f"{name}.parquet")
    (tmp_path / "gold").mkdir()
    content = {"start": text.index("Everybody"), "end": text.index("”"), "quote": "Everybody …"}
    coded = {"speaker": "x", "kind": "direct", "content": [content], "position": "body"}
    some = found(tmp_path, {"source_id": SOURCE, "persons": [], "meetings": [], "statements": [coded]}, {SOURCE: text})
    assert [f.cause for f in some] == ["quotation without a cue given to nobody"]


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        (
            [meeting(["lund", "holm"], "2024-05-14")],
            ("meetings with their date", "date wrong, by rule date-weekday-past"),
        ),
        ([meeting(["lund"])], ("meetings", f"participant too many{NOT_COUNTED}")),
        ([meeting(["lund", "holm"], status="planned")], ("meetings", f"status held for planned{NOT_COUNTED}")),
        ([meeting(["krog", "lund", "berg"])], ("meetings", "participant missing and participant too many")),
        ([], ("meetings", "false find by rule met")),
        (
            [*gold()["meetings"], meeting(["lund"], words="The drill will be large")],
            ("meetings", "no word of the lexicon"),
        ),
        (
            [*gold()["meetings"], meeting(["lund"], words="met Danish")],
            ("meetings", "not told apart from another"),
        ),
    ],
)
def test_meetings(folder: Path, coded: list[Gold], expected: tuple[str, str]) -> None:
    persons = [*PERSONS, *({"key": k, "canonical_name": k, "surface_forms": [k]} for k in ("krog", "berg"))]
    assert expected in causes(folder, meetings=coded, persons=persons)


def test_agreements(folder: Path) -> None:
    assert causes(folder, agreements=[]) == [("agreements", "false find by rule instrument-signed")]
    other = {"key": "b", "evidence": [span("train together")]}
    both = [*gold()["agreements"], other]
    assert causes(folder, agreements=both) == [("agreements", "no word of the lexicon")]
    ended = {**gold()["agreements"][0], "status": "ended"}
    assert causes(folder, agreements=[ended]) == [("agreements", f"status signed for ended{NOT_COUNTED}")]


def test_a_status_may_be_written_with_blanks(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "data" / "agreements.parquet"
    pl.read_parquet(file).with_columns(status=pl.lit("under_follow_up")).write_parquet(file)
    coded = {**gold()["agreements"][0], "status": "under follow-up"}
    assert causes(tmp_path, agreements=[coded]) == []


def test_what_is_optional_and_missed_is_no_error(folder: Path) -> None:
    assert statements(folder, *gold()["statements"], said("She", "x", optional=True)) == []


@pytest.mark.parametrize(
    ("coded", "ours", "cause"),
    [
        ((0, 9), (0, 9), ""),
        ((0, 10), (0, 9), ""),  # a full stop is no word
        ((0, 9), (4, 9), "content starts too late"),
        ((4, 9), (0, 9), "content starts too early"),
        ((0, 9), (0, 4), "content ends too early"),
        ((0, 4), (0, 9), "content ends too late"),
        ((3, 9), (0, 8), "content starts too early"),
    ],
)
def test_borders(coded: tuple[int, int], ours: tuple[int, int], cause: str) -> None:
    assert border(frozenset(range(*coded)), frozenset(range(*ours)), "all quiet.") == cause


def test_a_gap_in_the_content() -> None:
    whole, parts = frozenset(range(9)), frozenset([0, 1, 2, 7, 8])
    assert border(whole, parts, "abcdefghi") == "content with a gap"
    assert border(parts, whole, "abcdefghi") == "content without a gap"


def test_an_article_that_is_not_published(folder: Path) -> None:
    some = found(folder, gold(source_id="another"), {})
    assert {(f.cause, f.note) for f in some} == {("article not published", "another")}
    assert len(some) == 7  # two persons, a meeting, an agreement, three statements


def test_the_largest_group_comes_first_and_what_is_not_counted_last() -> None:
    some = [Finding("a", f"x{NOT_COUNTED}", ())] * 3 + [Finding("b", "y", ())] + [Finding("a", "z", ())] * 2
    assert [(cause, len(same)) for cause, same in groups(some)] == [("a: z", 2), ("b: y", 1), (f"a: x{NOT_COUNTED}", 3)]


def test_errors_are_shown_in_their_sentences(folder: Path) -> None:
    console = Console(file=StringIO())
    truth = gold(statements=[said(FACT, "lund"), *gold()["statements"][1:]])
    show(found(folder, truth), {SOURCE: TEXT}, console)
    output = console.file.getvalue()  # type: ignore[attr-defined]
    start = TEXT.index(FACT)
    assert "1  statements: content starts too early\n" in output
    assert f"{SOURCE}  {start}-{start + len(FACT)}  coded a fact t\n" in output
    assert f"Lund said that the two navies would train together, »{FACT}«." in output
    assert f"Lund said that »{TOGETHER}«." in output
    assert "[indirect-that]" in output


def test_without_the_text_the_quotes_stand_alone(folder: Path) -> None:
    truth = gold(statements=[said(FACT, "lund"), *gold()["statements"][1:], said("She", "x")])
    some = found(folder, truth, {})
    assert {f.cause for f in some} == {"content starts too early", "missed"}
    console = Console(file=StringIO())
    show(some, {}, console)
    assert f"    »{FACT}«\n" in console.file.getvalue()  # type: ignore[attr-defined]


def test_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    header = "source_id,path,publisher,publisher_basis,title,published_on,published_basis,url,language\n"
    (tmp_path / "sources.csv").write_text(f"{header}{SOURCE},a.txt,,,,2024-05-17,stated,,\n", encoding="utf-8")
    (folder / "gold" / "daily.json").write_text(json.dumps(gold(agreements=[])), encoding="utf-8")
    words = ["evaluate", "--errors", "--dir", str(folder), "--gold", str(folder / "gold"), "--documents", str(tmp_path)]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("1  agreements: false find by rule instrument-signed\n")
    assert "The two ministers »signed a border agreement«." in printed
    assert printed.index("figure ") > printed.index("»")
