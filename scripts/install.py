"""A package put in the place of the last one in one step: at every moment the descriptor names files that are whole.

The new files are written beside the old ones, in UNFINISHED. Then the descriptor is replaced by one that names them
there: that rename is the step. After it the files get their lasting names, and the descriptor its lasting form. A run
that is killed leaves the old package or the new one, and the next run completes it or clears it away.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.problems import Problem, Problems
from scripts.seal import sealed

DESCRIPTOR = "datapackage.json"
UNFINISHED = "unfinished"  # no dot before it: the Data Package profile forbids hidden paths
OLD, NOW = "before.json", "now.json"


@contextmanager
def publication(out: Path) -> Iterator[Path]:
    """An empty folder for the files of a new package of ``out``; it is gone afterwards.

    Raises Problems while another run publishes there, and where the disk is full or cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            _complete(out)
            staged = out / UNFINISHED
            (staged / "data").mkdir(parents=True)
            try:
                yield staged
            except BaseException:
                if home(out) == out:  # else the new package is there, and the next run completes it
                    shutil.rmtree(staged, ignore_errors=True)
                raise
            _complete(out)
    except OSError as error:
        what = f"cannot be published to ({error.strerror or error})"
        todo = "make room or allow writing there; what was published is whole"
        raise Problems([Problem(str(out), None, None, None, what, todo)]) from error


def install(out: Path, descriptor: Mapping[str, Any]) -> None:
    """Makes the files of UNFINISHED the package. descriptor: with the paths that they have in the end."""
    staged = out / UNFINISHED
    if (out / DESCRIPTOR).is_file():
        shutil.copyfile(out / DESCRIPTOR, staged / OLD)
    there = [{**resource, "path": f"{UNFINISHED}/{resource['path']}"} for resource in descriptor["resources"]]
    _write(staged / NOW, {**descriptor, "resources": there})
    _write(staged / DESCRIPTOR, descriptor)
    for path in (*staged.glob("data/*"), staged / NOW, staged / DESCRIPTOR, staged / "data", staged):
        _to_disk(path)
    os.replace(staged / NOW, out / DESCRIPTOR)
    _to_disk(out)


def home(folder: Path) -> Path:
    """The folder below which the files of a package lie: its own but where a run was killed after its one step."""
    return (
        folder / UNFINISHED
        if any(path.startswith(f"{UNFINISHED}/") for path in _paths(folder / DESCRIPTOR))
        else folder
    )


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """No other run of ours publishes in the folder meanwhile; the lock goes with the process, however it ends."""
    folder = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        what, todo = "is being published to by another run", "wait until it ends, or name another folder"
        raise Problems([Problem(str(out), None, None, None, what, todo)]) from error
    finally:
        os.close(folder)


def _complete(out: Path) -> None:
    """What a run has left to do after its one step; and what one that was killed before it has left behind goes."""
    staged = out / UNFINISHED
    if home(out) == staged:
        (out / "data").mkdir(exist_ok=True)
        for path in sorted(_ours(staged / DESCRIPTOR)):
            _second_name(staged / path, staged / "second")
            os.replace(staged / "second", out / path)
        _to_disk(out / "data")
        os.replace(staged / DESCRIPTOR, out / DESCRIPTOR)
        _to_disk(out)
    if staged.is_dir():
        if not (staged / DESCRIPTOR).exists():
            for path in _ours(staged / OLD) - _ours(out / DESCRIPTOR):
                (out / path).unlink(missing_ok=True)
        shutil.rmtree(staged)


def _second_name(path: Path, name: Path) -> None:
    name.unlink(missing_ok=True)
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copyfile(path, name)


def _write(path: Path, descriptor: Mapping[str, Any]) -> None:
    path.write_bytes(sealed(descriptor))


def _to_disk(path: Path) -> None:
    """Bytes of a file, or names of a folder, safe from a loss of power."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _paths(descriptor: Path) -> set[str]:
    """The files that a descriptor names; none where it cannot be read."""
    try:
        return {str(resource["path"]) for resource in json.loads(descriptor.read_bytes())["resources"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()


def _ours(descriptor: Path) -> set[str]:
    """Those of its files that may be removed: whatever it says, only data files right below data/."""
    paths = [Path(path) for path in _paths(descriptor)]
    found = [path for path in paths if path.parent == Path("data") and path.suffix in (".csv", ".parquet")]
    return {path.as_posix() for path in found}
