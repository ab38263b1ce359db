"""The part of EDTF (ISO 8601-2) that the tables use: what may stand in a date column, and the days that it covers.

A date is YYYY, YYYY-MM or YYYY-MM-DD, alone or with one qualifier behind it: ``~`` approximate, ``?`` uncertain, ``%``
both. An interval is A/B, where either end (not both) may be ``..`` (open) or empty (unknown). Seasons, unspecified
digits, times of day, sets and years outside 0001-9999 are left out.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day that a value covers, both inclusive; None where an interval is open or unknown.

    A qualifier does not widen them: ``2013~`` has the bounds of 2013.
    Raises ValueError where the value is no date of this part of EDTF or ends before it begins.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _days(edtf, edtf)
    earliest = None if start in ("", "..") else _days(start, edtf)[0]
    latest = None if end in ("", "..") else _days(end, edtf)[1]
    if earliest is None and latest is None:
        raise ValueError(f"an interval without a date: {edtf!r}")
    if earliest is not None and latest is not None and latest < earliest:
        raise ValueError(f"an interval that ends before it begins: {edtf!r}")
    return earliest, latest


def _days(part: str, whole: str) -> tuple[date, date]:
    match = _DATE.fullmatch(part)
    if not match:
        raise ValueError(f"not an EDTF date: {whole!r}")
    year, month, day = (None if group is None else int(group) for group in match.groups())
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise ValueError(f"no such day: {whole!r}") from error
    if day is not None:
        return first, first
    last_month = 12 if month is None else month
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])
