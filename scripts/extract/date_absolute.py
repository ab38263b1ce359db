"""Dates by the calendar: days, months and years that the text gives by name or number."""

from __future__ import annotations

import re
from datetime import date

from scripts.extract import calendar as cal
from scripts.extract.date_context import Here, Match, Value

_PLACE_NAME = re.compile(
    r" (?:Street|Avenue|Square|Bridge|City|Airport|Stadium|University|Revolution|Uprising|Movement|Brigades?|"
    r"War|Crisis|Alliance|Coalition|Hospital|Mosque|Group)\b"
)
_UNIT = (
    r" (?:people|men|women|children|troops|soldiers|personnel|civilians|fighters|militants|others|"
    r"percent|per cent|more\b|km|miles|kilomet|met(?:er|re)s?|feet|tons|tonnes|aircraft|million|billion|"
    r"dollars|euros|GMT|hours|hrs|"
    r"UTC|[ap]m\b|vehicles|tanks|missiles|rockets|drones|refugees|homes|houses|villages|barrels|shares|points|cases|"
    r"times|prisoners)"
)
_COUNTED = re.compile(_UNIT)
# Small-letter plurals: "2011 launchers", but "the 2015 talks" and "1999 was".
_PLURAL = re.compile(
    r" (?!years|was|is|has|as|its|his|this|elections|talks|protests|sanctions|plus|across|versus|less|unless|"
    r"clashes|negotiations|attacks|games|championships|hostilities|events|exercises|drills|series|process|crisis|"
    r"always|"
    r"towards|besides|us\b)"
    r"[a-z]{3,}[^s\W]s\b"
)
_SEPTEMBER_11 = re.compile(r" (?:terror(?:ist)? )?attacks?\b")


def _stretch(word: str, match: Match, here: Here) -> bool:
    """Whether what is between two dates makes them the ends of a stretch: "to", a dash, "between ... and"."""
    return not re.search(r"and|or|[&/]", word) or here.before(match).endswith("between ")


def _proper(match: Match, here: Here, numbered: bool) -> bool:
    """Whether it can be a month: "may", "march", "august" are words, and so is a bare month in small letters."""
    named = numbered and match.group("m")[:3] not in ("may", "mar", "aug", "dec", "sep")
    return named or here.text[match.start("m")].isupper()


def day(match: Match, here: Here) -> Value | None:
    """ "January 23, 2023", "23 January", "Nov. 22 last year", "10-12 May", "Monday, May 10"."""
    part = match.groupdict()
    month = cal.month_number(part["m"])
    if not _proper(match, here, True) or _PLACE_NAME.match(here.text, match.end()):
        return None
    first = int(re.sub(r"\D", "", part["d"]))
    last = int(re.sub(r"\D", "", part["d2"])) if part["d2"] else None
    end: int | None = None
    opening, closing = month, month
    if part["y1"] and (not part["y"] or not _stretch(part["and"], match, here)):  # two dates: the first
        if "m2" not in part and not part["m1"]:
            return None
        own = cal.month_number(part.get("m1") or part["m"])
        found = cal.make_day(int(part["y1"]), own, first)
        return Value(found.isoformat(), "stated", "day", match.end("y1")) if found else None
    if part.get("m1"):
        opening = cal.month_number(part["m1"])
    if part.get("m2"):
        closing = cal.month_number(part["m2"])
    counted = (
        part["d2"]
        and not part["y"]
        and (_COUNTED.match(here.text, match.end()) or _PLURAL.match(here.text, match.end()))
    )
    if last and ((opening == closing and last <= first) or counted):
        if "m2" not in part:  # "3 and 1 May": the first number is no day
            return None
        last, end = None, match.end("d")
    if part["y"]:
        year, basis = int(part["y"]), "stated"
    elif (month, first) == (9, 11) and _SEPTEMBER_11.match(here.text, match.end()):
        year, basis = 2001, "inferred"
    elif part["which"]:
        told = here.year(part["which"])
        if told is None:
            return Value(None, "unknown", "day")
        year, basis = told, "relative"
    elif here.hint:
        found = _year_by_weekday(match, month, first, here)
        if not found:
            return None
        year, basis = found.year, "inferred"
    else:
        return Value(None, "unknown", "day", end)
    start = cal.make_day(year, opening, first)
    if not last:
        return Value(start.isoformat(), basis, "day", end) if start else None
    if opening > closing:  # "30 December - 2 January 2024"
        start = cal.make_day(year - 1 if part["y"] else year, opening, first)
        year += 0 if part["y"] else 1
    if part["y1"]:
        start = cal.make_day(int(part["y1"]), opening, first)
    stop = cal.make_day(year, closing, last)
    if start and stop and (stop - start).days > 1 and not _stretch(part["and"], match, here):  # "on 3 and 7 May"
        second = match.start("m2" if part.get("m2") else "d2")
        return Value(
            start.isoformat(), basis, "day", match.end("m1" if part.get("m1") else "d"), (second, stop.isoformat())
        )
    return Value(cal.interval(start, stop), basis, "days", end) if start and stop else None


