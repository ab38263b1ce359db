"""The benchmark of validate: its package is sound, and both ways say so."""

from __future__ import annotations

from scripts.bench_validate import SPOKEN, WAYS, compared, made_up
from scripts.validate import validate_tables


def test_the_package_is_sound_and_as_large_as_asked_for() -> None:
    made = made_up(5 * SPOKEN)
    assert validate_tables(made) == []
    assert [made[name].height for name in ("sources", "statements", "evidence")] == [5, 5 * SPOKEN, 15 * SPOKEN]


def test_both_ways_are_timed() -> None:
    found = compared(SPOKEN)
    assert [row[:3] for row in found.rows] == [(name, str(SPOKEN), 0) for name in WAYS]
