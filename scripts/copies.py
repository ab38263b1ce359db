"""A version of the package, wherever it lies: a folder, a zip, or a revision of this repository.

Nothing in it is trusted: only the descriptor and the files that it names are looked at, none of them outside the
package, and a zip may unpack to no more than MOST times its own size.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import jsonschema
import polars as pl

from scripts.folder import inside
from scripts.install import DESCRIPTOR, home
from scripts.problems import Problem, Problems
from scripts.published import profile

MOST = 200  # bytes that a zip may unpack to for each byte of its own; tables pack to a fifth or a tenth
LARGEST = 64 * 1024 * 1024  # bytes of a descriptor
TAG = re.compile(r"v(\d{1,9}\.\d{1,9}\.\d{1,9})", re.ASCII)  # a revision that is a release
VALIDATE = "run python -m scripts validate on it"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a descriptor says about one of its tables. columns: the fields of its Table Schema by name, in order."""

    name: str
    path: str
    title: str
    schema: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, Any]]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A version of the package. name: as the user named it. folder: where the files that it names lie."""

    name: str
    folder: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Shape]

    @property
    def version(self) -> str:
        """The version that its tag has, or its descriptor; 0.0.0 where neither says one."""
        tag = TAG.fullmatch(self.name)
        return tag[1] if tag else str(self.descriptor.get("version", "0.0.0"))

    def rows(self, table: str) -> pl.DataFrame:
        """All rows of a table in the order of the file, every cell as it is written there. Raises Problems."""
        shape = self.tables[table]
        try:
            read = pl.read_csv(inside(self.folder, shape.path), infer_schema=False)
        except (OSError, ValueError, pl.exceptions.PolarsError) as error:
            what = f"cannot be read ({str(error).partition(chr(10))[0]})"
            raise Problems([Problem(f"{self.name}: {shape.path}", None, None, None, what, VALIDATE)]) from error
        if read.columns != list(shape.columns):
            what = "has other columns than its schema"
            raise Problems([Problem(f"{self.name}: {shape.path}", None, None, None, what, VALIDATE)])
        return read


@contextmanager
def opened(where: str) -> Iterator[Copy]:
    """The version that a path or a revision names; a zip or a revision is unpacked for as long as it is in use.

    Raises Problems where there is none, or its descriptor does not fit the Data Package profile.
    """
    if where and Path(where).is_dir():
        yield _copy(where, home(Path(where)))
        return
    with tempfile.TemporaryDirectory() as made:
        archive, folder = Path(where), Path(made) / "package"
        if not archive.is_file():
            archive = Path(made) / "revision.zip"
            _archive(where, archive)
        folder.mkdir()
        try:
            unpack(archive, folder)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise _none(where, f"cannot be unpacked ({error})", "name a zip of the package") from error
        yield _copy(where, folder)


def unpack(archive: Path, folder: Path) -> None:
    """The descriptor of a zip, and the files that it names, into an empty folder.

    The zip holds datapackage.json at its top. Raises ValueError for what is unsafe, and what zipfile raises.
    """
    left = MOST * archive.stat().st_size
    with zipfile.ZipFile(archive) as zipped:
        names = zipped.namelist()
        if len(set(names)) != len(names):
            raise ValueError("one name stands in it twice")
        if DESCRIPTOR not in names:
            raise ValueError(f"it has no {DESCRIPTOR} at its top")
        with zipped.open(DESCRIPTOR) as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ValueError(f"{DESCRIPTOR} has more than {LARGEST:,} bytes")
        (folder / DESCRIPTOR).write_bytes(content)
        for path in dict.fromkeys(_paths(json.loads(content))):
            if path in names:  # what is missing is missed when it is read
                target = _below(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(path) as stream, target.open("xb") as file:
                    left -= _some(stream, file, left)


def _some(stream: IO[bytes], file: IO[bytes], most: int) -> int:
    """Copies at most so many bytes. Raises ValueError where there are more."""
    done = 0
    while part := stream.read(1 << 20):
        done += len(part)
        if done > most:
            raise ValueError(f"it unpacks to more than {MOST} times its size")
        file.write(part)
    return done


def _below(folder: Path, path: str) -> Path:
    if "\\" in path or ":" in path or "\0" in path or {"", ".", ".."} & set(path.split("/")):
        raise ValueError(f"{path!r} is no plain path below the package")
    return folder / path


def _paths(descriptor: Any) -> Iterator[str]:
    """The paths of the resources, of a descriptor that may be anything."""
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    for resource in resources if isinstance(resources, list) else ():
        path = resource.get("path") if isinstance(resource, dict) else None
        if isinstance(path, str):
            yield path


def _archive(revision: str, to: Path) -> None:
    """The package of a revision of the repository of this folder, as a zip. Raises Problems."""
    todo = "name a folder, a zip, or a revision as git names it (HEAD, v0.1.0)"
    try:
        found = git("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        git("archive", "--format=zip", f"--output={to}", found, "--", DESCRIPTOR, "data")
    except (OSError, ValueError) as error:  # a null character in the name is a ValueError
        raise _none(revision, f"is no package ({error})", todo) from error


def git(*words: str) -> str:
    """What git prints, in the current folder. Raises OSError with what it says where it fails or is not there."""
    run = subprocess.run(["git", *words], capture_output=True, encoding="utf-8", errors="replace", check=False)
    if run.returncode:
        raise OSError(run.stderr.strip().partition("\n")[0] or f"git {words[0]} failed")
    return run.stdout.strip()


def _copy(name: str, folder: Path) -> Copy:
    """The package of a folder, its descriptor checked. Raises Problems."""
    try:
        content = inside(folder.resolve(), DESCRIPTOR).read_bytes()
        descriptor = json.loads(content)
    except (OSError, ValueError, RecursionError) as error:
        todo = "name the folder of a datapackage.json"
        raise _none(f"{name}: {DESCRIPTOR}", f"cannot be read ({error})", todo) from error
    validator = jsonschema.Draft7Validator(profile("datapackage"), format_checker=jsonschema.FormatChecker())
    problems = [
        Problem(f"{name}: {DESCRIPTOR}", error.json_path, None, None, f"does not fit ({error.message[:200]})", VALIDATE)
        for error in validator.iter_errors(descriptor)
    ]
    if problems:
        raise Problems(problems)
    tables = {shape.name: shape for shape in _shapes(descriptor)}
    return Copy(name, folder.resolve(), descriptor, tables)


def _shapes(descriptor: Mapping[str, Any]) -> Iterator[Shape]:
    """The tables of a descriptor that fits the profile: its CSV resources with a schema."""
    for resource in descriptor["resources"]:
        schema, path = resource.get("schema"), resource.get("path")
        if isinstance(schema, dict) and isinstance(path, str) and path.endswith(".csv"):
            columns = {field["name"]: field for field in schema["fields"]}
            key = schema.get("primaryKey", [])
            key = (key,) if isinstance(key, str) else tuple(key)
            yield Shape(resource["name"], path, resource.get("title", resource["name"]), schema, columns, key)


def _none(name: str, what: str, todo: str) -> Problems:
    return Problems([Problem(name, None, None, None, what, todo)])
