"""Date expressions of an article, resolved against the day it speaks from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from scripts.edtf import bounds
from scripts.extract.date_context import Here, Value
from scripts.extract.date_header import head_dates
from scripts.extract.date_patterns import REACH, RULES, cores, starts
from scripts.extract.date_values import resolve
from scripts.extract.model import DateExpression, Layout, Paragraph, Span

_FULL_DAY = r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?"
_LABELS = frozenset({"headline", "subheadline", "caption"})

ASIDE = re.compile(r",\s(?:who|whose|which)\b[^,.;\n]*$")  # a day told there is not that of the story


def find_dates(layout: Layout, published: date | None) -> list[DateExpression]:
    """Every expression that names a day, month, year or stretch of them, in order of position.

    published: the day of publication, None where it is not known. Words of no certain date ("now", "recently") are left
    out; edtf is None where a date is named but nothing tells which (a weekday in an article without any date).
    """
    here = Here.at(layout.text)
    day, _ = _anchor(layout, published, here)
    here.anchor, here.hint = day, day or max((found for _, found in _stated_days(layout, here)), default=None)
    expressions: list[DateExpression] = []
    for paragraph, span, value in _scan(layout, here):
        earliest, latest = bounds(value.edtf) if value.edtf else (None, None)
        basis = "caption" if paragraph.kind == "caption" and value.basis in ("stated", "inferred") else value.basis
        expressions.append(DateExpression(span, value.edtf, earliest, latest, basis, f"date-{value.rule}"))
        if earliest and paragraph.kind != "byline" and value.edtf and "~" not in value.edtf:
            if ASIDE.search(here.text, max(here.sentence.start, span.start - 80), span.start):
                here.aside = earliest
            else:
                here.told(value.edtf, earliest)
    return expressions


def anchor(layout: Layout, published: date | None) -> tuple[date | None, str]:
    """The day that the article speaks from ("today"), and its basis: stated, caption or unknown.

    That is the day on which the text says in full that it was written, or its dateline where that fits the publication;
    else the publication, else a date in the header, else the first full date of a caption.
    """
    return _anchor(layout, published, Here.at(layout.text))


def _anchor(layout: Layout, published: date | None, here: Here) -> tuple[date | None, str]:
    heads = head_dates(layout, published, here)
    head = next((d for d in heads if published is None or d.own or (d.lag > 1 and d.fits(published))), None)
    if head:
        return date.fromisoformat(head.edtf), "stated"
    if published:
        return published, "stated"
    caption = next((day for kind, day in _stated_days(layout, here) if kind == "caption"), None)
    return (caption, "caption") if caption else (None, "unknown")


def _scan(layout: Layout, here: Here) -> Iterator[tuple[Paragraph, Span, Value]]:
    """The expressions in order: from each core back to where one may begin, the first that the rules accept."""
    sentences, index, position, entered = layout.sentences, 0, 0, -1
    begin = next((p.span.start for p in layout.paragraphs if p.kind == "body"), 0)
    last = len(sentences) - 1
    for core, grammar in cores(here.text):
        if core < position or not sentences:
            continue
        while index < last and sentences[index].span.end <= core:
            index += 1
        sentence = sentences[index].span
        if not sentence.start <= core < sentence.end:
            continue
        paragraph = layout.paragraphs[sentences[index].paragraph]
        if paragraph.kind == "furniture" and sentence.start > begin:
            continue
        if entered != index:
            entered = index
            here.enter(sentence, label=paragraph.kind in _LABELS)
        for start in starts(here.low, max(position, sentence.start, core - REACH), core):
            match = grammar.match(here.low, start, sentence.end)
            if not match or match.end() <= core:
                continue
            rule = (match.lastgroup or "").replace("_", "-")
            parts = RULES[rule].match(here.low, start, sentence.end)
            value = resolve(rule, parts, here) if parts else None
            if parts and value:
                position = value.end or parts.end()
                yield paragraph, Span(start, position), value
                if value.twin:
                    position = parts.end()
                    yield paragraph, Span(value.twin[0], position), replace(value, edtf=value.twin[1])
                break


def _stated_days(layout: Layout, here: Here) -> list[tuple[str, date]]:
    """Days that the text gives in full, with their year, and the kind of paragraph; of a stretch of days the first."""
    found = _scan(layout, Here(here.text, here.low))
    return [
        (paragraph.kind, date.fromisoformat(value.edtf[:10]))
        for paragraph, _, value in found
        if value.edtf and value.basis == "stated" and re.fullmatch(_FULL_DAY, value.edtf)
    ]
