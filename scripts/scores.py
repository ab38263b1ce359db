"""Counts of what is right, wrong and missed, and the matching that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

COLUMNS = ("figure", "precision", "recall", "F1", "right", "wrong", "missed")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one figure; precision, recall and F1 are 0 where nothing was found or nothing was to find."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


def lines(scores: Mapping[str, Score]) -> Iterator[tuple[str | int, ...]]:
    """Scores by figure as a table with the columns COLUMNS."""
    for figure, score in scores.items():
        shares = [f"{share:.3f}" for share in (score.precision, score.recall, score.f1)]
        yield (figure, *shares, score.right, score.wrong, score.missed)


def best(pairs: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """One-to-one matches out of pairs (likeness, ours, theirs): the likest first, of equals the first given."""
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for _, ours, theirs in sorted(pairs, key=lambda pair: -pair[0]):
        if ours not in matches and theirs not in taken:
            matches[ours] = theirs
            taken.add(theirs)
    return matches
