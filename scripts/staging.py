"""Documents to staged records: those that the store has not are extracted, a task at a time, wherever the pool runs.

Nothing here holds more than a few tasks of documents. Documents are spooled to a file beside, for what comes later.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from scripts import depends, store
from scripts.documents import DOCUMENTS, Reject, batches
from scripts.extract.cascade import Cascade
from scripts.pool import HERE, Pool
from scripts.problems import MOST, SHOWN, Problem, Problems
from scripts.store import KEY

TASK_BYTES = 2**19  # of text of a task; a part has the documents of one, and a run that is killed loses as many tasks
TASK_ROWS = 512
ROOT = Path(__file__).parents[1]
SPOOLED = pa.schema([KEY, *DOCUMENTS])


@dataclass(frozen=True, slots=True)
class Task:
    """Documents of schema SPOOLED; the folder of the reference tables, their digest, and where parts lie."""

    documents: pa.RecordBatch
    reference: Path
    digest: str
    place: Path


@dataclass(frozen=True, slots=True)
class Done:
    """part: the name of the one that was written, with so many documents; rejects: those on which extraction failed."""

    part: str | None
    count: int
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """documents: a Parquet file of schema SPOOLED, in the order of the input. place, parts: where their records are.

    rejects: documents that no part has, as extraction failed on them. extracted: how many have been.
    """

    documents: Path
    place: Path
    parts: tuple[str, ...]
    rejects: tuple[Reject, ...]
    extracted: int

    def texts(self) -> Iterator[Mapping[str, str]]:
        """The texts of the documents by source_id, some at a time, in the order of the input."""
        with pq.ParquetFile(self.documents) as file:
            for group in range(file.num_row_groups):
                batch = file.read_row_group(group, ["source_id", "text"])
                yield dict(zip(batch["source_id"].to_pylist(), batch["text"].to_pylist(), strict=True))


def stage(
    documents: Path,
    reference: Path,
    where: Path,
    spool: Path,
    pool: Callable[[], AbstractContextManager[Pool]],
    aside: Callable[[Reject], None],
    tell: Callable[[int], None],
) -> Staged:
    """Have the records of all documents in a store. Raises Problems once the input has any; what is done is kept.

    where: the store. spool: the file to write the documents to. pool: made only where there is more than one task.
    aside: takes the documents that are refused. tell: takes the number of documents that were extracted just now.
    """
    digest = depends.digest(reference)
    place = store.folder(where, digest)
    had = tuple(store.parts(place))
    with duckdb.connect() as known:
        known.execute("CREATE TABLE stored (key BLOB)")
        if had:
            files = [str(place / name) for name in had]
            known.execute("INSERT INTO stored SELECT key FROM read_parquet(?)", [files])
        tasks = (
            Task(part, reference, digest, place)
            for batch in _spooled(documents, digest, spool, aside)
            for part in _parted(_missing(known, batch) if had else batch)
        )
        made, rejects, count = set[str](), list[Reject](), 0
        for done in _run(tasks, pool):
            made |= {done.part} if done.part else set()
            count += done.count
            rejects += done.rejects
            if len(rejects) >= MOST:
                first = rejects[0]
                what = f"has {MOST:,} documents on which extraction fails; of the first {first.what}"
                raise Problems([Problem(str(documents), None, None, first.source_id, what, first.todo)])
            tell(done.count)
    rejects.sort(key=lambda reject: reject.source_id or "")
    return Staged(spool, place, tuple(sorted({*had, *made})), tuple(rejects), count)


def _spooled(documents: Path, digest: str, spool: Path, aside: Callable[[Reject], None]) -> Iterator[pa.RecordBatch]:
    """The documents with their keys, in batches of schema SPOOLED, each written to the spool."""
    with pq.ParquetWriter(spool, SPOOLED, compression="zstd", compression_level=1) as writer:
        for batch in batches(documents, aside):
            keyed = pa.RecordBatch.from_arrays(
                [pa.array(store.keys(batch, digest), KEY.type), *batch.columns], schema=SPOOLED
            )
            writer.write_batch(keyed)
            yield keyed


def _missing(known: duckdb.DuckDBPyConnection, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The documents whose records are in no part."""
    keys = pa.table({"nth": pa.array(range(batch.num_rows), pa.int64()), "key": batch["key"].cast(pa.binary())})
    known.register("batch", keys)
    lost = known.execute("SELECT nth FROM batch ANTI JOIN stored USING (key) ORDER BY nth").fetchall()
    return batch.take(pa.array([row[0] for row in lost], pa.int64()))


def _parted(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The documents in parts of no more than TASK_ROWS and about TASK_BYTES, each with memory of its own."""
    start = held = 0
    for at, size in enumerate(pc.binary_length(batch["text"]).to_pylist()):
        held += size
        if held >= TASK_BYTES or at - start + 1 >= TASK_ROWS or at == batch.num_rows - 1:
            yield batch.take(pa.array(range(start, at + 1), pa.int64()))
            start, held = at + 1, 0


def _run(tasks: Iterator[Task], pool: Callable[[], AbstractContextManager[Pool]]) -> Iterator[Done]:
    """What comes of the tasks; a single one is not worth another process."""
    first = list(islice(tasks, 2))
    with pool() if len(first) > 1 else nullcontext(HERE) as chosen:
        yield from chosen.run(extract, chain(first, tasks))


def extract(task: Task) -> Done:
    """Write the part of a task. Raises Problems where code, tables or libraries are not those the task names."""
    if depends.digest(task.reference) != task.digest:
        what = "has other code, reference tables or libraries than the run that gives it work"
        raise Problems([Problem("a worker", None, None, None, what, "have it use the same checkout and requirements")])
    rejects: list[Reject] = []
    good, tables = _extracted(cascade(task.reference, task.digest), task.documents, rejects)
    part = None
    if good.num_rows:
        part = store.write(task.place, good["key"].to_pylist(), good["source_id"].to_pylist(), tables)
    return Done(part, good.num_rows, tuple(rejects))


def _extracted(
    lexicons: Cascade, documents: pa.RecordBatch, rejects: list[Reject]
) -> tuple[pa.RecordBatch, dict[str, pa.Table]]:
    """The documents on which extraction does not fail, and their staged tables."""
    try:
        return documents, lexicons.tables(documents)
    except Exception as error:
        if documents.num_rows == 1:
            rejects.append(_reject(documents["source_id"][0].as_py(), error))
            return documents.slice(0, 0), {}
    good = [at for at in range(documents.num_rows) if _extracted(lexicons, documents.slice(at, 1), rejects)[1]]
    rest = documents.take(pa.array(good, pa.int64()))
    return rest, lexicons.tables(rest)


def _reject(source_id: str, error: Exception) -> Reject:
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(ROOT)]
    at = f"{Path(ours[-1].filename).relative_to(ROOT).as_posix()}, line {ours[-1].lineno}" if ours else None
    what = f"cannot be extracted ({type(error).__name__}: {str(error)[:SHOWN]})"
    return Reject(source_id, at, None, None, what, "report it with the document")


@lru_cache(maxsize=1)
def cascade(reference: Path, digest: str) -> Cascade:
    """The lexicons, compiled once in a process. digest: of scripts.depends, as it is now. Raises Problems."""
    return Cascade.load(reference)
