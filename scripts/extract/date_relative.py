"""Dates by relation: weekdays, "yesterday", "last week", "two days later", "the past decade"."""

from __future__ import annotations

import re
from datetime import date

from scripts.extract import calendar as cal
from scripts.extract.date_context import Here, Match, Value
from scripts.extract.date_patterns import RULES

_HABIT = re.compile(r" (?:morning|afternoon|evening|night)s\b")
_ENDS = re.compile(
    r"\b(?:ends?|concludes?|finish(?:es)?|wraps? up|runs?|lasts?|until|till|through)(?: on| until| till| through)? $"
)
_NEARER = 3  # days by which what was to be may be past rather than to come
_COMES = re.compile(r"\bcom(?:es?|ing)(?: just| only| barely| some)? $")
_NAMED = re.compile(r"\b(?:black|bloody|good|super|cyber|ash|palm|easter) $")

_MONTH = r"(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_BESIDE = re.compile(  # " (10 May)", " (May 10, 2023)"
    rf",? \((?:(?P<d>[0-9]{{1,2}}) {_MONTH}|{_MONTH.replace('<m>', '<m2>')} (?P<d2>[0-9]{{1,2}}))"
    r"(?:,? (?P<y>20[0-9]{2}))?\)"
)


def weekday(match: Match, here: Here) -> Value | None:
    """ "Wednesday" of an article of Friday 12 May is the 10th, unless what it tells is still to come."""
    before = here.before(match)
    if here.habitual(match) or _NAMED.search(before) or _HABIT.match(here.text, match.end()):
        return None
    which, week = match.group("which") or "", match.group("week") or ""
    number = cal.weekday_number(match.group("wd"))
    beside = _BESIDE.match(here.text, match.end(), here.sentence.end)
    day = here.named(beside) if beside else None
    if day and day.weekday() == number:  # "Wednesday (10 May)"
        return Value(day.isoformat(), "weekday", "weekday-beside")
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
        return Value(None, "weekday", "weekday-undated")
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
    elif here.aside and _ENDS.search(before) and 0 <= (here.anchor - here.aside).days < 7:  # "which began on Monday,"
        found, rule = cal.weekday_after(here.aside, number, strictly=True), "weekday-future"
    elif here.intended(match):
        found, rule = cal.weekday_before(here.anchor, number), "weekday-past"
        if found and (here.anchor - found).days > _NEARER:
            found, rule = cal.weekday_after(here.anchor, number), "weekday-future"
    elif here.direction(match) == "future" or (which == "this" and here.direction(match) is None):
        found, rule = cal.weekday_after(here.anchor, number), "weekday-future"
    else:
        found, rule = cal.weekday_before(here.anchor, number), "weekday-past"
    return Value(found.isoformat(), "weekday", rule) if found else None


def weekdays(match: Match, here: Here) -> Value | None:
    """ "from Monday to Wednesday", "between Monday and Wednesday": one stretch; of "Monday and Wednesday" the first."""
    first = RULES["weekday"].match(here.low, match.start(), match.end("wd"))
    value = weekday(first, here) if first else None
    one_by_one = "and" in match.group("and") and not here.before(match).endswith("between ")
    if value is None or value.edtf is None or one_by_one:
        return Value(value.edtf, value.basis, value.rule, match.end("wd")) if value else None
    start = date.fromisoformat(value.edtf)
    end = cal.weekday_after(start, cal.weekday_number(match.group("wd2")), strictly=True)
    return Value(cal.interval(start, end), "weekday", "weekdays")


_DAY_WORDS = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "tomorrow": 1,
    "last night": -1,
    "last evening": -1,
}
_GENERIC = re.compile(
    r"['’]s (?:world|society|youth|challenges|generation|standards|reality|global|modern|complex|digital)\b"
)
_OF = re.compile(r"(?<!as )(?<!end )(?<!morning )(?<!evening )of $")  # "the army of tomorrow"
_OWNS = re.compile("['’]s? ")  # "at the start of today's talks"
_RUNNING_ON = re.compile(r"[\w,] $")


