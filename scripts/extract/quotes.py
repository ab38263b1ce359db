"""Quotations: what stands between quotation marks of any kind, also where the marks do not match or never close."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from scripts.extract.model import Paragraph, Quotation, Span

# Double marks of all kinds; two single straight marks in a row are one double mark.
# An apostrophe within a word is none.
MARK = re.compile(r"[\"“”„‟«»″‘’‚‹›'`](?:(?<=')'|(?<=`)`|(?<!\w['’](?=\w)))")
DOUBLE = frozenset(["“", "”", "„", "‟", "«", "»", "″", '"', "''", "``"])
OPENS = frozenset("“„‟«‘‚‹") | {"``"}  # marks typed to open
CLOSES = frozenset("”»’›")  # marks typed to close
BEFORE = frozenset(" \t\n\r\u00a0\u2009\u202f([{—–-/|:“‘\"'")  # what stands before a mark that opens
AFTER = frozenset(" \t\n\r\u00a0\u2009\u202f)]}—–-/|:;,.?!…”’\"'")  # what stands behind a mark that closes
PAUSE = frozenset(",.?!…")


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """The outermost quotations in order of position; none runs over the end of its paragraph.

    Where a quotation does not close in its paragraph and the next begins with an opening mark, that one continues it.
    """
    found: list[Quotation] = []
    for index, paragraph in enumerate(paragraphs):
        first = len(found)
        found += _in_paragraph(text, paragraph.span, index)
        if first and found[first - 1].closing is None and found[first - 1].paragraph == index - 1:
            if first < len(found) and found[first].opening.start == paragraph.span.start:
                found[first] = replace(found[first], continued=first - 1)
            else:
                found[first - 1] = _closed(text, found[first - 1])
    if found and found[-1].closing is None:
        found[-1] = _closed(text, found[-1])
    return _run_on(text, paragraphs, found)


RUN_ON = 8  # paragraphs that a quotation may go on for without marks of their own


def _run_on(text: str, paragraphs: Sequence[Paragraph], found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """With those added that run on from “A. by paragraphs without a mark, up to one that only closes: C.”"""
    quoted = {quotation.paragraph for quotation in found}
    result: list[Quotation] = []
    for quotation in found:
        result.append(quotation)
        if quotation.closing is not None or text[quotation.opening.start] not in "“«":
            continue
        last = _end_of_run(text, paragraphs, quotation, quoted)
        for index in range(quotation.paragraph + 1, last + 1):
            span = paragraphs[index].span
            closing = Span(span.end - 1, span.end) if index == last else None
            end = span.start + len(text[span.start : closing.start if closing else span.end].rstrip())
            if end > span.start:  # not a mark alone
                content, opening = Span(span.start, end), Span(span.start, span.start)
                result.append(Quotation(content, opening, closing, index, len(result) - 1))
    return tuple(_renumbered(result, found))


def _end_of_run(text: str, paragraphs: Sequence[Paragraph], quotation: Quotation, quoted: Set[int]) -> int:
    """Index of the paragraph that closes an open quotation; that of its own where none does."""
    first = quotation.paragraph
    for index in range(first + 1, min(first + RUN_ON, len(paragraphs))):
        span = paragraphs[index].span
        marks = [m for m in MARK.finditer(text, span.start, span.end) if m.group() in DOUBLE]
        if index in quoted or paragraphs[index].kind != "body":
            return first
        if marks:
            alone = len(marks) == 1 and marks[0].group() in CLOSES and marks[0].end() == span.end
            return index if alone else first
    return first


def _renumbered(result: Sequence[Quotation], found: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations with the place of those that they continue counted anew."""
    place = {id(quotation): index for index, quotation in enumerate(result)}
    for quotation in result:
        old = quotation.continued
        own = old is not None and quotation.opening.start < quotation.opening.end
        yield replace(quotation, continued=place[id(found[old])]) if own and old is not None else quotation


# what shows that a quotation whose closing mark is missing has ended: “A, said Roe
SAID = "(?:said|says|added|adds|noted|stressed|told|explained|continued|concluded|emphasi[sz]ed|stated|underlined)"
REPORT = (
    rf"\s(?:{SAID}\s(?:the|[A-Z])"
    rf"|(?:[Hh]e|[Ss]he|[Tt]hey|the\s\w+|[A-Z][\w.-]+(?:\s[A-Z][\w.-]+){{0,3}})\s{SAID}\b)"
)
ENDED = re.compile(rf"[,?!…](?={REPORT})")
# a paragraph that dashes set off as speech: "– We are friends – said Roe."
DASHED = re.compile(r"[-–—]\s+(?=[^\Wa-z\d_])")
UNDASHED = re.compile(rf"\s([-–—])(?={REPORT})")


