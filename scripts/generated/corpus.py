"""A generated corpus on disk: the documents as the publisher takes them, and beside them what is known of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.documents import DOCUMENTS
from scripts.generated.composed import Written, written
from scripts.generated.occasion import occasion
from scripts.generated.truth import gold, same
from scripts.generated.world import World

SEED = 1
GROUP = 1000  # articles of a row group
NAMES = ("documents.parquet", "truth.parquet", "same.parquet")
TRUTH = pa.schema([("source_id", pa.string()), ("gold", pa.string())])  # gold: JSON, as tests/gold has it
SAME = pa.schema(
    [
        ("table_name", pa.string()),
        ("key", pa.string()),  # one for each person, meeting, agreement, however many articles tell of it
        ("source_id", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
    ]
)


def generate(articles: int, folder: Path, seed: int = SEED) -> Path:
    """Write so many articles and what is known of them into a folder; the path of the documents.

    The same seed gives the same bytes, and the first thousand of ten thousand are the thousand. Memory does not grow
    with the number. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in NAMES]
    schemas = (DOCUMENTS, TRUTH, SAME)
    every = articles_of(World.load(seed), articles)
    with (
        pq.ParquetWriter(paths[0], schemas[0], compression="zstd") as documents,
        pq.ParquetWriter(paths[1], schemas[1], compression="zstd") as truths,
        pq.ParquetWriter(paths[2], schemas[2], compression="zstd") as sames,
    ):
        while group := list(islice(every, GROUP)):
            documents.write_batch(pa.RecordBatch.from_pylist([_document(one) for one in group], schema=DOCUMENTS))
            known = [{"source_id": one.source_id, "gold": json.dumps(gold(one), ensure_ascii=False)} for one in group]
            truths.write_batch(pa.RecordBatch.from_pylist(known, schema=TRUTH))
            columns = [list(column) for column in zip(*(row for one in group for row in same(one)), strict=True)]
            sames.write_batch(pa.RecordBatch.from_arrays(columns, schema=SAME))
    return paths[0]


def articles_of(world: World, articles: int) -> Iterator[Written]:
    """The first so many articles of a world."""
    every = (one for number in count() for one in written(world, occasion(world, number), number))
    return islice(every, articles)


def _document(one: Written) -> dict[str, Any]:
    stated = sum(map(ord, one.source_id)) % 12 > 0  # the others do not say when they were published
    return {
        "source_id": one.source_id,
        "text": one.text,
        "publisher": one.publisher,
        "publisher_basis": "stated",
        "title": one.title,
        "published_on": one.published_on if stated else None,
        "published_basis": "stated" if stated else "unknown",
        "url": f"https://example.org/{one.source_id}",
        "language": "en",
        "sha256": hashlib.sha256(one.text.encode()).hexdigest(),
        "characters": len(one.text),
    }
