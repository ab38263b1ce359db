"""How fast the extraction is. A figure to look at: no test depends on it."""

from __future__ import annotations

import time
from pathlib import Path

from scripts.documents import read
from scripts.extract.cascade import Cascade
from scripts.publish import REFERENCE


def bench(documents: Path) -> str:
    """How long the extraction of the documents takes on one core, reading them left out. Raises Problems."""
    table = read(documents)
    size = sum(len(text.encode()) for text in table["text"].to_pylist()) / 1e6
    begun = time.perf_counter()
    cascade = Cascade.load(REFERENCE)
    loaded = time.perf_counter()
    for batch in table.to_batches(max_chunksize=64):
        cascade.tables(batch)
    seconds = time.perf_counter() - loaded
    rate = f"{size / seconds:.2f} MB/s ({size:.2f} MB, {table.num_rows:,} documents, {seconds:.1f} s)"
    return f"{rate}; lexicons compiled in {loaded - begun:.1f} s"
