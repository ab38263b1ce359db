"""Values that contradict each other are both kept, with a ruling; what is only less exact is no conflict."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from scripts.publish import DOCUMENTS_FOLDER, build
from scripts.validate import validate_tables
from tests.genre import published

A, B = "Kenyan Defence Minister Josphat Kiprono", "Rwandan Defence Minister Patrice Habimana"
MAY_17, MAY_18 = date(2024, 5, 17), date(2024, 5, 18)
SIGNED = f"{A} and {B} signed a comprehensive defence agreement in Nairobi"


def conflicts(tables: dict[str, pl.DataFrame], field: str) -> list[tuple[str, str | None, str]]:
    """(value, who tells it, ruling) of a field, in order of the value."""
    found = tables["conflicts"].filter(field=field).sort("value", "source_id")
    return list(found.select("value", "source_id", "ruling").iter_rows())


def test_days_that_two_articles_give_to_one_signature_are_both_kept() -> None:
    stories = {
        "one": (f"{SIGNED} on May 14, 2024.", MAY_17),
        "two": (f"{SIGNED} on May 15, 2024, at a ceremony.", MAY_18),
        "three": (f"{SIGNED} on May 15, 2024.", MAY_18),
    }
    tables = published(stories)
    assert tables["agreements"].select("agreement_id", "date", "sources").rows() == [
        ("2024-05-15-agreement-kenya-rwanda", "2024-05-15", 3)
    ]
    assert conflicts(tables, "date") == [
        ("2024-05-14", "one", "open"),
        ("2024-05-15", "three", "chosen"),
        ("2024-05-15", "two", "chosen"),
    ]
    words = tables["evidence"].filter(table_name="conflicts", source_id="one")["quote"].to_list()
    assert words
    assert all("May 14, 2024" in quote for quote in words)
    assert validate_tables(tables) == []


def test_a_year_or_another_week_is_no_conflict_of_days() -> None:
    day = (f"{SIGNED} on May 14, 2024.", MAY_17)
    for other in ("In 2024, Kenya and Rwanda signed a comprehensive agreement.", f"{SIGNED} on May 2, 2024."):
        assert conflicts(published({"one": day, "two": (other, MAY_18)}), "date") == [], other


def test_a_day_that_the_reference_tables_contradict_stands_and_theirs_is_open() -> None:
    text = "Japan and the Philippines signed a reciprocal access agreement in Manila on July 9, 2024."
    tables = published({"one": (text, date(2024, 7, 10))})
    assert conflicts(tables, "date") == [("2024-07-08", None, "open"), ("2024-07-09", "one", "chosen")]
    right = text.replace("July 9", "July 8")
    assert conflicts(published({"one": (right, date(2024, 7, 10))}), "date") == []


def test_an_office_of_a_caption_is_rejected_and_makes_no_other_person() -> None:
    text = (
        "Kenyan Defence Minister General Moses Barasa speaks to reporters in Nairobi on May 14, 2024. (Photo: KNA)\n\n"
        "Chief of the General Staff of Kenya General Moses Barasa praised the troops on Tuesday."
    )
    tables = published({"one": (text, MAY_17)})
    assert conflicts(tables, "office") == [("chief-of-staff", "one", "chosen"), ("defence-minister", "one", "rejected")]
    assert tables["actors"].filter(kind="person")["actor_id"].to_list() == ["moses-barasa"]
    assert set(tables["conflicts"]["as_of"]) == {"2024"}


def test_an_office_that_the_reference_tables_contradict_is_disputed_with_the_reason() -> None:
    text = "Russian Defence Minister Sergei Lavrov met Kenyan Defence Minister Josphat Kiprono in Nairobi on Tuesday."
    tables = published({"one": (text, MAY_17)})
    assert conflicts(tables, "office") == [
        ("defence-minister", "one", "rejected"),
        ("foreign-minister", None, "chosen"),
    ]
    reason = tables["conflicts"].filter(ruling="rejected")["reason"].item()
    assert "Foreign Minister of Russia from 2004-03-09" in reason
    right = text.replace("Defence Minister Sergei", "Foreign Minister Sergei")
    assert conflicts(published({"one": (right, MAY_17)}), "office") == []


def test_two_offices_of_one_year_that_were_held_one_after_the_other_are_no_conflict() -> None:
    april = "Turkish Chief of General Staff General Yasar Guler visited Nairobi on April 4, 2023."
    august = "Turkish Defence Minister Yasar Guler visited Nairobi on August 8, 2023."
    tables = published({"one": (april, date(2023, 4, 5)), "two": (august, date(2023, 8, 9))})
    stated = tables["positions"].filter(basis="stated")
    assert stated.select("office", "disputed").rows() == [("chief-of-staff", False), ("defence-minister", False)]
    assert conflicts(tables, "office") == []


def test_ranks_of_a_year_that_differ_are_kept_and_a_short_form_in_one_article_is_not_one() -> None:
    full = "Kenyan army chief Major General Moses Barasa spoke. Gen. Barasa praised the troops in Nairobi on Tuesday."
    other = "Kenyan army chief Lieutenant General Moses Barasa praised the troops in Nairobi on Tuesday."
    assert conflicts(published({"one": (full, MAY_17)}), "rank") == []
    tables = published({"one": (full, MAY_17), "two": (full.replace("Gen. B", "B"), MAY_17), "three": (other, MAY_18)})
    assert conflicts(tables, "rank") == [
        ("Lieutenant General", "three", "open"),
        ("Major General", "one", "chosen"),
        ("Major General", "two", "chosen"),
    ]
    promoted = published({"one": (full, MAY_17), "three": (other.replace("Tuesday", "May 6, 2025"), date(2025, 5, 7))})
    assert conflicts(promoted, "rank") == []


def test_places_that_do_not_lie_in_each_other_are_a_conflict() -> None:
    tuesday = f"{A} met {B} in Nairobi on Tuesday."
    tables = published({"one": (tuesday, MAY_17), "two": (tuesday.replace("Nairobi", "Kigali"), MAY_17)})
    found = conflicts(tables, "place_id")
    assert [(value, source) for value, source, _ in found] == [("kigali", "two"), ("nairobi", "one")]
    assert sorted(ruling for *_, ruling in found) == ["chosen", "open"]
    vaguer = tuesday.replace("Nairobi", "Kenya")
    assert conflicts(published({"one": (tuesday, MAY_17), "two": (vaguer, MAY_17)}), "place_id") == []


@pytest.fixture(scope="module")
def five() -> dict[str, pl.DataFrame]:
    """The tables of the five articles."""
    return build(DOCUMENTS_FOLDER, Console(quiet=True))


def test_the_conflicts_that_the_coders_found_are_published(five: dict[str, pl.DataFrame]) -> None:
    """Those of values that we publish: the day of the agreement, the office and the rank of one general."""
    found = five["conflicts"].group_by("record_id", "field").agg(pl.col("value").unique().sort())
    values = {(record, field): told for record, field, told in found.iter_rows()}
    assert values["2020-07-09-agreement-iran-syria", "date"] == ["2020-07-08", "2020-07-09"]
    assert values["mohammad-baqeri", "office"] == ["chief-of-staff", "defence-minister"]
    assert values["mohammad-baqeri", "rank"] == ["General", "Major General"]
    wrong = five["conflicts"].filter(ruling="rejected").row(0, named=True)
    assert (wrong["value"], wrong["source_id"]) == ("defence-minister", "mepei-2020-07-09")
    disputed = five["positions"].filter(disputed=True)
    assert disputed.select("actor_id", "title").rows() == [("mohammad-baqeri", "Iranian Defense Minister")]


def test_the_boilerplate_that_the_coders_found_is_shared_and_no_copy(five: dict[str, pl.DataFrame]) -> None:
    gold = json.loads((Path(__file__).parent / "gold" / "_links.json").read_text(encoding="utf-8"))
    for shared in gold["shared_boilerplate"]:
        one, other = sorted(shared["files"])
        overlap = five["source_overlaps"].filter(source_id=one, other_source_id=other).row(0, named=True)
        assert not overlap["copied"]
        quotes = five["evidence"].filter(record_id=overlap["overlap_id"])["quote"].to_list()
        assert sum(shared["text"] in " ".join(quote.split()) for quote in quotes) == 2
    assert five["sources"]["wording_group"].is_null().all()


def test_everybody_whose_office_is_known_meets_in_an_office(five: dict[str, pl.DataFrame]) -> None:
    bare = five["meeting_participants"].filter(pl.col("position_id").is_null())
    assert bare.join(five["positions"], on="actor_id", how="semi").is_empty()
