"""The command line: exit codes, what goes where, and that its help tells the truth."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.__main__ import _parser, main
from scripts.package import ROOT, write
from scripts.query import examples
from tests.tiny import MEETING, TEXT, valid


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("package")
    write(valid(), out)
    return out


@pytest.fixture
def input_folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    header = "source_id,path,publisher,publisher_basis,title,published_on,published_basis,url,language\n"
    row = "daily-2031-05-09,a.txt,The Daily,stated,,2031-05-09,stated,,en\n"
    (documents / "sources.csv").write_text(header + row, encoding="utf-8")
    (documents / "a.txt").write_bytes(TEXT.encode())
    return documents


COMMANDS = (
    "publish",
    "validate",
    "query",
    "explain",
    "evaluate",
    "review",
    "rules",
    "readme",
    "diff",
    "release",
    "site",
    "bench",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "usage: python -m scripts " + command in capsys.readouterr().out


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    help_text = capsys.readouterr().out
    assert re.findall(r"^  (\w+)    ", help_text, re.MULTILINE)[0] == "publish"
    assert all(re.search(rf"^  {command} ", help_text, re.MULTILINE) for command in COMMANDS)


def test_the_examples_of_the_help_are_commands(capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for words in (["--help"], *([command, "--help"] for command in COMMANDS)):
        with pytest.raises(SystemExit):
            main(words)
        lines += re.findall(r"^  python -m scripts (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert len(lines) > 15
    for line in lines:
        if line != "COMMAND --help":
            options = _parser().parse_args(shlex.split(line.partition(" > ")[0]))
            assert callable(options.run)


def test_the_examples_of_explain_are_records(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["explain", "--help"])
    for line in re.findall(r"^  python -m scripts (explain \w+ \S+)$", capsys.readouterr().out, re.MULTILINE):
        here = ["--dir", str(ROOT), "--documents", str(ROOT / "seeds" / "documents")]
        assert main([*line.split(), *here]) == 0
        assert "»" in capsys.readouterr().out


def test_no_command_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_publish_validate_and_ask(input_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["publish", "--documents", str(input_folder), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^sources +1$", printed, re.MULTILINE)
    assert re.search(r"^\d+ spans checked .* \d+\.\d seconds\.$", printed, re.MULTILINE)
    assert f"query who-met-whom --dir {out}" in printed
    assert "\x1b" not in printed
    assert main(["validate", str(out)]) == 0
    capsys.readouterr()
    assert main(["query", "--dir", str(out), "SELECT source_id FROM sources", "--format", "csv"]) == 0
    assert capsys.readouterr().out == "source_id\ndaily-2031-05-09\n"


def test_publishing_twice_gives_the_same_bytes(input_folder: Path, tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        assert main(["publish", "--documents", str(input_folder), "--out", str(tmp_path / name)]) == 0
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        contents.append({path.relative_to(tmp_path / name): path.read_bytes() for path in files})
    assert contents[0] == contents[1]
    assert len(contents[0]) > 20


def test_all_problems_of_the_input_at_once(
    input_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (input_folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("b,missing.txt,,,,9 May,,,\n")
    out = tmp_path / "out"
    assert main(["publish", "--documents", str(input_folder), "--out", str(out)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "missing.txt" in printed.err
    assert "'9 May': is no date" in printed.err
    assert not out.exists()


def test_validate_reports_to_standard_error(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(valid(), tmp_path)
    with (tmp_path / "data" / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("x,X,dragon,,,,curated\n")
    assert main(["validate", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "dragon" in printed.err
    assert main(["validate", str(folder)]) == 0


def test_query_lists_its_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list"]) == 0
    printed = capsys.readouterr().out
    assert all(example.name in printed and example.question in printed for example in examples().values())


def test_query_by_name_and_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--dir", str(folder), "who-met-whom", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["meeting_id"] == MEETING


def test_wrong_sql_is_an_error_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--dir", str(folder), "SELECT nothing FROM meetings"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Tables: sources, source_overlaps" in printed.err
    assert "Traceback" not in printed.err


def test_explain_without_the_documents(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["explain", "--dir", str(folder), "--documents", str(tmp_path / "none"), "meetings", MEETING]
    assert main(words) == 0
    assert "»on Thursday«" in capsys.readouterr().out
    assert main([*words[:-1], "nothing"]) == 1
    assert MEETING in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_an_error_in_words(
    input_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["publish", "--documents", str(input_folder), "--out", str(tmp_path / "file" / "out")]) == 1
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_crash(folder: Path) -> None:
    command = [sys.executable, "-m", "scripts", "query", "--dir", str(folder), "FROM range(200000)", "--format", "csv"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"range\n"
        process.stdout.close()
        assert process.stderr.read() == b""
