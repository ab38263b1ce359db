"""Who held which office when: as documents state it, and as the reference tables know it."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from tests.genre import published

SHOIGU = "Russian Defence Minister Sergei Shoigu met Kenyan Defence Minister Josphat Kiprono in Nairobi"


def position(tables: dict[str, pl.DataFrame], actor: str) -> dict[str, Any]:
    """The position in which somebody took part in the only meeting."""
    key = tables["meeting_participants"].filter(actor_id=actor)["position_id"].item()
    return {} if key is None else tables["positions"].filter(position_id=key).row(0, named=True)


def test_what_the_article_states_is_the_position_at_the_meeting() -> None:
    tables = published({"one": (f"{SHOIGU} on May 14, 2024.".replace("2024", "2019"), date(2019, 5, 15))})
    assert position(tables, "sergei-shoigu")["source_id"] == "one"
    assert position(tables, "josphat-kiprono")["title"] == "Kenyan Defence Minister"


def test_without_a_statement_the_reference_gives_the_position_of_that_day() -> None:
    text = "Sergei Shoigu met Kenyan Defence Minister Josphat Kiprono in Nairobi on {}."
    then = published({"one": (text.format("May 14, 2019"), date(2019, 5, 15))})
    found = position(then, "sergei-shoigu")
    assert (found["office"], found["basis"], found["valid_until"]) == ("defence-minister", "reference", "2024-05-12")
    assert found["source_id"] is None
    assert found["known_from"]
    now = published({"one": (text.format("May 14, 2025"), date(2025, 5, 15))})
    assert position(now, "sergei-shoigu")["office"] == "secretary-general"
    before = published({"one": (text.format("May 14, 2009"), date(2009, 5, 15))})
    assert position(before, "sergei-shoigu") == {}


def test_an_office_of_another_time_gives_way_to_that_of_the_day_of_the_meeting() -> None:
    text = "Turkish Defence Minister Yasar Guler met Kenyan Defence Minister Josphat Kiprono in Nairobi on May 4, 2021."
    tables = published({"one": (text, date(2024, 5, 17))})
    assert position(tables, "yasar-guler")["office"] == "chief-of-staff"
    assert position(tables, "josphat-kiprono")["basis"] == "stated"


def test_offices_of_the_reference_are_those_of_people_that_documents_name() -> None:
    tables = published({"one": (f"{SHOIGU} on May 14, 2019.", date(2019, 5, 15))})
    known = tables["positions"].filter(basis="reference")
    assert set(known["actor_id"]) == {"sergei-shoigu"}
    assert known.select("office", "valid_from", "valid_until").rows() == [
        ("defence-minister", "2012-11-06", "2024-05-12"),
        ("secretary-general", "2024-05-12", None),
    ]
    assert "held when last looked at" in known["known_from"].to_list()[1]


def test_a_position_of_a_document_has_words_and_one_of_the_reference_has_none() -> None:
    tables = published({"one": (f"{SHOIGU} on May 14, 2019.", date(2019, 5, 15))})
    with_words = set(tables["evidence"].filter(table_name="positions")["record_id"])
    for row in tables["positions"].iter_rows(named=True):
        assert (row["position_id"] in with_words) == (row["basis"] == "stated")