def _year_by_weekday(match: Match, month: int, day: int, here: Here) -> date | None:
    """The day of a date without a year; a weekday before it decides, where it agrees with a year near by."""
    assert here.hint
    found = cal.year_of_day(here.hint, month, day, here.direction(match))
    if not found or not match.group("wd"):
        return found
    weekday = cal.weekday_number(match.group("wd"))
    years = [cal.make_day(here.hint.year + step, month, day) for step in (0, -1, 1, -2, 2)]
    fitting = [other for other in [found, *years] if other and other.weekday() == weekday]
    return fitting[0] if fitting else found


def iso(match: Match, here: Here) -> Value | None:
    return Value("-".join(match.group("y", "m", "d")), "stated", "iso")


_NUMERIC = re.compile(r"(?<![\w.,/-])([0-3]?[0-9])([-/.])([0-3]?[0-9])\2(?:19|20)[0-9]{2}(?![0-9])")


def _order(separator: str, here: Here) -> str:
    """What the other dates of the document, so written, put first: "day", "month", or "" where none tells."""
    if separator not in here.orders:
        others = [(int(m.group(1)), int(m.group(3))) for m in _NUMERIC.finditer(here.text) if m.group(2) == separator]
        day_first, month_first = any(a > 12 >= b for a, b in others), any(b > 12 >= a for a, b in others)
        here.orders[separator] = "day" if day_first else "month" if month_first else ""
    return here.orders[separator]


def numeric(match: Match, here: Here) -> Value | None:
    """12/05/2023: by what is possible, by the document's other dates, by nearness to the anchor; else only its year."""
    a, b, year = int(match.group("a")), int(match.group("b")), int(match.group("y"))
    day_first, month_first = cal.make_day(year, b, a), cal.make_day(year, a, b)
    if day_first and month_first and day_first != month_first:
        order = "day" if match.group("sep") == "." else _order(match.group("sep"), here)
        if order == "day":
            month_first = None
        elif order == "month":
            day_first = None
        elif here.anchor and abs((here.anchor - day_first).days) <= 10 < abs((here.anchor - month_first).days):
            month_first = None
        elif here.anchor and abs((here.anchor - month_first).days) <= 10 < abs((here.anchor - day_first).days):
            day_first = None
        else:
            return Value(cal.edtf_year(year), "stated", "numeric-ambiguous")
    found = day_first or month_first
    return Value(found.isoformat(), "stated", "numeric") if found else None


_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|through|throughout|late|early|of|last|before|after|from|to|and|for|"
    r"between)|mid)"
    r"[ -]$"
)
_PERSON = re.compile(  # "talks with May" may be of a person, unless another month is near
    r"^(?!.*(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)).*\b(?:after|before|from|to|and|for|between) $",
    re.DOTALL,
)
_BESIDE = re.compile(r" (?:to|until|till|through|and|or) (?:January|Febr|March|April|Ju[nl]|Aug|Sept|Octo|Nov|Dec)")
_GIVEN_NAME = re.compile(r" [A-Z][a-z]+")


