"""Figures of the benchmark, kept in docs/bench.csv."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from scripts.query import Result

FILE = Path(__file__).parents[1] / "docs" / "bench.csv"
COST = "ms an article, CPU"


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured on a corpus of so many articles. value: as it is shown."""

    articles: int
    measure: str
    unit: str
    value: str


def recorded(file: Path = FILE) -> list[Figure]:
    """What was measured before, by size."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    return [Figure(int(articles), *rest) for articles, *rest in rows]


def record(found: Sequence[Figure], file: Path = FILE) -> None:
    """Keep the figures; they take the place of those at the same sizes."""
    sizes = {figure.articles for figure in found}
    kept = [figure for figure in recorded(file) if figure.articles not in sizes]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Figure)])
        writer.writerows(astuple(figure) for figure in sorted([*kept, *found], key=lambda figure: figure.articles))


def shown(found: Sequence[Figure], wanted: Callable[[str], bool] = lambda measure: True) -> Result:
    """A row a measure, a column a size."""
    sizes = sorted({figure.articles for figure in found})
    cells: dict[tuple[str, str], dict[int, str]] = {}
    for figure in found:
        if figure.measure != "machine" and wanted(figure.measure):
            cells.setdefault((figure.measure, figure.unit), {})[figure.articles] = figure.value
    rows = [(*named, *(values.get(size, "") for size in sizes)) for named, values in cells.items()]
    return Result(("what", "unit", *(f"{size:,} articles" for size in sizes)), tuple(rows))
