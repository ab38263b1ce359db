"""Hostile documents by the million, through reading, extraction and packaging: ``python -m tests.fuzz --help``.

The same seed makes the same documents. A fault is printed with the document that makes it, and the exit code is 1. With
--guided the mutations follow coverage (atheris, which ``make fuzz-guided`` installs beside); else they are random.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import pyarrow as pa
import pyarrow.parquet as pq

from scripts import package
from scripts.documents import batches
from scripts.extract.model import Document
from scripts.problems import Problems
from scripts.published import validate_package
from scripts.validate import check_spans, validate_tables
from tests import tiny
from tests.genre import cascade, published
from tests.test_cascade import PIECES

ODD = [
    "“=1+1”",
    "-5",
    "@all",
    '=HYPERLINK("x")',
    "+Oslo",
    "''",
    "«",
    "»",
    "[",
    ";",
    "…",
    "-",
    "\t",
    "e\u0301",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u0430",
    "İ",
    "ß",
    "=1+1",
    "<b>",
    "';--",
]
ODD += [
    "Maj. Gen.",
    "al-Habib bin Omar",
    "Lt",
    "Jr.",
    "14/5/2024",
    "9999-99-99",
    "May 32",
    "the 1990s",
    "a day earlier",
]
LIKE = (" ", "  "), ("i", "ı"), ("I", "İ"), ("s", "ſ"), ("k", "\u212a"), ("'", "’")  # taken for each other by some
LONGEST = 10  # seconds of work on one small document; a thousand times what it takes


class Slow(Exception):
    """A document took more of the processor's time than LONGEST."""


@contextmanager
def limited() -> Iterator[None]:
    """Raises Slow in the block that takes too long."""

    def stop(_: int, __: FrameType | None) -> None:
        raise Slow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)  # of the processor's time: others may use the machine too
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def text_of(chance: random.Random) -> str:
    """A small text of the genre's words and marks, some of it cut, doubled, or out of any alphabet."""
    pieces = chance.choices([*PIECES, *ODD], k=chance.randint(1, 30))
    text = chance.choice((" ", " ", "", "\u00a0")).join(pieces)
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = chance.randrange(len(text) + 1)
        upto = min(len(text), at + chance.randint(1, 9))
        odd = chr(
            chance.choice(
                (chance.randrange(1, 0x250), chance.randrange(0x2000, 0x2070), chance.randrange(0xE000, 0x110000))
            )
        )
        like = text[:at] + text[at:].replace(*chance.choice(LIKE), 1)
        text = chance.choice((text[:at] + odd + text[at:], text[:at] + text[upto:], text[:upto] + text[at:], like))
    return text or "."  # one without text is refused


def extract(text: str, day: date | None = date(2024, 5, 17)) -> None:
    """Raises AssertionError where a span is not its quote."""
    rows = cascade().extract(Document("story", text, published_on=day))
    for table, column in (("evidence", "quote"), ("mentions", "surface"), ("dates", "surface")):
        for row in rows[table]:
            assert text[row["start"] : row["end"]] == row[column], (table, row)


def build(texts: list[str]) -> None:
    """Raises AssertionError where a package of these texts is not valid, in memory or as it is read back."""
    told: dict[str, tuple[str, date | None]] = {f"story {i}": (text, date(2024, 5, 17)) for i, text in enumerate(texts)}
    tables = published(told)
    assert not (found := validate_tables(tables)), found[0]
    assert not (found := check_spans(tables, {source: text for source, (text, _) in told.items()})), found[0]
    with tempfile.TemporaryDirectory() as folder:
        package.write(tables, Path(folder))
        assert not (found := validate_package(Path(folder))), found[0]


def read(content: bytes, kind: str) -> None:
    """Any bytes as a corpus: they are read or refused with Problems, nothing else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = {"sources": folder, "text": folder}.get(kind, folder / f"articles.{kind}")
        file = {"sources": folder / "sources.csv", "text": folder / "a.txt"}.get(kind, path)
        if kind == "sources":
            (folder / "a.txt").write_text(tiny.TEXT, encoding="utf-8")
        elif kind == "text":
            (folder / "sources.csv").write_text("source_id,path\na,a.txt\n", encoding="utf-8")
        file.write_bytes(content)
        try:
            for batch in batches(path):
                for text in batch["text"].to_pylist():
                    text.encode()
        except Problems:
            pass  # refused, as it may be


def corpora() -> dict[str, bytes]:
    """A sound input of each kind, to be damaged."""
    row = {"source_id": "a", "text": tiny.TEXT, "title": "A title", "published_on": "2031-05-09"}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([row] * 3), sink, compression="none")
    return {
        "sources": b'source_id,path,publisher,title,published_on\na,a.txt,"The ""Daily""",A title,2031-05-09\n',
        "text": tiny.TEXT.encode(),
        "jsonl": (json.dumps(row) + "\n" + json.dumps({**row, "source_id": "b"}, ensure_ascii=False) + "\n").encode(),
        "parquet": sink.getvalue().to_pybytes(),
    }


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changed, put in, taken out or doubled."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(data) + 1)
        piece = chance.choice(
            (b"\0", b"\xff", b'"', b",", b"\n", b"../", b"{", b"\xc2\xa0", b"9" * 30, bytes([chance.randrange(256)]))
        )
        data[at : at + chance.choice((0, 1, 1, 8))] = chance.choice((piece, b"", data[max(0, at - 40) : at]))
    return bytes(data)


def run(documents: int, seed: int) -> int:
    """How many made a fault. For 10,000 documents extracted 12 more are packaged, and 200 damaged corpora read."""
    chance, faults, sound = random.Random(seed), 0, corpora()

    def tried(what: str, work: Callable[[], None], shown: object) -> None:
        nonlocal faults
        try:
            with limited():
                work()
        except Exception as error:  # any fault is what is looked for
            faults += 1
            print(f"{what}: {type(error).__name__}: {error}\n  {shown!r}", file=sys.stderr, flush=True)

    for number in range(documents):
        text = text_of(chance)
        tried("extract", lambda text=text: extract(text), text)  # type: ignore[misc]
        if number % 10_000 == 0:
            texts = [text_of(chance) for _ in range(12)]
            tried("package", lambda texts=texts: build(texts), texts)  # type: ignore[misc]
        if number % 50 == 0:
            kind = chance.choice(sorted(sound))
            content = damaged(sound[kind], chance)
            tried(f"read {kind}", lambda content=content, kind=kind: read(content, kind), content)  # type: ignore[misc]
        if number % 10_000 == 9_999:
            print(f"{number + 1:,} documents, {faults} faults", flush=True)
    print(f"{documents:,} documents of seed {seed}: {faults} faults")
    return faults


def guided(arguments: list[str]) -> None:
    """Coverage-guided, until a fault is found or the time of libFuzzer's -max_total_time= is over."""
    import atheris

    cascade()  # not worth guiding
    sound = corpora()

    def one(data: bytes) -> None:
        kinds = ["extract", *sorted(sound)]
        kind, rest = kinds[data[0] % len(kinds)] if data else "extract", data[1:]
        extract(rest.decode("utf-8", "ignore")) if kind == "extract" else read(rest, kind)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-timeout={LONGEST}", *arguments], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: %(default)s")
    parser.add_argument("--guided", nargs="*", metavar="OPTION", help="by coverage, with options of libFuzzer")
    options = parser.parse_args()
    if options.guided is not None:
        guided([f"-{option}" for option in options.guided])
        return 0
    return 1 if run(options.documents, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
