"""The same articles give the same bytes: in another folder, locale, time zone and hash seed, with fewer cores."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts.publish import ROOT

BUILT = ("data", "datapackage.json")
HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"}
THERE = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242", "POLARS_MAX_THREADS": "1"}

RUN = """
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv.pop(1))])
from scripts.__main__ import main
sys.exit(main())
"""


def ran(project: Path, environment: Mapping[str, str], cores: int, *command: str) -> None:
    """Runs a command of a checkout."""
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(cores), *command],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 by path, of all files but those of git and of Python."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    wanted = (path for path in files if not {".git", "__pycache__"} & {*path.parts})
    return {path.as_posix(): hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in wanted}


def published(project: Path, out: Path, environment: Mapping[str, str], cores: int) -> dict[str, str]:
    """Hashes of what a checkout publishes, by path."""
    ran(project, environment, cores, "publish", "--out", str(out))
    return hashes(out)


def test_the_same_articles_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    copy = tmp_path / "another place" / "é"
    for part in ("scripts", "schemas", "seeds"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    here = published(ROOT, tmp_path / "here", HERE, 2)
    assert here == published(copy, tmp_path / "there", THERE, 1)
    committed = (path for name in BUILT for path in [ROOT / name, *(ROOT / name).glob("*")] if path.is_file())
    assert here == {p.relative_to(ROOT).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in committed}


@pytest.mark.long
def test_two_clones_build_the_same_bytes(tmp_path: Path) -> None:
    """Everything: the package, what is generated of the README, the release with its DuckDB file."""
    built = []
    for name, environment, cores in (("here", HERE, 2), ("another place/é", THERE, 1)):
        clone = tmp_path / name
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        for command in (["publish"], ["readme"], ["release", "999.0.0"]):
            ran(clone, environment, cores, *command)
        built.append(hashes(clone))
    assert built[0] == built[1]
    assert sum(path.startswith("dist/") for path in built[0]) > 9
