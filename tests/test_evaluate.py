"""Figures against gold: each rule of matching by a gold of our own about the tiny article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.evaluate import FIGURES, Report, evaluate, same_person
from scripts.package import ROOT
from scripts.problems import Problems
from scripts.scores import Score, best
from tests.tiny import SOURCE, TEXT, TRAIN, valid

Gold = dict[str, Any]


def span(words: str, after: str = "") -> Gold:
    start = TEXT.index(words, TEXT.index(after))
    return {"start": start, "end": start + len(words), "quote": words}


def person(key: str, name: str, *forms: str, **more: Any) -> Gold:
    return {"key": key, "canonical_name": name, "surface_forms": list(forms or (name,)), **more}


def said(words: str, speaker: str, **more: Any) -> Gold:
    return {"speaker": speaker, "kind": "direct", "content": [span(words)], "position": "body", **more}


def gold(**more: Any) -> Gold:
    """What a coder would find in the article, as far as the tables have it; Lund has no mention in them."""
    meeting = {
        "key": "m1",
        "kind": "bilateral meeting",
        "participants": ["berg", "norland"],
        "date": "2031-05-08",
        "status": "held",
        "evidence": [span("met President Omar Lund")],
    }
    visit = {**meeting, "key": "v1", "kind": "visit", "participants": ["lund"]}
    return {
        "source_id": SOURCE,
        "persons": [person("berg", "Ana Berg", "General Ana\u00a0Berg", "Berg")],
        "organisations": [person("norland", "Norland"), person("army", "Army of Norland")],
        "meetings": [meeting, visit],
        "agreements": [{"key": "a1", "title": None, "evidence": [span("the Freetown accord")]}],
        "statements": [
            said("We will train together,", "berg"),
            said("the Freetown accord of 2029 stands", "berg"),
        ],
        **more,
    }


def tables() -> dict[str, pl.DataFrame]:
    """The tiny set; the visit, for which it has no participant, goes, and the meeting has one person."""
    frames = valid()
    frames["evidence"] = frames["evidence"].filter(pl.col("record_id") != "2031-05-visit-ana-berg")
    frames["meeting_participants"] = frames["meeting_participants"].filter(pl.col("actor_id") == "ana-berg")
    return frames


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "gold").mkdir()
    return tmp_path


def compared(folder: Path, truth: Gold, frames: dict[str, pl.DataFrame] | None = None) -> Report:
    for name, frame in (frames or tables()).items():
        frame.write_parquet(folder / "data" / f"{name}.parquet")
    (folder / "gold" / "daily.json").write_text(json.dumps(truth), encoding="utf-8")
    (folder / "gold" / "_links.json").write_text("no gold", encoding="utf-8")
    return evaluate(folder / "gold", folder)


def test_all_right(folder: Path) -> None:
    scores = compared(folder, gold()).scores
    assert list(scores) == [figure for figures in FIGURES.values() for figure in figures]
    assert list(scores.values()) == [Score(1), Score(1), Score(1), Score(1), Score(2), Score(2)]


def test_persons_missed_and_wrong(folder: Path) -> None:
    truth = gold(persons=[person("lund", "Omar Lund"), person("x", "Ina Holm"), person("y", "Y", anonymous=True)])
    report = compared(folder, truth)
    assert report.scores["persons"] == Score(0, 1, 2)
    persons = [o for article in report.articles for o in article.outcomes if o.kind == "person"]
    assert {(o.coded.get("key"), o.record) for o in persons} == {("lund", ""), ("x", ""), (None, "ana-berg")}


def test_a_person_without_a_name_in_the_text_need_not_be_found(folder: Path) -> None:
    truth = gold()
    truth["persons"].append(person("king", "Harald Vik", "the king", named_in_text=False))
    assert compared(folder, truth).scores["persons"] == Score(1)


def test_a_meeting_needs_half_of_its_persons(folder: Path) -> None:
    truth = gold()
    truth["persons"] += [person("lund", "Omar Lund"), person("holm", "Ina Holm")]
    truth["meetings"] = truth["meetings"][:1]
    truth["meetings"][0]["participants"] = ["berg", "lund"]
    assert compared(folder, truth).scores["meetings"] == Score(1)
    truth["meetings"][0]["participants"] = ["berg", "lund", "holm"]
    report = compared(folder, truth)
    assert report.scores["meetings"] == Score(0, 1, 1)
    truth["meetings"][0]["optional_participants"] = ["holm", "lund"]
    truth["meetings"][0]["participants"] = ["berg"]
    assert compared(folder, truth).scores["meetings"] == Score(1)


def test_optional_meetings_neither_help_nor_harm(folder: Path) -> None:
    truth = gold()
    truth["meetings"][0]["optional"] = True
    assert compared(folder, truth).scores["meetings"] == Score()


@pytest.mark.parametrize(
    ("published", "coded", "right"),
    [
        ("2031-05-08", {"date": "2031-05-07"}, 0),
        ("2031-05-08", {"date": "2031-05-07", "date_external": "2031-05-08"}, 1),
        ("2031-05-08", {"date": "2031-05-07", "date_accept": ["2031-05-08"]}, 1),
        ("2031-05-08~", {"date": "2031-05-08"}, 1),
        ("2031-05", {"date": "2031-05-08"}, 0),
        ("2031-05-08", {"date": None}, 0),
        (None, {"date": "2031-05-08"}, 1),
    ],
)
def test_dates_of_meetings(folder: Path, published: str | None, coded: Gold, right: int) -> None:
    frames, truth = tables(), gold()
    frames["meetings"] = frames["meetings"].with_columns(date=pl.lit(published, pl.String))
    truth["meetings"][0] |= coded
    scores = compared(folder, truth, frames).scores
    assert scores["meetings"] == Score(1)
    assert scores["meetings with their date"] == Score(right, 1 - right, 1 - right)


def test_agreements_by_the_same_words(folder: Path) -> None:
    truth = gold()
    truth["agreements"][0]["evidence"] = [span("We will train together")]
    assert compared(folder, truth).scores["agreements"] == Score(0, 1, 1)
    truth["agreements"][0]["other_mentions"] = span("Freetown accord")
    assert compared(folder, truth).scores["agreements"] == Score(1)


def test_statements_by_half_of_their_content(folder: Path) -> None:
    truth = gold(statements=[said("We will train", "berg"), said("the Freetown", "berg")])
    report = compared(folder, truth)
    assert report.scores["statements"] == Score(1, 1, 1)
    assert report.scores["statements with their speaker"] == Score(1, 1, 1)


@pytest.mark.parametrize("mark", [{"optional": True}, {"position": "headline"}, {"nested_in": "s1"}])
def test_optional_statements_neither_help_nor_harm(folder: Path, mark: Gold) -> None:
    truth = gold()
    truth["statements"][0] |= mark
    assert compared(folder, truth).scores["statements"] == Score(1)


@pytest.mark.parametrize(
    ("actor", "speaker", "more", "right"),
    [
        ("ana-berg", "berg", {}, 1),
        ("omar-lund", "berg", {}, 0),
        ("omar-lund", "berg", {"acceptable_speakers": ["omar-lund"]}, 1),
        ("norland", "army", {}, 1),  # a body by a word of its name
        ("sudoria", "army", {}, 0),
        ("norland", "a-norland-official", {}, 0),  # another by half of its key
        ("norland", "norland-official", {}, 1),
    ],
)
def test_speakers(folder: Path, actor: str, speaker: str, more: Gold, right: int) -> None:
    frames = tables()
    row = {"statement_id": [TRAIN], "seq": [1], "actor_id": [actor]}
    frames["statement_speakers"] = pl.DataFrame(row, schema=frames["statement_speakers"].schema)
    truth = gold(
        statements=[said("We will train together,", speaker, **more), said("the Freetown accord", "x", optional=True)]
    )
    scores = compared(folder, truth, frames).scores
    assert scores["statements"].right == 1
    assert scores["statements with their speaker"].right == right


def test_an_article_that_is_not_published_is_missed(folder: Path) -> None:
    assert compared(folder, gold(source_id="other")).scores["statements"] == Score(0, 0, 2)


def test_no_gold_is_a_problem(folder: Path) -> None:
    with pytest.raises(Problems, match="holds no gold"):
        evaluate(folder / "nowhere", folder)


@pytest.mark.parametrize(
    ("form", "name", "same"),
    [
        ("Ana Berg", "General Ana Berg", True),
        ("Berg", "Ana Berg", True),
        ("José Núñez", "Jose Nunez", True),
        ("Ja’far Ali", "Jafar Ali", True),
        ("Ana Berg", "Ana Lund", False),
        ("Ana", "Ana Berg", False),
        ("Ali Hassan", "Hassan Ali Omar", True),
        ("", "Berg", False),
    ],
)
def test_same_person(form: str, name: str, same: bool) -> None:
    assert same_person(form, name) is same
    assert same_person(name, form) is same


def test_shares() -> None:
    score = Score(3, 1, 2)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert (Score(0, 3, 4).f1, Score().precision, Score().recall) == (0.0, 0.0, 0.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), st.integers(0, 5))))
def test_matches_are_one_to_one_and_leave_no_pair_over(pairs: list[tuple[float, int, int]]) -> None:
    matches = best(pairs)
    assert len(set(matches.values())) == len(matches)
    assert all(ours in matches or theirs in matches.values() for _, ours, theirs in pairs)


def test_the_likest_pair_goes_first() -> None:
    assert best([(0.5, 0, 0), (0.9, 1, 0), (0.6, 1, 1), (0.5, 0, 1)]) == {1: 0, 0: 1}


def test_the_gold_of_the_record_is_readable() -> None:
    files = [path for path in (ROOT / "tests" / "gold").glob("*.json") if not path.name.startswith("_")]
    assert len(files) == 5
    for path in files:
        truth = json.loads(path.read_text(encoding="utf-8"))
        assert truth["source_id"] == path.stem
