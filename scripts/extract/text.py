"""The parts of an article: paragraphs and what each is for, sentences, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.extract.model import Layout, Paragraph, Sentence, Span
from scripts.extract.quotes import quotations
from scripts.lexicon import Lines, branches
from scripts.reference import Reference, load, rows

LONGEST = 2000  # code points; what is longer is no prose, and is cut so that no later stage pays for it
HEADLINE_LENGTH = 200  # code points; longer first lines are taken for running text
KINDS = ("furniture", "byline", "caption")  # of lines that a phrase or their shape tells, the first that fits
CLOSING_LENGTH = 60  # code points; the same for lines behind the last full stop
REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"

LINE = re.compile(r"\S(?:[^\n\r]*\S)?")  # without the white space around it
DASH = re.compile("[:–—-]")  # every dateline has one
HEADER_DATE = re.compile(r"date[ \u00a0]\d{4}-\d\d-\d\d(?=\s)")
NAME = r"[A-Z][\w.’'-]*(?:[ \u00a0][A-Z][\w.’'-]*){0,4}"
WHERE = rf"{NAME}(?:[ \u00a0]\[[^\[\]\n]{{2,30}}\])?(?:,[ \u00a0][\w.]+(?:[ \u00a0][\w.]+){{0,2}}){{0,3}}"
AGENCY = r"\([A-Z][^()\n]{1,40}\)"
DATELINE = re.compile(
    rf"{WHERE}[ \u00a0]?(?:{AGENCY})?[ \u00a0]?\.?(?:[–—]|-{{1,2}}(?=\s))[ \u00a0]?"
    rf"(?:\d{{1,2}}[ \u00a0][A-Z][a-z]{{2,8}}[ \u00a0]\d{{4}}:(?=\s))?"
)
# At the head of the running text only: "(AGENCY) – ", "CITY (AGENCY): ", "CITY, May 3: ", "CITY: ".
OPENING = re.compile(
    rf"(?:{WHERE}[ \u00a0]?)?{AGENCY}[ \u00a0]?\.?(?:[–—:]|-{{1,2}})[ \u00a0]?"
    rf"|{NAME},[^:\n]{{0,30}}\d[^:\n]{{0,8}}:(?=\s)"
)
CITY = re.compile(rf"({NAME})(?:[ \u00a0]\[[^\[\]\n]{{2,30}}\])?(?:,[ \u00a0]{NAME})?:(?=\s)")
LABEL = re.compile(r"[A-Z][A-Z.’'\u00a0 -]{1,40}:\s", re.MULTILINE)
SHAPED = re.compile(  # "May 3, 2024, Nairobi: …", "By Jane Doe", "News / Africa"
    r"(?P<caption>(?:[A-Z]\w+ \d{1,2},? \d{4}|\d{1,2} [A-Z]\w+ \d{4}), [A-Z][\w ]{2,30}: )"
    r"|(?P<byline>[Bb][Yy][ \u00a0][A-Z][^.!?\n]{0,80}$)"
    r"|(?P<furniture>[\w&’' ]{2,30}(?:[ \u00a0]+[/»›>|][ \u00a0]+[\w&’' ]{2,30}){1,4}$)"
)
FINAL = re.compile(r"[.!?…][”\"’'»)\]]*$")
BREAK = re.compile(r"([.!?…](?<![.!?…].)[.!?…]*)([”\"’'»)\]]*)[ \u00a0\t]+(?=[“\"‘'«„(\[]*[A-Z0-9À-ÞĀ-Ž\u0400-\u042f])")
BLANK, WORD = re.compile(r"\s"), re.compile(r"\S")
OPENERS = "(“\"‘'«["
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
    heads: re.Pattern[str]  # matches at the start of a line; the name of its group begins with the kind
    within: re.Pattern[str]  # the same, anywhere in a line
    hints: Lines  # the phrases of ``within`` in small letters: quickly looked for in the whole text
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
            _any_of(grouped, {"whole": r"\W*{}\W*$", "start": "{}"}),
            _any_of(grouped, {"contains": "{}"}),
            Lines(row.phrase.lower() for row in phrases if row.where == "contains"),
            frozenset(name.casefold() for name in (*cities.values(), *spelled)),
        )


@cache
def text_words(folder: Path = REFERENCE) -> TextWords:
    """The lexicons of the repository. Raises Problems."""
    short = rows(folder / "abbreviations.csv", Abbreviation, ("abbreviation",))
    return TextWords.of(short, rows(folder / "furniture.csv", Furniture, ("phrase", "where")), load(folder))


def _any_of(grouped: Mapping[tuple[str, str], list[str]], ways: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for phrases by where they stand and kind; ways: where, and a pattern around the phrases."""
    return re.compile(
        "|".join(
            f"(?P<{kind}_{where}>(?i:{way.format(branches(p.lower() for p in grouped[where, kind]))}))"
            for where, way in ways.items()
            for kind in KINDS
            if (where, kind) in grouped
        )
    )


def layout(text: str, words: TextWords | None = None) -> Layout:
    """Divide a text into paragraphs, sentences and quotations; every offset is into the text as given."""
    words = words or text_words()
    paragraphs = tuple(_paragraphs(text, words))
    return Layout(text, paragraphs, tuple(_sentences(text, paragraphs, words)), quotations(text, paragraphs))


