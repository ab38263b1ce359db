"""An article cut where any of its spans begins or ends: overlapping and divided spans can then be shown in one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scripts.site.record import DOCUMENTS, Site


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table of spans. about: the table of the record that the words are for."""

    table: str
    row: Mapping[str, Any]
    about: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article and all rows about just these words. start, end: code points, end exclusive.

    number: from 1, in the order of the text, longer ones first. cut: whether quote is only the beginning.
    """

    number: int
    start: int
    end: int
    quote: str
    cut: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text within which the same passages hold. number: of the shortest of them, None where none is.

    numbers: of all of them, as they stand in the page.
    """

    start: int
    text: str
    number: int | None
    numbers: str
    about: str


def passages(site: Site, source: str) -> tuple[Passage, ...]:
    """All passages of an article."""
    found: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    for name, row in _rows(site, source):
        subject = site.subject(name, row)
        found[row["start"], row["end"]].append(Entry(name, row, subject[0] if subject else name))
    ordered = sorted(found, key=lambda span: (span[0], -span[1]))
    return tuple(_passage(number, span, found[span], site.words) for number, span in enumerate(ordered, 1))


def _rows(site: Site, source: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of all tables of spans that are about an article, each with its table."""
    for reference in site.references.get((DOCUMENTS, source), ()):
        if reference.table in site.words and reference.field == "source_id":
            yield reference.table, reference.row


def _passage(number: int, span: tuple[int, int], entries: Sequence[Entry], words: Mapping[str, str]) -> Passage:
    first = entries[0]
    cut = first.row.get("sha256") is not None
    return Passage(number, *span, str(first.row[words[first.table]]), cut, tuple(entries))


def segments(text: str, found: Iterable[Passage]) -> Iterator[Segment]:
    """The text in pieces, in order, none of it left out. A passage beyond its end is left out."""
    begins: defaultdict[int, list[Passage]] = defaultdict(list)
    ends: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in found:
        if 0 <= passage.start < passage.end <= len(text):
            begins[passage.start].append(passage)
            ends[passage.end].append(passage)
    held: dict[int, Passage] = {}
    cuts = sorted({0, *begins, *ends, len(text)})
    for start, end in pairwise(cuts):
        for passage in ends[start]:
            del held[passage.number]
        held |= {passage.number: passage for passage in begins[start]}
        inner = min(held.values(), key=lambda passage: (passage.end - passage.start, passage.number), default=None)
        yield Segment(
            start,
            text[start:end],
            inner.number if inner else None,
            " ".join(map(str, held)),
            inner.entries[0].about if inner else "",
        )
