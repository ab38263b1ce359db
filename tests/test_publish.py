"""The whole job on bad input: what is wrong is named, the exit code says so, and what was published stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import publish as job
from scripts.__main__ import main
from scripts.publish import DOCUMENTS_FOLDER, REFERENCE

Change = Callable[[Path], None]


def edit(old: str, new: str, file: str = "sources.csv") -> Change:
    def change(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def write(name: str, content: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return change


FIRST = "000_9943e020de00265e.txt"
BAD: dict[str, tuple[Change, list[str]]] = {
    "missing file": (lambda folder: (folder / FIRST).unlink(), ["sources.csv", "line 2", "path", FIRST]),
    "missing column": (edit(",published_on", ",published_when"), ["sources.csv", "published_on"]),
    "unknown encoding": (write(FIRST, "Büro".encode("utf-16")), [FIRST, "UTF-8"]),
    "NUL bytes": (write(FIRST, b"The minister\0 spoke."), [FIRST, "NUL"]),
    "empty text": (write(FIRST, b" \n "), [FIRST]),
    "one id twice": (
        edit("islamtimes-2023-05-12", "presstv-2023-01-23"),
        ["sources.csv", "line 3", "presstv-2023-01-23"],
    ),
    "path out of the folder": (edit(FIRST, "../secret.txt"), ["sources.csv", "line 2", "path", "../secret.txt"]),
    "no date": (
        edit("2023-01-23,inferred", "2023-02-30,inferred"),
        ["sources.csv", "line 2", "published_on", "2023-02-30"],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_leaves_what_was_published(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles, out = tmp_path / "articles", tmp_path / "out"
    shutil.copytree(DOCUMENTS_FOLDER, articles)
    (out / "data").mkdir(parents=True)
    (out / "data" / "meetings.csv").write_text("what was published before")
    change, words = BAD[name]
    change(articles)
    assert main(["publish", "--documents", str(articles), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert all(word in said for word in words), said
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["meetings.csv"]
    assert (out / "data" / "meetings.csv").read_text() == "what was published before"


def test_all_problems_of_a_run_are_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two in the articles, two in two reference tables."""
    articles, reference = tmp_path / "articles", tmp_path / "reference"
    shutil.copytree(DOCUMENTS_FOLDER, articles)
    shutil.copytree(REFERENCE, reference)
    edit("2023-01-23,inferred", "soon,inferred")(articles)
    (articles / FIRST).unlink()
    edit("\nkhartoum,Khartoum,city,SDN,sudan,", "\nkhartoum,Khartoum,city,XXX,sudan,", "places.csv")(reference)
    edit("phrase,frame,kind,source", "phrase,frame,kind,origin", "event_words.csv")(reference)
    monkeypatch.setattr(job, "REFERENCE", reference)
    assert main(["publish", "--documents", str(articles), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    for word in ("soon", FIRST, "places.csv", "XXX", "event_words.csv"):
        assert word in said, said
