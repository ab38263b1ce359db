"""The days that the head of an article gives for itself: its dateline, its byline, its address on the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.edtf import bounds
from scripts.extract.date_context import Here, Value
from scripts.extract.date_patterns import RULES
from scripts.extract.date_values import resolve
from scripts.extract.model import Document, Layout, Paragraph, Span

DATELINE_LAG = 3  # days by which a dateline may be older than the publication
_ZONE = 1  # days by which two clocks may differ
_PARAGRAPHS, _LENGTH = 6, 80  # how far into the article and into a paragraph a dateline stands
_LINES = ("byline", "furniture")
_DATED = re.compile(
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MA[RY]|APR|JU[NL]|AUG|SEP|OCT|NOV|DEC|20\d\d"
)
_BEFORE = re.compile(r"(?:\(?[A-Z][^\n.;]{1,60}?[,(|:–—-] ?)?$")
_AFTER = re.compile(
    r"(?:,? (?:at |[-–|] )?[0-9]{1,2}[:.][0-9]{2}(?: ?[AaPp]\.?[Mm]\b)?(?: [A-Z]{2,4})?)?"
    r" ?(?:$|\([A-Z]|[–—:|/)]|-{1,2} |, [A-Z]\w+ ?[–—-]|\. /)"
)
_CHANGED = re.compile(r"\b(?:updated|modified|revised|edited|changed|printed|accessed|retrieved)\b")
_URL_DAY = re.compile(
    r"[/=_-](?P<y>(?:19|20)[0-9]{2})(?:(?P<sep>[/-])(?P<m>0?[1-9]|1[0-2])(?:(?P=sep)(?P<d>0?[1-9]|[12][0-9]|3[01]))?"
    r"|(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12][0-9]|3[01]))(?=[/_?#.-]|$)"
)


@dataclass(frozen=True, slots=True)
class HeadDate:
    """A date that is given for the article as a whole.

    edtf: a day, or a month. told_by: record (given with the document), text or url. basis: stated or inferred.
    lag: by how many days it may be older than the publication. span: of its words, where the text has them. own:
    whether the text says in full on which day it was written.
    """

    edtf: str
    told_by: str
    basis: str
    rule: str | None = None
    span: Span | None = None
    lag: int = _ZONE
    own: bool = False

    @property
    def day(self) -> date:
        """Its first day."""
        first, _ = bounds(self.edtf)
        assert first is not None
        return first

    def fits(self, published: date) -> bool:
        """Whether an article of this date may have been published on that day."""
        _, last = bounds(self.edtf)
        assert last is not None
        return self.day - timedelta(_ZONE) <= published <= last + timedelta(self.lag)


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A date of the head with what became of it: ruling is chosen, agrees, open or rejected."""

    date: HeadDate
    ruling: str
    reason: str


def head_dates(layout: Layout, published: date | None, here: Here) -> list[HeadDate]:
    """The days in the head of a text, datelines first, in order of position.

    A dateline stands at the head of a line ("TEHRAN, May 10 (Agency) -") or is one ("12 May 2023, 14:05"); where it has
    no year, that of the publication decides.
    """
    here = Here(here.text, here.low, published, published)
    datelines, bylines = [], []
    for paragraph in layout.paragraphs[:_PARAGRAPHS]:
        (start, end), kind = paragraph.span, paragraph.kind
        if kind == "caption" or not _DATED.search(here.text, start, end if kind in _LINES else start + _LENGTH):
            continue
        signed = here.low.startswith("by ", start)  # the layout calls a dateline that is a line by itself a byline too
        dateline = None if signed else next(_in_dateline(paragraph, here), None)
        byline = next(_in_byline(paragraph, here), None) if kind in _LINES and not dateline else None
        if dateline:
            datelines.append(dateline)
        elif byline:
            bylines.append(byline)
    return datelines + bylines


def _days(paragraph: Paragraph, end: int, here: Here) -> Iterator[tuple[Span, Value]]:
    """The days told in a paragraph up to there, the first of each rule, unless as those of a change."""
    start = paragraph.span.start
    for rule in ("iso", "numeric", "month-day", "day-month"):
        match = RULES[rule].search(here.low, start, end)
        value = resolve(rule, match, here) if match else None
        if not match or not value or not value.edtf or len(value.edtf) != 10:
            continue
        if not _CHANGED.search(here.low, start, match.start()):
            yield Span(match.start(), value.end or match.end()), value


def _in_dateline(paragraph: Paragraph, here: Here) -> Iterator[HeadDate]:
    start, end = paragraph.span
    for place, value in _days(paragraph, min(end, start + _LENGTH), here):
        if _BEFORE.match(here.text, start, place.start) and _AFTER.match(here.text, place.end, end):
            own = value.basis == "stated"
            yield HeadDate(value.edtf or "", "text", "inferred", "head-dateline", place, DATELINE_LAG, own)


def _in_byline(paragraph: Paragraph, here: Here) -> Iterator[HeadDate]:
    for place, value in _days(paragraph, paragraph.span.end, here):
        if value.basis == "stated":
            own = paragraph.kind == "byline"
            yield HeadDate(value.edtf or "", "text", "stated", "head-byline", place, own=own)


def url_date(url: str | None) -> HeadDate | None:
    """The day, or the month, in a web address: https://example.org/2023/05/12/talks; None where it has none."""
    for match in _URL_DAY.finditer(url or ""):
        year, month, day = match["y"], match["m"] or match["mm"], match["d"] or match["dd"]
        edtf = f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
        try:
            bounds(edtf)
        except ValueError:
            continue
        return HeadDate(edtf, "url", "inferred")
    return None


def headed(document: Document, layout: Layout) -> list[HeadRow]:
    """The date of publication that is published, and how the others stand to it; empty where there is none.

    The day given with the document is chosen, else that of a byline, of a dateline, of the address. Another is
    rejected where the one chosen is known to be stated, else it is open until a curator rules.
    """
    given = document.published_on
    address = url_date(document.url)
    dates = [*head_dates(layout, given, Here.at(layout.text)), *([address] if address else [])]
    stated = document.published_basis in (None, "stated")
    first = HeadDate(given.isoformat(), "record", "stated" if stated else "inferred") if given else None
    days = [d for d in dates if len(d.edtf) == 10]
    chosen = first or next((d for d in days if d.basis == "stated"), next(iter(days), None))
    if chosen is None:
        return []
    others = [d for d in dates if d is not chosen]
    reasons = {"record": "given with the document", "text": "told in the head of the text", "url": "of the address"}
    rows = [HeadRow(chosen, "chosen", reasons[chosen.told_by])]
    against = "rejected" if first and stated else "open"
    for other in others:
        if other.fits(chosen.day):
            rows.append(HeadRow(other, "agrees", ""))
        elif against == "open":
            rows.append(HeadRow(other, "open", "nothing tells which is right"))
        else:
            rows.append(HeadRow(other, "rejected", "the day given with the document is stated"))
    return rows
