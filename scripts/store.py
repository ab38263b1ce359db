"""The store of staged records: a folder of parts, each with the records of some documents, each named by its bytes.

A document is known by a key that follows from its text, from what is told about it and from all that extraction
depends on (scripts.depends). So a part is never out of date: what has changed has other keys, and is extracted. The
folder may be removed at any time; what it held is then extracted again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from scripts.documents import DOCUMENTS
from scripts.extract.records import STAGED

KEY = pa.field("key", pa.binary(32), nullable=False)
PART = pa.schema(
    [
        KEY,
        ("source_id", pa.string()),
        *(
            (name, pa.list_(pa.struct([field for field in schema if field.name != "source_id"])))
            for name, schema in STAGED.items()
        ),
    ]
)
"""A row a document; a staged table is a list of its rows, in their order."""
TOLD = [name for name in DOCUMENTS.names if name != "text"]  # sha256 stands for it


def keys(documents: pa.RecordBatch, digest: str) -> list[bytes]:
    """The key of each document of schema DOCUMENTS. digest: that of scripts.depends."""
    cells = zip(*(documents.column(name).to_pylist() for name in TOLD), strict=True)
    return [hashlib.sha256(json.dumps([digest, *row], default=str).encode()).digest() for row in cells]


def folder(store: Path, digest: str) -> Path:
    """Where in a store the parts with a digest lie; those of others are never read."""
    return store / digest[:16]


def write(place: Path, keys: Sequence[bytes], sources: Sequence[str], staged: Mapping[str, pa.Table]) -> str:
    """Write a part, unless it is there; gives its name. It appears whole or not at all, however the run ends.

    staged: of scripts.extract.records.STAGED, the documents in the order of keys and sources.
    """
    lists = [_by_document(staged[name], sources, PART.field(name).type) for name in STAGED]
    part = pa.Table.from_arrays([pa.array(keys, KEY.type), pa.array(sources, pa.string()), *lists], schema=PART)
    bytes_ = pa.BufferOutputStream()
    pq.write_table(part, bytes_, compression="zstd", compression_level=1, write_statistics=False)
    content = bytes_.getvalue()
    name = f"{hashlib.sha256(content).hexdigest()}.parquet"
    unfinished = place / f"{name}.{os.getpid()}.unfinished"
    place.mkdir(parents=True, exist_ok=True)
    unfinished.write_bytes(content)
    os.replace(unfinished, place / name)
    return name


def parts(place: Path) -> Iterator[str]:
    """The names of the parts that are whole; one that is torn or damaged is removed, to be made again."""
    for path in sorted(place.glob("*.parquet")):
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found == path.stem:
            yield path.name
        else:
            path.unlink()


def _by_document(rows: pa.Table, sources: Sequence[str], type: pa.ListType) -> pa.ListArray:
    """A staged table as one list of rows for each document."""
    rows = rows.combine_chunks()
    told = pc.value_counts(rows["source_id"])
    counts = dict(zip(told.field("values").to_pylist(), told.field("counts").to_pylist(), strict=True))
    offsets = [0]
    for source in sources:
        offsets.append(offsets[-1] + counts.pop(source, 0))
    if counts or rows["source_id"].to_pylist() != [s for s, n in _runs(sources, offsets) for _ in range(n)]:
        raise ValueError("staged rows are not those of the documents, in their order")
    fields = [type.value_type.field(i) for i in range(type.value_type.num_fields)]
    columns = [rows[field.name].combine_chunks() for field in fields]
    structs = pa.StructArray.from_arrays(columns, fields=fields)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs, type=type)


def _runs(sources: Sequence[str], offsets: Sequence[int]) -> Iterator[tuple[str, int]]:
    for source, begin, end in zip(sources, offsets, offsets[1:], strict=False):
        yield source, end - begin
