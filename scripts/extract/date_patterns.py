"""The grammar of date expressions in English news: one pattern per rule, the first that fits at a place wins.

Text comes here made plain (one kind of blank, apostrophe and hyphen) and in small letters. In the patterns a blank
stands for one or two. No pattern crosses a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from scripts.extract.calendar import MONTHS, ORDINALS, TENS, UNITS, WEEKDAYS, words

DASH = r"(?: ?[-–—] ?)"
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
SEASON = "(?:spring|summer|autumn|fall|winter)"
TENS_UP = rf"(?:{'|'.join(TENS)})(?:(?:-| )(?:{'|'.join(UNITS[:9])})(?![a-z]))?"
COUNT = rf"(?:a couple(?: of)?|an?|[0-9]{{1,3}}|{TENS_UP}|{'|'.join(reversed(UNITS))})"
ABOUT = (
    r"(?P<about>(?:about|around|some|nearly|almost|roughly|approximately|just (?:over|under)|more than|less than|over|"
    r"under|at least) )?"
)
UNIT = r"(?P<unit>day|week|month|year|decade|centur(?=y|ies))(?:s|y|ies)?(?![a-z])"
# "November 22 last year", "November 22 of the same year"
WHICH_YEAR = r"(?:,? (?:of )?(?P<which>last|this|next|that|the same|the previous|the following) year(?![a-z]))"

_PATTERNS = {
    "iso": r"(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])",
    "numeric": r"(?P<a>[0-3]?[0-9])(?P<sep>[-/.])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>(?:19|20)[0-9]{2})(?![0-9])",
    "month-day": rf"{PART}?(?:(?P<wd>{WD}),? )?(?:(?:last|this|next|coming|past) )?(?P<m>{MONTH})"
    rf"(?:,(?= ?[0-9][0-9]?,? {YEAR}))? ?(?:the )?"
    rf"(?P<d>{DAY})(?:(?:,? (?P<y1>{YEAR}))?{AND}(?:{WD},? )?(?:(?P<m2>{MONTH}) )?(?P<d2>{DAY})(?! ?{MONTH}))?"
    rf"(?:,? ?(?:of )?(?P<y>{YEAR})|{WHICH_YEAR})?",
    "day-month": rf"(?:(?P<wd>{WD}),? (?:the )?)?(?P<d>{DAY})"
    rf"(?:(?: (?:of )?(?P<m1>{MONTH})(?:,? (?P<y1>{YEAR}))?)?{AND}(?:the |{WD},? )?(?P<d2>{DAY}))?"
    rf"(?:-| ?(?:of )?)(?P<m>{MONTH})(?:(?:-|,? )(?:of )?(?P<y>{YEAR})|{WHICH_YEAR})?",
    "month-year": rf"{PART}?(?:(?P<m1>{MONTH})(?:,? (?P<y1>{YEAR}))?{AND})?(?P<m>{MONTH})"
    rf"(?:,? (?:of )?(?P<y>{YEAR})|{WHICH_YEAR})",
    "which-month": rf"{PART}?(?:the )?(?P<which>last|this past|this coming|this|next|past|coming) "
    rf"(?P<m>{FULL_MONTH}|sept\.)",
    "month": rf"(?P<part>{PART})?(?P<m>{FULL_MONTH}|(?:jan|feb|apr|aug|sept|oct|nov|dec)\.)"
    rf"(?! ?(?:[0-9]|(?:the )?(?:{'|'.join(ORDINALS)})))",
    "weekdays": rf"(?P<wd>{WEEKDAY})(?P<and>{TO}| and )(?P<wd2>{WEEKDAY})",
    "weekday": rf"{PART}?(?:(?P<which>last|this past|past|next|this coming|the coming|coming|this|the previous|"
    rf"the following|that) )?(?P<wd>{WEEKDAY}){DAYPART}?(?:,? (?:of )?(?P<week>last|this|next) week(?![a-z]))?",
    "day-word": rf"{PART}?(?P<word>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|"
    rf"this (?:morning|afternoon|evening)|last (?:night|evening))(?![a-z]){DAYPART}?",
    "told": r"(?P<which>the same|that same|the previous|the following|that|the next) "
    r"(?P<unit>day|week|month|year)(?![a-z])",
    "day-beside": r"the day (?P<which>before|after)(?= ?[,.;:)]| ?$)",
    "in-period": r"(?:early|earlier|late|later) in the (?P<unit>day|week|month|year)(?![a-z])",
    "end-of": r"(?:the )?(?:end|start|beginning|middle) of the (?P<unit>week|month|year)(?![a-z])",
    "year-end": r"(?:the )?(?:year(?:-| |'s )end)(?![a-z])",
    "period": rf"{PART}?(?P<which>this past|this coming|the coming|last|this|next|the current) "
    rf"(?P<unit>weekend|week|month|year|quarter|{SEASON})(?![a-z])",
    "weekend": r"the weekend(?![a-z])",
    "quarter": rf"(?:the )?(?P<n>{'|'.join(ORDINALS)}|last|final)(?:-| )(?P<unit>quarter|half) of "
    rf"(?:(?P<y>{YEAR})|(?P<which>this|last|next) year)",
    "quarter-code": rf"(?P<unit>[qh])(?P<n>[1-4]) (?:of )?(?P<y>{YEAR})",
    "this-quarter": rf"(?:the|its|their) (?P<n>{'|'.join(ORDINALS)}) quarter(?![a-z]| of (?!the year))",
    "ago": rf"{ABOUT}(?P<n>{COUNT})(?P<half> or {COUNT}| and a half)? {UNIT}(?P<more> and a half)?(?P<so> or so)?"
    r" ago(?![a-z])",
    "later": rf"{ABOUT}(?P<n>{COUNT}) {UNIT} (?P<which>later|earlier|afterwards?|(?:after|before)(?= ?[,.;:)]| ?$))"
    r"(?![a-z])",
    "comes-after": rf"{ABOUT}(?P<n>{COUNT}) {UNIT} after(?= )",
    "from-now": rf"{ABOUT}(?P<n>{COUNT}) {UNIT} from now(?![a-z])",
    "span": rf"the (?P<which>past|last|next|coming) (?:(?P<n>{COUNT}) )?(?P<unit>day|week|month|year|decade)s?"
    r"(?![a-z])",
    "day-of": rf"(?:the )?(?P<d>{DAY}) of (?P<which>this|last|next|the same|that) month(?![a-z])",
    "day-told": rf"the (?P<d>{DAY})(?<=[a-z])(?= ?[.,;)]| ?$| (?:he|she|they|it|in|at|and|but|when)(?![a-z]))",
    "nine-eleven": r"9/11(?![/0-9])",
    "decade": r"(?:the )?(?:(?:early|late|mid)(?:-| )(?:to-late )?)?(?P<y>(?:(?:1[5-9]|20)[0-9]|'[0-9])0)'?s"
    r"(?![a-z])",
    "years": r"(?P<y>(?:19|20)[0-9]{2})(?:[-–—/]| (?P<to>to|until|till|through|and|[-–—]) )"
    r"(?P<y2>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9a-z%]|[.,/-][0-9])",
    "year": rf"(?P<part>{PART}|(?:the )?{SEASON} (?:of )?|post-|pre-|(?:the )?fiscal (?:year )?|the year )?"
    rf"(?P<y>{YEAR})",
    "spoken-year": r"(?:the year )?(?P<words>(?:nineteen|twenty) (?:ten|eleven|twelve|[a-z]{3,5}teen|"
    rf"{TENS_UP})|two thousand)(?![a-z])",
}

# No word, no amount and no name of a thing ("S-300", "$2015", "1,967") before it.
_HEAD = r"(?<![\w$€£#/])(?<!\w-)(?<![0-9][.,:])"


def _spaced(pattern: str) -> str:
    return pattern.replace(" ", "(?: {1,2})")


RULES = {name: re.compile(_HEAD + _spaced(pattern)) for name, pattern in _PATTERNS.items()}


def _any_of(names: str) -> re.Pattern[str]:
    """The rules as one pattern, whose lastgroup names the rule that fits."""
    inner = {name: re.sub(r"[(][?]P<[a-z0-9]+>", "(?:", _spaced(_PATTERNS[name])) for name in names.split()}
    named = (f"(?P<{name.replace('-', '_')}>{pattern.replace('(?P=sep)', '[-/.]')})" for name, pattern in inner.items())
    return re.compile(f"{_HEAD}(?:{'|'.join(named)})")


def _cases(names: str) -> list[str]:
    return [form for name in names.split() for form in (name, name.title(), name.upper())]


_TIMES = ("morning", "afternoon", "evening")
# What every expression has in it (text without costs one scan), and the rules that may read it, in their order.
_KINDS = (
    ([form for month in MONTHS for form in (month.title(), month.upper())],
     "month-day day-month month-year which-month month"),
    (_cases(" ".join(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))),
     "month-day day-month weekdays weekday"),
    (_cases("today yesterday tomorrow tonight"), "day-word"),
    ([f"is {time}" for time in _TIMES] + ["ast night", "ast evening"], "day-word"),
    (_cases("week"), "told in-period end-of period weekend ago later comes-after from-now span"),
    (_cases("month"), "told in-period end-of period ago later comes-after from-now span day-of"),
    (_cases("year"), "told in-period end-of year-end quarter period ago later comes-after from-now span"),
    ([" day", " Day", " DAY"], "day-word told day-beside in-period ago later comes-after from-now span"),
    (_cases("decade"), "ago later comes-after from-now span"),
    (["centur"], "ago later comes-after from-now"),
    (_cases("quarter"), "period quarter this-quarter"),
    ([*_cases("spring summer autumn winter"), "fall"], "period year"),
    ([*_cases("nineteen"), "two thousand"], "spoken-year"),
    ([str(digits) for digits in range(150, 210)],
     "iso numeric quarter quarter-code decade years year"),
    (["1st", "2nd", "3rd", *(f"{digit}th" for digit in range(10))], "day-told"),
    (["0s"], "decade"),
    (["9/11"], "numeric nine-eleven"),
)  # fmt: skip
_KIND = [_any_of(rules) for cores_of_kind, rules in _KINDS for _ in cores_of_kind]
_CORES = [core for cores_of_kind, _ in _KINDS for core in cores_of_kind]
_FINDER = AhoCorasick(_CORES, implementation=Implementation.DFA)  # twice as fast as what it would choose
REACH = 48  # code points by which an expression may begin before its first core

# Words that may stand in an expression before its core.
_LEADS = frozenset(
    words(
        "the its their a an last next this that coming past early late mid earlier later post pre fiscal end year"
        " first second third fourth final half quarter of on in about around some nearly almost roughly approximately"
        " just more less than over under at least same previous following current beginning start middle couple to"
        " until till through and or & - – — thu thur tues thurs q1 q2 q3 q4 h1 h2"
    )
    + UNITS
    + TENS
    + WEEKDAYS
)
_START = re.compile(r"(?<!\w)(?:[0-9]|'[0-9]|[a-z])")
_LAST_WORD = re.compile(r"\w+(?:['&–-]\w+)*[,.]?\Z")


def _leads(word: str) -> bool:
    return "0" <= word[:1] <= "9" or word.partition("-")[0].rstrip(",.") in _LEADS


def cores(text: str) -> Iterator[tuple[int, re.Pattern[str]]]:
    """Where all that may be the core of a date expression begins, in order, and the rules for it."""
    return ((start, _KIND[kind]) for kind, start, _ in _FINDER.find_matches_as_indexes(text))


def starts(text: str, floor: int, core: int) -> list[int]:
    """Where an expression with a core at this place may begin, the farthest first, none before the floor."""
    begin = max(floor, text.rfind(" ", floor, core + 1) + 1)
    own = [match.start() for match in _START.finditer(text, begin, core + 2)] if begin < core else [begin]
    before: list[int] = []
    while begin > floor:
        end = begin - 2 if text[begin - 2] == " " else begin - 1
        begin = max(floor, text.rfind(" ", floor, end) + 1)
        word = text[begin:end]
        if word not in _LEADS and not _leads(word):
            last = _LAST_WORD.search(word)  # "(late", "talks—early"
            if last and last.start() and _leads(last.group()):
                before.append(begin + last.start())
            break
        before.append(begin)
    return before[::-1] + own
