"""The days in the head of an article, and what becomes of those that contradict each other. All texts are invented."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from scripts.documents import DOCUMENTS
from scripts.extract.date_header import url_date
from scripts.validate import validate_tables
from tests import genre

BODY = "Kenyan Defence Minister Josphat Kiprono said on Tuesday that the two navies would train together.\n"
BYLINE = "Two navies to train together\n\nBy Anna Lind - 12 May 2021\n\n" + BODY
DATELINE = "NAIROBI, May 12, 2021 (Agency) – " + BODY
GIVEN = date(2020, 5, 11)


def tables(text: str, **cells: Any) -> dict[str, pl.DataFrame]:
    """What is published of one document; it must be valid."""
    row = {"source_id": "daily", "text": text, "sha256": sha256(text.encode()).hexdigest(), "characters": len(text)}
    documents = pa.Table.from_pylist([row | cells], schema=DOCUMENTS)
    found = genre.tables(documents)
    assert validate_tables(found) == []
    return found


def values(found: dict[str, pl.DataFrame]) -> set[tuple[str, str, str]]:
    """Value, who tells it, and the ruling, of every conflict."""
    return set(found["conflicts"].select("value", "told_by", "ruling").iter_rows())


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://daily.example/2023/05/12/talks", "2023-05-12"),
        ("https://daily.example/news/2023/5/2/talks.html", "2023-05-02"),
        ("https://daily.example/news/2023-05-12-talks", "2023-05-12"),
        ("https://daily.example/news/talks-20230512", "2023-05-12"),
        ("https://daily.example/2023/05/talks", "2023-05"),
        ("https://daily.example/2023/02/31/talks", None),
        ("https://daily.example/essay?id=20190512345", None),
        ("https://daily.example/talks-of-2023", None),
        (None, None),
    ],
)
def test_the_date_of_an_address(url: str | None, edtf: str | None) -> None:
    found = url_date(url)
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize("text", [BYLINE, DATELINE])
def test_dates_that_contradict_each_other_are_all_kept(text: str) -> None:
    url = "https://daily.example/2019/03/02/talks"
    found = tables(text, published_on=GIVEN, published_basis="stated", url=url)
    assert values(found) == {
        ("2020-05-11", "record", "chosen"),
        ("2021-05-12", "text", "rejected"),
        ("2019-03-02", "url", "rejected"),
    }
    assert found["sources"]["published_on"].to_list() == [GIVEN]
    proofs = found["evidence"].filter(table_name="conflicts")
    [told] = found["conflicts"].filter(told_by="text")["conflict_id"]
    assert proofs.select("record_id", "field").rows() == [(told, "value")]
    [(start, end)] = proofs.select("start", "end").rows()
    assert text[start:end] in ("12 May 2021", "May 12, 2021")


def test_a_day_that_was_inferred_leaves_the_others_open() -> None:
    found = tables(BYLINE, published_on=GIVEN, published_basis="inferred")
    assert values(found) == {("2020-05-11", "record", "chosen"), ("2021-05-12", "text", "open")}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (BYLINE, {"published_on": date(2021, 5, 12), "url": "https://daily.example/2021/05/talks"}),
        (BYLINE, {"published_on": date(2021, 5, 13)}),  # midnight lies between them
        (DATELINE, {"published_on": date(2021, 5, 15)}),  # written three days before
        (BYLINE.replace("12 May", "Updated 12 May"), {"published_on": GIVEN}),
        (BODY, {"published_on": GIVEN, "url": "https://daily.example/2020/05/12/talks"}),
        (BODY, {}),
    ],
)
def test_what_fits_is_no_conflict(text: str, cells: dict[str, Any]) -> None:
    assert values(tables(text, **cells)) == set()


@pytest.mark.parametrize(
    ("text", "url", "day", "basis"),
    [
        (BYLINE, None, date(2021, 5, 12), "stated"),
        (DATELINE, None, date(2021, 5, 12), "inferred"),
        (BODY, "https://daily.example/2021/05/14/talks", date(2021, 5, 14), "inferred"),
        (BODY, "https://daily.example/2021/05/talks", None, None),
    ],
)
def test_the_day_of_publication_where_none_was_given(
    text: str, url: str | None, day: date | None, basis: str | None
) -> None:
    found = tables(text, url=url)
    assert found["sources"].select("published_on", "published_basis").rows() == [(day, basis)]
    tuesday = found["date_expressions"].filter(surface="Tuesday")["date"].item()
    assert tuesday == ("2021-05-11" if day else None)


def test_an_old_text_published_again_speaks_from_its_own_day() -> None:
    found = tables(DATELINE, published_on=date(2024, 3, 1))
    assert found["date_expressions"].filter(surface="Tuesday")["date"].item() == "2021-05-11"
