"""Whether the words around a date tell of what was or of what is to come. A list of cues, no parser."""

from __future__ import annotations

import re

_ADVERBS = r"(?:\s(?:not|also|then|be|been|have|\w{2,12}ly))*"
_MODAL = r"(?:will|shall|would|could|may|might|must|can|should|won['’]t|(?<=\w)['’]ll)"
_READY = (
    r"(?:set|scheduled|expected|slated|poised|going|supposed|likely|bound|invited|planning|preparing|prepared|hoping|"
    r"hopes?|"
    r"hoped|intends?|intended|plans?|planned|aims?|wants?|expects?|agree[sd]?|vow(?:s|ed)|pledge[sd]?|promise[sd]?|"
    r"decided?|due|"
    r"ready|able|unable|yet|asked|invitation|deadline)"
)
_FIXED = r"(?:scheduled|expected|slated|planned|due)"
_TIMETABLE = (
    r"(?:begins?|starts|expires?|resumes?|convenes?|takes? (?:place|effect|over)|kicks? off|opens|ends|closes|"
    r"(?<!not )(?:meet|gather))"
)
_IRREGULAR = (
    r"(?:was|were|had|has|have|did|said|told|met|held|came|went|took|made|gave|got|began|left|flew|spoke|wrote|saw|"
    r"led|paid|sent|"
    r"rose|fell|shot|struck|hit|won|lost|became|brought|sought|thought|kept|found|stood|laid|put|read|ran|broke|drew|"
    r"grew|knew|"
    r"sat|rode|fought|built|bought|sold|spent|heard|felt|understood|hosted|swore|born|shut|cut|set|quit|says?|warns|"
    r"reports?)"
)

_AIM = r"(?<!according\s)to\s(?!(?:the|an?|his|her|its|their|this|that)\b)[a-z]+"
_PARTICIPLE = (  # a form in -ed that is no attribute ("the besieged city", "armed forces")
    r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\bhis )(?<!\btheir )(?<!\bof )"
    r"(?!armed|united|allied|hundred|need|indeed|limited|so-called|joint|unprecedented|red|proceed|exceed|succeed|"
    r"speed|seed|"
    r"feed|bed|detailed|related|advanced|occupied|continued|expected|combined|shared|fixed)[a-z]{1,18}ed"
)

# One scan of the sentence: a verb that points ahead is taken with the verb behind it ("will be held"), so that the
# nearest cue to the date is the governing one.
_CUE = re.compile(
    rf"\b(?:(?P<open>had\s(?:\w+ly\s)?been\s{_READY}\sto\s\w+)|"
    rf"(?P<ahead>{_MODAL}{_ADVERBS}(?:\s\w+)?|(?:is|are|was|were|be|been|has|have)\s(?:\w+ly\s)?to\s(?:be\s)?\w+|"
    rf"to\sbe\s\w+|"
    rf"{_READY}\sto{_ADVERBS}\s\w+|{_FIXED}\s(?:for|on|in|by)|set\sfor|the\scoming|upcoming|forthcoming)|"
    rf"(?P<timetable>{_TIMETABLE})|(?P<aim>{_AIM})|(?P<back>{_IRREGULAR}|{_PARTICIPLE}))\b"
)
_BEFORE_BACK = re.compile(
    r"\b(?:since|back\s(?:in|on|to)|as\s(?:of|early\sas|far\sback\sas)|ended|dated|follow(?:s|ed|ing))\s(?:the\s|"
    r"on\s|last\s)?$",
    re.IGNORECASE,
)
_BEFORE_AHEAD = re.compile(
    r"\b(?:(?P<limit>by|until|till)|payable|effective|starting|beginning|ending|due|expires?|deadline(?:\sof)?|"
    r"no\slater\sthan|"
    r"of\srecord|ahead\sof|(?:scheduled|set|slated|planned|due|expected|fixed)\sfor|(?:scheduled|slated|expected)\son)"
    r"\s(?:on\s|in\s|at\s|for\s|from\s|early\s|late\s|the\s)?$",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\bhad\b(?!\sto\b)(?![^.;]*\b(?:will|would)\b)")  # "had filed reports by Wednesday"
_AFTER_AHEAD = re.compile(
    r"(?:['’]s\s(?:\w+\s){1,3}?|\s)(?:will|would|shall|is\sto|are\sto|(?:is|are)\s(?:set|expected|scheduled|due)|"
    r"deadline)\b"
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
    limit = _BEFORE_AHEAD.search(before)
    if limit and not (limit.group("limit") and _PERFECT.search(text, max(sentence[0], start - 80), start)):
        return "future"
    if before.endswith((" through ", " for ")):  # "through January" says nothing of the side
        return None
    if _BEFORE_BACK.search(before):
        return "past"
    if _AFTER_AHEAD.match(text, end, sentence[1]):
        return "future"
    opening = _OPENS.search(before)
    if opening and (not opening.group("comma") or text.startswith(",", end)):
        found = _nearest(text, end, min(sentence[1], end + 200), label, last=False)
        if found:
            return found
    found = _nearest(text, max(sentence[0], start - 250), start, label, last=True)
    return found or _nearest(text, end, min(sentence[1], end + 200), label, last=False)


def _nearest(text: str, start: int, end: int, label: bool, last: bool) -> str | None:
    found: str | None = None
    for match in _CUE.finditer(text, start, end):
        kind = match.lastgroup
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
        if found and not last:
            return found
    return found
