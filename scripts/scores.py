"""Counts of what is right, wrong and missed, and the matching that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

FIGURES = (
    "persons",
    "meetings",
    "meetings with their date",
    "agreements",
    "statements",
    "statements with their speaker",
)
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


@dataclass(frozen=True, slots=True)
class Error:
    """Something missed or wrong. what: which, in words that lead to it."""

    source_id: str
    figure: str
    kind: str
    what: str


@dataclass(slots=True)
class Report:
    """Scores by figure, and every error behind them."""

    scores: dict[str, Score] = field(default_factory=lambda: dict.fromkeys(FIGURES, Score()))
    errors: list[Error] = field(default_factory=list)

    def add(self, figure: str, right: int, found: int, needed: int) -> None:
        """Count what is right among what was found (optional ones left out) and what had to be found."""
        self.scores[figure] += Score(right, found - right, needed - right)

    def note(self, source_id: str, figure: str, missed: Iterable[str], wrong: Iterable[str]) -> None:
        """Keep what stands behind the counts."""
        self.errors += [Error(source_id, figure, "missed", what) for what in missed]
        self.errors += [Error(source_id, figure, "wrong", what) for what in wrong]


def lines(report: Report) -> Iterator[tuple[str | int, ...]]:
    """A report as a table with the columns COLUMNS."""
    for figure, score in report.scores.items():
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
