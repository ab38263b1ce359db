"""A published folder, read back and checked: the descriptor, the bytes, the CSV, the Parquet, and what they say.

The tables are those of the descriptor, so that a package of any version can be checked. They are read part by part: a
large package takes time, not memory.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl

from schemas.read import SchemaError, Table, linked, parse
from scripts.across import check_links
from scripts.cells import spans
from scripts.folder import inside
from scripts.install import DESCRIPTOR, UNFINISHED, home
from scripts.package import digest
from scripts.problems import Problem
from scripts.seal import broken
from scripts.stored import AGAIN, first_line, read
from scripts.texts import by_hash
from scripts.validate import check_spans

EACH = 1_000  # problems of one column that are listed

Resources = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Package:
    """root: the folder below which the files lie. named: the resources by their path from there.

    tables: the schemas in the descriptor, by name. paths: of their CSV files.
    """

    root: Path
    named: Resources
    tables: Mapping[str, Table]
    paths: Mapping[str, str]


def validate_package(folder: Path, documents: Path | None = None) -> list[Problem]:
    """All problems of a package (``datapackage.json`` and what it names); none if it is sound.

    Of one column EACH are listed, and how many more were found at least: the search stops at some point.

    documents: a folder of texts or a file of them, to check the spans against, as far as the texts are those of the
    package by their sha256. Default: ``seeds/documents`` in the folder, where there is one. Raises Problems where the
    documents cannot be read.
    """
    problems, descriptor = read_descriptor(folder)
    if descriptor is None:
        return problems
    package, found = _package(folder, descriptor)
    problems += [*found, *_files(package)]
    sound: dict[str, pl.LazyFrame] = {}
    for name, table in package.tables.items():
        path = package.paths[name]
        try:
            file = inside(package.root, path)
        except (OSError, ValueError):
            continue  # reported as a file
        # a damaged file is reported already, and not worth the risk of decoding
        beside = package.root / _parquet(path) if _intact(package, _parquet(path)) else None
        rows, found = read(table, file, beside)
        problems += [replace(problem, file=_below(package.root, problem.file)) for problem in found]
        if rows is not None:
            sound[name] = rows
    try:
        found = check_links(sound, package.tables)
        if documents is None and (folder / "seeds" / "documents").is_dir():
            documents = folder / "seeds" / "documents"
        if documents is not None:
            found += _against(sound, package.tables, documents)
    except pl.exceptions.PolarsError as error:
        what = f"has tables that cannot be compared ({first_line(error)})"
        found = [Problem(DESCRIPTOR, None, None, None, what, AGAIN)]
    problems += [replace(problem, file=package.paths.get(problem.file, problem.file)) for problem in found]
    return list(_listed(dict.fromkeys(problems)))


def _listed(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first EACH of each column of a file, and how many more there are."""
    counts: Counter[tuple[str, str | None]] = Counter()
    for problem in problems:
        counts[problem.file, problem.column] += 1
        if counts[problem.file, problem.column] <= EACH:
            yield problem
    for (file, column), count in counts.items():
        if count > EACH:
            yield Problem(
                file, None, column, None, f"has {count - EACH:,} problems more, or yet more", "correct these first"
            )


