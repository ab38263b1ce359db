"""A published folder, read back and checked: the descriptor, the bytes, the CSV, the Parquet, and what they say."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.compile import POLARS, arrow_schema
from schemas.read import Table
from schemas.read import tables as schemas
from scripts.package import DESCRIPTOR, digest
from scripts.problems import Problem
from scripts.validate import check_spans, check_tables

SHOWN = 20  # cells of a table that are reported as different; a row that slipped in makes all of them so
AGAIN = "publish again"


def run(folder: Path) -> list[Problem]:
    """What is wrong with the package in a folder; the same as ``validate_package``."""
    return validate_package(folder)


def validate_package(folder: Path) -> list[Problem]:
    """All problems of a published folder (``datapackage.json`` and ``data/``); none if it can be relied upon.

    Where the folder has ``seeds/documents``, spans are checked against the texts there, found by sha256.
    """
    problems, descriptor = _descriptor(folder)
    if descriptor is None:
        return problems
    named = {resource["path"]: resource for resource in descriptor["resources"] if isinstance(resource["path"], str)}
    problems += _files(folder, named)
    tables: dict[str, pl.DataFrame] = {}
    for table in schemas().values():
        frame, found = _read_csv(folder, table)
        problems += found
        resource = named.get(f"data/{table.name}.parquet")
        if frame is not None:
            tables[table.name] = frame
            # a damaged file is reported already, and not worth the risk of decoding
            if resource is not None and _intact(folder, resource):
                problems += _same(folder, table, frame)
    problems += check_tables(tables)
    if (folder / "seeds" / "documents").is_dir() and "sources" in tables:
        problems += check_spans(tables, _documents(folder / "seeds" / "documents", tables["sources"]))
    return problems


@cache
def profile(name: str) -> Mapping[str, Any]:
    """The official Data Package v2 profile ``name`` (datapackage, tableschema), as the dplib wheel carries it."""
    found = importlib.util.find_spec("dplib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("dplib is not installed")
    path = Path(found.origin).parent / "profiles" / "2.0" / f"{name}.json"
    result: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return result


def _descriptor(folder: Path) -> tuple[list[Problem], dict[str, Any] | None]:
    """The descriptor, if it can be worked with, and what is wrong with it."""
    path = folder / DESCRIPTOR
    try:
        descriptor = json.loads(path.read_bytes())
    except OSError as error:
        return [Problem(DESCRIPTOR, None, None, None, f"cannot be read ({error.strerror})", AGAIN)], None
    except ValueError as error:
        return [Problem(DESCRIPTOR, None, None, None, f"is not JSON ({error})", AGAIN)], None
    validator = jsonschema.Draft7Validator(profile("datapackage"), format_checker=jsonschema.FormatChecker())
    errors = sorted(validator.iter_errors(descriptor), key=lambda error: error.json_path)
    problems = [
        Problem(DESCRIPTOR, error.json_path, None, None, f"does not fit the profile ({error.message[:200]})", AGAIN)
        for error in errors
    ]
    return problems, None if problems else descriptor


def _files(folder: Path, named: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Files that are missing, unknown or changed, and schemas that are not ours."""
    ours = {f"data/{name}.{suffix}": table for name, table in schemas().items() for suffix in ("csv", "parquet")}
    for path, table in ours.items():
        resource = named.get(path)
        if resource is None:
            yield Problem(DESCRIPTOR, None, None, path, "is not among the resources", AGAIN)
        elif not (folder / path).is_file():
            yield Problem(path, None, None, None, "is missing", AGAIN)
        else:
            size, found = digest(folder / path)
            if size != resource.get("bytes"):
                what = f"has {size} bytes, not the {resource.get('bytes')} of the descriptor"
                yield Problem(path, None, None, None, what, AGAIN)
            elif found != resource.get("hash"):
                what = f"has been changed: its hash is {found}, not the {resource.get('hash')} of the descriptor"
                yield Problem(path, None, None, None, what, AGAIN)
        if resource is not None and path.endswith(".csv") and resource.get("schema") != table.document:
            yield Problem(DESCRIPTOR, f"resource {table.name}", "schema", None, "is not the schema of the table", AGAIN)
    for path in named.keys() - ours.keys():
        yield Problem(DESCRIPTOR, None, "path", path, "is no file of this package", "remove the resource")
    for file in sorted((folder / "data").glob("*")):
        path = file.relative_to(folder).as_posix()
        if file.suffix in (".csv", ".parquet") and path not in ours:
            yield Problem(path, None, None, None, "is no file of this package", "remove it")


