"""Which function knows what the match of a rule means."""

from __future__ import annotations

from collections.abc import Callable

from scripts.edtf import bounds
from scripts.extract import date_absolute as absolute
from scripts.extract import date_relative as relative
from scripts.extract.date_context import Here, Match, Value

_RULES: dict[str, Callable[[Match, Here], Value | None]] = {
    "iso": absolute.iso,
    "numeric": absolute.numeric,
    "month-day": absolute.day,
    "day-month": absolute.day,
    "month-year": absolute.month_year,
    "which-month": absolute.which_month,
    "month": absolute.month,
    "weekdays": relative.weekdays,
    "weekday": relative.weekday,
    "day-word": relative.day_word,
    "told": relative.told,
    "day-beside": relative.day_beside,
    "in-period": relative.in_period,
    "end-of": relative.end_of,
    "year-end": relative.year_end,
    "period": relative.period,
    "weekend": relative.weekend,
    "quarter": relative.quarter,
    "quarter-code": relative.quarter_code,
    "this-quarter": relative.this_quarter,
    "ago": relative.ago,
    "later": relative.later,
    "comes-after": relative.comes_after,
    "from-now": relative.from_now,
    "span": relative.span,
    "day-of": absolute.day_of_month,
    "day-told": absolute.day_told,
    "nine-eleven": absolute.nine_eleven,
    "decade": absolute.decade,
    "years": absolute.years,
    "year": absolute.year,
    "spoken-year": absolute.spoken_year,
}


def resolve(rule: str, match: Match, here: Here) -> Value | None:
    """What the match of that rule means; None where it is no date after all."""
    value = _RULES[rule](match, here)
    if value and value.edtf:
        try:
            bounds(value.edtf)
        except ValueError:
            return None
    return value
