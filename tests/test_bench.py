"""The benchmark: growth is told from the measurements, and hostile texts are as long as asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench import STAGES, Growth, growths, rates, shown
from scripts.hostile import INPUTS, hostile

ARTICLES = Path(__file__).parents[1] / "seeds" / "documents"


@pytest.mark.parametrize(
    ("seconds", "steep"),
    [
        ((1.0, 2.0, 4.1), False),
        ((1.0, 4.0, 16.0), True),
        ((1.0, 4.0), True),  # took too long to be doubled again
        ((30.0,), True),
    ],
)
def test_growth_faster_than_the_text_is_steep(seconds: tuple[float, ...], steep: bool) -> None:
    assert Growth("commas", 1000, seconds).steep is steep


@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_text_is_as_long_as_asked_for(name: str) -> None:
    assert len(hostile(name, 5_000)) == 5_000


def test_unknown_people_are_never_the_same_twice() -> None:
    named = [sentence.split()[2] for sentence in hostile("names in sentences", 5_000).split(" left. ")[:-1]]
    assert len(named) == len(set(named)) > 100


def test_each_stage_is_timed() -> None:
    timed = [row[0] for row in rates(ARTICLES).rows]
    assert timed[0] == "whole extraction"
    assert {*timed[1:]} == {*STAGES, "records and the rest"}


def test_hostile_texts_are_measured_at_three_sizes() -> None:
    found = list(growths(["newlines"], enough=0.0))
    assert len(found[0].seconds) == 3
    assert len(shown(found).rows[0]) == 6
