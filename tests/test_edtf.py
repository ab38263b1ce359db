"""The EDTF values of the date columns and the days they cover."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edtf import bounds


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-05-10", date(2023, 5, 10), date(2023, 5, 10)),
        ("2013~", date(2013, 1, 1), date(2013, 12, 31)),
        ("2023-05-03?", date(2023, 5, 3), date(2023, 5, 3)),
        ("2023-05%", date(2023, 5, 1), date(2023, 5, 31)),
        ("2023-05-01/2023-05-07", date(2023, 5, 1), date(2023, 5, 7)),
        ("2021~/2023-01", date(2021, 1, 1), date(2023, 1, 31)),
        ("1979/..", date(1979, 1, 1), None),
        ("../2020-07", None, date(2020, 7, 31)),
        ("/2023-01-24", None, date(2023, 1, 24)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_bounds(edtf: str, earliest: date | None, latest: date | None) -> None:
    assert bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "/",
        "../..",
        "23",
        "2023-13",
        "2023-00",
        "2023-02-30",
        "2023-05-00",
        "0000",
        "2023-5-1",
        "2023-21-01",
        "199X",
        "2023-05-10T12:00:00",
        "2023/2022",
        "2023/2024/2025",
        "2023~~",
        " 2023",
        "2023\n",
        "٢٠٢٣",
    ],
)
def test_what_is_no_value(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|such day|interval"):
        bounds(edtf)


@given(st.dates(), st.dates())
def test_an_interval_of_days_has_them_as_bounds(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert bounds(f"{first.isoformat()}/{last.isoformat()}") == (first, last)


@given(st.dates())
def test_a_coarser_value_holds_the_finer(day: date) -> None:
    for edtf in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        earliest, latest = bounds(edtf)
        assert earliest is not None
        assert latest is not None
        assert earliest <= day <= latest


@given(st.text(alphabet="0123456789-/.~?% X", max_size=22))
def test_any_text_has_ordered_bounds_or_is_refused(text: str) -> None:
    try:
        earliest, latest = bounds(text)
    except ValueError:
        return
    assert earliest or latest
    if earliest and latest:
        assert earliest <= latest
