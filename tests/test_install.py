"""A publication is there as a whole or not at all: stopped at every step, killed at any moment, twice at once."""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import frictionless
import polars as pl
import pytest

from scripts import install, package
from scripts.problems import Problems
from scripts.published import validate_package
from scripts.query import ask, connect
from tests import tiny

FIRST = tiny.valid()
SECOND = {**FIRST, "sources": FIRST["sources"].with_columns(title=pl.lit("Another title"))}


class Stop(BaseException):
    """As a kill: nothing of ours catches it."""


def titles(folder: Path) -> list[object]:
    """The title of the first source that the whole package in a folder has, asked as users ask."""
    assert validate_package(folder) == []
    with connect(folder) as db:
        return [row[0] for row in ask(db, "SELECT title FROM sources ORDER BY source_id LIMIT 1").rows]


@contextmanager
def stopping(at: int) -> Iterator[list[str]]:
    """The process dies before its nth change of a folder; the list has those it made."""
    done: list[str] = []

    def counted(name: str, change: Callable[..., None]) -> Callable[..., None]:
        def one(*paths: object, **options: object) -> None:
            if len(done) + 1 == at:
                raise Stop
            done.append(name)
            change(*paths, **options)

        return one

    with pytest.MonkeyPatch.context() as patched:
        for module, name in ((os, "replace"), (os, "link"), (os, "mkdir"), (shutil, "rmtree"), (install, "_write")):
            patched.setattr(module, name, counted(name, getattr(module, name)))
        patched.setattr(Path, "unlink", counted("unlink", Path.unlink))
        with suppress(Stop):
            yield done


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both packages, first and second."""
    folder = tmp_path_factory.mktemp("two")
    package.write(FIRST, folder / "first")
    package.write(SECOND, folder / "second")
    return folder


def stopped(two: Path, out: Path, at: int) -> object:
    """The title of the package after a run that died at a step; the next run must then publish as if nothing was."""
    shutil.copytree(two / "first", out)
    with stopping(at):
        package.write(SECOND, out)
    (title,) = titles(out)
    if (out / "unfinished").exists():  # between the two: as others read it
        assert frictionless.validate(str(out / "datapackage.json")).valid
    package.write(SECOND, out)
    assert files(out) == files(two / "second")
    shutil.rmtree(out)
    return title


def all_steps(two: Path, out: Path) -> list[str]:
    shutil.copytree(two / "first", out)
    with stopping(0) as done:
        package.write(SECOND, out)
    shutil.rmtree(out)
    return done


def test_stopped_at_the_steps_that_count_one_package_is_whole(two: Path, tmp_path: Path) -> None:
    """Before and after each kind of change begins and ends; the long test takes them all."""
    done = all_steps(two, tmp_path / "out")
    turns = [
        i for i, (before, after) in enumerate(pairwise(done), 2) if before != after and "unlink" not in (before, after)
    ]
    found = [stopped(two, tmp_path / "out", at) for at in sorted({1, *turns[:2], *turns[-3:], len(done)})]
    assert found == sorted(found, key=lambda title: title == "Another title")  # first the old one, then the new
    assert len(set(found)) == 2


@pytest.mark.long
def test_stopped_at_every_step_one_package_is_whole(two: Path, tmp_path: Path) -> None:
    done = all_steps(two, tmp_path / "out")
    found = [stopped(two, tmp_path / "out", at) for at in range(1, len(done) + 1)]
    assert found == sorted(found, key=lambda title: title == "Another title")
    assert len(set(found)) == 2


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


CHILD = """
from pathlib import Path
import sys
from scripts import package
from tests.test_install import FIRST, SECOND
out = Path(sys.argv[1])
print(flush=True)
while True:
    package.write(SECOND, out)
    package.write(FIRST, out)
"""


def killed(out: Path, times: int, seed: int) -> None:
    """Kills a run that publishes over and over, at random moments; each time the package must be whole."""
    chance = random.Random(seed)
    package.write(FIRST, out)
    for _ in range(times):
        with subprocess.Popen([sys.executable, "-c", CHILD, str(out)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.3))
            child.send_signal(signal.SIGKILL)
        assert validate_package(out) == []


def test_killed_at_random_the_package_is_whole(tmp_path: Path) -> None:
    killed(tmp_path, times=3, seed=1)


@pytest.mark.long
def test_killed_two_hundred_times_the_package_is_whole(tmp_path: Path) -> None:
    killed(tmp_path, times=200, seed=2)


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    package.write(FIRST, tmp_path)
    before = files(tmp_path)
    other = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(Problems, match="is being published to by another run"):
        package.write(SECOND, tmp_path)
    assert files(tmp_path) == before
    os.close(other)  # what the end of a process does
    package.write(SECOND, tmp_path)
    assert titles(tmp_path) == ["Another title"]


FULL = """
import resource, sys
from pathlib import Path
from scripts import package
from tests.test_install import SECOND
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
try:
    package.write(SECOND, Path(sys.argv[1]))
except Exception as error:
    sys.exit(str(error))
"""


def test_no_room_is_told_and_the_old_package_is_whole(tmp_path: Path) -> None:
    """The limit on the size of a file stands for that of the disk."""
    package.write(FIRST, tmp_path)
    before = files(tmp_path)
    run = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert "cannot be published to" in run.stderr
    assert "what was published is whole" in run.stderr
    assert files(tmp_path) == before


def test_a_descriptor_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    """Only files of a package are ever put or removed, whatever a descriptor left behind says."""
    out, precious = tmp_path / "out", tmp_path / "precious.csv"
    precious.write_text("mine")
    (out / "unfinished" / "data").mkdir(parents=True)
    for path in ("unfinished/before.json", "datapackage.json"):
        (out / path).write_text('{"resources": [{"path": "../precious.csv"}, {"path": "data/../../precious.csv"}]}')
    package.write(FIRST, out)
    assert precious.read_text() == "mine"
    staged = out / "unfinished"
    (staged / "data").mkdir(parents=True)
    (staged / "x").write_text("theirs")
    (out / "datapackage.json").write_text('{"resources": [{"path": "unfinished/../../precious.csv"}]}')
    (staged / "datapackage.json").write_text('{"resources": [{"path": "../precious.csv"}]}')
    package.write(FIRST, out)
    assert precious.read_text() == "mine"
