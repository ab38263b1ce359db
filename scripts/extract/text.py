"""The parts of an article: paragraphs and what each is for, sentences, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.extract.model import Layout, Paragraph, Quotation, Sentence, Span
from scripts.extract.quotes import quotations
from scripts.reference import Reference, load, rows

HEADLINE_LENGTH = 200  # code points; longer first lines are taken for running text
CLOSING_LENGTH = 60  # code points; the same for lines behind the last full stop
REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"

LINE = re.compile(r"[^\n\r]+")
HEADER_DATE = re.compile(r"date[ \u00a0]\d{4}-\d\d-\d\d(?=\s)")
NAME = r"[A-Z][\w.’'-]*(?:[ \u00a0][A-Z][\w.’'-]*){0,4}"
WHERE = rf"{NAME}(?:[ \u00a0]\[[^\[\]\n]{{2,30}}\])?(?:,[ \u00a0][\w.]+(?:[ \u00a0][\w.]+){{0,2}}){{0,3}}"
AGENCY = r"\([A-Z][^()\n]{1,40}\)"
DATELINE = re.compile(rf"{WHERE}[ \u00a0]?(?:{AGENCY})?[ \u00a0]?\.?(?:[–—]|-{{1,2}}(?=\s))[ \u00a0]?")
# At the head of the running text only: "(AGENCY) – ", "CITY (AGENCY): ", "CITY, May 3: ", "CITY: ".
OPENING = re.compile(
    rf"(?:{WHERE}[ \u00a0]?)?{AGENCY}[ \u00a0]?\.?(?:[–—:]|-{{1,2}})[ \u00a0]?"
    rf"|{NAME},[^:\n]{{0,30}}\d[^:\n]{{0,8}}:(?=\s)"
)
CITY = re.compile(rf"({NAME})(?:[ \u00a0]\[[^\[\]\n]{{2,30}}\])?(?:,[ \u00a0]{NAME})?:(?=\s)")
LABEL = re.compile(r"[A-Z][A-Z.’'\u00a0 -]{1,40}:\s", re.MULTILINE)
BYLINE = re.compile(r"(?i:by)[ \u00a0][A-Z][^.!?\n]{0,80}$")
PLACE_LINE = re.compile(r"(?:[A-Z]\w+ \d{1,2},? \d{4}|\d{1,2} [A-Z]\w+ \d{4}), [A-Z][\w ]{2,30}: ")
BREADCRUMB = re.compile(r"[\w&’' ]{2,30}(?:[ \u00a0]+[/»›>|][ \u00a0]+[\w&’' ]{2,30}){1,4}$")
FINAL = re.compile(r"[.!?…][”\"’'»)\]]*$")
BREAK = re.compile(r"(?<![.!?…])([.!?…]+)([”\"’'»)\]]*)[ \u00a0\t]+(?=[“\"‘'«„(\[]*[A-Z0-9À-ÞĀ-Ž\u0400-\u042f])")
WORD_BEFORE = re.compile(r"[^\s(“\"‘'«\[]+$")
STARTERS = re.compile(
    r"(?:The|This|That|These|Those|It|He|She|They|We|In|On|At|But|And|A|An|As|If|When|While|After|Before|Since|However|Meanwhile|For|His|Her|Its|Their|There|Last|Earlier|Also|Both|According)\b"
)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row of seeds/reference/abbreviations.csv: a word whose full stop ends a sentence never or rarely."""

    abbreviation: str
    ends_sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """A row of seeds/reference/furniture.csv: a phrase that is a line, starts one or stands in it, and its kind."""

    phrase: str
    where: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class TextWords:
    """Lexicons of the layout: abbreviations with their full stop left out, and the phrases that mark page furniture."""

    never_final: frozenset[str]
    rarely_final: frozenset[str]
    furniture: tuple[tuple[re.Pattern[str], str], ...]
    cities: frozenset[str]

    @classmethod
    def of(cls, short: Iterable[Abbreviation], phrases: Sequence[Furniture], reference: Reference) -> TextWords:
        """Compile the rows; cities and bases are those of the reference tables."""
        cities = {place.place_id: place.name for place in reference.places if place.kind in ("city", "base")}
        spelled = [name.name for name in reference.place_names if name.place_id in cities]
        grouped: dict[tuple[str, str], list[str]] = {}
        for row in phrases:
            grouped.setdefault((row.where, row.kind), []).append(row.phrase)
        ends = {row.abbreviation: row.ends_sentence for row in short}
        return cls(
            frozenset(word for word, when in ends.items() if when == "never"),
            frozenset(word for word, when in ends.items() if when == "rarely"),
            tuple(
                (_phrases(grouped[where, kind], where), kind)
                for where in ("whole", "start", "contains")
                for kind in ("furniture", "byline", "caption")
                if (where, kind) in grouped
            ),
            frozenset(name.casefold() for name in (*cities.values(), *spelled)),
        )


@cache
def text_words(folder: Path = REFERENCE) -> TextWords:
    """The lexicons of the repository. Raises Problems."""
    short = rows(folder / "abbreviations.csv", Abbreviation, ("abbreviation",))
    return TextWords.of(short, rows(folder / "furniture.csv", Furniture, ("phrase", "where")), load(folder))


