"""The grammar of date expressions in English news: one pattern per rule, the first that fits at a place wins.

In these patterns a blank stands for one or two blanks or no-break spaces. No pattern crosses a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from scripts.extract.calendar import MONTHS, ORDINALS, TENS, UNITS, WEEKDAYS, words


def _spaced(pattern: str) -> str:
    return pattern.replace(" ", "(?:[ \u00a0]{1,2})")


DASH = r"(?: ?[-–—‑] ?)"
TO = rf"(?:{DASH}| (?:to|until|till|through) )"
AND = rf"(?P<and>{TO}|/| (?:and|or|&) )"
MONTH_NAMES = words("january february march april may june july august september october november december")
FULL_MONTH = rf"(?:{'|'.join(MONTH_NAMES)})(?![a-z])"
MONTH = rf"(?:{FULL_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])"
WD = rf"(?:{WEEKDAY}|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)(?![a-z])\.?)"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9a-z]|[:.][0-9]|,[0-9]{3}(?![0-9])| ?(?:%|[ap]\.?m\b))"
YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9a-z]|[.,:][0-9]| ?%)"
PART = (
    r"(?:(?:early|late|mid|earlier|later|the (?:beginning|start|middle|end|first half|second half) of)"
    r"(?: on| in)? |mid-)"
)
DAYPART = r"(?: (?:early |late )?(?:morning|afternoon|evening|night)(?!s))"
TENS_UP = rf"(?:{'|'.join(TENS)})(?:(?:-| )(?:{'|'.join(UNITS[:9])})(?![a-z]))?"
COUNT = rf"(?:a couple(?: of)?|an?|[0-9]{{1,3}}|{TENS_UP}|{'|'.join(reversed(UNITS))})"
ABOUT = (
    r"(?P<about>(?:about|around|some|nearly|almost|roughly|approximately|just (?:over|under)|more than|less than|over|"
    r"at least) )?"
)
UNIT = r"(?P<unit>day|week|month|year|decade|centur(?=y|ies))(?:s|y|ies)?(?![a-z])"
# "November 22 last year", "November 22 of the same year"
WHICH_YEAR = r"(?:,? (?:of )?(?P<which>last|this|next|that|the same|the previous|the following) year(?![a-z]))"

_PATTERNS = {
    "iso": r"(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])",
    "numeric": r"(?P<a>[0-3]?[0-9])(?P<sep>[-/.])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>(?:19|20)[0-9]{2})(?![0-9])",
    "month-day": rf"{PART}?(?:(?P<wd>{WD}),? )?(?:(?:last|this|next|coming|past) )?(?P<m>{MONTH}) ?(?:the )?"
    rf"(?P<d>{DAY})(?:{AND}(?:(?P<m2>{MONTH}) )?(?P<d2>{DAY})(?! ?{MONTH}))?(?:,? ?(?P<y>{YEAR})|{WHICH_YEAR})?",
    "day-month": rf"(?:(?P<wd>{WD}),? (?:the )?)?(?P<d>{DAY})(?:(?: (?P<m1>{MONTH}))?{AND}(?:the )?(?P<d2>{DAY}))?"
    rf"(?:-| ?(?:of )?)(?P<m>{MONTH})(?:(?:-|,? )(?P<y>{YEAR})|{WHICH_YEAR})?",
    "month-year": rf"{PART}?(?:(?P<m1>{MONTH}){AND})?(?P<m>{MONTH})(?:,? (?:of )?(?P<y>{YEAR})|{WHICH_YEAR})",
    "which-month": rf"{PART}?(?:the )?(?P<which>last|this past|this coming|this|next|past|coming) "
    rf"(?P<m>{FULL_MONTH}|sept\.)",
    "month": rf"(?P<part>{PART})?(?P<m>{FULL_MONTH}|(?:jan|feb|apr|aug|sept|oct|nov|dec)\.)"
    rf"(?! ?(?:[0-9]|(?:the )?(?:{'|'.join(ORDINALS)})))",
    "weekday": rf"{PART}?(?:(?P<which>last|this past|past|next|this coming|the coming|coming|this|the previous|"
    rf"the following|that) )?(?P<wd>{WEEKDAY}){DAYPART}?(?:,? (?:of )?(?P<week>last|this|next) week(?![a-z]))?",
    "day-word": rf"{PART}?(?P<word>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|"
    rf"this (?:morning|afternoon|evening)|last (?:night|evening))(?![a-z]){DAYPART}?",
    "told": r"(?P<which>the same|that same|the previous|the following|that|the next) "
    r"(?P<unit>day|week|month|year)(?![a-z])",
    "day-beside": r"the day (?P<which>before|after)(?= ?[,.;:)]| ?$)",
    "end-of": r"(?:the )?end of the (?P<unit>week|month|year)(?![a-z])",
    "year-end": r"(?:the )?(?:year(?:-| |['’]s )end)(?![a-z])",
    "period": rf"{PART}?(?P<which>this past|this coming|the coming|last|this|next|the current) "
    r"(?P<unit>weekend|week|month|year|quarter|spring|summer|autumn|fall)(?![a-z])",
    "weekend": r"the weekend(?![a-z])",
    "quarter": rf"(?:the )?(?P<n>{'|'.join(ORDINALS)}|last) (?P<unit>quarter|half) of "
    rf"(?:(?P<y>{YEAR})|(?P<which>this|last|next) year)",
    "ago": rf"{ABOUT}(?P<n>{COUNT})(?P<half> or {COUNT})? {UNIT}(?P<so> or so)? ago(?![a-z])",
    "later": rf"{ABOUT}(?P<n>{COUNT}) {UNIT} (?P<which>later|earlier|afterwards?|(?:after|before)(?= ?[,.;:)]| ?$))"
    r"(?![a-z])",
    "from-now": rf"{ABOUT}(?P<n>{COUNT}) {UNIT} from now(?![a-z])",
    "span": rf"the (?P<which>past|last|next|coming) (?:(?P<n>{COUNT}) )?(?P<unit>day|week|month|year|decade)s?"
    r"(?![a-z])",
    "day-of": rf"(?:the )?(?P<d>{DAY}) of (?P<which>this|last|next|the same|that) month(?![a-z])",
    "decade": r"(?:the )?(?:(?:early|late|mid)(?:-| )(?:to-late )?)?(?P<y>(?:(?:1[5-9]|20)[0-9]|['’][0-9])0)['’]?s"
    r"(?![a-z])",
    "years": r"(?P<y>(?:19|20)[0-9]{2})(?:[-–—‑/]| (?P<to>to|until|till|through|and|[-–—]) )"
    r"(?P<y2>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9a-z%]|[.,/-][0-9])",
    "year": rf"(?P<part>{PART}|post-|pre-|fiscal |the year )?(?P<y>{YEAR})",
    "spoken-year": r"(?:the year )?(?P<words>(?:nineteen|twenty) (?:ten|eleven|twelve|[a-z]{3,5}teen|"
    rf"{TENS_UP})|two thousand)(?![a-z])",
}

# No word, no amount and no name of a thing ("S-300", "$2015", "1,967") before it.
_HEAD = r"(?<![\w$€£#/])(?<!\w[-‑])(?<![0-9][.,:])"

RULES = {name: re.compile(_HEAD + _spaced(pattern), re.IGNORECASE) for name, pattern in _PATTERNS.items()}
_TIMES = ("morning", "afternoon", "evening", "night", "fall")
_DIGIT = words("iso numeric day-month ago later from-now day-of decade years year")
_MONTH = words("month-day month-year month")
_WEEKDAY = words("month-day day-month weekday")


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """The rules as one pattern, whose lastgroup names the rule that fits."""
    inner = {name: re.sub(r"[(][?]P<[a-z0-9]+>", "(?:", _spaced(_PATTERNS[name])) for name in names}
    named = (f"(?P<{name.replace('-', '_')}>{pattern.replace('(?P=sep)', '[-/.]')})" for name, pattern in inner.items())
    return re.compile(f"{_HEAD}(?:{'|'.join(named)})", re.IGNORECASE)


_BY_DIGIT, _BY_MONTH, _BY_WEEKDAY = _any_of(_DIGIT), _any_of(_MONTH), _any_of(_WEEKDAY)
_BY_WORD = _any_of(name for name in _PATTERNS if name not in ("iso", "numeric"))

# What every expression has in it; text without costs one scan.
_CORES = (
    *(form for month in MONTHS for form in (month.title(), month.upper())),
    *words(
        "day DAY week Week month Month year Year decade Decade centur quarter Quarter tomorrow Tomorrow tonight Tonight"
    ),
    *words("spring Spring summer Summer autumn Autumn nineteen Nineteen"),
    *(f"{word}{blank}{time}" for word in ("is", "ast", "ext") for blank in " \u00a0" for time in _TIMES),
    *(f"two{blank}thousand" for blank in " \u00a0"),
    *(f"{digits}" for digits in range(150, 210)),
    "0s",
)
_FINDER = AhoCorasick(_CORES)


def cores(text: str) -> list[tuple[int, int]]:
    """Start and end of all that may be the core of a date expression, in order."""
    return [(start, end) for _, start, end in _FINDER.find_matches_as_indexes(text)]


REACH = 48  # code points by which an expression may begin before its first core
START = re.compile(r"(?<!\w)(?:[0-9]|['’][0-9]|[A-Za-z]+)")  # a word with which one may begin

# The first word of an expression, in small letters (a digit as "0"), to the rules that may begin so.
BY_START: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(
        words(
            "the a an last next this that coming past early late mid earlier later post pre fiscal end year first"
            " second third fourth about around some nearly almost roughly approximately just more less over at"
            " yesterday today tomorrow tonight"
        ),
        _BY_WORD,
    ),
    **dict.fromkeys([*UNITS, *TENS], _BY_WORD),
    **dict.fromkeys([*MONTH_NAMES, *MONTHS, "sept"], _BY_MONTH),
    **dict.fromkeys([f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")], _BY_WEEKDAY),
    **dict.fromkeys([*WEEKDAYS, "tues", "thurs"], _BY_WEEKDAY),
    "0": _BY_DIGIT,
}
