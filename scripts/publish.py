"""The whole job: documents, extract, integrate, validate, package; each a part at a time, whatever the size."""

from __future__ import annotations

import tempfile
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from schemas.read import Table
from schemas.read import tables as schemas
from scripts import decisions, depends, limits, package, pool
from scripts.cells import cut, harmless, quoted
from scripts.decision import NOTHING, Decisions
from scripts.documents import Reject, batches
from scripts.integrate import integrate, parts
from scripts.integrate.loaded import database, load
from scripts.problems import Problem, Problems, all_of
from scripts.reference import Reference
from scripts.rejects import Rejects
from scripts.spanned import wrong_spans
from scripts.staging import Staged, cascade, stage
from scripts.validate import SPANS

ROOT = Path(__file__).parents[1]
DOCUMENTS_FOLDER = ROOT / "seeds" / "documents"
DECISIONS = ROOT / "seeds" / "decisions"
SOURCES = [
    {"title": "GeoNames, CC BY 4.0: coordinates of places", "path": "https://www.geonames.org/"},
    {
        "title": "Correlates of War Project, State System Membership (v2016): numbers of states",
        "path": "https://correlatesofwar.org/data-sets/state-system-membership/",
    },
    {
        "title": "PLOVER and its table of CAMEO codes: codes of events",
        "path": "https://github.com/openeventdata/PLOVER",
    },
]
REFERENCE = ROOT / "seeds" / "reference"
STORE = ROOT / "build" / "staged"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has published: rows by table, spans checked against their texts, seconds it took.

    extracted: how many documents the store did not have. rejects: how many were set aside, first: why the first were.
    """

    rows: Mapping[str, int]
    spans: int
    seconds: float
    extracted: int
    rejects: int
    first: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """Where extraction runs and keeps its records: on a Dask cluster, or in so many processes of this machine."""

    store: Path = field(default_factory=lambda: STORE)
    workers: int = 0  # 0: as many as there are cores
    scheduler: str | None = None

    def cores(self) -> int:
        """How many of this machine it uses."""
        return self.workers or pool.cores()

    def pool(self) -> AbstractContextManager[pool.Pool]:
        if self.scheduler is not None:
            return pool.cluster(self.scheduler)
        return pool.processes(self.cores()) if self.cores() > 1 else nullcontext(pool.HERE)


def publish(
    documents: Path,
    out: Path,
    console: Console,
    decided: Path | None = None,
    most: int | None = None,
    engine: Engine | None = None,
) -> Summary:
    """Publish the documents at a path as a package in a folder. Raises Problems, and the folder stays as it was.

    decided: the folder of the decisions about them; by default ours for our own documents, none for others. most:
    characters of a document that a cell may hold, where its text may not be passed on; None where it may.
    Documents that cannot be read or extracted are set aside: they are listed in rejects.csv beside the descriptor.
    """
    begun = time.perf_counter()
    if decided is None and documents.resolve() == DOCUMENTS_FOLDER:
        decided = DECISIONS
    engine = engine or Engine()
    try:
        with tempfile.TemporaryDirectory(prefix="publish-") as made:
            aside = Rejects(Path(made) / "rejects.csv", most)
            reference, judged = _known(documents, decided)
            staged = _staged(documents, Path(made) / "documents.parquet", engine, aside, console)
            with database(Path(made), engine.cores()) as db:
                load(db, staged)
                integrate(db, reference, judged, staged.texts)
                harmless(db, schemas(), staged.texts)
                rows = _packaged(db, staged, out, most)
            aside.publish(out)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        places = f"{engine.store} and {tempfile.gettempdir()}"
        what = f"cannot be worked in ({str(error).partition(chr(10))[0]})"
        todo = (
            "make room, or name others with --staged and TMPDIR; if it is memory that lacks, publish fewer documents "
        )
        todo += "at once; what was published is whole"
        raise Problems([Problem(places, None, None, None, what, todo)]) from error
    spans = sum(rows[name] for name in SPANS)
    return Summary(rows, spans, time.perf_counter() - begun, staged.extracted, aside.documents, tuple(aside.first))


def _packaged(db: duckdb.DuckDBPyConnection, staged: Staged, out: Path, most: int | None) -> Mapping[str, int]:
    """Write the tables of a database, look at what has been written, and put it in its place. Gives rows by table."""
    return package.write_parts(
        {name: _rows(db, table, most) for name, table in schemas().items()},
        out,
        SOURCES,
        lambda files: [
            *wrong_spans(db, files, staged.documents, staged.texts()),
            *limits.broken_by(files, out),
        ],
    )


def build(
    documents: Path, console: Console, decided: Path | None = None, most: int | None = None
) -> dict[str, pl.DataFrame]:
    """The tables that publish makes of the documents at a path, in memory; Raises Problems."""
    with tempfile.TemporaryDirectory() as made:
        publish(documents, Path(made), console, decided, most)
        return {name: pl.read_parquet(Path(made) / "data" / f"{name}.parquet") for name in schemas()}


def _known(documents: Path, decided: Path | None) -> tuple[Reference, Decisions]:
    """What is known beforehand. Raises Problems, and where there are any, with those of the documents."""
    steps = (
        lambda: cascade(REFERENCE, depends.digest(REFERENCE)).reference,
        lambda: decisions.load(decided) if decided else NOTHING,
    )
    try:
        reference, judged = all_of(*steps)
    except Problems:
        all_of(*steps, lambda: deque(batches(documents, lambda reject: None), maxlen=0))
        raise
    return reference, judged


def _staged(documents: Path, spool: Path, engine: Engine, aside: Rejects, console: Console) -> Staged:
    """The documents' records in the store; with a count on a terminal where the run is long."""
    bar = Progress(SpinnerColumn(), TextColumn("extracting"), MofNCompleteColumn(), console=console, transient=True)
    with bar if console.is_terminal else nullcontext():
        shown = bar.add_task("extracting", total=None)
        staged = stage(
            documents, REFERENCE, engine.store, spool, engine.pool, aside.add, lambda count: bar.advance(shown, count)
        )
    for reject in staged.rejects:
        aside.add(reject)
    return staged


def _rows(db: duckdb.DuckDBPyConnection, table: Table, most: int | None) -> Iterator[pl.DataFrame]:
    """A table as it is published, some rows at a time."""
    for part in parts(db, table, package.ROW_GROUP):
        told = quoted(part, table)
        yield told if most is None else cut(told, table, most)
