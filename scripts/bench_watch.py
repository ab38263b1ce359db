"""One run of the publisher in a process of its own, watched: CPU seconds by stage, and the memory of all its processes.

``python -m scripts.bench_watch DOCUMENTS OUT STORE WORKERS`` writes what it found to standard output, as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rich.console import Console

from scripts import integrate, package, publish

ROOT = Path(__file__).parents[1]
EVERY = 0.05  # seconds between two looks at the memory
PAGE = resource.getpagesize()
# function that is watched -> the stage it is; what it calls that is watched too is not counted twice
STAGES = {
    "scripts.publish._staged": "extract",
    "scripts.publish.load": "integrate: load",
    "scripts.publish.harmless": "package",
    "scripts.publish.package.write_parts": "package",
    "scripts.publish.wrong_spans": "validate",
    "scripts.publish.limits.broken_by": "validate",
    "scripts.package.check_links": "validate",
}


@dataclass(frozen=True, slots=True)
class Run:
    """seconds: of CPU by stage, of all processes. elapsed: on the wall, extracting: of these to extract.

    peak: bytes that all processes held at once.
    """

    seconds: dict[str, float]
    elapsed: float
    extracting: float
    extracted: int
    peak: int | None = None

    @property
    def cpu(self) -> float:
        """Seconds of all stages."""
        return sum(self.seconds.values())


def run(documents: Path, out: Path, store: Path, workers: int) -> Run:
    """Publish in a process of its own. Raises CalledProcessError where that fails."""
    command = [sys.executable, "-m", "scripts.bench_watch", str(documents), str(out), str(store), str(workers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as child:
        peak = 0
        ended = threading.Event()

        def look() -> None:
            nonlocal peak
            while not ended.wait(EVERY):
                peak = max(peak, _held(child.pid))

        watcher = threading.Thread(target=look)
        watcher.start()
        said, _ = child.communicate()
        ended.set()
        watcher.join()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Run(**{**json.loads(said.splitlines()[-1]), "peak": peak or None})


def _held(session: int) -> int:
    """Bytes in memory of all processes of a session, shared ones counted for each; 0 where there is no /proc."""
    held = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
            if int(stat[3]) == session:
                held += int((process / "statm").read_text().split()[1]) * PAGE
        except (OSError, ValueError, IndexError):  # it has ended
            continue
    return held


class Clock:
    """CPU seconds of this process by stage: what runs within a stage within another counts for the inner one."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.elapsed: dict[str, float] = {}  # on the wall
        self.stages: list[str] = []
        self.since = time.process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What runs within belongs to the stage."""
        self._turn()
        self.stages.append(name)
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._turn()
            self.stages.pop()
            self.elapsed[name] = self.elapsed.get(name, 0.0) + time.perf_counter() - begun

    def _turn(self) -> None:
        now = time.process_time()
        name = self.stages[-1] if self.stages else "rest"
        self.spent[name] = self.spent.get(name, 0.0) + now - self.since
        self.since = now

    def watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, as a stage."""

        @wraps(function)
        def watching(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*given, **named)

        return watching


class Watched:
    """A database that counts the time of the scripts of integration for each."""

    def __init__(self, db: Any, clock: Clock, scripts: dict[str, str]) -> None:
        self._db, self._clock, self._scripts = db, clock, scripts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    def execute(self, sql: Any, *values: Any) -> Any:
        with self._clock.stage(f"integrate: {self._scripts.get(sql, 'load')}"):
            return self._db.execute(sql, *values)


def watched(documents: Path, out: Path, store: Path, workers: int) -> Run:
    """Publish in this process."""
    clock = Clock()
    scripts = {script.read_text(encoding="utf-8"): script.name for script in integrate.FOLDER.glob("*.sql")}
    plain, checks = _found("scripts.publish.integrate"), _found("scripts.package.row_checks")

    def integrated(db: Any, *given: Any, **named: Any) -> Any:
        with clock.stage("integrate: load"):
            return plain(Watched(db, clock, scripts), *given, **named)

    def checked(table: Any) -> Any:
        return clock.watched("validate", checks(table))

    begun = time.perf_counter()
    with ExitStack() as patched:
        for name, stage in STAGES.items():
            holder, _, attribute = name.rpartition(".")
            target = _found(holder)
            patched.enter_context(patch.object(target, attribute, clock.watched(stage, getattr(target, attribute))))
        patched.enter_context(patch.object(publish, "integrate", integrated))
        patched.enter_context(patch.object(package, "row_checks", checked))
        engine = publish.Engine(store=store, workers=workers)
        with clock.stage("rest"):
            done = publish.publish(documents, out, Console(quiet=True), engine=engine)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    clock.spent["extract"] += children.ru_utime + children.ru_stime
    return Run(clock.spent, time.perf_counter() - begun, clock.elapsed["extract"], done.extracted)


def _found(name: str) -> Any:
    """What a module has under a name of that many parts."""
    found: Any = sys.modules[".".join(name.split(".")[:2])]
    for part in name.split(".")[2:]:
        found = getattr(found, part)
    return found


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    words = sys.argv[1:]
    print(json.dumps(asdict(watched(Path(words[0]), Path(words[1]), Path(words[2]), int(words[3])))))
