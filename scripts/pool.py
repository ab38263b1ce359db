"""Where extraction runs: in this process, in one process for each core, or on a Dask cluster; the work is the same."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from scripts.problems import Problem, Problems

WAIT = 60  # seconds for a cluster to answer and to have a worker
AHEAD = 2  # tasks of each worker that are under way or wait for it
DASK = "dask[distributed]"

Task = TypeVar("Task")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Pool:
    """workers: how many there are now; on a cluster they come and go."""

    executor: Executor
    workers: Callable[[], int]

    def run(self, work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
        """What the work gives for each task, in the order in which they end. Few tasks are held at a time."""
        waiting: set[Future[Done]] = set()
        for task in tasks:
            waiting.add(self.executor.submit(work, task))
            if len(waiting) >= AHEAD * self.workers():
                ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ended)
        while waiting:
            ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in ended)


@contextmanager
def processes(count: int) -> Iterator[Pool]:
    """So many processes of this machine. Raises Problems where one of them is ended from outside."""
    context = multiprocessing.get_context("spawn")
    ignored = (signal.SIGINT, signal.SIG_IGN)  # who interrupts the run ends them with it
    executor = ProcessPoolExecutor(count, context, initializer=signal.signal, initargs=ignored)
    try:
        yield Pool(executor, lambda: count)
    except BrokenProcessPool as error:
        what = "was ended from outside while it extracted; most often the memory is used up"
        todo = "run again with fewer --workers: what is done is kept, and the run goes on from there"
        raise Problems([Problem("a worker process", None, None, None, what, todo)]) from error
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The workers of a Dask cluster. Raises Problems where it cannot be reached or has none.

    Dask gives the tasks of a worker that goes away to another.
    """
    try:
        from distributed import Client
    except ImportError as error:
        todo = "install it: .venv/bin/python -m pip install -r requirements-cluster.txt"
        raise Problems([Problem("--scheduler", None, None, None, f"needs {DASK}", todo)]) from error
    try:
        client = Client(address, timeout=WAIT)
    except (OSError, ValueError) as error:
        what, todo = f"cannot be reached ({type(error).__name__})", "start it, or correct the address"
        raise Problems([Problem("--scheduler", None, None, address, what, todo)]) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError as error:
            what, todo = f"has had no worker for {WAIT} seconds", "start one: dask worker ADDRESS"
            raise Problems([Problem("--scheduler", None, None, address, what, todo)]) from error
        yield Pool(client.get_executor(pure=False), lambda: max(1, sum(client.nthreads().values())))


class Here(Executor):
    """Does the work at once in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


HERE = Pool(Here(), lambda: 1)


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
