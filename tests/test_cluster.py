"""The same extraction on a Dask cluster: a real scheduler and two workers, each a process, one of them killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from scripts import pool, staging
from scripts.__main__ import main
from scripts.pool import DASK
from scripts.publish import ROOT, Engine, publish
from tests.test_staging import files, run, stored, told, written


@contextmanager
def started(*words: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask, until the end of the test."""
    command = [sys.executable, "-m", *map(str, words), "--no-dashboard"]
    quiet = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **quiet}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its workers."""
    pytest.importorskip("distributed", reason=f"{DASK} is not installed: see requirements-cluster.txt")
    told_by = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        stack.enter_context(
            started("distributed.cli.dask_scheduler", "--scheduler-file", told_by, "--host", "127.0.0.1", "--port", "0")
        )
        worker = ("distributed.cli.dask_worker", "--scheduler-file", told_by, "--nthreads", "1", "--no-nanny")
        place = ("--local-directory", tmp_path)
        workers = [stack.enter_context(started(*worker, *place)) for _ in range(2)]
        while not told_by.exists():
            time.sleep(0.05)
        yield json.loads(told_by.read_text(encoding="utf-8"))["address"], workers


def test_a_cluster_gives_the_same_bytes_and_a_killed_worker_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    monkeypatch.setattr(staging, "TASK_ROWS", 1)
    rows = [{**row, "text": "\n".join(row["text"] for _ in range(20))} for row in told(24)]
    documents, kept = written(tmp_path / "a.jsonl", rows), tmp_path / "kept"
    done: list[int] = []

    def kill() -> None:
        while len(stored(kept)) < 2:
            time.sleep(0.01)
        workers[0].kill()
        done.append(len(stored(kept)))

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    engine = Engine(kept, scheduler=address)
    assert publish(documents, tmp_path / "out", Console(quiet=True), engine=engine).extracted == 24
    killer.join(timeout=10)
    assert workers[0].wait() != 0
    assert 2 <= done[0] < 24
    assert workers[1].poll() is None
    run(documents, tmp_path / "here", tmp_path / "kept here")
    assert files(tmp_path / "out") == files(tmp_path / "here")


def test_a_cluster_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(staging, "TASK_ROWS", 1)
    monkeypatch.setattr(pool, "WAIT", 1)
    documents = written(tmp_path / "a.jsonl", told(2))
    words = ["--documents", str(documents), "--out", str(tmp_path / "out"), "--staged", str(tmp_path / "kept")]
    assert main(["publish", *words, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    said = capsys.readouterr().err
    assert "cannot be reached" in said or "needs dask" in said
