"""Date expressions of an article, resolved against the day it speaks from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from scripts.edtf import bounds
from scripts.extract.date_context import Here, Value
from scripts.extract.date_patterns import BY_START, REACH, RULES, START, cores
from scripts.extract.date_values import resolve
from scripts.extract.model import DateExpression, Layout, Paragraph, Span

DATELINE_LAG = 3  # days by which a dateline may be older than the publication
_FULL_DAY = r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?"
_LABELS = frozenset({"headline", "subheadline", "caption"})
_HEAD_PARAGRAPHS, _HEAD_LENGTH = 6, 80  # how far into the article and into a paragraph a dateline stands
_DATED = re.compile(
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MA[RY]|APR|JU[NL]|AUG|SEP|OCT|NOV|DEC|20\d\d"
)
_BEFORE_HEAD_DATE = re.compile(r"(?:\(?[A-Z][^\n.;]{1,60}?[,(|:–—-][ \u00a0]?)?$")
_AFTER_HEAD_DATE = re.compile(
    r"(?:,?[ \u00a0](?:at[ \u00a0]|[-–|"
    r"][ \u00a0])?[0-9]{1,2}[:.][0-9]{2}(?:[ \u00a0]?[AaPp]\.?[Mm]\b)?(?:[ \u00a0][A-Z]{2,4})?)?"
    r"[ \u00a0]?(?:$|\([A-Z]|[–—:|/)]|-{1,2}[ \u00a0]|,[ \u00a0][A-Z]\w+[ \u00a0]?[–—-]|\.[ \u00a0]/)"
)


def find_dates(layout: Layout, published: date | None) -> list[DateExpression]:
    """Every expression that names a day, month, year or stretch of them, in order of position.

    published: the day of publication, None where it is not known. Words of no certain date ("now", "recently") are left
    out; edtf is None where a date is named but nothing tells which (a weekday in an article without any date).
    """
    day, _ = anchor(layout, published)
    hint = day or max((found for _, found in _stated_days(layout)), default=None)
    here = Here(layout.text, day, hint)
    expressions: list[DateExpression] = []
    for paragraph, span, value in _scan(layout, here):
        earliest, latest = bounds(value.edtf) if value.edtf else (None, None)
        basis = "caption" if paragraph.kind == "caption" and value.basis in ("stated", "inferred") else value.basis
        expressions.append(DateExpression(span, value.edtf, earliest, latest, basis, f"date-{value.rule}"))
        if earliest and paragraph.kind != "byline" and value.edtf and "~" not in value.edtf:
            here.told(value.edtf, earliest)
    return expressions


def anchor(layout: Layout, published: date | None) -> tuple[date | None, str]:
    """The day that the article speaks from ("today"), and its basis: stated, caption or unknown.

    That is the dateline where it stands at most a few days before the publication, else the publication, else a date in
    the header or byline, else the first full date of a caption.
    """
    head = _dateline(layout, published)
    if published:
        return head or published, "stated"
    if head:
        return head, "stated"
    days = _stated_days(layout)
    for kinds, basis in ((("byline", "furniture"), "stated"), (("caption",), "caption")):
        for kind, day in days:
            if kind in kinds:
                return day, basis
    return None, "unknown"


def _scan(layout: Layout, here: Here) -> Iterator[tuple[Paragraph, Span, Value]]:
    """The expressions in order: from each core back to where one may begin, the first that the rules accept."""
    sentences, index, position = layout.sentences, 0, 0
    begin = next((p.span.start for p in layout.paragraphs if p.kind == "body"), 0)
    for core, core_end in cores(here.text):
        if core < position:
            continue
        while index < len(sentences) and sentences[index].span.end <= core:
            index += 1
        if index == len(sentences):
            return
        sentence = sentences[index].span
        paragraph = layout.paragraphs[sentences[index].paragraph]
        if sentence.start > core or (paragraph.kind == "furniture" and sentence.start > begin):
            continue
        here.enter(sentence, label=paragraph.kind in _LABELS)
        first = max(position, sentence.start, core - REACH)
        for start in START.finditer(here.text, first, min(core_end, sentence.end)):
            word = start.group()
            grammar = BY_START.get(word.lower() if word.isalpha() else "0")
            match = grammar.match(here.text, start.start(), sentence.end) if grammar else None
            if not match or match.end() <= core:
                continue
            rule = (match.lastgroup or "").replace("_", "-")
            parts = RULES[rule].match(here.text, match.start(), sentence.end)
            value = resolve(rule, parts, here) if parts else None
            if parts and value:
                position = value.end or parts.end()
                yield paragraph, Span(match.start(), position), value
                break


def _stated_days(layout: Layout) -> list[tuple[str, date]]:
    """Days that the text gives in full, with their year, and the kind of paragraph; of a stretch of days the first."""
    found = _scan(layout, Here(layout.text, None, None))
    return [
        (paragraph.kind, date.fromisoformat(value.edtf[:10]))
        for paragraph, _, value in found
        if value.edtf and value.basis == "stated" and re.fullmatch(_FULL_DAY, value.edtf)
    ]


def _dateline(layout: Layout, published: date | None) -> date | None:
    """The day that stands at the head of the article: "TEHRAN, May 10 (Agency) -", or a line "12 May 2023, 14:05"."""
    here = Here(layout.text, published, published)
    for paragraph in layout.paragraphs[:_HEAD_PARAGRAPHS]:
        span, end = paragraph.span, min(paragraph.span.end, paragraph.span.start + _HEAD_LENGTH)
        if paragraph.kind == "caption" or not _DATED.search(layout.text, span.start, end):
            continue
        for rule in ("iso", "numeric", "month-day", "day-month"):
            match = RULES[rule].search(layout.text, span.start, end)
            if not match or not _BEFORE_HEAD_DATE.match(layout.text, span.start, match.start()):
                continue
            value = resolve(rule, match, here) if _AFTER_HEAD_DATE.match(layout.text, match.end(), span.end) else None
            if value and value.edtf and len(value.edtf) == 10 and value.basis in ("stated", "inferred"):
                day = date.fromisoformat(value.edtf)
                if published is None or 0 <= (published - day).days <= DATELINE_LAG:
                    return day
    return None
