"""Read and check what comes in: a folder with sources.csv and text files, or one Parquet or JSON Lines file.

Texts are decoded as strict UTF-8 and nothing is normalised: line ends, no-break spaces and a byte order mark stay what
they are, so that an offset into the text fits the bytes that came in. Input is not trusted: nothing outside the folder
is read, sizes are bounded, and all problems of a run are raised at once.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from scripts.extract.model import Document
from scripts.folder import contents, inside, reason, texts
from scripts.formats import RESAVE, as_bytes, csv_records, decoded, is_text, json_lines, json_object, undecodable
from scripts.given import NOT_UNICODE, wrong_cell
from scripts.problems import SHOWN, Problem, Report

DOCUMENTS = pa.schema(
    [
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("publisher", pa.string()),
        pa.field("publisher_basis", pa.string()),
        pa.field("title", pa.string()),
        pa.field("published_on", pa.date32()),
        pa.field("published_basis", pa.string()),
        pa.field("url", pa.string()),
        pa.field("language", pa.string()),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("characters", pa.int64(), nullable=False),
    ]
)
CELLS = [name for name in DOCUMENTS.names if name not in ("text", "sha256", "characters")]
SOURCES = ["source_id", "path", *CELLS[1:]]  # the columns of sources.csv

MAX_BYTES = 64 * 2**20  # of one document as UTF-8, and of sources.csv
MAX_LINE = 3 * MAX_BYTES + 2**20  # of JSON Lines: an escape has at most three times the bytes of what it stands for
BATCH_ROWS = 1024
REFUSED = 10  # things wrong with documents that are told where all are set aside
READ_ROWS = 64  # of Parquet in memory at once: at MAX_BYTES each still 4 GiB


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reject:
    """A document that is set aside, and why. source_id: None where it has none that could be shown.

    where, column, value, what, todo: as of a Problem.
    """

    source_id: str | None
    where: str | None
    column: str | None
    value: str | None
    what: str
    todo: str


def read(path: Path) -> pa.Table:
    """All documents at the path as one table of schema DOCUMENTS, in the order of the input. Raises Problems."""
    return pa.Table.from_batches(batches(path), DOCUMENTS)


def batches(path: Path, aside: Callable[[Reject], None] | None = None) -> Iterator[pa.RecordBatch]:
    """The documents at the path in record batches of schema DOCUMENTS.

    path: a folder (sources.csv and text files), or a .parquet, .jsonl or .ndjson file with the columns source_id and
    text and any other of CELLS; further columns of such a file are not read. sha256 is that of the document's UTF-8
    bytes, characters counts its code points. Raises Problems when the whole input has been checked; once there is a
    problem nothing more is yielded, so what was yielded may be used only when the iterator has ended.

    aside: takes what is wrong with single documents of a file, which are then left out and are no problem. A folder is
    put together by hand, and each of its documents must be right.
    """
    run = _Run(None if os.path.isdir(path) else aside)
    rows: list[Row] = []
    total = held = 0
    for row in _reader(path)(path, run):
        total += 1
        if run.problems:
            rows.clear()
            continue
        rows.append(row)
        held += len(row["text"])
        if len(rows) >= BATCH_ROWS or held >= MAX_BYTES:
            yield pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)
            rows, held = [], 0
    if not total and not run.problems:
        what = f"holds no document that can be published, of {run.rows:,}" if run.rows else "holds no document"
        run.problems += run.refused
        run.add(str(path), None, what, "correct one of them" if run.rows else "add at least one")
    run.close()
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)


def documents(table: pa.Table | pa.RecordBatch) -> Iterator[Document]:
    """The documents of a table or batch of schema DOCUMENTS, as the extractor takes them."""
    columns = ["source_id", "text", "publisher", "title", "published_on", "language", "published_basis", "url"]
    for batch in table.to_batches() if isinstance(table, pa.Table) else [table]:
        for values in zip(*(batch.column(name).to_pylist() for name in columns), strict=True):
            yield Document(*values)


class _Run(Report):
    """The checks of one run: what is wrong so far, and where each source_id stood."""

    def __init__(self, take: Callable[[Reject], None] | None = None) -> None:
        super().__init__()
        self.take, self.wrong, self.rows = take, 0, 0  # what is wrong, rows read
        self.source: str | None = None  # the id of the document at hand
        self.refused: list[Problem] = []  # the first things wrong with documents that are set aside
        self.seen: dict[str, str] = {}

    def add(
        self, file: str, where: str | None, what: str, todo: str, column: str | None = None, value: str | None = None
    ) -> None:
        """What is wrong with a document, if it stands somewhere, or with the whole file."""
        self.wrong += 1
        if where is None or self.take is None:
            super().add(file, where, what, todo, column, value)
        else:
            if len(self.refused) < REFUSED:
                self.refused.append(Problem(file, where, column, value, what, todo))
            self.take(Reject(self.source, where, column, value and value[:SHOWN], what, todo))

    def cells(self, file: str, where: str, given: Mapping[str, object]) -> Row | None:
        """The checked cells of a row, absent and '' as None; None when one is wrong."""
        before, given_id = self.wrong, given.get("source_id")
        self.source = given_id if isinstance(given_id, str) and not wrong_cell("source_id", given_id) else None
        row: Row = {column: given.get(column) for column in CELLS}
        for column, value in row.items():
            if value == "":
                row[column] = None
            elif value is not None and (wrong := wrong_cell(column, value)):
                shown = str(value) if isinstance(value, str | int | float) else None
                self.add(file, where, *wrong, column, shown)
        source_id = row["source_id"]
        if source_id is None:
            self.add(file, where, "is empty", "give the source an id", "source_id")
        elif isinstance(source_id, str) and (first := self.seen.setdefault(source_id, where)) != where:
            self.add(file, where, f"is that of {first} too", "give each source its own", "source_id", source_id)
        if self.wrong > before:
            return None
        row["published_on"] = row["published_on"] and date.fromisoformat(row["published_on"])
        return row

    def text(self, file: str, where: str | None, data: bytes) -> Row | None:
        """A document's text, sha256 and characters; None if it is no text. where: its row, None for a whole file."""
        column = "text" if where else None
        if len(data) > MAX_BYTES:
            self.add(file, where, f"has more than {MAX_BYTES:,} bytes", "split the document", column)
            return None
        before = self.wrong
        wrong = undecodable(data)
        for at, what in ((data.find(b"\0"), "holds a NUL"), (wrong, NOT_UNICODE)):
            if at >= 0:
                line = data.count(b"\n", 0, at) + 1
                place = f"{where}, line {line} of the text, byte {at}" if where else f"line {line}, byte {at}"
                value = data[max(0, at - 20) : at].decode(errors="ignore") + data[at : at + 20].decode(errors="replace")
                self.add(file, place, what, RESAVE, column, value)
        text = data.decode() if wrong < 0 else None
        if text is not None and not text.lstrip("\ufeff").strip():
            self.add(file, where, "is empty or blank", "fill in the text or remove the source", column, text[:20])
        if self.wrong > before:
            return None
        return {"text": text, "sha256": hashlib.sha256(data).hexdigest(), "characters": len(text or "")}


