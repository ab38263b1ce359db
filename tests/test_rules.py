"""The rules: each one's example and counter-example, that none is without a row or a use, and their figures."""

from __future__ import annotations

import ast
import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from scripts.__main__ import main
from scripts.evaluate import evaluate
from scripts.extract.date_patterns import RULES as DATE_PATTERNS
from scripts.package import ROOT
from scripts.query import QueryError, connect
from scripts.reference import Rule
from scripts.rules import Tally, find, judged, overview, passages, show
from tests.genre import REFERENCE, cascade, reference
from tests.test_evaluate import gold, person, said, tables
from tests.tiny import SOURCE, TEXT, frame

EXTRACT = ROOT / "scripts" / "extract"
NOT_PUBLISHED = frozenset({"former-office"})  # marks titles of the past, which records leave out


@pytest.mark.parametrize("rule", reference().rules, ids=lambda rule: rule.rule)
def test_a_rule_finds_its_example_and_not_its_counter_example(rule: Rule) -> None:
    assert rule.rule in {p.rule for p in passages(cascade(), rule, rule.example)[1]}
    assert rule.rule not in {p.rule for p in passages(cascade(), rule, rule.counter_example)[1]}


def literals() -> set[str]:
    """The words, with hyphens maybe, that stand as strings in the extractor."""
    nodes = (node for path in EXTRACT.glob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    texts = (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {text for text in texts if re.fullmatch("[a-z]+(?:-[a-z]+)*", text)}


def test_every_name_of_a_rule_in_the_code_has_its_row() -> None:
    """A name with a hyphen is that of a rule, of a pattern of dates, or a code of another reference table."""
    codes = {
        cell
        for path in REFERENCE.glob("*.csv")
        if path.name != "rules.csv"
        for row in csv.reader(StringIO(path.read_text(encoding="utf-8")))
        for cell in row
    }
    known = {rule.rule for rule in reference().rules} | codes | DATE_PATTERNS.keys() | NOT_PUBLISHED
    assert {name for name in literals() if "-" in name and not {name, f"date-{name}"} & known} == set()


def test_every_row_is_the_name_of_a_rule_in_the_code() -> None:
    names = literals()
    dead = [
        rule.rule
        for rule in reference().rules
        if not {rule.rule, rule.rule.removeprefix("date-"), rule.rule.removesuffix("-reference")} & names
    ]
    assert dead == []


def test_names_are_made_in_two_places_only() -> None:
    """Else a name could arise that has no row: "date-" before that of a pattern, "-reference" behind a kind."""
    made = set()
    for path in EXTRACT.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                words = "".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values)
                if re.fullmatch(r"\*?[a-z-]*[a-z]-\*|\*-[a-z-]+\*?", words):
                    made.add(words)
    assert made <= {"date-*", "*-reference", "unnamed-*", "*-ministry"}  # the last two make keys of actors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "gold").mkdir()
    for name, table in tables().items():
        table.write_parquet(tmp_path / "data" / f"{name}.parquet")
    return tmp_path


def span(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"source_id": SOURCE, "start": start, "end": start + len(words)}


def tallies(folder: Path, truth: dict[str, object]) -> dict[str, Tally]:
    (folder / "gold" / "daily.json").write_text(json.dumps(truth), encoding="utf-8")
    return judged(evaluate(folder / "gold", folder))


def test_what_is_right_against_gold(folder: Path) -> None:
    # two statements, a meeting with its date, an agreement; the mention that names the meeting's participant
    assert tallies(folder, gold()) == {"by-hand": Tally(5, 5), "title-name": Tally(1, 1)}


def test_what_is_wrong_against_gold(folder: Path) -> None:
    truth = gold(persons=[person("lund", "Omar Lund")], meetings=[], agreements=[], statements=[])
    assert tallies(folder, truth) == {"by-hand": Tally(0, 4), "title-name": Tally(0, 1)}


@pytest.mark.parametrize(("speaker", "right"), [("berg", 1), ("holm", 0)])
def test_who_speaks_judges_the_rule_that_named_him(folder: Path, speaker: str, right: int) -> None:
    she = {"mention_id": "m3", **span("she"), "surface": "she", "form": "pronoun", "actor_id": "ana-berg"}
    frame("mentions", [{**she, "rule": "pronoun"}]).write_parquet(folder / "data" / "mentions.parquet")
    statements = [said("We will train together,", speaker), said("the Freetown accord", "x", optional=True)]
    assert tallies(folder, gold(statements=statements))["pronoun"] == Tally(right, 1)


def test_what_is_optional_is_not_judged(folder: Path) -> None:
    truth = gold()
    for coded in (*truth["meetings"], *truth["agreements"], *truth["statements"]):
        coded["optional"] = True
    assert tallies(folder, truth) == {"title-name": Tally(1, 1)}


def test_the_overview_lists_every_rule_by_stage(folder: Path) -> None:
    (folder / "gold" / "daily.json").write_text(json.dumps(gold()), encoding="utf-8")
    with connect(folder) as db:
        found = overview(db, evaluate(folder / "gold", folder))
    rows = {row[1]: row for row in found.rows}
    assert [row[0] for row in found.rows] == ["dates", "dates", "names", "people", "meetings"]
    assert rows["weekday"][3:] == (1, 0, 0, "not judged")
    assert rows["title-name"][3:] == (1, 1, 1, "1.00")
    records = tables()["evidence"].select("table_name", "record_id", "source_id").unique()
    assert rows["by-hand"][3] == records.height > 4  # a meeting, an agreement, two statements, an office


def test_a_rule_is_shown_at_work() -> None:
    console = Console(file=StringIO(), width=120)
    show(cascade(), find(reference().rules, "indirect-that"), console)
    output = console.file.getvalue()  # type: ignore[attr-defined]
    assert "said that »the drill was over«." in output
    assert "nothing by this rule" in output
    assert "rank-name (General Omar Lund)" in output


def test_an_unknown_rule_is_an_error_that_says_what_there_is() -> None:
    with pytest.raises(QueryError, match=r"No rule is named indirect\. There are: .*indirect-that"):
        find(reference().rules, "indirect")


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    here = ["--dir", str(ROOT), "--gold", str(ROOT / "tests" / "gold")]
    assert main(["rules", *here]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^attribution +indirect-that +\S.* +\d+ +\d+ +\d+ +[01]\.\d\d *$", printed, re.MULTILINE)
    assert main(["rules", "indirect-that"]) == 0
    assert "»the drill was over«" in capsys.readouterr().out
