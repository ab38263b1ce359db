"""What a publisher promises of a package beyond its schemas: numbers that its tables give, and the limits of each.

They stand in limits.toml beside datapackage.json. A package without that file promises nothing.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from scripts.folder import inside
from scripts.install import DESCRIPTOR, home
from scripts.problems import Problem, Problems
from scripts.query import QueryError, ask, shut

LIMITS = "limits.toml"
TODO = f"look for what has changed, or change the limit in {LIMITS}"
NUMBER = (int, float)
KEYS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {  # what the parts of the file may say, and its types
    "file": {"rows": dict, "limit": list},
    "rows": {"may_fall": NUMBER, "of_at_least": int},
    "limit": {"name": str, "value": str, "at_least": NUMBER, "at_most": NUMBER},
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that the tables give, in SQL, and what it must not be below or above."""

    name: str
    value: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits.toml says. may_fall: a part of the rows of a table; None where any number may go."""

    limits: tuple[Limit, ...]
    may_fall: float | None
    of_at_least: int


def broken(folder: Path) -> list[Problem]:
    """The limits of a folder that its package breaks, each with its value. Raises Problems."""
    said = read(folder / LIMITS)
    if said is None:
        return []
    files = _files(folder)
    with duckdb.connect() as db:
        for name, path in files.items():
            db.read_parquet(str(path)).create_view(name)
        return list(_asked(said.limits, shut(db, files.values())))


def broken_by(files: Mapping[str, Path], folder: Path) -> list[Problem]:
    """The limits of a folder that tables would break if they were published there. files: Parquet. Raises Problems."""
    said = read(folder / LIMITS)
    if said is None:
        return []
    with duckdb.connect() as db:
        for name, path in files.items():
            db.read_parquet(str(path)).create_view(name)
        rows = {name: pq.read_metadata(path).num_rows for name, path in files.items()}
        return [*_asked(said.limits, shut(db, files.values())), *_fallen(said, rows, folder)]


def read(path: Path) -> Limits | None:
    """What the file says; None where there is none. Raises Problems."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise Problems([_wrong(path, f"cannot be read ({error})")]) from error
    if problems := list(_misread(path, said)):
        raise Problems(problems)
    rows = said.get("rows", {})
    return Limits(
        tuple(Limit(**limit) for limit in said.get("limit", [])), rows.get("may_fall"), rows.get("of_at_least", 1)
    )


def _misread(path: Path, said: Mapping[str, Any]) -> Iterator[Problem]:
    """What the file says that has no meaning here."""
    yield from (problems := list(_unknown(path, "file", said)))
    if problems:
        return
    yield from _unknown(path, "rows", said.get("rows", {}))
    for limit in said.get("limit", []):
        yield from _unknown(path, "limit", limit)
        if isinstance(limit, dict) and not (
            {"name", "value"} <= limit.keys() and {"at_least", "at_most"} & limit.keys()
        ):
            yield _wrong(
                path, f"has a limit {limit.get('name')!r} that lacks name, value, or both of at_least and at_most"
            )


def _unknown(path: Path, part: str, found: object) -> Iterator[Problem]:
    if not isinstance(found, dict):
        yield _wrong(path, f"has no table where a {part} should be")
        return
    for key, value in found.items():
        if (kind := KEYS[part].get(key)) is None:
            yield _wrong(path, f"has the unknown key {key!r} in a {part}; known are {', '.join(KEYS[part])}")
        elif not isinstance(value, kind) or isinstance(value, bool):
            yield _wrong(path, f"has a {key} of the wrong type, {value!r}")


def _wrong(path: Path, what: str) -> Problem:
    return Problem(str(path), None, None, None, what, "correct it")


def _asked(limits: Sequence[Limit], db: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    for limit in limits:
        try:
            rows = ask(db, limit.value).rows
            value = rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else "no single number"
            number = None if value is None else float(value)
        except (QueryError, ValueError, TypeError) as error:
            what = f"cannot be asked ({str(error).partition(chr(10))[0]})"
            yield Problem(LIMITS, limit.name, None, None, what, "correct the SQL")
            continue
        if number is None:
            continue
        for bound, off, word in (
            (limit.at_least, limit.at_least is not None and number < limit.at_least, "less than at_least"),
            (limit.at_most, limit.at_most is not None and number > limit.at_most, "more than at_most"),
        ):
            if off:
                yield Problem(LIMITS, limit.name, None, f"{number:g}", f"is {word}, {bound:g}", TODO)


def _fallen(said: Limits, rows: Mapping[str, int], folder: Path) -> Iterator[Problem]:
    """Tables that lose more rows than they may against the package of a folder."""
    if said.may_fall is None:
        return
    for name, path in _files(folder).items():
        try:
            before = pq.read_metadata(path).num_rows
        except (pa.ArrowException, OSError):  # damaged, and replaced now
            continue
        now = rows.get(name, 0)
        least = before * (1 - said.may_fall)
        if before >= said.of_at_least and now < least:
            kept = f"may_fall, {said.may_fall:g}, leaves of the {before:,} of the last package: {least:g}"
            what = f"rows are fewer than {kept}"
            yield Problem(LIMITS, f"rows of {name}", None, f"{now:,}", what, TODO)


def _files(folder: Path) -> dict[str, Path]:
    """The Parquet files of a package by table; none where there is no package to be read."""
    root = home(folder).resolve()
    try:
        paths = [Path(resource["path"]) for resource in json.loads((folder / DESCRIPTOR).read_bytes())["resources"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    found = {}
    for path in paths:
        try:
            if path.suffix == ".parquet":
                found[path.stem] = inside(root, f"data/{path.name}")
        except (OSError, ValueError):
            continue
    return found