def _reader(path: Path) -> Callable[[Path, _Run], Iterator[Row]]:
    """What reads the kind of input at the path: yields good rows, reports the others. Problems if nothing can."""
    readers = {".parquet": _parquet, ".jsonl": _json_lines, ".ndjson": _json_lines}
    reader = _folder if os.path.isdir(path) else readers.get(path.suffix.lower())
    report = Report()
    if not os.path.exists(path):
        report.add(str(path), None, "does not exist or may not be read", "name a folder or a file that can be read")
    elif reader is None or not (reader is _folder or os.path.isfile(path)):
        todo = "name a folder with sources.csv, or a .parquet, .jsonl or .ndjson file"
        report.add(str(path), None, "is no input of a known kind", todo)
    report.close()
    assert reader is not None
    return reader


def _folder(folder: Path, run: _Run) -> Iterator[Row]:
    """The sources that sources.csv names, each with its text file; reports the text files that it forgets."""
    file = str(folder / "sources.csv")
    root = Path(os.path.realpath(folder))
    try:
        table = _contents(inside(root, "sources.csv"))
    except (OSError, ValueError) as error:
        run.add(file, None, reason(error), "put a sources.csv into the folder, beside the texts")
        return
    if len(table) > MAX_BYTES:
        run.add(file, None, f"has more than {MAX_BYTES:,} bytes", "use Parquet or JSON Lines for so many")
        run.close()
    records = csv_records(file, table, run)
    _, header = next(records, ("", []))
    if not _is_header(file, header, run):
        return
    mentioned: set[str] = set()  # every cell that may be a path, of broken rows too
    lines: dict[Path, str] = {}  # of the files named
    for where, record in records:
        if len(record) != len(header):
            mentioned.update(record)
            what = f"has {len(record)} cells, the header {len(header)}"
            run.add(file, where, what, "complete the row; quote cells that hold commas", value=",".join(record))
            continue
        given = dict(zip(header, record, strict=True))
        mentioned.add(given["path"])
        row = run.cells(file, where, given)
        data = _named(file, where, root, given["path"], lines, run)
        text = None if data is None else run.text(str(folder / given["path"]), None, data)
        if row is not None and text is not None:
            yield row | text
    for name in texts(root, run):
        if name not in mentioned and Path(os.path.realpath(root / name)) not in lines:
            todo = "add a row for it, or move it out of the folder"
            run.add(str(folder / name), None, "is not named in sources.csv", todo)