def _lines(text: str) -> list[Span]:
    """Lines that are not blank, trimmed; a line that a hard wrap broke in mid-sentence is joined with the next."""
    spans: list[Span] = []
    for match in LINE.finditer(text):
        start, end = match.span()
        if spans and text[start].islower() and text.count("\n", spans[-1].end, start) == 1:
            before = spans[-1]
            if before.end - before.start > 40 and not _ends(text, before):
                spans[-1] = Span(before.start, end)
                continue
        spans.append(Span(start, end))
    return spans


def _ends(text: str, span: Span) -> bool:
    """Whether a stretch ends with a full stop or the like, quotation marks and brackets behind it left out."""
    return FINAL.search(text, max(span.start, span.end - 4), span.end) is not None


def _paragraphs(text: str, words: TextWords) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    headline = False  # whether the headline has been seen
    body = False  # whether running text has begun
    small = text.lower().replace("\u00a0", " ")
    marked = next(words.hints.find(small), None) is not None
    for line in _lines(text):
        if kind := _shape(text, line, words, marked=marked):
            paragraphs.append(Paragraph(line, kind))
            continue
        start = line.start
        for head in _heads(text, line, words, opening=not body):
            paragraphs.append(Paragraph(head, "byline"))
            start = head.end + len(text[head.end : line.end]) - len(text[head.end : line.end].lstrip())
        rest = line if start == line.start else Span(start, line.end)
        if body or _ends(text, rest) or rest.end - rest.start > HEADLINE_LENGTH:
            kind, body = "body", True
        else:
            kind, headline = "subheadline" if headline else "headline", True
        paragraphs.append(Paragraph(rest, kind))
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
        if paragraph.kind != "body" or not short or _ends(text, paragraph.span):
            return
        paragraphs[index] = Paragraph(paragraph.span, "furniture")


def _shape(text: str, line: Span, words: TextWords, *, marked: bool) -> str | None:
    """What a line is by itself, None where only the context tells. marked: a phrase that may stand anywhere is near."""
    found = words.heads.match(text, line.start, line.end)
    if found is None and marked:
        found = words.within.search(text, line.start, line.end)
    found = found or SHAPED.match(text, line.start, line.end)
    return str(found.lastgroup).partition("_")[0] if found else None


def _heads(text: str, line: Span, words: TextWords, *, opening: bool) -> list[Span]:
    """The date header and the dateline with which a line begins. opening: no running text stands before it."""
    heads: list[Span] = []
    if DASH.search(text, line.start, line.end) is None:
        return heads
    start = line.start
    for pattern in (HEADER_DATE, DATELINE, OPENING, CITY) if opening else (HEADER_DATE, DATELINE):
        match = pattern.match(text, start, line.end)
        if heads and pattern is CITY and not (match and match.group(1).casefold() in words.cities):
            break
        if match and match.end() < line.end and (pattern is not CITY or _is_city(text, match, line, words)):
            heads.append(Span(start, match.start() + len(match[0].rstrip())))
            start = match.end() + len(text[match.end() : line.end]) - len(text[match.end() : line.end].lstrip())
    return heads


def _is_city(text: str, match: re.Match[str], line: Span, words: TextWords) -> bool:
    """Whether words before a colon are where an article was written: a known place, or capitals and no speaker's label.

    Capitals label the speakers of an interview too, but then more than one paragraph begins with them.
    """
    city = match.group(1).split()
    if not _ends(text, line):  # a headline
        return False
    if " ".join(city).casefold() in words.cities:
        return True
    headed = text[: line.start].strip() != ""
    return len(city) == 1 and city[0].isupper() and headed and not LABEL.search(text, line.end)


def _sentences(text: str, paragraphs: Sequence[Paragraph], words: TextWords) -> list[Sentence]:
    found: list[Sentence] = []
    for index, paragraph in enumerate(paragraphs):
        start, stop = paragraph.span
        for match in BREAK.finditer(text, start, stop):
            if match[1] == "." and _abbreviated(text, start, match, words):
                continue
            found.append(Sentence(Span(start, match.end(2)), index))
            start = match.end()
        if start < stop:
            found.append(Sentence(Span(start, stop), index))
    if all(p.span.end - p.span.start <= LONGEST for p in paragraphs):
        return found
    return [Sentence(span, s.paragraph) for s in found for span in _cut(text, s.span)]


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence, cut at blanks where it is longer than any sentence is."""
    start, end = sentence
    while end - start > LONGEST:
        blank = BLANK.search(text, start + LONGEST // 2, start + LONGEST)
        stop = blank.start() if blank else start + LONGEST
        yield Span(start, start + len(text[start:stop].rstrip()))
        word = WORD.search(text, stop, end)
        start = word.start() if word else end
    if start < end:
        yield Span(start, end)


def _abbreviated(text: str, start: int, match: re.Match[str], words: TextWords) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial and ends no sentence."""
    if match.group(2):
        return False
    before = text[max(start, match.start() - 24) : match.start()].split()
    if not before:
        return False
    word = before[-1].lstrip(OPENERS)
    if not words.never_final.isdisjoint((word, word.rpartition("-")[2])) or (len(word) == 1 and word.isupper()):
        return True
    return word in words.rarely_final and not STARTERS.match(text, match.end())
