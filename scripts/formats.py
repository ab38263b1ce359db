"""What CSV, JSON Lines and Parquet hold, as it stands there: only the syntax is checked here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from scripts.problems import Problems, Report

RESAVE = "save it as UTF-8"
FIRST = "=+-@\t\r\n"  # begins a formula in a spreadsheet, or may once it is stripped
MAX_CELL = 2**17  # characters of one cell of a CSV


def undecodable(data: bytes) -> int:
    """The offset of the first byte that is not UTF-8, -1 if there is none."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return -1


def csv_records(file: str, data: bytes, report: Report) -> Iterator[tuple[str, list[str]]]:
    """The records of a CSV, each with the line it begins on. Bytes that are not UTF-8 come as surrogates.

    Raises Problems, all of the run so far, where the CSV cannot be read on, since the rest would be misread.
    """
    for at, what in ((data.find(b"\0"), "holds a NUL"), (undecodable(data), "is not UTF-8")):
        if at >= 0:
            line = data.count(b"\n", 0, at) + 1
            report.add(file, f"line {line}, byte {at}", what, RESAVE)
    if b"\0" in data:  # likely UTF-16: every cell would be wrong
        report.close()
    text = data.decode(errors="surrogateescape").removeprefix("\ufeff")  # spreadsheets write a byte order mark
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    before = csv.field_size_limit(MAX_CELL)  # of the whole process; other libraries raise it
    try:
        for record in reader:
            yield f"line {line}", record
            line = reader.line_num + 1
    except csv.Error as error:
        report.add(file, f"line {line}", f"is no CSV ({error})", "close each quotation mark, double those inside")
        raise Problems(report.problems) from error
    finally:
        csv.field_size_limit(before)


def json_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, read no further than limit bytes at once; None stands for a longer one."""
    number = 0
    while line := stream.readline(limit):
        number += 1
        rest = line
        while len(rest) == limit and not rest.endswith(b"\n"):
            rest = stream.readline(limit)
        yield number, line if rest is line else None


def json_object(file: str, where: str, line: bytes, report: Report) -> dict[str, object] | None:
    """The JSON object on a line; None and a problem if it holds none."""
    if (at := undecodable(line)) >= 0:
        report.add(file, f"{where}, byte {at} of the line", "is not UTF-8", RESAVE)
        return None
    text = line.decode().removeprefix("\ufeff" if where == "line 1" else "").rstrip("\r\n")
    what = "is no JSON object"
    try:
        found = json.loads(text, object_pairs_hook=_once)
        if isinstance(found, dict):
            return found
    except (ValueError, RecursionError) as error:  # numbers of 5,000 digits and deep nesting raise these too
        what = f"is no JSON ({error})"
    report.add(file, where, what, "write one JSON object on each line, and no blank line", value=text)
    return None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of these pairs. Raises ValueError if a name is there twice: one of its values would be lost."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def is_text(kind: pa.DataType, *, dates: bool) -> bool:
    """Whether a column of this Arrow type holds strings or nothing; with dates, whether it may hold dates instead."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(is_kind(kind) for is_kind in texts) or (dates and pa.types.is_date(kind))


def as_bytes(array: pa.Array) -> list[bytes | None]:
    """The values as UTF-8, dates as YYYY-MM-DD; bytes, because Arrow does not check that its strings are UTF-8."""
    values: list[bytes | None] = array.cast(pa.large_string()).cast(pa.large_binary()).to_pylist()
    return values


def decoded(value: bytes | None) -> str | None:
    """The bytes as text, with surrogates for those that are not UTF-8."""
    return None if value is None else value.decode(errors="surrogateescape")
