"""The same articles give the same bytes: in another folder, locale, time zone and hash seed, with fewer cores."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

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


def published(project: Path, out: Path, environment: Mapping[str, str], cores: int) -> dict[str, str]:
    """Hashes of what a checkout publishes, by path."""
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(cores), "publish", "--out", str(out)],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_articles_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    copy = tmp_path / "another place" / "é"
    for part in ("scripts", "schemas", "seeds"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    here = published(ROOT, tmp_path / "here", HERE, 2)
    assert here == published(copy, tmp_path / "there", THERE, 1)
    committed = (path for name in BUILT for path in [ROOT / name, *(ROOT / name).glob("*")] if path.is_file())
    assert here == {p.relative_to(ROOT).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in committed}
