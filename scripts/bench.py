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
DOUBLINGS = 2
STEEP = 1.4  # the exponent from which growth is not taken for linear; a square would be 2
SLOW = 0.5  # CPU seconds from which a measurement is trusted
PATIENCE = 10.0  # CPU seconds after which a text is doubled no more


@dataclass(frozen=True, slots=True)
class Growth:
    """What one hostile text costs at a size, twice and four times that: CPU seconds, fewer where it took too long."""

    name: str
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """1 where the cost doubles with the text, 2 where it becomes four times as much."""
        doublings = len(self.seconds) - 1
        return (
            math.log2(max(self.seconds[-1], 1e-6) / max(self.seconds[0], 1e-6)) / doublings if doublings else math.inf
        )

    @property
    def steep(self) -> bool:
        """Whether the cost grows faster than the text. What takes no time to speak of does not count."""
        return self.exponent > STEEP and self.seconds[-1] > SLOW


def rates(folder: Path) -> Result:
    """MB/s (millions of bytes of UTF-8) of the whole extraction of the documents, then of each stage, on one core."""
    cascade = Cascade.load(REFERENCE)
    table = read(folder)
    size = sum(len(text.encode()) for text in table["text"].to_pylist()) / 1e6
    whole = _passed(cascade, table)
    with _timed() as spent:
        watched = _passed(cascade, table)
    spent["records and the rest"] = watched - sum(spent.values())
    rows = [("whole extraction", whole), *sorted(spent.items(), key=lambda item: -item[1])]
    return Result(
        ("stage", "seconds", "MB/s"),
        tuple((name, f"{seconds:.3f}", f"{size / seconds:.2f}" if seconds else "") for name, seconds in rows),
    )


def growths(names: Sequence[str] = tuple(INPUTS), size: int = SIZE) -> Iterator[Growth]:
    """What hostile texts cost at a size, twice and four times that."""
    cascade = Cascade.load(REFERENCE)
    for name in names:
        seconds: list[float] = []
        for doubled in range(DOUBLINGS + 1):
            if not seconds or seconds[-1] < PATIENCE:
                seconds.append(_cost(cascade, hostile(name, size << doubled)))
        yield Growth(name, tuple(seconds))


def shown(found: Sequence[Growth]) -> Result:
    """The measurements as a table."""
    sizes = [f"{SIZE << n:,}" for n in range(DOUBLINGS + 1)]
    none = ("",) * len(sizes)
    return Result(
        ("hostile text", *(f"s at {size}" for size in sizes), "exponent"),
        tuple((g.name, *((*map("{:.3f}".format, g.seconds), *none)[: len(sizes)]), f"{g.exponent:.2f}") for g in found),
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