@cache
def profile(name: str) -> Mapping[str, Any]:
    """The official Data Package v2 profile ``name`` (datapackage, tableschema), as the dplib wheel carries it."""
    found = importlib.util.find_spec("dplib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("dplib is not installed")
    path = Path(found.origin).parent / "profiles" / "2.0" / f"{name}.json"
    result: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return result


def read_descriptor(folder: Path) -> tuple[list[Problem], dict[str, Any] | None]:
    """The descriptor, if it can be worked with, and what is wrong with it."""
    path = folder / DESCRIPTOR
    try:
        content = path.read_bytes()
        descriptor = json.loads(content)
    except OSError as error:
        return [Problem(DESCRIPTOR, None, None, None, f"cannot be read ({error.strerror})", AGAIN)], None
    except (ValueError, RecursionError) as error:
        return [Problem(DESCRIPTOR, None, None, None, f"is not JSON ({error})", AGAIN)], None
    validator = jsonschema.Draft7Validator(profile("datapackage"), format_checker=jsonschema.FormatChecker())
    errors = sorted(validator.iter_errors(descriptor), key=lambda error: error.json_path)
    problems = [
        Problem(DESCRIPTOR, error.json_path, None, None, f"does not fit the profile ({error.message[:200]})", AGAIN)
        for error in errors
    ]
    if problems:
        return problems, None
    if (wrong := broken(content, descriptor)) is not None:
        problems.append(Problem(DESCRIPTOR, None, None, None, wrong, AGAIN))
    return problems, descriptor


def _package(folder: Path, descriptor: Mapping[str, Any]) -> tuple[Package, list[Problem]]:
    """The package that a descriptor tells of, as far as its schemas can be worked with, and what is wrong with them."""
    root = home(folder)
    start = f"{UNFINISHED}/" if root != folder else ""
    told = [resource for resource in descriptor["resources"] if isinstance(resource["path"], str)]
    named = {resource["path"].removeprefix(start): resource for resource in told}
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    paths: dict[str, str] = {}
    for path, resource in named.items():
        if "schema" not in resource:
            continue
        name, todo = resource["name"], "publish again, or check it with the version that made it"
        try:
            tables[name] = parse(name, resource["schema"])
            paths[name] = path
        except (SchemaError, ValueError, TypeError, AttributeError, KeyError, re.error) as error:
            what = f"is not understood ({error})"
            problems.append(Problem(DESCRIPTOR, f"resource {name}", "schema", None, what, todo))
    try:
        linked(tables)
    except SchemaError as error:
        problems.append(Problem(DESCRIPTOR, None, "foreignKeys", None, f"cannot be followed ({error})", AGAIN))
        tables = {name: replace(table, foreign_keys=()) for name, table in tables.items()}
    return Package(root.resolve(), named, tables, paths), problems


def _files(package: Package) -> Iterator[Problem]:
    """Files that are missing, unknown or changed, and tables that only one kind of file has."""
    for path, resource in package.named.items():
        try:
            size, found = digest(inside(package.root, path))
        except FileNotFoundError:
            yield Problem(path, None, None, None, "is missing", AGAIN)
            continue
        except (OSError, ValueError) as error:
            yield Problem(path, None, None, None, f"cannot be read ({error})", AGAIN)
            continue
        if size != resource.get("bytes"):
            what = f"has {size} bytes, not the {resource.get('bytes')} of the descriptor"
            yield Problem(path, None, None, None, what, AGAIN)
        elif found != resource.get("hash"):
            what = f"has been changed: its hash is {found}, not the {resource.get('hash')} of the descriptor"
            yield Problem(path, None, None, None, what, AGAIN)
    for path in package.paths.values():
        if (other := _parquet(path)) not in package.named:
            yield Problem(DESCRIPTOR, None, None, other, "is not among the resources", AGAIN)
    for path in package.named.keys() - {*package.paths.values(), *map(_parquet, package.paths.values())}:
        yield Problem(DESCRIPTOR, None, "path", path, "is no file of a table", "remove the resource")
    for file in sorted((package.root / "data").glob("*")):
        path = file.relative_to(package.root).as_posix()
        if file.suffix in (".csv", ".parquet") and path not in package.named:
            yield Problem(path, None, None, None, "is no file of this package", "remove it")


def _intact(package: Package, path: str) -> bool:
    resource = package.named.get(path)
    try:
        return resource is not None and digest(inside(package.root, path)) == (resource["bytes"], resource["hash"])
    except (OSError, ValueError, KeyError):
        return False


def _below(root: Path, file: str) -> str:
    return Path(file).relative_to(root).as_posix()


def _parquet(path: str) -> str:
    """The file that has the rows of a CSV as Parquet."""
    return f"{path.removesuffix('.csv')}.parquet"


def _against(tables: Mapping[str, pl.LazyFrame], known: Mapping[str, Table], documents: Path) -> list[Problem]:
    """Spans that are not what the documents have there, and sources whose document is not among them."""
    if "sources" not in tables or not {"source_id", "sha256"} <= set(known["sources"].columns):
        return []
    problems: list[Problem] = []
    sources = tables["sources"].with_row_index("#row").drop_nulls(["source_id", "sha256"]).collect()
    lost = sources
    for texts in by_hash(documents):
        there = sources.filter(pl.col("sha256").is_in(list(texts)))
        ids = there["source_id"]
        own: dict[str, pl.DataFrame] = {"sources": there}
        for name in spans(known).keys() & tables.keys():
            table = known[name]
            wanted = {"source_id", "start", "end", spans(known)[name], "sha256", *table.primary_key}
            rows = tables[name].select(column for column in table.columns if column in wanted).with_row_index("#row")
            own[name] = rows.filter(pl.col("source_id").is_in(ids.implode())).collect(engine="streaming")
        problems += check_spans(
            own, {row[0]: texts[row[1]] for row in there.select("source_id", "sha256").iter_rows()}, known
        )
        lost = lost.filter(~pl.col("sha256").is_in(list(texts)))
    return problems + check_spans({"sources": lost}, {}, known)
