"""The whole job: documents, extract, integrate, validate, package."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
from rich.console import Console
from rich.progress import Progress

from schemas.read import tables as schemas
from scripts import decisions, limits, package
from scripts.cells import cut, harmless
from scripts.decision import NOTHING
from scripts.documents import DOCUMENTS, batches
from scripts.extract.cascade import Cascade
from scripts.extract.records import STAGED
from scripts.integrate import integrate
from scripts.problems import Problems, all_of
from scripts.validate import SPANS, check_spans, validate_tables

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


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has published: rows by table, spans checked against their texts, seconds it took."""

    rows: Mapping[str, int]
    spans: int
    seconds: float


def publish(
    documents: Path, out: Path, console: Console, decided: Path | None = None, most: int | None = None
) -> Summary:
    """Publish the documents at a path as a package in a folder. Raises Problems, and the folder stays as it was.

    decided: the folder of the decisions about them; by default ours for our own documents, none for others. most: as
    of build.
    """
    begun = time.perf_counter()
    tables = build(documents, console, decided, most)
    if problems := limits.broken_by(tables, out):
        raise Problems(problems)
    package.write(tables, out, SOURCES)
    rows = {name: frame.height for name, frame in tables.items()}
    return Summary(rows, sum(rows[name] for name in SPANS), time.perf_counter() - begun)


def build(
    documents: Path, console: Console, decided: Path | None = None, most: int | None = None
) -> dict[str, pl.DataFrame]:
    """The validated tables of the documents at a path; decided as of publish. Raises Problems.

    most: characters of a document that a cell may hold, where its text may not be passed on; None where it may.
    """
    if decided is None and documents.resolve() == DOCUMENTS_FOLDER:
        decided = DECISIONS
    cascade, judged, read = all_of(
        lambda: Cascade.load(REFERENCE),
        lambda: decisions.load(decided) if decided else NOTHING,
        lambda: pa.Table.from_batches(batches(documents), DOCUMENTS),
    )
    parts = [cascade.tables(batch) for batch in _shown(read, console)]
    staged = {
        name: pa.concat_tables([schema.empty_table(), *(part[name] for part in parts)])
        for name, schema in STAGED.items()
    }
    texts = dict(zip(read["source_id"].to_pylist(), read["text"].to_pylist(), strict=True))
    tables = harmless(integrate(read, staged, cascade.reference, judged), schemas(), texts)
    if most is not None:
        tables = cut(tables, schemas(), most)
    if problems := [*validate_tables(tables), *check_spans(tables, texts)]:
        raise Problems(problems)
    return tables


def _shown(read: pa.Table, console: Console) -> Iterator[pa.RecordBatch]:
    """The documents in small batches, with a bar on a terminal where the run is long."""
    small = read.to_batches(max_chunksize=64)
    if not console.is_terminal or len(small) < 2:
        yield from small
        return
    with Progress(console=console, transient=True) as progress:
        yield from progress.track(small, description="extracting")
