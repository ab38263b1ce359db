"""Extraction by many processes into a store: the same bytes always, nothing done twice, nothing out of date."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from scripts import depends, staging, store
from scripts import publish as job
from scripts.__main__ import main
from scripts.check import check
from scripts.documents import DOCUMENTS, Reject, read
from scripts.extract.cascade import Cascade
from scripts.generated.corpus import generate
from scripts.integrate.loaded import database
from scripts.pool import HERE, Pool, processes
from scripts.problems import Problems
from scripts.publish import DOCUMENTS_FOLDER, REFERENCE, ROOT, Engine, Summary, publish
from scripts.reference import load
from scripts.rejects import Rejects
from tests.genre import cascade

NAMES = ("Ana Berg", "Omar Lund", "Ines Moreau", "Karl Rahm", "Tuva Holm", "Nils Arden", "Rosa Keel", "Emil Sand")
TEXT = (
    "Norland’s Defence Minister {0} met Kenyan Defence Minister {1} in Nairobi on Tuesday.\n\n"
    "“We will train together,” {0} said. He added that the two navies would sign an agreement in June.\n"
)


def told(count: int) -> list[dict[str, str]]:
    """So many documents, of pairs of people."""
    return [
        {
            "source_id": f"daily-{number:03}",
            "text": TEXT.format(NAMES[number % len(NAMES)], NAMES[(number + 1 + number // len(NAMES)) % len(NAMES)]),
            "published_on": f"2031-05-{number % 28 + 1:02}",
        }
        for number in range(count)
    ]


def written(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(documents: Path, out: Path, kept: Path, workers: int = 1) -> Summary:
    return publish(documents, out, Console(quiet=True), engine=Engine(kept, workers))


def extracted(documents: Path, kept: Path) -> int:
    """How many documents a run extracts; nothing is published."""
    spool = kept.parent / "documents.parquet"
    found = staging.stage(documents, job.REFERENCE, kept, spool, lambda: nullcontext(HERE), print, lambda count: None)
    return found.extracted


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored(kept: Path) -> list[Path]:
    return sorted(kept.rglob("*.parquet"))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks of three documents."""
    monkeypatch.setattr(staging, "TASK_ROWS", 3)


class Backwards(Pool):
    """Does the last task first."""

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        yield from map(work, reversed(list(tasks)))


# ---- the same bytes


@pytest.mark.usefixtures("few")
def test_neither_the_workers_nor_their_order_nor_the_store_change_a_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = written(tmp_path / "a.jsonl", told(10))
    assert run(documents, tmp_path / "one", tmp_path / "kept one").extracted == 10
    assert run(documents, tmp_path / "two", tmp_path / "kept two", 2).extracted == 10
    assert files(tmp_path / "two") == files(tmp_path / "one")
    assert files(tmp_path / "kept two") == files(tmp_path / "kept one")
    assert len(stored(tmp_path / "kept one")) == 4
    assert extracted(documents, tmp_path / "kept two") == 0

    def backwards(engine: Engine) -> AbstractContextManager[Pool]:
        return nullcontext(Backwards(HERE.executor, HERE.workers))

    monkeypatch.setattr(Engine, "pool", backwards)
    run(documents, tmp_path / "back", tmp_path / "kept back")
    assert files(tmp_path / "back") == files(tmp_path / "one")
    # other parts with the same documents
    monkeypatch.setattr(staging, "TASK_ROWS", 4)
    run(documents, tmp_path / "other", tmp_path / "kept other")
    assert files(tmp_path / "other") == files(tmp_path / "one")