def _phrases(phrases: list[str], where: str) -> re.Pattern[str]:
    any_of = "|".join(re.escape(phrase).replace(r"\ ", r"[ \u00a0]+") for phrase in phrases)
    around = {"whole": (r"^\W*", r"\W*$"), "start": ("^", ""), "contains": ("", "")}[where]
    return re.compile(f"{around[0]}(?i:{any_of}){around[1]}")


def layout(text: str, words: TextWords | None = None) -> Layout:
    """Divide a text into paragraphs, sentences and quotations; every offset is into the text as given."""
    words = words or text_words()
    paragraphs = tuple(_paragraphs(text, words))
    sentences = tuple(
        Sentence(span, index)
        for index, paragraph in enumerate(paragraphs)
        for span in _sentences(text, paragraph.span, words)
    )
    quoted: tuple[Quotation, ...] = quotations(text, paragraphs)
    return Layout(text, paragraphs, sentences, quoted)


def _lines(text: str) -> list[Span]:
    """Lines that are not blank, trimmed; a line that a hard wrap broke in mid-sentence is joined with the next."""
    spans: list[Span] = []
    for match in LINE.finditer(text):
        line = match.group()
        if line.isspace():
            continue
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if spans and text[start].islower() and text[spans[-1].end : start].count("\n") == 1:
            before = spans[-1]
            if before.end - before.start > 40 and not FINAL.search(text, max(before.start, before.end - 4), before.end):
                spans[-1] = Span(before.start, end)
                continue
        spans.append(Span(start, end))
    return spans


def _paragraphs(text: str, words: TextWords) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    headline = False  # whether the headline has been seen
    body = False  # whether running text has begun
    for line in _lines(text):
        for span, kind in _pieces(text, line, words, opening=not body):
            if not kind:
                final = FINAL.search(text, max(span.start, span.end - 4), span.end)
                short = span.end - span.start <= HEADLINE_LENGTH
                if body or final or not short:
                    kind, body = "body", True
                elif not headline:
                    kind, headline = "headline", True
                else:
                    kind = "subheadline"
            paragraphs.append(Paragraph(span, kind))
    _close(text, paragraphs)
    if not body:  # a text of one line without a full stop is running text
        paragraphs = [
            Paragraph(p.span, "body") if p.kind == "headline" and len(paragraphs) == 1 else p for p in paragraphs
        ]
    return paragraphs


def _close(text: str, paragraphs: list[Paragraph]) -> None:
    """Short lines without a full stop behind the last one that has one are what the page adds."""
    for index in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[index]
        if paragraph.kind == "furniture":
            continue
        short = paragraph.span.end - paragraph.span.start <= CLOSING_LENGTH
        if paragraph.kind != "body" or not short or FINAL.search(text, paragraph.span.end - 4, paragraph.span.end):
            return
        paragraphs[index] = Paragraph(paragraph.span, "furniture")


def _pieces(text: str, line: Span, words: TextWords, *, opening: bool) -> list[tuple[Span, str]]:
    """A line as (span, kind); kind is "" where only the context tells. A date header or dateline stands by itself.

    opening: whether no running text stands before the line.
    """
    content = line.of(text)
    for pattern, kind in words.furniture:
        if pattern.search(content):
            return [(line, kind)]
    if PLACE_LINE.match(content):
        return [(line, "caption")]
    if BYLINE.match(content):
        return [(line, "byline")]
    if BREADCRUMB.match(content):
        return [(line, "furniture")]
    pieces: list[tuple[Span, str]] = []
    start = line.start
    for pattern in (HEADER_DATE, DATELINE, OPENING, CITY):
        if pattern in (OPENING, CITY) and (not opening or (pieces and pattern is CITY)):
            continue
        if (match := pattern.match(text, start, line.end)) and match.end() < line.end:
            if pattern is CITY and not _is_city(text, match, line, words):
                continue
            end = match.start() + len(match.group().rstrip())
            pieces.append((Span(start, end), "byline"))
            start = match.end()
            start += len(text[start : line.end]) - len(text[start : line.end].lstrip())
    return [*pieces, (Span(start, line.end), "")]


def _is_city(text: str, match: re.Match[str], line: Span, words: TextWords) -> bool:
    """Whether words before a colon are where an article was written: a known place, or capitals and no speaker's label.

    Capitals label the speakers of an interview too, but then more than one paragraph begins with them.
    """
    city = match.group(1).split()
    if not FINAL.search(text, line.end - 4, line.end):  # a headline
        return False
    if " ".join(city).casefold() in words.cities:
        return True
    headed = text[: line.start].strip() != ""
    return len(city) == 1 and city[0].isupper() and headed and not LABEL.search(text, line.end)


def _sentences(text: str, paragraph: Span, words: TextWords) -> list[Span]:
    spans: list[Span] = []
    start = paragraph.start
    for match in BREAK.finditer(text, paragraph.start, paragraph.end):
        if match.group(1) == "." and _abbreviated(text, start, match, words):
            continue
        end = match.end(2)
        spans.append(Span(start, end))
        start = match.end()
    spans.append(Span(start, paragraph.end))
    return [span for span in spans if span.start < span.end]


def _abbreviated(text: str, start: int, match: re.Match[str], words: TextWords) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial and ends no sentence."""
    if match.group(2):
        return False
    before = WORD_BEFORE.search(text, max(start, match.start() - 24), match.start())
    if not before:
        return False
    word = before.group()
    if word in words.never_final or (len(word) == 1 and word.isupper()):
        return True
    return word in words.rarely_final and not STARTERS.match(text, match.end())
