"""What records are about: topics by the words of seeds/reference/topics.csv in the spans behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.extract.model import Span
from scripts.lexicon import Place

FIELDS: Mapping[str, str] = {  # of the spans in which a record's topics stand, by table
    "statements": "text",
    "meetings": "meeting",
    "agreements": "agreement",
    "proposals": "proposal",
}
REST: frozenset[str] = frozenset(("meetings",))  # "met Y to discuss joint drills": the rest of the sentence counts


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word or phrase, in small letters, by which a text is about a topic."""

    phrase: str
    topic: str
    source: str


class TopicWords:
    """The words compiled."""

    def __init__(self, rows: Iterable[TopicWord]) -> None:
        self.topics: dict[str, list[str]] = {}
        for row in rows:
            self.topics.setdefault(row.phrase, []).append(row.topic)

    def read(self, found: Iterable[Place]) -> list[tuple[int, int, str]]:
        """(start, end, topic) of words that stand in a text, in order; some have several topics."""
        return [(start, end, topic) for word, start, end in found for topic in self.topics[word]]


def topics(
    evidence: Iterable[tuple[str, str, str, int, int]], words: Sequence[tuple[int, int, str]], sentences: list[Span]
) -> Iterator[tuple[str, str, str, Span]]:
    """(table, record, topic, the first word that tells it) of the records whose spans are given, in order.

    evidence: (table, record, field, start, end) of its rows. words: as of TopicWords.read.
    """
    wanted = [row for row in evidence if FIELDS.get(row[0]) == row[2]]
    told: set[tuple[str, str, str]] = set()
    for table, record, _, start, end in wanted:
        if table in REST:
            index = bisect_left(sentences, end, key=lambda s: s.end)
            end = sentences[index].end if index < len(sentences) and sentences[index].start < end else end
        for at, after, topic in words[bisect_left(words, (start,)) : bisect_left(words, (end,))]:
            key = (table, record, topic)
            if after <= end and key not in told:
                told.add(key)
                yield *key, Span(at, after)