def month(match: Match, here: Here) -> Value | None:
    """ "in January", "late September": the nearest that the tense allows."""
    word = match.group("m")[:3]
    cue = match.group("part") or _MONTH_CUE.search(here.before(match))
    if not _proper(match, here, False) or _PLACE_NAME.match(here.text, match.end()):
        return None
    if here.habitual(match) or here.before(match).endswith("black "):
        return None
    if word in ("may", "mar") and not cue:
        return None
    if word in ("apr", "jun", "aug") and not cue and _GIVEN_NAME.match(here.text, match.end()):
        return None
    if word == "may" and _PERSON.search(here.before(match)) and not _BESIDE.match(here.text, match.end()):
        return None
    number = cal.month_number(word)
    if not here.hint:
        return Value(None, "unknown", "month")
    return Value(
        cal.edtf_month(cal.year_of_month(here.hint, number, here.direction(match)), number), "inferred", "month"
    )


def month_year(match: Match, here: Here) -> Value | None:
    """ "January 2023", "June last year", "January-March 2023"."""
    if not _proper(match, here, bool(match.group("y"))):
        return None
    year = int(match.group("y")) if match.group("y") else here.year(match.group("which"))
    if year is None:
        return Value(None, "unknown", "month-year")
    month = cal.edtf_month(year, cal.month_number(match.group("m")))
    basis = "stated" if match.group("y") else "relative"
    if not match.group("m1"):
        return Value(month, basis, "month-year")
    opening = cal.month_number(match.group("m1"))
    beside = (cal.month_number(match.group("m")) - opening) % 12 == 1 and not match.group("y1")
    if not beside and not _stretch(match.group("and"), match, here):  # "March and September 2023"
        own, end = match.group("y1") or year, match.end("y1") if match.group("y1") else match.end("m1")
        return Value(cal.edtf_month(int(own), opening), basis, "month-year", end)
    if match.group("y1"):
        return Value(cal.interval(cal.edtf_month(int(match.group("y1")), opening), month), basis, "months")
    start = cal.edtf_month(year - (opening > cal.month_number(match.group("m"))), opening)
    return Value(cal.interval(start, month), basis, "months")


def which_month(match: Match, here: Here) -> Value | None:
    """ "last April": before the anchor's month; "next May": after it; "this September": of the anchor's year."""
    if not _proper(match, here, False):
        return None
    if not here.anchor:
        return Value(None, "unknown", "which-month")
    month, which = cal.month_number(match.group("m")), match.group("which")
    step = 0
    if which in ("last", "past", "this past") and month >= here.anchor.month:
        step = -1
    elif which in ("next", "coming", "this coming") and month <= here.anchor.month:
        step = 1
    return Value(cal.edtf_month(here.anchor.year + step, month), "relative", "which-month")


def day_of_month(match: Match, here: Here) -> Value | None:
    """ "the 12th of this month"."""
    which = match.group("which")
    base = here.anchor if which in ("this", "last", "next") else here.day
    if not base:
        return None
    year, month = cal.shift_months(base.year, base.month, {"last": -1, "next": 1}.get(which, 0))
    found = cal.make_day(year, month, int(re.sub(r"\D", "", match.group("d"))))
    return Value(found.isoformat(), "relative", "day-of-month") if found else None


_ON = re.compile(r"\b(?:on|by|until|since|before|after) $")


def day_told(match: Match, here: Here) -> Value | None:
    """ "on the 12th", where a date has told the month."""
    if not here.day or len(here.edtf) < 7 or not _ON.search(here.before(match)):
        return None
    found = cal.make_day(here.day.year, here.day.month, int(re.sub(r"\D", "", match.group("d"))))
    return Value(found.isoformat(), "relative", "day-told") if found else None


