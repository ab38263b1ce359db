"""How fast the extraction is, stage by stage, and that its cost grows no faster than the text, whatever the text."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from scripts.documents import read
from scripts.extract import cascade as stages
from scripts.extract.cascade import Cascade
from scripts.extract.model import Document
from scripts.hostile import INPUTS, hostile
from scripts.publish import REFERENCE
from scripts.query import Result

# functions of scripts.extract.cascade
STAGES = (
    *("layout", "headed", "find_dates", "names", "people", "attributions", "references", "resolve", "events"),
    "to_arrow",
)
SIZE = 25_000  # code points of the smallest hostile text
ENOUGH = 0.2  # CPU seconds that the smallest text shall cost; it is made longer until it does
LARGEST = 400_000  # code points beyond which the smallest text is not made longer
DOUBLINGS = 2
STEEP = 1.4  # the exponent from which growth is not taken for linear; a square would be 2
PATIENCE = 10.0  # CPU seconds after which a text is doubled no more


@dataclass(frozen=True, slots=True)
class Growth:
    """What one hostile text costs: CPU seconds at a size (code points), twice and four times that.

    There are fewer measurements where they took too long.
    """

    name: str
    size: int
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """1 where the cost doubles with the text, 2 where it becomes four times as much."""
        doublings = len(self.seconds) - 1
        return math.log2(self.seconds[-1] / self.seconds[0]) / doublings if doublings else math.inf

    @property
    def steep(self) -> bool:
        """Whether the cost grows faster than the text."""
        return self.exponent > STEEP


def rates(folder: Path) -> Result:
    """MB/s (millions of bytes of UTF-8) of the whole extraction of the documents, then of each stage, on one core."""
    table = read(folder)
    size = sum(len(text.encode()) for text in table["text"].to_pylist()) / 1e6
    whole, spent = timed_stages(table)
    rows = [("whole extraction", whole), *sorted(spent.items(), key=lambda item: -item[1])]
    return Result(
        ("stage", "seconds", "MB/s"),
        tuple((name, f"{seconds:.3f}", f"{size / seconds:.2f}" if seconds else "") for name, seconds in rows),
    )


def timed_stages(table: pa.Table) -> tuple[float, dict[str, float]]:
    """CPU seconds of the whole extraction of the documents (schema scripts.documents.DOCUMENTS), then of each stage."""
    cascade = Cascade.load(REFERENCE)
    whole = _passed(cascade, table)
    with _timed() as spent:
        watched = _passed(cascade, table)
    spent["records and the rest"] = watched - sum(spent.values())
    return whole, spent


def growths(names: Sequence[str] = tuple(INPUTS), enough: float = ENOUGH) -> Iterator[Growth]:
    """What hostile texts cost at a size that takes a while, twice and four times that."""
    cascade = Cascade.load(REFERENCE)
    for name in names:
        size = SIZE
        seconds = [_cost(cascade, hostile(name, size))]
        while seconds[0] < enough and size < LARGEST:
            size *= 2
            seconds = [_cost(cascade, hostile(name, size))]
        for doubled in range(1, DOUBLINGS + 1):
            if seconds[-1] < PATIENCE:
                seconds.append(_cost(cascade, hostile(name, size << doubled)))
        yield Growth(name, size, tuple(seconds))


def shown(found: Sequence[Growth]) -> Result:
    """The measurements as a table."""
    times = [f"s at {1 << n}n" if n else "s at n" for n in range(DOUBLINGS + 1)]
    return Result(
        ("hostile text", "n (code points)", *times, "exponent"),
        tuple(
            (g.name, f"{g.size:,}", *[*map("{:.2f}".format, g.seconds), "", ""][: len(times)], f"{g.exponent:.2f}")
            for g in found
        ),
    )


def _cost(cascade: Cascade, text: str) -> float:
    begun = time.process_time()
    cascade.extract(Document("hostile", text))
    return time.process_time() - begun


def _passed(cascade: Cascade, table: pa.Table) -> float:
    begun = time.process_time()
    for batch in table.to_batches(max_chunksize=64):
        cascade.tables(batch)
    return time.process_time() - begun


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    """CPU seconds by stage, while the functions of the cascade are exchanged for ones that watch the clock."""
    spent: dict[str, float] = {}
    plain = {name: getattr(stages, name) for name in STAGES}
    for name, function in plain.items():
        setattr(stages, name, _watched(function, name, spent))
    try:
        yield spent
    finally:
        for name, function in plain.items():
            setattr(stages, name, function)


def _watched(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def watched(*given: Any, **named: Any) -> Any:
        begun = time.process_time()
        made = function(*given, **named)
        spent[name] = spent.get(name, 0.0) + time.process_time() - begun
        return made

    return watched
