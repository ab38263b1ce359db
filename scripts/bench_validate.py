"""How fast a large package is validated, and in how much memory, beside frictionless on the same package."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.compile import POLARS
from schemas.read import tables
from scripts import package
from scripts.query import Result

SPOKEN = 20  # statements of a document
ACTORS = 5_000

# each runs in a process of its own, so that its memory is its own; one begins with as much as what starts it has had
WATCHED = """
import json, resource, sys, time
begun = time.perf_counter()
{}
seconds = time.perf_counter() - begun
print(json.dumps([found, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
MAKE = """from pathlib import Path; from scripts.bench_validate import made_up; from scripts.package import write
found = write(made_up(int(sys.argv[2])), Path(sys.argv[1]))"""
WAYS: Mapping[str, str] = {
    "validate": "from pathlib import Path; from scripts.published import validate_package\n"
    "found = len(validate_package(Path(sys.argv[1])))",
    "frictionless validate": "import frictionless\n"
    "found = sum(len(task.errors) for task in frictionless.validate(sys.argv[1] + '/datapackage.json').tasks)",
}


def compared(statements: int) -> Result:
    """Seconds and MB (millions of bytes, at most) that each way takes for a package of so many statements."""
    with tempfile.TemporaryDirectory() as made:
        _run(MAKE, made, str(statements))
        rows = []
        for name, code in WAYS.items():
            problems, seconds, kilobytes = _run(code, made)
            rows.append((name, f"{statements:,}", problems, f"{seconds:.1f}", f"{kilobytes * 1024 / 1e6:,.0f}"))
    return Result(("what", "statements", "problems", "seconds", "MB"), tuple(rows))


def _run(code: str, *words: str) -> tuple[Any, float, int]:
    """What the code has found, its seconds, and the kilobytes that it held at most."""
    command = [sys.executable, "-c", WATCHED.format(code), *words]
    run = subprocess.run(command, cwd=package.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found, seconds, kilobytes = json.loads(run.stdout)
    return found, seconds, kilobytes


def made_up(statements: int) -> dict[str, pl.DataFrame]:
    """Valid tables of documents made from one template: in each sentence somebody says something, with all evidence.

    Tables that this does not need are empty.
    """
    said = _sentences(statements)
    source, at = pl.col("source_id"), pl.col("start")
    record = pl.format("{}:s{}", source, pl.col("at"))
    shown = {"speaker": "name", "cue": "cue", "text": "content"}  # field of evidence -> its rule
    spans = pl.concat(
        said.select(
            "source_id",
            "actor_id",
            "at",
            field=pl.lit(field),
            words=pl.col(field),
            start=pl.col(f"{field}_at"),
            end=pl.col(f"{field}_at") + pl.col(field).str.len_chars().cast(pl.Int64),
        )
        for field in shown
    )
    made = {
        "sources": said.group_by("source_id", maintain_order=True).agg(
            characters=pl.col("at").last() + pl.col("sentence").last().str.len_chars(),
            sha256=source.first().hash().cast(pl.String).str.zfill(64),
        ),
        "actors": pl.select(n=pl.int_range(ACTORS)).select(
            actor_id=pl.format("ana-berg-{}", "n"),
            name=pl.format("Ana Berg {}", "n"),
            kind=pl.lit("person"),
            status=pl.lit("provisional"),
        ),
        "mentions": spans.filter(field="speaker").select(
            pl.exclude("field", "at", "words"),
            mention_id=pl.format("{}:m{}", source, at),
            surface=pl.col("words"),
            form=pl.lit("name"),
            rule=pl.lit("name"),
        ),
        "statements": said.select(
            "source_id",
            "text",
            statement_id=record,
            kind=pl.lit("indirect"),
            verb=pl.lit("say"),
            position=pl.lit("body"),
        ),
        "statement_speakers": said.select("actor_id", statement_id=record, seq=pl.lit(1)),
        "evidence": spans.select(
            pl.exclude("words", "at", "actor_id"),
            evidence_id=pl.format("{}:e{}-{}", source, at, "field"),
            table_name=pl.lit("statements"),
            record_id=record,
            quote=pl.col("words"),
            rule=pl.col("field").replace(shown),
        ),
        "rules": pl.select(rule=pl.Series(list(shown.values()))).with_columns(
            stage=pl.lit("attribution"), finds=pl.lit("Words."), example=pl.lit("A"), counter_example=pl.lit("B")
        ),
    }
    return {name: _whole(name, made.get(name, pl.DataFrame())) for name in tables()}


def _sentences(statements: int) -> pl.DataFrame:
    """One a row: its source, speaker and words, and where (``at``, in the document) each begins."""
    n = pl.col("n")
    parts = pl.select(n=pl.int_range(statements)).with_columns(
        source_id=pl.format("daily-{}", n // SPOKEN),
        actor_id=pl.format("ana-berg-{}", n % ACTORS),
        speaker=pl.format("Ana Berg {}", n % ACTORS),
        cue=pl.lit("said"),
        text=pl.format(
            "exercise {} of the two navies was to begin off port {} in the first days of spring", n, n % 977
        ),
    )
    told = parts.with_columns(sentence=pl.format("Minister {} {} {}. ", "speaker", "cue", "text"))
    size = pl.col("sentence").str.len_chars().cast(pl.Int64)
    placed = told.with_columns(at=size.cum_sum().over("source_id") - size)
    after = pl.col("at") + len("Minister ")
    cue_at = after + pl.col("speaker").str.len_chars().cast(pl.Int64) + 1
    return placed.with_columns(speaker_at=after, cue_at=cue_at, text_at=cue_at + len("said "))


def _whole(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the columns of the table; those it lacks are absent."""
    types = {field.name: POLARS[field.type] for field in tables()[name].fields}
    return pl.concat(
        [pl.DataFrame(schema=types), frame.cast({name: types[name] for name in frame.columns})], how="diagonal"
    )