# --- years

_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|after|before|during|to|through|throughout|between|and|or|for|around|"
    r"circa|on|"
    r"as|the|that|this|its|his|their|her|a|an|with|(?:later|earlier) than|into|both|due|versus) |"
    r"[’']s |"
    r"[,(;–—-] ?)$"
)
_AMOUNT = re.compile(
    r"(?:\b(?:no\.?|number|resolutions?|res\.?|section|article|flight|route|highway|room|about|over|some|nearly|almost|"
    r"least|most|(?<!later )(?<!earlier )than|approximately|roughly|exactly|up to|total of|brigade|"
    r"battalion|"
    r"regiment|page|version|windows|vision|agenda|decree|model|boeing|type|mark|unit|channel|usd|eur|rs\.?|"
    r"to [0-9,]+ from|estimated|order|law) |[$€£#]|\b[a-z]{1,3}-)$"
)
_ARTICLE = re.compile(r"\b(?:the|in|since|its|that) $")
_NAME_BEFORE = re.compile(r"\b(?!Spring|Summer|Autumn|Winter|Fall)[A-Z0-9][\w-]* $")


def _counts(match: Match, here: Here) -> bool:
    """Whether a number of four digits counts or names something ("2011 soldiers", "Resolution 2254") and is no year."""
    before = here.before(match)
    if _AMOUNT.search(before):
        return True
    if _COUNTED.match(here.text, match.end()):
        return True
    if _PLURAL.match(here.text, match.end()) and not match.group("part"):
        return not _ARTICLE.search(before)
    return bool(re.match(r"-(?!era)[a-z]", here.text[match.end() : match.end() + 5]))


def year(match: Match, here: Here) -> Value | None:
    """ "in 2018", "1967", "late 2019", "fiscal 1990"."""
    year = int(match.group("y"))
    if _counts(match, here):
        return None
    cue = match.group("part") or match.start() == here.sentence.start or _YEAR_CUE.search(here.before(match))
    if not (1500 <= year <= 2100 if cue else 1900 <= year <= 2050):
        return None
    if not cue and _NAME_BEFORE.search(here.text, max(here.sentence.start, match.start() - 24), match.start()):
        return None  # "Mirage 2000", "0044 2030"
    return Value(cal.edtf_year(year), "stated", "year")


def years(match: Match, here: Here) -> Value | None:
    """ "2015-2018", "between 2015 and 2018", "2022-23"; "2019-07" is a month."""
    first, second = match.group("y", "y2")
    word = match.group("to") or ""
    before = here.before(match)
    if _AMOUNT.search(before) or _COUNTED.match(here.text, match.end()):
        return None
    if word == "and" and not before.endswith("between "):
        return Value(first, "stated", "year", match.end("y"))
    if len(second) == 2:
        if word:
            return Value(first, "stated", "year", match.end("y"))
        if int(second) != (int(first) + 1) % 100 and 1 <= int(second) <= 12 and "-" in match.group():
            return Value(f"{first}-{second}", "stated", "iso-month")
        second = f"{int(first) // 100:02d}{second}"
    if int(second) <= int(first):
        return None
    return Value(cal.interval(first, second), "stated", "years")


def nine_eleven(match: Match, here: Here) -> Value | None:
    return Value("2001-09-11", "inferred", "day")


def decade(match: Match, here: Here) -> Value | None:
    """ "the 1990s"."""
    digits = match.group("y")
    year = int(digits) if digits.isdecimal() else 1900 + int(digits[1:])
    return Value(cal.interval(cal.edtf_year(year), cal.edtf_year(year + 9)), "stated", "decade")


def spoken_year(match: Match, here: Here) -> Value | None:
    year = cal.spoken_year(match.group("words"))
    bare = match.group("words").startswith("two") and not match.group().startswith("the year")
    return None if year is None or bare else Value(cal.edtf_year(year), "stated", "spoken-year")
