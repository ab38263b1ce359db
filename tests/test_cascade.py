"""Whatever a text holds, what is published of it is valid: every span is its quote, every row has its evidence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.validate import check_spans, validate_tables
from tests.genre import Story, published

WHO = "Kenyan Defence Minister Josphat Kiprono|General Patrice Habimana|the Rwandan army chief|He|The minister|Reuters"
WHO += "|Kenya|his Ugandan counterpart|The two sides|Nairobi|Kigali|the Kenyan Defence Ministry"
WHAT = "met|met with|held separate meetings with|received|signed|will sign|talks with|a phone call with|visiting"
WHAT += "|who visited|arrived in|the Arusha Accords|a defence agreement|the deal|agreements|said that|said|added"
WHAT += "|praised|called for|according to|told|was quoted as saying|expressing hope|for his part,"
WHEN = "on Tuesday|on May 14, 2024|in 2019|since 2011|last week|and|in|at|with"
MARKS = [
    "“",
    "”",
    '"',
    "’",
    "(",
    ")",
    ",",
    ".",
    ". ",
    "\n",
    "\n\n",
    ":",
    "—",
    "\u00a0",
    "😀",
    "é",
    "\u202e",
    "A",
    "1,000",
]
PIECES = [*WHO.split("|"), *WHAT.split("|"), *WHEN.split("|"), *MARKS]


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_texts_of_the_genre_are_published_valid(data: st.DataObject) -> None:
    """A dozen texts at once, since most of the time goes into starting DuckDB and pandera."""
    pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60)
    days = st.sampled_from([None, date(2024, 5, 17), date(2024, 5, 18)])
    texts = {f"story {i}": (" ".join(data.draw(pieces)), data.draw(days)) for i in range(12)}
    tables = published(texts)
    assert [str(p) for p in validate_tables(tables)] == []
    assert [str(p) for p in check_spans(tables, {source: text for source, (text, _) in texts.items()})] == []


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_read_without_a_fault(text: str) -> None:
    story = Story(text)
    for row in story.rows["evidence"]:
        assert text[row["start"] : row["end"]] == row["quote"]
    for row in story.rows["mentions"]:
        assert text[row["start"] : row["end"]] == row["surface"]


@pytest.mark.parametrize(
    "unit", ["“", "He said ", "Kenyan Defence Minister ", "met ", "(", "the agreement, ", "A. ", "and said that ", "x"]
)
def test_a_hostile_text_comes_to_an_end(unit: str) -> None:
    """Were the cost quadratic, this would take minutes."""
    assert Story(unit * (60_000 // len(unit))).rows["evidence"] is not None
