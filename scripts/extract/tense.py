"""Whether the words around a date tell of what was or of what is to come. A list of cues, no parser."""

from __future__ import annotations

import re

from scripts.extract.calendar import words
from scripts.lexicon import branches

_FAR, _NEAR, _LONGEST, _AFTER = 250, 110, 40, 200  # code points: how far cues are looked for; the longest of them

_MODALS = words("will shall would could may might must can should won't")
_READY = words(
    "set scheduled expected slated poised going supposed likely bound invited planning preparing prepared hoping hope"
    " hopes hoped intend intends intended plan plans planned aim aims want wants expect expects agree agrees agreed"
    " vows vowed pledges pledged promise promises promised decide decided due ready able unable yet asked invitation"
    " deadline"
)
_FIXED = words("scheduled expected slated planned due")
_TIMETABLE = words(
    "begin begins start starts expire expires resume resumes convene convenes opens ends closes meet gather take"
    " takes kick kicks"
)
_IRREGULAR = words(
    "was were had has have did said told met held came went took made gave got began left flew spoke wrote saw led"
    " paid sent rose fell shot struck hit won lost became brought sought thought kept found stood laid put read ran"
    " broke drew grew knew sat rode fought built bought sold spent heard felt understood hosted swore born shut cut"
    " set quit say says warns report reports"
)
_BE = words("is are was were be been has have")

_ADVERBS = r"(?:\s(?:not|also|then|be|been|have|\w{2,12}ly))*"
_MODAL = rf"(?:{branches(_MODALS)}|(?<=\w)'ll)"
_PREPARED = branches(_READY)
_AIM = r"(?<!according\s)to\s(?!(?:the|an?|his|her|its|their|this|that)\b)[a-z]+"
_PARTICIPLE = (  # a form in -ed that is no attribute ("the besieged city", "armed forces")
    r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\bhis )(?<!\btheir )(?<!\bof )"
    r"(?!armed|united|allied|hundred|need|indeed|limited|so-called|joint|unprecedented|red|proceed|exceed|succeed|"
    r"speed|seed|"
    r"feed|bed|detailed|related|advanced|occupied|continued|expected|combined|shared|fixed)[a-z]{1,18}ed"
)