_SPOKEN = re.compile(  # behind a day in a quotation: "… today,” he said on Tuesday"
    r"[^\n“”\"]{0,300}[”\"],?[^\n“”\".;]{1,60}?\b(?:said|told|stated|added)\b[^\n“”\".;]{0,60}?\bon "
    r"(?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?= ?(?:[,.;]|$|\n|in|at|after|during|while|when))"
)


def _spoken_on(match: Match, here: Here) -> date | None:
    """The day on which the quotation around a match was spoken, where the words behind it tell the weekday."""
    floor = max(0, match.start() - 2000)
    line = here.text[max(floor, here.text.rfind("\n", floor, match.start()) + 1) : match.start()]
    quoted = line.rfind("“") > line.rfind("”") or line.count('"') % 2 == 1
    spoken = _SPOKEN.match(here.low, match.end()) if quoted else None
    if spoken is None or here.anchor is None:
        return here.anchor
    return cal.weekday_before(here.anchor, cal.weekday_number(spoken["wd"]))


def day_word(match: Match, here: Here) -> Value | None:
    """ "today", "yesterday", "this morning", "last night"."""
    word = " ".join(match.group("word").split())
    if _GENERIC.match(here.text, match.end()):
        return None
    if word in ("today", "tomorrow") and _OF.search(here.before(match)) and not _OWNS.match(here.text, match.end()):
        return None
    first = match.start("word")
    capital = here.text[first].isupper() and here.text[first + 1].islower()
    if capital and _RUNNING_ON.search(here.text, max(here.sentence.start, match.start() - 2), match.start()):
        return None  # "Russia Today"
    spoken = _spoken_on(match, here)
    if not spoken:
        return Value(None, "relative", "day-word")
    found = cal.shift_days(spoken, _DAY_WORDS.get(word, 0))
    return Value(found.isoformat(), "relative", "day-word") if found else None