def test_neither_the_order_of_the_articles_nor_the_threads_change_a_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, kept = pq.read_table(generate(40, tmp_path)), tmp_path / "kept"
    run(tmp_path / "documents.parquet", tmp_path / "one", kept)
    mixed = table.take(pa.array(Random(5).sample(range(table.num_rows), table.num_rows)))
    pq.write_table(mixed, tmp_path / "mixed.parquet")

    @contextmanager
    def parallel(folder: Path, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
        assert threads == 3
        with database(folder, threads) as db:
            db.execute("PRAGMA verify_parallelism")  # few rows would not be divided
            yield db

    monkeypatch.setattr(job, "database", parallel)
    assert run(tmp_path / "mixed.parquet", tmp_path / "two", kept, 3).extracted == 0
    assert files(tmp_path / "two") == files(tmp_path / "one")


# ---- what is extracted again


@pytest.mark.usefixtures("few")
def test_only_what_is_new_is_extracted(tmp_path: Path) -> None:
    rows, kept = told(8), tmp_path / "kept"
    documents = written(tmp_path / "a.jsonl", rows[:7])
    assert extracted(documents, kept) == 7
    written(documents, [rows[7], *rows[:7]])
    assert run(documents, tmp_path / "out", kept).extracted == 1
    fresh = tmp_path / "fresh"
    run(documents, fresh, tmp_path / "kept anew")
    assert files(fresh) == files(tmp_path / "out")
    for column, value in (("title", "Ministers meet"), ("published_on", "2031-06-01"), ("text", "Berg met Lund.")):
        written(documents, [{**rows[0], column: value}, *rows[1:]])
        assert extracted(documents, kept) == 1, column
    written(documents, rows[:3])
    less = run(documents, tmp_path / "out", kept)
    assert (less.extracted, less.rows["sources"]) == (0, 3)


def test_what_extraction_reads_has_all_extracted_again_and_nothing_else_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, kept = tmp_path / "reference", tmp_path / "kept"
    shutil.copytree(REFERENCE, reference)
    monkeypatch.setattr(job, "REFERENCE", reference)
    documents = written(tmp_path / "a.jsonl", told(2))
    assert extracted(documents, kept) == 2

    def changed(name: str, more: str) -> int:
        path = reference / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8", newline="")
        return extracted(documents, kept)

    header = (reference / "positions_held.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    row = dict.fromkeys(header, "") | {"actor_id": "ali-mahmoud-abbas", "title": "Envoy", "office": "envoy"}
    row |= {"country": "SYR", "valid_from": "2001-01-01", "valid_until": "2001-12-31", "source": "written for a test"}
    assert changed("positions_held.csv", ",".join(row[name] for name in header) + "\n") == 0
    name = (reference / "given_names.csv").read_text(encoding="utf-8").partition("\n")[0].count(",")
    assert changed("given_names.csv", "Zebulondra" + "," * (name - 1) + ",written for a test\n") == 2


def test_extraction_does_without_the_tables_that_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """What depends.AFTER leaves out: with none of it the records are the same."""
    nothing: dict[str, Any] = {"facts": None, "rules": None}
    monkeypatch.setattr("scripts.extract.cascade.load", lambda folder: replace(load(folder), **nothing))
    documents = read(DOCUMENTS_FOLDER)
    assert Cascade.load(REFERENCE).tables(documents) == cascade().tables(documents)
    for path in (ROOT / "scripts" / "extract").glob("*.py"):
        assert not {".facts", ".rules"} & set(path.read_text(encoding="utf-8").split()), path
    assert all((REFERENCE / name).is_file() for name in depends.AFTER)


def test_all_code_of_the_extraction_counts_and_none_of_what_comes_later() -> None:
    modules, libraries = depends.code()
    extract = {f"scripts.extract.{path.stem}" for path in (ROOT / "scripts" / "extract").glob("[a-z]*.py")}
    assert extract <= modules.keys()
    assert {"scripts.documents", "scripts.reference"} <= modules.keys()
    assert not {"scripts.publish", "scripts.integrate", "scripts.package"} & modules.keys()
    assert {"ahocorasick_rs", "pyarrow"} <= libraries.keys()


def test_each_cell_of_a_document_counts() -> None:
    row = {"source_id": "a", "text": "x", "sha256": "0", "characters": 1}
    rows = [row, {**row, "title": "None"}, {**row, "publisher": "None"}, {**row, "sha256": "1"}]
    batch = pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)
    found = {*store.keys(batch, "a"), *store.keys(batch, "b")}
    assert len(found) == 8


# ---- runs that end badly


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("damage", ["cut", "flip", "empty"])
def test_a_damaged_part_is_extracted_again(tmp_path: Path, damage: str) -> None:
    documents, kept = written(tmp_path / "a.jsonl", told(7)), tmp_path / "kept"
    assert extracted(documents, kept) == 7
    parts = files(kept)
    path = stored(kept)[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes({"cut": content[:-9], "flip": content, "empty": bytearray()}[damage]))
    assert 0 < extracted(documents, kept) <= 3
    assert files(kept) == parts


SLOW = """
import sys, time
from scripts import staging
from scripts.__main__ import main
staging.TASK_ROWS = 1
extract = staging.extract
def slow(task):
    time.sleep(0.3)
    return extract(task)
staging.extract = slow
sys.exit(main())
"""


def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    documents, kept, out = written(tmp_path / "a.jsonl", told(12)), tmp_path / "kept", tmp_path / "out"
    words = ["publish", "--documents", documents, "--out", out, "--staged", kept, "--workers", "1"]
    killed = subprocess.Popen([sys.executable, "-c", SLOW, *map(str, words)], cwd=ROOT, start_new_session=True)
    while killed.poll() is None and len(stored(kept)) < 2:
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    done = len(stored(kept))
    assert 2 <= done < 12
    assert not out.exists()
    assert run(documents, out, kept).extracted == 12 - done
    run(documents, tmp_path / "whole", tmp_path / "kept anew")
    assert files(out) == files(tmp_path / "whole")


def test_a_worker_that_is_killed_is_told() -> None:
    with pytest.raises(Problems, match="ended from outside"), processes(2) as workers:
        list(workers.run(os._exit, [1, 1, 1]))


def test_a_worker_with_other_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="has other code"):
        staging.extract(staging.Task(pa.RecordBatch.from_pylist([], staging.SPOOLED), REFERENCE, "0" * 64, tmp_path))