def _closed(text: str, quotation: Quotation) -> Quotation:
    """A quotation that lacks its closing mark ends where the words that report it begin."""
    match = ENDED.search(text, quotation.content.start, quotation.content.end)
    if not match:
        return quotation
    end = match.end()
    return replace(quotation, content=Span(quotation.content.start, end), closing=Span(end, end))


def _in_paragraph(text: str, span: Span, index: int) -> list[Quotation]:
    """The quotations of a paragraph. Marks nest as typed; where that leaves one open, the first mark closes.

    Dashes around what is said stand for marks where reporting words follow them.
    """
    dash = DASHED.match(text, span.start, span.end)
    if dash and (said := UNDASHED.search(text, dash.end(), span.end)):
        opening = Span(span.start, span.start + 1)
        end = dash.end() + len(text[dash.end() : said.start()].rstrip())
        quotation = Quotation(Span(dash.end(), end), opening, Span(*said.span(1)), index)
        return [quotation, *_in_paragraph(text, Span(said.end(), span.end), index)]
    marks = list(MARK.finditer(text, span.start, span.end))
    if not marks:
        return []
    nested = list(_pairs(text, span, marks, nest=True))
    if nested and nested[-1][1] is None:
        nested = list(_pairs(text, span, marks, nest=False))
    quoted = [_quotation(text, span, opening, closing, index) for opening, closing in nested]
    return [quotation for quotation in quoted if quotation.content.start < quotation.content.end]


def _quotation(text: str, span: Span, opening: Span, closing: Span | None, index: int) -> Quotation:
    start, end = opening.end, closing.start if closing else span.end
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return Quotation(Span(start, max(start, start + len(inside.strip()))), opening, closing, index)


def _pairs(text: str, span: Span, marks: Sequence[re.Match[str]], *, nest: bool) -> Iterator[tuple[Span, Span | None]]:
    """Opening and closing marks; nest: an opening mark within a quotation opens one within it."""
    opening: Span | None = None
    single: int | None = None  # position in marks where the single quotation that is open will close
    depth = 0
    skip = _singles(text, span, marks)
    for at, mark in enumerate(marks):
        if mark.group() not in DOUBLE:
            if opening is None and at in skip:
                opening, single = Span(*mark.span()), skip[at]
            elif single == at and opening is not None:
                yield opening, Span(*mark.span())
                opening, single = None, None
            continue
        if single is not None:  # a double mark within a single quotation belongs to it
            continue
        opens, closes = _shape(text, span, mark, inside=opening is not None)
        if opening is None:
            if opens:
                opening, depth = Span(*mark.span()), 0
        elif opens and not closes:
            depth += nest
        elif closes and depth:
            depth -= 1
        elif closes:
            yield opening, Span(*mark.span())
            opening = None
    if opening is not None:
        yield opening, None


def _shape(text: str, span: Span, mark: re.Match[str], *, inside: bool) -> tuple[bool, bool]:
    """Whether a double mark can open, and whether it can close: by the space around it, else by how it is typed."""
    start, end = mark.span()
    free_before = start == span.start or text[start - 1] in BEFORE
    free_after = end == span.end or text[end] in AFTER
    if free_before != free_after:
        return free_before, free_after
    typed = mark.group()
    if typed in OPENS or typed in CLOSES:
        return typed in OPENS, typed in CLOSES
    return not inside, inside


def _singles(text: str, span: Span, marks: Sequence[re.Match[str]]) -> dict[int, int]:
    """Single marks that open a quotation, each with the one that closes it (positions in marks).

    A closing single mark looks like an apostrophe: one behind a pause is preferred, then one that follows no s.
    """
    pairs: dict[int, int] = {}
    opener: int | None = None
    best: tuple[int, int] | None = None  # (rank, position), the lowest rank wins
    for at, mark in enumerate(marks):
        start, end = mark.span()
        if mark.group() in DOUBLE:
            continue
        free_before = start == span.start or text[start - 1] in BEFORE
        word_after = end < span.end and (text[end].isalnum() or text[end] in "[…") and not text[end].isdigit()
        if free_before and word_after and mark.group() != "›" and (mark.group() != "’" or text[end].isupper()):
            if opener is not None and best is not None:
                pairs[opener] = best[1]
            opener, best = at, None
        elif opener is not None and not free_before and (end == span.end or text[end] in AFTER):
            before = text[start - 1]
            rank = 0 if before in PAUSE else 2 if before in "sS" and mark.group() in "'’" else 1
            if best is None or rank < best[0]:
                best = (rank, at)
    if opener is not None and best is not None:
        pairs[opener] = best[1]
    return pairs
