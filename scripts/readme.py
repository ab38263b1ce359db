"""The generated parts of README.md and docs/cookbook.md, between ``<!-- begin KIND -->`` and ``<!-- end -->``."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import duckdb

from schemas.compile import markdown as dictionary
from schemas.read import tables
from scripts.bench_figures import recorded, shown
from scripts.evaluate import evaluate
from scripts.links import every_figure
from scripts.query import Result, ask, connect, examples, markdown
from scripts.scores import COLUMNS, lines

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GENERATED = (README, ROOT / "docs" / "cookbook.md")
SHOWN = 3  # rows of an answer; more would hide the next question
SQL = re.compile(r"^```sql\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
PART = re.compile(r"^(<!-- begin (\w+)(?: ([\w-]+))? -->\n)(.*?)^(<!-- end -->)$", re.MULTILINE | re.DOTALL)


def renewed(text: str, root: Path = ROOT) -> str:
    """A page with its generated parts as they should be now. Raises ValueError for a part of unknown kind.

    root: the repository. Kinds: ``query NAME`` (an example query and its answer), ``result`` (the answer to the SQL
    that stands before it, asked by DuckDB alone), ``tables``, ``dictionary``, ``evaluation``,
    ``quality`` and ``cost``.
    """

    def part(found: re.Match[str]) -> str:
        begin, kind, name, _, end = found.groups()
        if kind == "query":
            content = query(root, name)
        elif kind == "result":
            content = result(root, [block[1] for block in SQL.finditer(text, 0, found.start())][-1])
        elif kind in PARTS:
            content = PARTS[kind](root)
        else:
            raise ValueError(f"no part is of kind {kind}")
        return f"{begin}{content.strip()}\n{end}"

    return PART.sub(part, text)


def query(root: Path, name: str) -> str:
    """An example query and its answer, under its question."""
    example = examples()[name]
    with connect(root) as db:
        answer = ask(db, example.sql)
    return f"**{example.question}** (`query {name}`)\n\n```sql\n{example.sql};\n```\n\n{_beginning(answer)}"


def result(root: Path, sql: str) -> str:
    """The answer to SQL that names the files themselves, from the root of the repository."""
    with chdir(root), duckdb.connect() as db:
        return _beginning(ask(db, sql))


def _beginning(answer: Result) -> str:
    rest = len(answer.rows) - SHOWN
    shown = markdown(Result(answer.columns, answer.rows[:SHOWN]))
    return shown if rest <= 0 else f"{shown}\n\n… and {rest:,} more row{'' if rest == 1 else 's'}."


def overview(root: Path) -> str:
    """The tables, what they are, and how many rows they have."""
    with connect(root) as db:
        counts = {name: ask(db, f'SELECT count(*) FROM "{name}"').rows[0][0] for name in tables()}
    rows = [(f"[{t.name}](#{t.name})", t.description, f"{counts[t.name]:,}") for t in tables().values()]
    return "\n".join(["| table | what a row is | rows |", "|---|---|--:|", *(f"| {' | '.join(row)} |" for row in rows)])


def evaluation(root: Path) -> str:
    """The figures of the articles of the record against tests/gold."""
    gold = root / "tests" / "gold"
    return markdown(Result(COLUMNS, tuple(lines(every_figure(evaluate(gold, root), gold)))))


def quality(root: Path) -> str:
    """docs/quality.csv as it stands: what was measured on other texts."""
    with (root / "docs" / "quality.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    return markdown(Result(tuple(header), tuple(map(tuple, rows)))) if rows else "Nothing has been measured yet."


def cost(root: Path) -> str:
    """docs/bench.csv as it stands, without the single stages and scripts: what publishing costs at growing sizes."""
    figures = recorded(root / "docs" / "bench.csv")
    if not figures:
        return "Nothing has been measured yet."
    machines = dict.fromkeys(figure.value for figure in figures if figure.measure == "machine")
    table = markdown(shown(figures, lambda measure: not measure.startswith(("extraction: ", "integrate: "))))
    return f"Measured on: {'; '.join(machines)}.\n\n{table}"


PARTS: dict[str, Callable[[Path], str]] = {
    "tables": overview,
    "dictionary": lambda root: dictionary(tables()),
    "evaluation": evaluation,
    "quality": quality,
    "cost": cost,
}
