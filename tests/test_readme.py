"""README.md and docs/cookbook.md: their generated parts are current, and what it tells one to run exists."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from schemas.read import tables
from scripts.__main__ import _parser
from scripts.package import ROOT
from scripts.query import examples
from scripts.readme import GENERATED, PART, README, SHOWN, SQL, quality, renewed, result

TEXT = README.read_text(encoding="utf-8")
CODE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_generated_part_is_current() -> None:
    """Every SQL block is run for this; python -m scripts readme puts it right."""
    for path in GENERATED:
        text = path.read_text(encoding="utf-8")
        assert renewed(text) == text


def test_every_example_query_but_a_few_is_shown() -> None:
    """Those left out repeat a question of another."""
    shown = {
        name for path in GENERATED for _, kind, name, _, _ in PART.findall(path.read_text(encoding="utf-8")) if kind
    }
    assert examples().keys() - shown <= {
        "direct-quotations",
        "evidence-of-meetings",
        "how-dates-were-read",
        "speech-acts",
    }


def test_every_sql_block_has_an_answer() -> None:
    parts = [(found[2], found.start()) for found in PART.finditer(TEXT)]
    outside = SQL.findall(PART.sub("", TEXT))
    assert len(outside) == sum(kind == "result" for kind, _ in parts) > 0
    assert len(SQL.findall(TEXT)) == len(outside) + sum(kind == "query" for kind, _ in parts) >= 8


def test_every_mark_is_one_of_a_pair() -> None:
    assert TEXT.count("<!-- begin ") == TEXT.count("<!-- end -->") == len(PART.findall(TEXT))


def test_a_part_is_made_anew_and_the_rest_left_alone() -> None:
    stale = "before\n<!-- begin query speech-acts -->\nold\n<!-- end -->\nafter\n"
    fresh = renewed(stale)
    assert fresh.startswith("before\n<!-- begin query speech-acts -->\n**")
    assert fresh.endswith("\n<!-- end -->\nafter\n")
    assert examples()["speech-acts"].sql in fresh
    assert "old" not in fresh
    assert renewed(fresh) == fresh


def test_an_unknown_part_is_an_error() -> None:
    with pytest.raises(ValueError, match="kind weather"):
        renewed("<!-- begin weather -->\n<!-- end -->\n")


def test_long_answers_are_cut_and_say_so(tmp_path: Path) -> None:
    assert result(tmp_path, f"FROM range({SHOWN + 2})").endswith("\n\n… and 2 more rows.")
    assert "more" not in result(tmp_path, f"FROM range({SHOWN})")


def test_quality_is_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    file = tmp_path / "docs" / "quality.csv"
    file.write_text("figure,F1\n", encoding="utf-8")
    assert quality(tmp_path) == "Nothing has been measured yet."
    file.write_text("figure,F1\ndays,0.5\n", encoding="utf-8")
    assert quality(tmp_path) == "| figure | F1 |\n| --- | --- |\n| days | 0.5 |"


def test_it_is_short_but_for_what_is_generated() -> None:
    assert len(PART.sub("", TEXT).splitlines()) < 285
    assert len(TEXT[: TEXT.index("## Dictionary")].splitlines()) < 620


def test_every_table_is_in_the_dictionary() -> None:
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    assert [heading for heading in headings if heading in tables()] == list(tables())
    assert len(headings) == len({heading.lower() for heading in headings})  # an anchor leads to one place


def test_local_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#][^)]*)\)", TEXT):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_commands_exist() -> None:
    shell = "\n".join(code for language, code in CODE.findall(TEXT) if language == "sh")
    commands = re.findall(r"python -m scripts +(.*)", shell)
    assert len(commands) >= 5
    for command in commands:
        assert callable(_parser().parse_args(shlex.split(command)).run)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"\bmake (\w+)", "\n".join(re.findall(r"^make \w+|`make \w+", TEXT, re.MULTILINE)))
    assert {"publish", "test", "check", "requirements"} <= set(targets)
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_the_python_of_the_page_runs() -> None:
    (block,) = [code for language, code in CODE.findall(TEXT) if language == "python"]
    path = re.search(r'open\("([^"]+)"', block)
    assert path is not None
    assert (ROOT / path[1]).is_file()
    compile(block, "README.md", "exec")


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {project['version']}\n" in citation
