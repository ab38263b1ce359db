"""The arithmetic of dates in news: which day a weekday or a month means, and EDTF to write it. No text is read here."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALF_YEAR = 183  # days


def words(text: str) -> tuple[str, ...]:
    """The words of a text, parted by blanks."""
    return tuple(text.split())


UNITS = words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = words("first second third fourth")


def month_number(word: str) -> int:
    """1 to 12 of a name or abbreviation in any case."""
    return MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 of a name or abbreviation in any case."""
    return WEEKDAYS.index(word[:3].lower())


def count(words: str) -> int | None:
    """The number that "a", "two", "twenty-one", "a couple of" or "12" says; None of other words."""
    words = words.lower().strip()
    if words in ("a", "an"):
        return 1
    if words.startswith("a couple"):
        return 2
    if words.isdecimal():
        return int(words)
    tens, _, unit = words.replace(" ", "-").partition("-")
    if tens in TENS and (not unit or unit in UNITS[:9]):
        return 10 * (TENS.index(tens) + 2) + (UNITS.index(unit) + 1 if unit else 0)
    return UNITS.index(words) + 1 if words in UNITS else None


def spoken_year(words: str) -> int | None:
    """The year that "nineteen ninety-six" or "two thousand three" says; None of other words."""
    parts = words.lower().replace("-", " ").split()
    if parts[:2] == ["two", "thousand"]:
        rest = [part for part in parts[2:] if part != "and"]
        more = count("-".join(rest)) if rest else 0
        return None if more is None else 2000 + more
    century = count(parts[0]) if parts else None
    rest_of_it = count("-".join(parts[1:])) if len(parts) > 1 else None
    return None if century is None or rest_of_it is None or rest_of_it < 10 else 100 * century + rest_of_it


def shift_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month that many months away."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def shift_days(day: date, days: int) -> date | None:
    """The day that many days away; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week(day: date, weeks: int = 0) -> tuple[date, date] | None:
    """Monday and Sunday of the ISO week that many weeks away; None outside the calendar."""
    monday = shift_days(day, 7 * weeks - day.weekday())
    sunday = shift_days(monday, 6) if monday else None
    return (monday, sunday) if monday and sunday else None


def weekday_before(anchor: date, weekday: int, strictly: bool = False) -> date | None:
    """The last such weekday on or before the anchor, or strictly before it."""
    back = (anchor.weekday() - weekday) % 7
    return shift_days(anchor, -(back or (7 if strictly else 0)))


def weekday_after(anchor: date, weekday: int, strictly: bool = False) -> date | None:
    """The first such weekday on or after the anchor, or strictly after it."""
    ahead = (weekday - anchor.weekday()) % 7
    return shift_days(anchor, ahead or (7 if strictly else 0))


def weekday_next(anchor: date, weekday: int) -> date | None:
    """ "next Monday": the first after the anchor; but a working day of the running week is called by its bare name, so
    that "next Thursday", said on a Tuesday, is that of the week after."""
    day = weekday_after(anchor, weekday, strictly=True)
    same_week = day is not None and weekday > anchor.weekday()
    return shift_days(day, 7) if day and same_week and weekday < 5 else day


def weekday_in_week(anchor: date, weekday: int, weeks: int = 0) -> date | None:
    """That weekday of the ISO week so many weeks away: "Wednesday last week" is -1."""
    return shift_days(anchor, 7 * weeks + weekday - anchor.weekday())


def year_of_day(anchor: date, month: int, day: int, direction: str | None) -> date | None:
    """The day that "23 January" means: the nearest before the anchor or after it, as the direction says.

    With a direction the other side is taken where its own would be ten months away, for so distant a day is not told
    without its year; without one, the last unless the next is nearer. The anchor's own day is never moved.
    """
    around = [
        make_day(anchor.year + step, month, day)
        for step in (-4, -3, -2, -1, 0, 1, 2, 3, 4)
        if 0 < anchor.year + step < 10000
    ]
    past = max((d for d in around if d and d <= anchor), default=None)
    future = min((d for d in around if d and d >= anchor), default=None)
    if past is None or future is None or past == future:
        return past or future
    back, ahead = (anchor - past).days, (future - anchor).days
    if direction == "past":
        return future if back > 300 and ahead < 45 else past
    if direction == "future":
        return past if ahead > 300 else future
    return past if back <= ahead or back <= HALF_YEAR else future


def year_of_month(anchor: date, month: int, direction: str | None) -> int:
    """The year of the month that "in January" means; the anchor's own month is this year's."""
    back = (anchor.month - month) % 12
    ahead = -back % 12
    if direction == "future" and ahead <= 10:
        forward = True
    elif direction == "past" and back < 10:  # else one would say "last November"
        forward = False
    else:
        forward = ahead < back > 6
    return shift_months(anchor.year, anchor.month, ahead if forward else -back)[0]


def edtf_year(year: int) -> str | None:
    """YYYY; None outside the calendar."""
    return f"{year:04d}" if 0 < year < 10000 else None


def edtf_month(year: int, month: int) -> str | None:
    """YYYY-MM; None outside the calendar."""
    return f"{year:04d}-{month:02d}" if 0 < year < 10000 and 0 < month < 13 else None


def interval(start: object, end: object) -> str | None:
    """A/B of two dates or EDTF parts; None where one is missing."""
    return f"{start}/{end}" if start and end else None
