"""What limits.toml promises stops a publication that breaks it, and validate tells it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from scripts import limits, package
from scripts.__main__ import main
from scripts.check import check
from scripts.limits import LIMITS, broken, read
from scripts.package import ROOT
from scripts.problems import Problem, Problems
from tests import tiny

VALID = tiny.valid()
SHARE = """
[[limit]]
name = "actors that no curator has looked at"
value = "SELECT avg((status = 'provisional')::INT) FROM actors"
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    package.write(VALID, tmp_path / "out")
    return tmp_path / "out"


def broken_by(tables: Mapping[str, pl.DataFrame], folder: Path) -> list[Problem]:
    """The limits of a folder that tables would break."""
    files = {name: folder.parent / f"{name}.parquet" for name in tables}
    for name, frame in tables.items():
        frame.write_parquet(files[name])
    return limits.broken_by(files, folder)


def promise(folder: Path, text: str) -> None:
    """Writes the limits of a folder."""
    (folder / LIMITS).write_text(text, encoding="utf-8")


def test_without_a_file_nothing_is_promised(out: Path) -> None:
    assert broken(out) == broken_by(VALID, out) == []


def test_a_broken_limit_is_told_with_its_value(out: Path) -> None:
    for bound, said in (
        ("at_most = 0.2", "is more than at_most, 0.2"),
        ("at_least = 0.3", "is less than at_least, 0.3"),
    ):
        promise(out, SHARE + bound)
        (problem,) = broken(out)
        assert (problem.where, problem.value, problem.what) == ("actors that no curator has looked at", "0.25", said)
        assert broken_by(VALID, out) == [problem]
        (told,) = check(str(out))
        assert told.path == f"{out}/{LIMITS}"
    promise(out, SHARE + "at_least = 0.25\nat_most = 0.25")
    assert broken(out) == []
    assert check(str(out)) == []


def test_a_share_of_nothing_breaks_nothing(out: Path) -> None:
    promise(out, SHARE + "at_most = 0")
    assert broken_by({**VALID, "actors": VALID["actors"].clear()}, out) == []


def test_rows_may_not_fall(out: Path) -> None:
    promise(out, "[rows]\nmay_fall = 0.5\nof_at_least = 3\n")
    assert broken_by({**VALID, "actors": VALID["actors"].head(2), "meetings": VALID["meetings"].clear()}, out) == []
    (problem,) = broken_by({**VALID, "actors": VALID["actors"].head(1)}, out)
    assert (problem.where, problem.value) == ("rows of actors", "1")
    assert "0.5, leaves of the 4 of the last package: 2" in problem.what


def test_a_first_publication_has_nothing_to_fall_from(tmp_path: Path) -> None:
    promise(tmp_path, "[rows]\nmay_fall = 0\n")
    assert broken_by(VALID, tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "limit =",
        "limits = []",
        "limit = 3",
        "limit = [3]",
        "rows = 3",
        "[rows]\nmay_fal = 1",
        "[rows]\nmay_fall = 'x'",
        "[rows]\nmay_fall = true",
        SHARE,
        "[[limit]]\nname = 'x'\nat_most = 1",
        "\ud800",
    ],
)
def test_a_file_without_sense_is_told(out: Path, text: str) -> None:
    (out / LIMITS).write_bytes(text.encode(errors="surrogatepass"))
    with pytest.raises(Problems, match=LIMITS):
        read(out / LIMITS)
    assert check(str(out)) != []


@pytest.mark.parametrize(
    "value",
    ["nothing", "SELECT 1 FROM rumours", "SELECT 1, 2", "FROM actors", "DROP TABLE actors", "SELECT 'x'", "SELECT [1]"],
)
def test_what_is_no_number_is_told(out: Path, value: str) -> None:
    promise(out, f'[[limit]]\nname = "x"\nvalue = "{value}"\nat_most = 1\n')
    for (problem,) in (broken(out), broken_by(VALID, out)):
        assert problem.what.startswith("cannot be asked")


def test_a_limit_reads_no_other_file(out: Path) -> None:
    secret = out.parent / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    promise(out, f"[[limit]]\nname = 'x'\nvalue = \"SELECT a FROM read_csv('{secret}')\"\nat_most = 0\n")
    for (problem,) in (broken(out), broken_by(VALID, out)):
        assert "cannot be asked" in problem.what


def test_our_own_record_keeps_its_promises() -> None:
    said = read(ROOT / LIMITS)
    assert said is not None
    assert len(said.limits) >= 3
    assert broken(ROOT) == []


def test_a_publication_that_breaks_a_limit_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"source_id": "a", "text": "Berg met Lund in Oslo."}\n', encoding="utf-8")
    out, command = tmp_path / "out", ["publish", "--documents", str(tmp_path / "a.jsonl"), "--out"]
    assert main([*command, str(out)]) == 0
    before = (out / "datapackage.json").read_bytes()
    many = "name = 'many sources'\nvalue = 'SELECT count(*) FROM sources'\nat_least = 2"
    promise(out, f"[rows]\nmay_fall = 0\n\n[[limit]]\n{many}")
    (tmp_path / "a.jsonl").write_text('{"source_id": "a", "text": "It rained."}\n', encoding="utf-8")
    capsys.readouterr()
    assert main([*command, str(out)]) == 1
    told = capsys.readouterr().err
    assert "limits.toml, many sources, value '1': is less than at_least, 2;" in told
    assert "limits.toml, rows of mentions, value '0': rows are fewer than may_fall, 0," in told
    assert (out / "datapackage.json").read_bytes() == before
