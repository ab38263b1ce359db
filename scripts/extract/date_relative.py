"""Dates by relation: weekdays, "yesterday", "last week", "two days later", "the past decade"."""

from __future__ import annotations

import re
from datetime import date

from scripts.extract import calendar as cal
from scripts.extract.date_context import Here, Match, Value

_HABIT = re.compile(r"[ \u00a0](?:morning|afternoon|evening|night)s\b")
_NAMED = re.compile(r"\b(?:black|bloody|good|super|cyber|ash|palm|easter)[ \u00a0]$")


def weekday(match: Match, here: Here) -> Value | None:
    """ "Wednesday" of an article of Friday 12 May is the 10th, unless what it tells is still to come."""
    before = here.before(match)
    if here.habitual(match) or _NAMED.search(before) or _HABIT.match(here.text, match.end()):
        return None
    which, week = (match.group("which") or "").lower(), (match.group("week") or "").lower()
    number = cal.weekday_number(match.group("wd"))
    told = here.told_day()
    found: date | None
    if which == "that":
        found = told if told and told.weekday() == number else None
        return Value(found.isoformat(), "weekday", "weekday-told") if found else None
    if which in ("the previous", "the following") and (told or here.anchor):
        base = told or here.anchor
        assert base
        step = cal.weekday_before if which == "the previous" else cal.weekday_after
        found = step(base, number, True)
        if which == "the previous" and not told and found and here.anchor and (here.anchor - found).days < 7:
            found = cal.shift_days(found, -7)
        return Value(found.isoformat(), "weekday", "weekday-told") if found else None
    if not here.anchor:
        return Value(None, "weekday", "weekday")
    if week:
        found, rule = (
            cal.weekday_in_week(here.anchor, number, {"last": -1, "this": 0, "next": 1}[week]),
            "weekday-of-week",
        )
    elif which in ("last", "past", "this past"):
        found, rule = cal.weekday_before(here.anchor, number, strictly=True), "weekday-last"
    elif which == "next":
        found, rule = cal.weekday_next(here.anchor, number), "weekday-next"
    elif which in ("this coming", "the coming", "coming"):
        found, rule = cal.weekday_after(here.anchor, number, strictly=True), "weekday-next"
    elif here.direction(match) == "future" or (which == "this" and here.direction(match) is None):
        found, rule = cal.weekday_after(here.anchor, number), "weekday-future"
    else:
        found, rule = cal.weekday_before(here.anchor, number), "weekday-past"
    return Value(found.isoformat(), "weekday", rule) if found else None


_DAY_WORDS = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "tomorrow": 1,
    "last night": -1,
    "last evening": -1,
}
_GENERIC = re.compile(
    r"['’]s[ \u00a0](?:world|society|youth|challenges|generation|standards|reality|global|modern|complex|digital)\b"
)
_RUNNING_ON = re.compile(r"[\w,][ \u00a0]$")


def day_word(match: Match, here: Here) -> Value | None:
    """ "today", "yesterday", "this morning", "last night"."""
    word = " ".join(match.group("word").lower().split())
    if _GENERIC.match(here.text, match.end()):
        return None
    capital = match.group("word")[0].isupper() and match.group("word")[1].islower()
    if capital and _RUNNING_ON.search(here.text, max(here.sentence.start, match.start() - 2), match.start()):
        return None  # "Russia Today"
    if not here.anchor:
        return Value(None, "relative", "day-word")
    found = cal.shift_days(here.anchor, _DAY_WORDS.get(word, 0))
    return Value(found.isoformat(), "relative", "day-word") if found else None


def told(match: Match, here: Here) -> Value | None:
    """ "the same day", "the following month", "that year": counted from the last date told."""
    which, unit = match.group("which").lower(), match.group("unit").lower()
    if which == "the next" and unit != "day":
        return _period_value(unit, 1, here.anchor, "period") if unit == "year" else None
    step = {"the previous": -1, "the following": 1, "the next": 1}.get(which, 0)
    if unit == "day":
        day = here.told_day()
        found = cal.shift_days(day, step) if day else None
        return Value(found.isoformat(), "relative", "told") if found else None
    if here.day is None or (unit != "year" and len(here.edtf) == 4):
        return None
    return _period_value(unit, step, here.day, "told")


def day_beside(match: Match, here: Here) -> Value | None:
    """ "the day before", with nothing behind it."""
    day = here.told_day()
    found = cal.shift_days(day, -1 if match.group("which").lower() == "before" else 1) if day else None
    return Value(found.isoformat(), "relative", "told") if found else None


# --- weeks, months, years and counts of them


def _period_value(unit: str, step: int, base: date | None, rule: str) -> Value | None:
    """The week, month or year that many steps from the base."""
    if base is None:
        return Value(None, "relative", rule)
    edtf: str | None
    if unit == "year":
        edtf = cal.edtf_year(base.year + step)
    elif unit == "month":
        edtf = cal.edtf_month(*cal.shift_months(base.year, base.month, step))
    else:
        week = cal.week(base, step)
        if not week:
            return None
        edtf = cal.interval(cal.shift_days(week[0], 5) if unit == "weekend" else week[0], week[1])
    return Value(edtf, "relative", rule)


_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}