def told(match: Match, here: Here) -> Value | None:
    """ "the same day", "the following month", "that year": counted from the last date told."""
    which, unit = match.group("which"), match.group("unit")
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
    found = cal.shift_days(day, -1 if match.group("which") == "before" else 1) if day else None
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
    which, unit = match.group("which"), match.group("unit")
    step = -1 if which in ("last", "this past") else 1 if which in ("next", "this coming", "the coming") else 0
    if not here.anchor or unit in ("week", "month", "year"):
        return _period_value(unit, step, here.anchor, "period")
    if unit == "weekend":
        if which == "this" and here.anchor.weekday() < 5 and here.direction(match) == "past":
            step = -1
        return _period_value("weekend", step, here.anchor, "weekend")
    if unit == "quarter":
        year, month = cal.shift_months(here.anchor.year, here.anchor.month, 3 * step)
        return Value(_months(year, 3, (month - 1) // 3), "relative", "quarter")
    if unit == "winter":  # it has days of two years
        year = here.anchor.year + (step if here.anchor.month > 2 else min(step, 0) - (step < 1))
        return Value(cal.interval(cal.edtf_year(year), cal.edtf_year(year + 1)), "relative", "season")
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


def in_period(match: Match, here: Here) -> Value | None:
    """ "earlier in the week", "later in the day": of the anchor; a day is that told last, where one was."""
    unit = match.group("unit")
    if unit != "day":
        return _period_value(unit, 0, here.anchor, "in-period")
    day = here.told_day() or here.anchor
    return Value(day.isoformat() if day else None, "relative", "in-period")


def end_of(match: Match, here: Here) -> Value | None:
    """ "by the end of the month", "since the start of the year": the running one."""
    return _period_value(match.group("unit"), 0, here.anchor, "end-of")


def year_end(match: Match, here: Here) -> Value | None:
    """ "by year-end"."""
    return _period_value("year", 0, here.anchor, "end-of")


def quarter(match: Match, here: Here) -> Value | None:
    """ "the first half of 2023"."""
    year = int(match.group("y")) if match.group("y") else here.year(match.group("which"))
    if year is None:
        return Value(None, "relative", "quarter")
    months = 3 if match.group("unit") == "quarter" else 6
    last = match.group("n") in ("last", "final")
    number = 12 // months - 1 if last else cal.ORDINALS.index(match.group("n"))
    edtf = _months(year, months, number)
    return Value(edtf, "stated" if match.group("y") else "relative", "quarter") if edtf else None


def _months(year: int, months: int, number: int) -> str | None:
    """That many months of a year, the first of them numbered 0; None where the year has no such."""
    start = number * months + 1
    return cal.interval(cal.edtf_month(year, start), cal.edtf_month(year, start + months - 1))


def quarter_code(match: Match, here: Here) -> Value | None:
    """ "Q3 2023", "H1 2024"."""
    months = 3 if match.group("unit") == "q" else 6
    edtf = _months(int(match.group("y")), months, int(match.group("n")) - 1)
    return Value(edtf, "stated", "quarter") if edtf else None


def this_quarter(match: Match, here: Here) -> Value | None:
    """ "the third quarter": of the anchor's year, or of the one that the tense allows."""
    if not here.anchor:
        return Value(None, "relative", "quarter")
    number, running = cal.ORDINALS.index(match.group("n")), (here.anchor.month - 1) // 3
    ahead = here.direction(match) == "future"
    step = 1 if ahead and number < running else -1 if not ahead and number > running else 0
    return Value(_months(here.anchor.year + step, 3, number), "inferred", "quarter")


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
    if unit == "halves":  # months that are no more exact than a year
        year = cal.edtf_year(cal.shift_months(base.year, base.month, amount)[0])
        return year + "~" if year else None
    year = cal.edtf_year(base.year + amount * {"year": 1, "decade": 10}.get(unit, 100))
    return year + "~" if year else None


_MORE, _LESS = ("more than ", "over ", "just over ", "at least "), ("less than ", "under ", "just under ")


def ago(match: Match, here: Here) -> Value | None:
    """ "two days ago"; "more than a decade ago" is open at its start, "less than a year ago" ends with the anchor."""
    number, unit = cal.count(match.group("n")), match.group("unit")
    if number is None:
        return None
    if not here.anchor:
        return Value(None, "relative", "ago")
    about, half = " ".join((match.group("about") or "").split()) + " ", match.group("half") or ""
    if half.endswith("half") or match.group("more"):
        if unit not in ("year", "decade"):
            return None
        number, unit = number * (12 if unit == "year" else 120) + (6 if unit == "year" else 60), "halves"
    loose = bool(about.strip() or half or match.group("so") or "couple" in match.group("n"))
    edtf = _away(here.anchor, -number, unit, loose)
    if edtf and about in _MORE:
        return Value(f"../{edtf.split('/')[-1]}", "relative", "ago-more")
    if edtf and about in _LESS:
        return Value(cal.interval(edtf.split("/")[0], here.anchor.isoformat()), "relative", "ago-less")
    return Value(edtf, "relative", "ago")


def later(match: Match, here: Here) -> Value | None:
    """ "two days later", "a day earlier": from the last date told; "a year earlier" from the anchor where none is."""
    number, unit = cal.count(match.group("n")), match.group("unit")
    which = match.group("which")
    back = which in ("earlier", "before")
    base = here.day
    if unit in ("day", "week"):
        base = here.told_day()
    elif base is None and which == "earlier":
        base = here.anchor
    if number is None or base is None:
        return None
    return Value(_away(base, -number if back else number, unit, bool(match.group("about"))), "relative", "later")


def comes_after(match: Match, here: Here) -> Value | None:
    """ "The visit comes two weeks after A met B": as far before the article as "two weeks ago"."""
    number = cal.count(match.group("n"))
    if number is None or not here.anchor or not _COMES.search(here.before(match)):
        return None
    return Value(_away(here.anchor, -number, match.group("unit"), bool(match.group("about"))), "relative", "ago")


def from_now(match: Match, here: Here) -> Value | None:
    number = cal.count(match.group("n"))
    if number is None or not here.anchor:
        return None
    return Value(_away(here.anchor, number, match.group("unit"), bool(match.group("about"))), "relative", "from-now")


def span(match: Match, here: Here) -> Value | None:
    """ "over the past two years": an interval that ends (or, for "the next", begins) with the anchor."""
    number = cal.count(match.group("n")) if match.group("n") else 1
    unit, ahead = match.group("unit"), match.group("which") in ("next", "coming")
    plural = here.low[match.end() - 1] == "s"
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