def _is_header(file: str, header: list[str], run: _Run) -> bool:
    """Whether rows can be read under it; reports each column of SOURCES missing or doubled, and each not known."""
    known = f"the columns are {', '.join(SOURCES)}"
    for column in SOURCES:
        if (count := header.count(column)) != 1:
            what = f"is there {count} times" if count else "is missing"
            run.add(file, "line 1", what, f"have it once; {known}", column)
    for column in dict.fromkeys(header):
        if column not in SOURCES:
            run.add(file, "line 1", "is no known column", f"rename or remove it; {known}", value=column)
    return header.count("source_id") == header.count("path") == 1


def _named(file: str, where: str, root: Path, name: str, lines: dict[Path, str], run: _Run) -> bytes | None:
    """The bytes of the text file a row names, noted in lines; None and a problem if it may not or cannot be read."""
    if wrong := wrong_cell("path", name):
        run.add(file, where, *wrong, "path", name)
        return None
    try:
        real = inside(root, name)
        if (first := lines.setdefault(real, where)) != where:
            raise ValueError(f"is the file of {first} too")
        return _contents(real)
    except (OSError, ValueError) as error:
        run.add(file, where, reason(error), "name a text file of its own in the folder, as a.txt", "path", name)
        return None


def _contents(real: Path) -> bytes:
    """The bytes of a regular file that is no link; of one too large, MAX_BYTES + 1. Raises OSError."""
    return contents(real, MAX_BYTES)


def _json_lines(path: Path, run: _Run) -> Iterator[Row]:
    """The good rows of a file with one JSON object a line."""
    file = str(path)
    try:
        with open(path, "rb") as stream:
            for number, line in json_lines(stream, MAX_LINE):
                where, run.rows, run.source = f"line {number}", number, None
                if line is None:
                    run.add(file, where, f"has more than {MAX_LINE:,} bytes", "split the document")
                    continue
                if (given := json_object(file, where, line, run)) is None:
                    continue
                row, text = run.cells(file, where, given), given.get("text") or ""
                if not isinstance(text, str):
                    what = f"is no text but of type {type(text).__name__}"
                    run.add(file, where, what, "write the text as a string", "text")
                    continue
                body = run.text(file, where, text.encode(errors="surrogatepass"))
                if row is not None and body is not None:
                    yield row | body
    except OSError as error:
        run.add(file, None, reason(error), "name a file that can be read")


def _parquet(path: Path, run: _Run) -> Iterator[Row]:
    """The good rows of a Parquet file, read a few at a time."""
    file, number = str(path), 0
    try:
        with pq.ParquetFile(path) as source:
            columns = _columns(file, source.schema_arrow, run)
            for batch in source.iter_batches(READ_ROWS, columns=columns) if columns else ():
                cells = {column: as_bytes(batch.column(column)) for column in columns}
                for i in range(batch.num_rows):
                    number += 1
                    where, run.rows = f"row {number}", number
                    row = run.cells(file, where, {name: decoded(cells[name][i]) for name in columns if name != "text"})
                    text = run.text(file, where, cells["text"][i] or b"")
                    if row is not None and text is not None:
                        yield row | text
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:  # the last for names of columns
        run.take = None  # what comes after is lost, and that is no matter of one document
        where = f"after row {number}"
        run.add(file, where if number else None, f"cannot be read as Parquet ({error})", "write the file again")


def _columns(file: str, schema: pa.Schema, run: _Run) -> list[str]:
    """The columns to read; none, and problems, if a needed one is missing or one is doubled or of a wrong type."""
    before = len(run.problems)
    columns = [column for column in ("text", *CELLS) if column in schema.names or column in ("source_id", "text")]
    for column in columns:
        found = schema.get_all_field_indices(column)
        if not found:
            run.add(file, None, "is missing", "add the column, of type string", column)
        elif len(found) > 1:
            run.add(file, None, f"is there {len(found)} times", "keep one of them", column)
        elif not is_text(schema.types[found[0]], dates=column == "published_on"):
            todo = "write it as a string or a date" if column == "published_on" else "write it as a string"
            run.add(file, None, f"is of type {schema.types[found[0]]}", todo, column)
    return columns if len(run.problems) == before else []