def period(match: Match, here: Here) -> Value | None:
    """ "last week" is the ISO week before, "earlier this month" the month; a season stays within its year."""
    which, unit = match.group("which").lower(), match.group("unit").lower()
    step = -1 if which in ("last", "this past") else 1 if which in ("next", "this coming", "the coming") else 0
    if not here.anchor or unit in ("week", "month", "year"):
        return _period_value(unit, step, here.anchor, "period")
    if unit == "weekend":
        if which == "this" and here.anchor.weekday() < 5 and here.direction(match) == "past":
            step = -1
        return _period_value("weekend", step, here.anchor, "weekend")
    if unit == "quarter":
        opening = 3 * ((here.anchor.month - 1) // 3) + 1
        year, month = cal.shift_months(here.anchor.year, opening, 3 * step)
        return Value(cal.interval(cal.edtf_month(year, month), cal.edtf_month(year, month + 2)), "relative", "quarter")
    start = _SEASON_START[unit]
    if (step == -1 and here.anchor.month >= start + 3) or (step == 1 and here.anchor.month < start):
        step = 0  # it has been this year, or is to come
    return Value(cal.edtf_year(here.anchor.year + step), "relative", "season")


def weekend(match: Match, here: Here) -> Value | None:
    """ "over the weekend": the last one, or the one to come."""
    if not here.anchor:
        return Value(None, "relative", "weekend")
    back = here.anchor.weekday() < 5 and here.direction(match) != "future"
    return _period_value("weekend", -1 if back else 0, here.anchor, "weekend")


def end_of(match: Match, here: Here) -> Value | None:
    """ "by the end of the month": the running one."""
    return _period_value(match.group("unit").lower(), 0, here.anchor, "period")


def year_end(match: Match, here: Here) -> Value | None:
    """ "by year-end"."""
    return _period_value("year", 0, here.anchor, "period")


def quarter(match: Match, here: Here) -> Value | None:
    """ "the first half of 2023"."""
    year = int(match.group("y")) if match.group("y") else here.year(match.group("which"))
    if year is None:
        return Value(None, "relative", "quarter")
    months = 3 if match.group("unit").lower() == "quarter" else 6
    number = 12 // months if match.group("n").lower() == "last" else cal.ORDINALS.index(match.group("n").lower()) + 1
    if number * months > 12:
        return None
    edtf = cal.interval(cal.edtf_month(year, (number - 1) * months + 1), cal.edtf_month(year, number * months))
    return Value(edtf, "stated" if match.group("y") else "relative", "quarter")


def _away(base: date, amount: int, unit: str, about: bool) -> str | None:
    """The day, month or year that many units away (negative: back), as exact as such words are meant.

    Days count exactly; one or two weeks mean a day or so, more weeks a week; months and years are approximate.
    """
    if unit == "day":
        day = cal.shift_days(base, amount)
        return day.isoformat() + "~" * about if day else None
    if unit == "week" and abs(amount) <= 2:
        day = cal.shift_days(base, 7 * amount)
        return day.isoformat() + "~" if day else None
    if unit == "week":
        week = cal.week(base, amount)
        return cal.interval(*week) if week else None
    if unit == "month":
        month = cal.edtf_month(*cal.shift_months(base.year, base.month, amount))
        return month + "~" if month else None
    year = cal.edtf_year(base.year + amount * {"year": 1, "decade": 10}.get(unit, 100))
    return year + "~" if year else None


def ago(match: Match, here: Here) -> Value | None:
    """ "two days ago", "more than a decade ago"."""
    number, unit = cal.count(match.group("n")), match.group("unit").lower()
    if number is None:
        return None
    if not here.anchor:
        return Value(None, "relative", "ago")
    about = bool(
        match.group("about") or match.group("half") or match.group("so") or "couple" in match.group("n").lower()
    )
    return Value(_away(here.anchor, -number, unit, about), "relative", "ago")


def later(match: Match, here: Here) -> Value | None:
    """ "two days later", "a day earlier": from the last date told; "a year earlier" from the anchor where none is."""
    number, unit = cal.count(match.group("n")), match.group("unit").lower()
    which = match.group("which").lower()
    back = which in ("earlier", "before")
    base = here.day
    if unit in ("day", "week"):
        base = here.told_day()
    elif base is None and which == "earlier":
        base = here.anchor
    if number is None or base is None:
        return None
    return Value(_away(base, -number if back else number, unit, bool(match.group("about"))), "relative", "later")


def from_now(match: Match, here: Here) -> Value | None:
    number = cal.count(match.group("n"))
    if number is None or not here.anchor:
        return None
    return Value(
        _away(here.anchor, number, match.group("unit").lower(), bool(match.group("about"))), "relative", "from-now"
    )


def span(match: Match, here: Here) -> Value | None:
    """ "over the past two years": an interval that ends (or, for "the next", begins) with the anchor."""
    number = cal.count(match.group("n")) if match.group("n") else 1
    unit, ahead = match.group("unit").lower(), match.group("which").lower() in ("next", "coming")
    plural = here.text[match.end() - 1] in "sS"
    if number is None or (plural and not match.group("n")):  # "the past years" tells nothing
        return None
    if not here.anchor:
        return Value(None, "relative", "span")
    other = _away(here.anchor, number if ahead else -number, unit, about=False)
    if not other:
        return None
    if "/" in other:
        other = other.split("/")[ahead]
    near = here.anchor.isoformat()[: 7 if unit in ("year", "decade") else 10]
    return Value(cal.interval(near, other) if ahead else cal.interval(other, near), "relative", "span")
