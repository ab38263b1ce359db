"""What it costs to publish generated corpora of growing size, beside two floors, and how good the result is."""

from __future__ import annotations

import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ahocorasick_rs import AhoCorasick

from scripts import bench_quality, pool
from scripts.bench import timed_stages
from scripts.bench_figures import COST, Figure
from scripts.bench_watch import Run, run
from scripts.generated.corpus import NAMES, generate
from scripts.publish import REFERENCE
from scripts.reference import load

SIZES = (1_000, 10_000)
SPEED = 400  # articles on which the stages of extraction are timed: about a megabyte
PASSES = 3  # of which the fastest counts
MB = 1e6


def figures(articles: int) -> Iterator[Figure]:
    """All that is measured at a size. Raises CalledProcessError where a run fails, OSError."""
    with tempfile.TemporaryDirectory() as made:
        yield from (Figure(articles, *rest) for rest in _figures(articles, Path(made)))


def _figures(articles: int, folder: Path) -> Iterator[tuple[str, str, str]]:
    corpus, out, store = folder / "corpus", folder / "out", folder / "store"
    documents = generate(articles, corpus)
    with pq.ParquetFile(documents) as file:
        size = sum(pc.sum(pc.binary_length(batch["text"])).as_py() for batch in file.iter_batches()) / MB
    yield "machine", "", machine()
    yield "text", "MB", f"{size:.1f}"
    yield from _speed(documents)
    workers = pool.cores()
    done = run(documents, out, store, workers)
    yield from _costs(done, articles, size)
    yield f"time of the whole run, {workers} workers", "s", f"{done.elapsed:.0f}"
    if done.peak:
        yield f"memory of all processes at most, {workers} workers", "MB", f"{done.peak / MB:,.0f}"
    if workers > 1 and articles <= max(SIZES):
        alone = run(documents, out, folder / "alone", 1)
        yield f"extraction by {workers} workers", "times as fast as by one", f"{alone.extracting / done.extracting:.2f}"
        yield f"whole run by {workers} workers", "times as fast as by one", f"{alone.elapsed / done.elapsed:.2f}"
    yield from _quality(corpus, out)
    more = run(generate(articles + 1, folder / "more"), out, store, workers)
    yield "one article added", "% of the run, CPU", f"{100 * more.cpu / done.cpu:.1f}"


def _speed(documents: Path) -> Iterator[tuple[str, str, str]]:
    """MB/s of one core: extraction and its stages, then the floors, all on the same articles."""
    with pq.ParquetFile(documents) as file:
        table = pa.Table.from_batches([next(file.iter_batches(SPEED))])
    whole, stages = timed_stages(table)
    texts = table["text"].to_pylist()
    size = sum(len(text.encode()) for text in texts) / MB
    yield "whole extraction", "MB/s of one core", f"{size / whole:.2f}"
    for name, seconds in sorted(stages.items(), key=lambda item: -item[1]):
        yield f"extraction: {name}", "MB/s of one core", f"{size / seconds:.2f}" if seconds else ""
    known = load(REFERENCE)
    names = {name.name for name in known.actor_names} | {name.name for name in known.country_names}
    names |= {place.name for place in known.places} | {name.name for name in known.place_names}
    found = AhoCorasick(sorted(names))
    buffer = pa.BufferOutputStream()
    pq.write_table(table.select(["text"]), buffer, compression="zstd")
    stored = buffer.getvalue()
    floors: dict[str, Callable[[], object]] = {
        "reading and decoding": lambda: pq.read_table(pa.BufferReader(stored))["text"].to_pylist(),
        "one Aho-Corasick pass of all names": lambda: [found.find_matches_as_indexes(text) for text in texts],
    }
    for name, floor in floors.items():
        seconds = min(_cost(floor) for _ in range(PASSES))
        yield f"floor: {name}", "MB/s of one core", f"{size / seconds:.0f}"
        yield f"whole extraction against {name}", "times", f"{whole / seconds:.0f}"


def _costs(done: Run, articles: int, size: float) -> Iterator[tuple[str, str, str]]:
    """What each stage of a whole run costs."""
    grouped: dict[str, float] = {}
    for stage, seconds in done.seconds.items():
        kind = stage.partition(":")[0]
        grouped[kind] = grouped.get(kind, 0.0) + seconds
    yield "whole run", COST, f"{1000 * done.cpu / articles:.2f}"
    yield "whole run", "MB/s of one core", f"{size / done.cpu:.2f}"
    for kind, seconds in grouped.items():
        yield f"run: {kind}", COST, f"{1000 * seconds / articles:.2f}"
    for stage, seconds in sorted(done.seconds.items()):
        if ":" in stage:
            yield stage, COST, f"{1000 * seconds / articles:.3f}"


def _quality(corpus: Path, out: Path) -> Iterator[tuple[str, str, str]]:
    truth, same = corpus / NAMES[1], corpus / NAMES[2]
    for name, score in bench_quality.scores(truth, out).items():
        yield f"quality: {name}", "F1", f"{score.f1:.3f}"
    for table, one_row, one_thing in bench_quality.across(same, out):
        yield f"quality: {table} of several articles in one row", "share", f"{one_row:.3f}"
        yield f"quality: rows of {table} that tell of one thing", "share", f"{one_thing:.3f}"


def _cost(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def machine() -> str:
    """The kind of the processor and how many cores may be used."""
    kind = platform.processor() or platform.machine()
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        kind = next(line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{kind}, {pool.cores()} cores, Python {platform.python_version()}"
