"""The measure of statements in depth and of identities, on invented gold and on the five articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from scripts.depth import FIGURES, figures
from scripts.evaluate import evaluate
from scripts.links import every_figure, links
from scripts.publish import DOCUMENTS_FOLDER, publish
from scripts.scores import Score
from tests.test_evaluate import gold, said, tables
from tests.tiny import SOURCE, SUDORIA, TRAIN, frame

GOLD = Path(__file__).parent / "gold"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "gold").mkdir()
    return tmp_path


def judged(folder: Path, targets: list[dict[str, Any]], **coded: Any) -> dict[str, Score]:
    """The figures of the statement about training (a pledge said at a meeting, by tiny.py), coded so."""
    frames = tables() | {"statement_targets": frame("statement_targets", targets)}
    for name, table in frames.items():
        table.write_parquet(folder / "data" / f"{name}.parquet")
    sudoria = {"key": "sud", "canonical_name": "Sudoria", "surface_forms": ["Sudoria"]}
    truth = gold(statements=[said("We will train together,", "berg", **coded)])
    truth["organisations"] = [*truth.get("organisations", []), sudoria]
    (folder / "gold" / "daily.json").write_text(json.dumps(truth), encoding="utf-8")
    return figures(evaluate(folder / "gold", folder))


def target(**values: Any) -> dict[str, Any]:
    return {"statement_id": TRAIN, "seq": 1, "words": "together", "stance": "positive", **values}


@pytest.mark.parametrize(
    ("coded", "right"),
    [
        ({"speech_act": "pledge/offer", "speech_acts": ["pledge/offer"]}, (1, 1)),
        ({"speech_act": "assert", "speech_acts": ["assert", "pledge/offer"]}, (1, 0)),
        ({"speech_act": "call-for", "speech_acts": ["call-for"]}, (0, 0)),
    ],
)
def test_speech_acts_count_by_the_coders_first_and_by_all_their_readings(
    folder: Path, coded: dict[str, Any], right: tuple[int, int]
) -> None:
    found = judged(folder, [], **coded)
    assert tuple(found[name].right for name in FIGURES[:2]) == right


def test_what_the_coders_did_not_judge_has_no_figure(folder: Path) -> None:
    assert set(judged(folder, [])) <= {"positions in the article"}


def test_a_statement_about_nobody_must_have_no_target(folder: Path) -> None:
    assert judged(folder, [], target=None)["targets"] == Score(right=1)
    assert judged(folder, [target(actor_id=SUDORIA)], target=None)["targets"] == Score(wrong=1, missed=1)


def test_a_target_without_a_name_matches_by_its_words(folder: Path) -> None:
    assert judged(folder, [target(words="the Sudoria side")], target="sud")["targets"] == Score(right=1)
    assert judged(folder, [target(words="nobody")], target="sud")["targets"] == Score(wrong=1, missed=1)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five")
    publish(DOCUMENTS_FOLDER, folder, Console(quiet=True))
    return folder


def test_the_five_articles_in_depth(five: Path) -> None:
    found = every_figure(evaluate(GOLD, five), GOLD)
    for name in ("speech acts", "speech acts, as the coders read them first", "targets, or of the same state"):
        assert found[name].precision >= 0.9, name
    for name in ("occasions", "positions in the article"):
        assert found[name].precision >= 0.95, name
    assert found["targets"].precision >= 0.85


def test_what_is_one_across_the_five_is_one_and_what_is_not_is_two(five: Path) -> None:
    compared = list(links(evaluate(GOLD, five), GOLD))
    assert [link for link in compared if link.found and not link.right] == []
    found = {link.kind: sum(other.found for other in compared if other.kind == link.kind) for link in compared}
    assert found["persons"] >= 13
    assert found["organisations"] >= 60
    assert found["meetings"] == 5  # two that are one, and three that are not
    assert found["proposals"] >= 3
    assert found["background_events"] >= 14
    assert found["agreements"] == found["utterances"] == 1


def test_a_source_conflict_of_names_is_not_a_person_more(five: Path) -> None:
    """Mahmoud Abbas of the article is the Syrian minister, not the Palestinian president."""
    actors = pl.read_parquet(five / "data" / "actors.parquet")
    abbas = actors.filter(pl.col("name").str.contains("Abbas"))
    assert abbas.select("actor_id", "country").rows() == [("ali-mahmoud-abbas", "SYR")]
    assert SOURCE not in abbas["actor_id"]
