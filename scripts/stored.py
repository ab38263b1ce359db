"""A table as it is stored twice, as CSV and as Parquet: read part by part, each row checked, the two compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.compile import POLARS, arrow_schema
from schemas.read import Table
from scripts.problems import MOST, Problem
from scripts.validate import row_checks

SHOWN = 20  # cells of a table that are reported as different; a row that slipped in makes all of them so
PART = 32_768  # rows of a table in memory at a time
AGAIN = "publish again"


def read(table: Table, file: Path, beside: Path | None) -> tuple[pl.LazyFrame | None, list[Problem]]:
    """The rows of a CSV, if its columns are right, and what is wrong with each row. Problems name the paths given.

    beside: the Parquet file that shall say the same; the rows are read from it where it does.
    """
    problems: list[Problem] = []
    parquet: pl.LazyFrame | None = None
    if beside is not None:
        parquet, problems = _parquet(table, beside)
    compared = _Compared(table, str(beside))
    check, first, sound = row_checks(table), 0, True
    scanned = pl.scan_csv(file, infer_schema=False)
    try:
        for cells, others in zip_longest(_parts(scanned), _parts(parquet) if parquet is not None else ()):
            if cells is None:
                compared.more(0, others.height)
                continue
            part, found = _typed(table, cells, str(file), first)
            shape, values = check(part, first)
            sound = sound and not shape
            if len(problems) < MOST:
                problems += [*found, *(replace(problem, file=str(file)) for problem in shape or values)]
            if sound and parquet is not None:
                compared.part(part, others)
            first += part.height
    except (pl.exceptions.PolarsError, OSError) as error:
        what = f"cannot be read ({first_line(error)})"
        return None, [*problems, Problem(str(file), None, None, None, what, AGAIN)]
    if not sound:
        return None, list(dict.fromkeys(problems))
    if parquet is not None:
        problems += (differences := compared.problems())
        if not differences:
            return parquet, problems
    return scanned.with_columns(_cell(field.name, field.type) for field in table.fields), problems


def first_line(error: Exception) -> str:
    """What an error says, without what it adds for programmers."""
    return str(error).partition("\n")[0]


def _parts(rows: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """The rows, PART at a time, and at least one part."""
    none = True
    for part in rows.collect_batches(chunk_size=PART):
        none = False
        yield part
    if none:
        yield rows.head(0).collect()


def _parquet(table: Table, file: Path) -> tuple[pl.LazyFrame | None, list[Problem]]:
    try:
        if pq.read_schema(file).equals(arrow_schema(table), check_metadata=True):
            return pl.scan_parquet(file), []
        what = "has other columns, types or descriptions than its schema"
    except (pa.ArrowException, OSError) as error:
        what = f"cannot be read as Parquet ({first_line(error)})"
    return None, [Problem(str(file), None, None, None, what, AGAIN)]


def _typed(table: Table, cells: pl.DataFrame, file: str, first: int) -> tuple[pl.DataFrame, list[Problem]]:
    """Some rows of a CSV with their types; cells that are of none are absent in it and reported."""
    fields = [field for field in table.fields if field.name in cells.columns]
    typed = cells.with_columns(_cell(field.name, field.type) for field in fields)
    problems = []
    for field in fields:
        read, cell = typed[field.name], cells[field.name]
        for index in (read.is_null() & cell.is_not_null()).arg_true():
            place, what = f"row {first + index + 1}", f"is no {field.type}"
            problems.append(Problem(file, place, field.name, cell[index], what, "correct the value"))
    return typed, problems


def _cell(name: str, type: str) -> pl.Expr:
    cell = pl.col(name)
    if type == "boolean":
        return cell.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    if type == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    return cell.cast(POLARS[type], strict=False)


class _Compared:
    """Where the Parquet file of a table differs from its CSV, part by part."""

    def __init__(self, table: Table, file: str) -> None:
        self.file, self.columns = file, table.columns
        self.heights = [0, 0]
        self.cells: list[Problem] = []
        self.count = 0

    def part(self, rows: pl.DataFrame, others: pl.DataFrame | None) -> None:
        """The next rows of each; None where there are none left."""
        first = self.heights[0]
        self.more(rows.height, 0 if others is None else others.height)
        if others is None or rows.height != others.height or rows.equals(others):
            return
        for name in self.columns:
            for index in rows[name].ne_missing(others[name]).arg_true():
                self.count += 1
                if self.count <= SHOWN:
                    row, what = f"row {first + index + 1}", f"is {rows[name][index]!r} in the CSV"
                    self.cells.append(Problem(self.file, row, name, str(others[name][index]), what, AGAIN))

    def more(self, rows: int, others: int) -> None:
        """So many rows more of each."""
        self.heights = [self.heights[0] + rows, self.heights[1] + others]

    def problems(self) -> list[Problem]:
        """What differs, when all parts have been looked at."""
        if self.heights[0] != self.heights[1]:
            what = f"has {self.heights[1]} rows, the CSV {self.heights[0]}"
            return [Problem(self.file, None, None, None, what, AGAIN)]
        rest = self.count - SHOWN
        what = f"differs from the CSV in {rest} more cells"
        return [*self.cells, *([Problem(self.file, None, None, None, what, AGAIN)] if rest > 0 else [])]
