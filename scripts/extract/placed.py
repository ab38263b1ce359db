"""Spans and mentions of a document by position."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from scripts.extract.model import Mention, Span


class Cover:
    """Which of many spans, if any, a position lies in."""

    def __init__(self, spans: Iterable[Span]):
        self.spans = sorted(spans)
        self.starts = [s.start for s in self.spans]

    def at(self, position: int) -> Span | None:
        """The span that holds the position, None where there is none."""
        index = bisect_left(self.starts, position + 1) - 1
        return self.spans[index] if index >= 0 and position < self.spans[index].end else None

    def holds(self, start: int, end: int) -> bool:
        """Whether one of the spans holds all of text[start:end]."""
        span = self.at(start)
        return span is not None and end <= span.end


class Placed:
    """Mentions by position."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.starts = [m.span.start for m in mentions]

    def within(self, span: Span) -> list[Mention]:
        """Those that lie within a span, in order."""
        low = bisect_left(self.starts, span.start)
        high = bisect_left(self.starts, span.end, lo=low)
        return [m for m in self.mentions[low:high] if m.span.end <= span.end]

    def at(self, position: int) -> int:
        """The index of the first that begins at the position or behind it."""
        return bisect_left(self.starts, position)