def _intact(folder: Path, resource: Mapping[str, Any]) -> bool:
    path = folder / resource["path"]
    return path.is_file() and digest(path) == (resource.get("bytes"), resource.get("hash"))


def _read_csv(folder: Path, table: Table) -> tuple[pl.DataFrame | None, list[Problem]]:
    """The table with its types; cells that are of none are absent in it and reported."""
    path = f"data/{table.name}.csv"
    if not (folder / path).is_file():
        return None, []  # reported as a file
    try:
        cells = pl.read_csv(folder / path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition("\n")[0]
        return None, [Problem(path, None, None, None, f"cannot be read as CSV ({reason})", AGAIN)]
    problems: list[Problem] = []
    typed = cells
    for field in table.fields:
        if field.name in cells.columns and field.type != "string":
            column = _typed(cells[field.name], field.type)
            typed = typed.with_columns(column)
            for index in (column.is_null() & cells[field.name].is_not_null()).arg_true():
                value, where = cells[field.name][index], f"row {index + 1}"
                problems.append(Problem(path, where, field.name, value, f"is no {field.type}", "correct the value"))
    return typed, problems


def _typed(cells: pl.Series, type: str) -> pl.Series:
    if type == "boolean":
        truth = {"true": True, "false": False}
        return cells.replace_strict(truth, default=None, return_dtype=pl.Boolean)
    if type == "date":
        return cells.str.to_date("%Y-%m-%d", strict=False)
    return cells.cast(POLARS[type], strict=False)


def _same(folder: Path, table: Table, frame: pl.DataFrame) -> list[Problem]:
    """Where the Parquet file differs from the CSV."""
    path = f"data/{table.name}.parquet"
    try:
        read: pa.Table = pq.read_table(folder / path)
    except (pa.ArrowException, OSError) as error:
        return [Problem(path, None, None, None, f"cannot be read as Parquet ({error})", AGAIN)]
    if not read.schema.equals(arrow_schema(table), check_metadata=True):
        return [Problem(path, None, None, None, "has other columns, types or descriptions than its schema", AGAIN)]
    other = pl.DataFrame(read)
    if other.height != frame.height:
        what = f"has {other.height} rows, the CSV {frame.height}"
        return [Problem(path, None, None, None, what, AGAIN)]
    if frame.columns != other.columns or frame.equals(other):
        return []  # wrong columns of the CSV are reported with its table
    problems = [
        Problem(path, f"row {index + 1}", name, str(other[name][index]), f"is {frame[name][index]!r} in the CSV", AGAIN)
        for name in table.columns
        for index in frame[name].ne_missing(other[name]).arg_true()
    ]
    rest = len(problems) - SHOWN
    more = [Problem(path, None, None, None, f"differs from the CSV in {rest} more cells", AGAIN)] if rest > 0 else []
    return problems[:SHOWN] + more


def _documents(folder: Path, sources: pl.DataFrame) -> dict[str, str]:
    """Texts of the sources whose sha256 a file of the folder has, by source_id."""
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.txt")):
        content = path.read_bytes()
        try:
            texts[hashlib.sha256(content).hexdigest()] = content.decode("utf-8")
        except UnicodeDecodeError:
            continue  # no document of ours: they are all UTF-8
    by_hash = (
        sources.select("source_id", "sha256").iter_rows() if {"source_id", "sha256"} <= set(sources.columns) else ()
    )
    return {source: texts[found] for source, found in by_hash if found in texts}
