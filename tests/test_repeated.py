"""What several documents tell of one utterance is found, and in no more steps than there are documents."""

from __future__ import annotations

from datetime import date

import polars as pl

from tests.genre import published

DAY, LATER = date(2024, 5, 17), date(2024, 5, 18)
MET = "Kenyan Defence Minister Josphat Kiprono met Rwandan Defence Minister Patrice Habimana in Nairobi on May 14."
SAID = " Kiprono said that the crews of both lake patrols would train together from early June."
JOINT = " Kiprono and Habimana said that the crews of both lake patrols would train together from early June."


def repeated(tables: dict[str, pl.DataFrame]) -> dict[str, str | None]:
    """By source of a statement, the source of the statement that it repeats."""
    rows = tables["statements"].select("source_id", "same_as").rows()
    return {source: same and same.partition(".s")[0] for source, same in rows}


def test_what_many_documents_tell_goes_back_to_the_first_of_them() -> None:
    stories = {f"d{number:02}": (f"{MET}{SAID} It was day {number}.", DAY) for number in range(30)}
    assert repeated(published(stories)) == {"d00": None} | {f"d{number:02}": "d00" for number in range(1, 30)}


def test_a_joint_statement_is_repeated_as_any_other() -> None:
    stories = {name: (f"{MET}{JOINT} {more}", day) for name, more, day in (("a", "Rain.", DAY), ("b", "Sun.", LATER))}
    tables = published(stories)
    assert tables["statement_speakers"].height == 4
    assert repeated(tables) == {"a": None, "b": "a"}


def test_another_speaker_repeats_nobody() -> None:
    other = SAID.replace("Kiprono", "Habimana")
    assert repeated(published({"a": (MET + SAID, DAY), "b": (MET + other, LATER)})) == {"a": None, "b": None}