FULL = """
import resource, sys
from scripts.__main__ import main
from scripts import publish
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
sys.exit(main(["publish", *sys.argv[1:]]))
"""


def test_no_room_for_the_work_is_told(tmp_path: Path) -> None:
    """The limit on the size of a file stands for that of the disk."""
    words = ["--out", tmp_path / "out", "--staged", tmp_path / "kept"]
    run = subprocess.run(
        [sys.executable, "-c", FULL, *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1, run.stderr
    assert "make room" in run.stderr
    assert not stored(tmp_path / "kept")
    assert not (tmp_path / "out").exists()


# ---- what is set aside


def test_documents_that_cannot_be_read_or_extracted_are_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = told(6)
    good = [json.dumps(row).encode() for row in rows]
    bad = [
        b'{"source_id": "empty", "text": " "}',
        b'{"source_id": "half", "text": "\\ud800"}',
        good[0],
        b'{"source_id": "other", "text": "x", "published_on": "soon", "url": "=1+1"}',
        b"no JSON \xff",
    ]
    documents, kept, out = tmp_path / "a.jsonl", tmp_path / "kept", tmp_path / "out"
    documents.write_bytes(b"".join(line + b"\n" for line in (*good, *bad)))
    whole = Cascade.values

    def failing(self: Cascade, document: Any) -> Any:
        if document.source_id == rows[4]["source_id"]:
            raise RecursionError("too deep")
        return whole(self, document)

    words = ["publish", "--documents", str(documents), "--out", str(out), "--staged", str(kept)]
    with monkeypatch.context() as patch:
        patch.setattr(Cascade, "values", failing)
        assert main(words) == 1
    said = capsys.readouterr().err
    assert "6 documents are set aside" in said
    assert "too deep" in said
    with (out / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert [(row["source_id"], row["where"].partition(",")[0], row["column"]) for row in rejects] == [
        ("empty", "line 7", "text"),
        ("half", "line 8", "text"),
        ("daily-000", "line 9", "source_id"),
        ("other", "line 10", "published_on"),
        ("other", "line 10", "url"),
        ("", "line 11", ""),
        ("daily-004", "tests/test_staging.py", ""),
    ]
    assert "RecursionError: too deep" in rejects[-1]["what"]
    assert rejects[4]["value"] == "'=1+1"
    assert check(str(out), documents) == []
    before = files(out)
    # the rest is what it is without them
    documents.write_bytes(b"".join(line + b"\n" for line in good if line != good[4]))
    assert main(words) == 0
    before.pop("rejects.csv")
    assert files(out) == before
    # one that failed is tried again
    documents.write_bytes(b"".join(line + b"\n" for line in good))
    assert extracted(documents, kept) == 1


def test_a_folder_is_put_together_by_hand_and_must_be_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = tmp_path / "articles"
    shutil.copytree(DOCUMENTS_FOLDER, articles)
    next(iter(sorted(articles.glob("*.txt")))).write_bytes(b"\xff")
    assert main(["publish", "--documents", str(articles), "--out", str(tmp_path / "out")]) == 1
    assert "UTF-8" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_no_more_of_a_text_is_shown_than_was_allowed(tmp_path: Path) -> None:
    rejects = Rejects(tmp_path / "rejects.csv", 3)
    rejects.add(Reject("a", "line 1", "text", "many words\x1b", "holds a NUL", "save it as UTF-8"))
    rejects.publish(tmp_path)
    assert (
        (tmp_path / "rejects.csv")
        .read_text(encoding="utf-8")
        .endswith("a,line 1,text,man,holds a NUL,save it as UTF-8\n")
    )


def test_rejects_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "rejects.csv").write_text("name\nsomebody\n", encoding="utf-8")
    run(written(tmp_path / "a.jsonl", told(1)), tmp_path / "out", tmp_path / "kept")
    assert (tmp_path / "out" / "rejects.csv").read_text(encoding="utf-8") == "name\nsomebody\n"


def test_a_task_is_done_here_where_it_is_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(engine: Engine) -> AbstractContextManager[Pool]:
        raise AssertionError("a process for one task")

    monkeypatch.setattr(Engine, "pool", none)
    assert run(written(tmp_path / "a.jsonl", told(5)), tmp_path / "out", tmp_path / "kept", 2).extracted == 5
