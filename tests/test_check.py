"""A package is checked wherever it lies and whatever its version: by its own descriptor."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from schemas.compile import arrow_schema
from schemas.read import parse, tables
from scripts import package
from scripts.__main__ import main
from scripts.check import check
from scripts.render import Located
from scripts.seal import sealed
from tests import tiny

VALID = tiny.valid()


def said(found: list[Located]) -> list[tuple[str, str | None, str]]:
    """File, column and what is wrong."""
    return [(one.problem.file, one.problem.column, one.problem.what) for one in found]


def rewritten(out: Path, change: Callable[[str, dict[str, Any], pl.DataFrame], pl.DataFrame | None]) -> None:
    """Makes the package one of another version: change gets each table's name, schema and rows; None drops it."""
    found = json.loads((out / "datapackage.json").read_bytes())
    resources = []
    for text, columns in zip(found["resources"][::2], found["resources"][1::2], strict=True):
        frame = change(text["name"], text["schema"], pl.read_parquet(out / columns["path"]))
        for resource in (text, columns):
            (out / resource["path"]).unlink()
        if frame is not None:
            frame.write_csv(out / text["path"])
            schema = arrow_schema(parse(text["name"], text["schema"]))
            pq.write_table(frame.to_arrow().cast(schema), out / columns["path"])
            for resource in (text, columns):
                resource["bytes"], resource["hash"] = package.digest(out / resource["path"])
            resources += [text, columns]
    (out / "datapackage.json").write_bytes(sealed({**found, "version": "0.0.1", "resources": resources}))


def older(name: str, schema: dict[str, Any], frame: pl.DataFrame) -> pl.DataFrame | None:
    """What tables were like before spans had hashes, columns said whose words they have, and conflicts were told."""
    if name == "conflicts":
        return None
    schema["fields"] = [field for field in schema["fields"] if (name, field["name"]) not in HASHES]
    for field in schema["fields"]:
        field.pop("verbatim", None)
    if name == "actors":  # a column that there is no more
        schema["fields"].append({"name": "note", "title": "Note", "description": "A note.", "type": "string"})
        return frame.with_columns(note=pl.lit("x"))
    about = pl.col("table_name") != "conflicts" if "table_name" in frame.columns else pl.lit(True)
    return (
        frame.filter(about).drop("sha256") if name != "sources" and "sha256" in frame.columns else frame.filter(about)
    )


HASHES = {(name, "sha256") for name in ("mentions", "date_expressions", "evidence")}


def test_a_package_of_an_older_version_is_checked_by_its_own_schemas(out: Path) -> None:
    rewritten(out, older)
    assert said(check(str(out))) == []


def test_what_is_wrong_in_an_older_version_is_found(out: Path) -> None:
    def wrong(name: str, schema: dict[str, Any], frame: pl.DataFrame) -> pl.DataFrame | None:
        made = older(name, schema, frame)
        if made is not None and name == "actors":
            schema["fields"][-1]["constraints"] = {"enum": ["y"]}
        if made is not None and name == "meetings":
            return made.with_columns(date_basis=pl.lit(None, pl.String))
        if made is not None and name == "statement_speakers":
            return made.with_columns(actor_id=pl.format("nobody-{}", "seq"))
        return made.with_columns(quote=pl.lit("x")) if made is not None and name == "evidence" else made

    rewritten(out, wrong)
    found = {(file, column, what) for file, column, what in said(check(str(out)))}
    assert found == {
        ("data/actors.csv", "note", "is none of the values allowed"),
        ("data/meetings.csv", "date_basis", "is absent although there is a date"),
        ("data/statement_speakers.csv", "actor_id", "is in no row of actors"),
        ("data/evidence.csv", "quote", "is not as long as its span"),
    }


def test_a_table_without_columns_that_rules_ask_for_is_checked_without_them(out: Path) -> None:
    def bare(name: str, schema: dict[str, Any], frame: pl.DataFrame) -> pl.DataFrame | None:
        keep = {*schema["primaryKey"], *(field for key in schema.get("uniqueKeys", []) for field in key)}
        keep |= {field for key in schema.get("foreignKeys", []) for field in key["fields"]}
        schema["fields"] = [field for field in schema["fields"] if field["name"] in keep]
        return frame.select(field["name"] for field in schema["fields"])

    rewritten(out, bare)
    assert said(check(str(out))) == []


def test_a_table_that_others_refer_to_is_missed(out: Path) -> None:
    rewritten(out, lambda name, schema, frame: None if name == "places" else frame)
    assert any(file == "datapackage.json" and "foreign key" in what for file, _, what in said(check(str(out))))


def zipped(folder: Path, to: Path) -> Path:
    """The folder as a zip."""
    with zipfile.ZipFile(to, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return to


def test_a_zip_is_checked_as_its_folder_is(out: Path, tmp_path: Path) -> None:
    assert check(str(zipped(out, tmp_path / "a.zip"))) == []
    path = out / "data" / "actors.csv"
    path.write_bytes(path.read_bytes().replace(b"person", b"wizard"))
    found = check(str(zipped(out, tmp_path / "b.zip")))
    assert [(one.path, one.line) for one in found if one.problem.column == "kind"][:2] == [
        ("data/actors.csv", 2),
        ("data/actors.csv", 4),
    ]
    assert said(found) == said(check(str(out)))


@pytest.mark.parametrize("name", ["nowhere", "empty.zip", "no.zip"])
def test_what_is_no_package_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "no.zip").write_bytes(b"no zip")
    assert len(check(str(tmp_path / name))) == 1


def test_the_command_has_every_format(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(out), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"valid": True, "problems": []}
    (out / "data" / "actors.csv").write_bytes(b"")
    for form, begins in (("json", "{"), ("junit", "<?xml"), ("sarif", "{"), ("github", "::error ")):
        assert main(["validate", str(out), "--format", form]) == 1
        printed = capsys.readouterr()
        assert printed.out.startswith(begins)
        assert printed.err == ""


def test_documents_that_cannot_be_read_are_told(out: Path, tmp_path: Path) -> None:
    assert [one.problem.what for one in check(str(out), tmp_path / "none")] == ["does not exist or may not be read"]
    rows = ({"source_id": f"a{i}", "text": text} for i, text in enumerate(tiny.documents().values()))
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert check(str(out), tmp_path / "a.jsonl") == []


def test_tables_longer_than_a_part_are_checked_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scripts import stored

    monkeypatch.setattr(stored, "PART", 2)
    package.write(VALID, tmp_path)
    assert check(str(tmp_path)) == []
    path = tmp_path / "data" / "evidence.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("by-hand\n", "by-eye\n"), encoding="utf-8")
    found = [one for one in check(str(tmp_path)) if one.problem.what == "is in no row of rules"]
    assert [one.line for one in found] == list(range(2, VALID["evidence"].height + 2))
    differing = [one.problem.where for one in check(str(tmp_path)) if one.problem.what == "is 'by-eye' in the CSV"]
    assert differing == [f"row {number}" for number in range(1, stored.SHOWN + 1)]


def test_the_tables_of_today_are_in_the_descriptor(written: Path) -> None:
    named = [entry["name"] for entry in json.loads((written / "datapackage.json").read_bytes())["resources"][::2]]
    assert named == [*tables()]