# A verb that points ahead is taken with the verb behind it ("will be held"), so that the nearest cue to the date is the
# governing one.
_CUE = re.compile(
    rf"(?:(?P<open>had\s(?:\w+ly\s)?been\s{_PREPARED}\sto\s\w+)|"
    rf"(?P<ahead>{_MODAL}{_ADVERBS}(?:\s\w+)?|{branches(_BE)}\s(?:\w+ly\s)?to\s(?:be\s)?\w+|"
    rf"to\sbe\s\w+|"
    rf"{_PREPARED}\sto{_ADVERBS}\s\w+|{branches(_FIXED)}\s(?:for|on|in|by)|set\sfor|the\scoming|upcoming|forthcoming)|"
    rf"(?P<timetable>begins?|starts|expires?|resumes?|convenes?|takes? (?:place|effect|over)|kicks? off|opens|ends|"
    rf"closes|(?<!not )(?:meet|gather))|"
    rf"(?P<aim>{_AIM})|(?P<back>{branches(_IRREGULAR)}|{_PARTICIPLE}))\b"
)
# Where a cue may begin: a sieve that costs a fraction of trying every cue at every word.
_AHEAD = ("to", "the coming", "upcoming", "forthcoming")
_FIRST = branches({*_MODALS, *_READY, *_FIXED, *_TIMETABLE, *_IRREGULAR, *_BE, *_AHEAD})
_SIEVE = re.compile(rf"\b(?:{_FIRST}|[a-z]+ed)\b|(?<=\w)'ll\b")
_BEFORE_BACK = re.compile(
    r"\b(?:since|back\s(?:in|on|to)|as\s(?:of|early\sas|far\sback\sas)|ended|dated|follow(?:s|ed|ing))\s(?:the\s|"
    r"on\s|last\s)?$",
    re.IGNORECASE,
)
_BEFORE_AHEAD = re.compile(
    r"\b(?:(?P<limit>by|until|till)(?! the\s$)|payable|effective|starting|beginning|ending|due|expires?|"
    r"deadline(?:\sof)?|no\slater\sthan|"
    r"of\srecord|ahead\sof|(?:scheduled|set|slated|planned|due|expected|fixed)\sfor|(?:scheduled|slated|expected)\son)"
    r"\s(?:on\s|in\s|at\s|for\s|from\s|early\s|late\s|the\s)?$",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\bhad\b(?!\sto\b)(?![^.;]*\b(?:will|would)\b)")  # "had filed reports by Wednesday"
_AFTER_AHEAD = re.compile(
    r"(?:'s\s(?:\w+\s){1,3}?|\s)(?:will|would|shall|is\sto|are\sto|(?:is|are)\s(?:set|expected|scheduled|due)|"
    r"deadline)\b"
)
# Of the last three words before the date, one is among these where _BEFORE_BACK or _BEFORE_AHEAD fits.
_GOVERNING = frozenset(
    words(
        "since back as of ended dated follow follows followed following by until till payable effective starting"
        " beginning ending due expire expires deadline later record ahead scheduled set slated planned expected fixed"
    )
)
# "..., and on Saturday he left", "...; in June, he will": a date that opens a clause goes with the verb behind it.
_OPENS = re.compile(r"(?:[;:]\s|\b(?:and|but|while|whereas)\s|(?P<comma>,\s))(?:on|in)\s(?:early\s|late\s)?$")


def direction(text: str, sentence: tuple[int, int], expression: tuple[int, int], label: bool = False) -> str | None:
    """ "past", "future" or None (nothing tells) for the date at ``expression`` in the sentence; offsets into the text.

    The word right before it decides ("by", "since"), then what follows at once ("Friday's meeting will"), then the
    nearest verb before it in the sentence, then the first behind it (the other way round where the date opens a
    clause). In a label (headline or caption) a bare infinitive points ahead ("Minister to visit") and the present tense
    back; elsewhere the infinitive follows the verb that governs it ("arrived to meet") and the present tense of a
    timetable points ahead ("the talks resume").
    """
    start, end = expression
    before = text[max(sentence[0], start - 30) : start]
    last = [word.strip("\"'(“‘") for word in before.lower().split()[-3:]]
    governed = not _GOVERNING.isdisjoint(last)
    limit = _BEFORE_AHEAD.search(before) if governed else None
    if limit and not (limit.group("limit") and _PERFECT.search(text, max(sentence[0], start - 80), start)):
        return "future"
    if before.endswith((" through ", " for ")):  # "through January" says nothing of the side
        return None
    if governed and _BEFORE_BACK.search(before):
        return "past"
    if _AFTER_AHEAD.match(text, end, sentence[1]) and last[-2:] != ["by", "the"]:
        return "future"
    opening = _OPENS.search(before) if last and last[-1] in ("on", "in", "early", "late") else None
    if opening and (not opening.group("comma") or text.startswith(",", end)):
        found, _ = _nearest(text, end, min(sentence[1], end + _AFTER), label, last=False)
        if found:
            return found
    found = _last(text, max(sentence[0], start - _FAR), start, label)
    return found or _nearest(text, end, min(sentence[1], end + _AFTER), label, last=False)[0]


def _last(text: str, start: int, end: int, label: bool) -> str | None:
    """What the last cue says; it is looked for right before the end first."""
    near = text.find(" ", end - _NEAR, end) if end - _NEAR > start and not label else -1
    if near >= 0:
        found, begin = _nearest(text, near, end, label, last=True)
        if found and begin >= near + _LONGEST:  # no cue that begins before could reach it
            return found
    return _nearest(text, start, end, label, last=True)[0]


def _nearest(text: str, start: int, end: int, label: bool, last: bool) -> tuple[str | None, int]:
    """What the first or the last cue in a part of the text says, and where that begins."""
    found: str | None = None
    begin = position = start
    for sifted in _SIEVE.finditer(text, start, end):
        match = _CUE.match(text, sifted.start(), end) if sifted.start() >= position else None
        if not match:
            continue
        position, kind = match.end(), match.lastgroup
        if kind == "ahead":
            found = "future"
        elif kind == "open":  # "had been set to expire": before or after, as the calendar says
            found = None
        elif kind == "back":
            found = "past"
        elif kind == "timetable":
            found = "past" if label else "future"
        elif label and found is None:
            found = "future"
        else:
            continue
        begin = match.start()
        if found and not last:
            break
    return found, begin
