"""Documents that share their wording count once; one stock paragraph is no copy."""

from __future__ import annotations

from datetime import date

import polars as pl

from scripts.validate import validate_tables
from tests.genre import published

DAY, LATER = date(2024, 5, 17), date(2024, 5, 18)
MET = (
    "Kenyan Defence Minister Josphat Kiprono met Rwandan Defence Minister Patrice Habimana in Nairobi on May 14, 2024."
)
BODY = (
    " The two sides looked at the patrols of the northern shore of the lake, at the radio posts that watch it by night,"
    " and at the cost of four new boats for the harbour of the town. Kiprono said that the crews would train together"
    " from the first week of June, and that the boats would be paid for in equal parts by the two treasuries."
)
OTHER = (
    "Rwandan Defence Minister Patrice Habimana held talks with Kenyan Defence Minister Josphat Kiprono in Nairobi on"
    " May 14, 2024. Habimana said that the visit had been short, that rain had kept the helicopters on the"
    " ground, and that he would rather have seen the hills. Asked about boats, he laughed. No paper was signed, and no"
    " second round has been fixed so far, although an aide spoke of the autumn."
)
STOCK = " Kenya and Rwanda have shared the patrols of the lake since the drought of the year 2011, when nets were cut."


def told(tables: dict[str, pl.DataFrame]) -> list[tuple[int, int]]:
    return list(tables["meetings"].select("sources", "independent_sources").iter_rows())


def test_a_copy_does_not_count_twice() -> None:
    tables = published({"one": (MET + BODY, DAY), "copy": (f"{MET}{BODY} More soon.", LATER), "own": (OTHER, LATER)})
    assert told(tables) == [(3, 2)]
    groups = dict(tables["sources"].select("source_id", "wording_group").iter_rows())
    assert groups == {"one": "one", "copy": "one", "own": None}
    overlap = tables["source_overlaps"].row(0, named=True)
    assert (overlap["source_id"], overlap["other_source_id"], overlap["copied"]) == ("copy", "one", True)
    assert overlap["share"] > 0.9
    assert validate_tables(tables) == []


def test_passages_that_two_documents_share_are_evidence() -> None:
    tables = published({"one": (MET + BODY + STOCK, DAY), "own": (OTHER + STOCK, LATER)})
    quotes = tables["evidence"].filter(table_name="source_overlaps").select("source_id", "quote").rows()
    assert sorted(quotes) == [("one", STOCK.strip()), ("own", STOCK.strip())]
    assert "shared-wording" in set(tables["rules"]["rule"])


def test_one_stock_paragraph_is_no_copy() -> None:
    tables = published({"one": (MET + BODY + STOCK, DAY), "own": (OTHER + STOCK, LATER)})
    assert tables["source_overlaps"].select("shared_words", "copied").rows() == [(21, False)]
    assert told(tables) == [(2, 2)]
    assert tables["sources"]["wording_group"].is_null().all()


def test_a_title_that_both_use_is_not_listed() -> None:
    title = "Chairman of the Joint Committee of the Chiefs of Staff of Kenya"
    one, two = f"The {title} spoke of boats on the lake.", f"Rain fell. Nobody but the {title} was glad of it at all."
    assert published({"one": (one, DAY), "two": (two, LATER)})["source_overlaps"].is_empty()


def test_copies_of_copies_are_one_group_and_many_copies_are_found_without_all_pairs() -> None:
    stories = {f"c{number:02}": (MET + BODY, DAY) for number in range(40)}
    tables = published(stories)
    assert told(tables) == [(40, 1)]
    assert set(tables["sources"]["wording_group"]) == {"c00"}
    assert tables["source_overlaps"].height < 12 * 40


def test_wording_that_more_than_a_hundred_have_is_that_of_the_first() -> None:
    stories = {f"c{number:03}": (MET + BODY, DAY) for number in range(102)}
    tables = published(stories)
    assert tables["source_overlaps"].select("source_id").unique().rows() == [("c000",)]
    assert tables["source_overlaps"].height == 101
    assert set(tables["sources"]["wording_group"]) == {"c000"}
