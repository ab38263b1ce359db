"""The package stands alone, is the same from run to run, and shows every damage."""

from __future__ import annotations

import json
import re
import shutil
import socket
from pathlib import Path
from typing import Any, NoReturn

import frictionless
import jsonschema
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.read import tables
from scripts import package, published
from scripts.formats import FIRST
from scripts.problems import Problems
from scripts.published import profile, read_descriptor, validate_package
from scripts.seal import sealed
from scripts.stored import SHOWN
from tests import tiny

VALID = tiny.valid()
AWKWARD = ['"', '""', "a,b", "a\nb", "a\r\nb", "a\rx", " leads", "trails ", "'", "#", "\ufeffbom", "\u2028", "é"]
AWKWARD += ["e\u0301", "\U0001f54a", "null", "NA", "NaN", "true", "1", "'-", " =1+1", "a\tb", ";", "\\", '\\"']
AWKWARD += ["\u00a0", "ltr\u202e"]


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def descriptor(folder: Path) -> Any:
    """datapackage.json, read."""
    return json.loads((folder / "datapackage.json").read_bytes())


def damage(path: Path, at: float) -> None:
    """Flips one bit at a fraction of the file."""
    content = bytearray(path.read_bytes())
    content[int(at * (len(content) - 1))] ^= 1
    path.write_bytes(content)


def test_the_folder_holds_the_package_and_nothing_else(written: Path) -> None:
    expected = {f"data/{name}.{suffix}" for name in tables() for suffix in ("csv", "parquet")}
    assert set(files(written)) == expected | {"datapackage.json"}


def test_the_descriptor_fits_the_official_profile(written: Path) -> None:
    validator = jsonschema.Draft7Validator(profile("datapackage"), format_checker=jsonschema.FormatChecker())
    found = descriptor(written)
    assert [error.message for error in validator.iter_errors(found)] == []
    assert list(validator.iter_errors({**found, "resources": []})) != []
    assert list(validator.iter_errors({**found, "homepage": "not a uri"})) != []


def test_the_descriptor_says_what_the_package_is(written: Path) -> None:
    found = descriptor(written)
    assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", found["version"])
    assert [entry["name"] for entry in found["licenses"]] == ["CC-BY-4.0"]
    assert found["sources"] == [{"title": "The Daily"}]
    assert "created" not in found
    named = [resource["name"] for resource in found["resources"] if "schema" in resource]
    assert named == list(tables())
    for resource in found["resources"]:
        assert ("type" in resource) == ("schema" in resource) == resource["path"].endswith(".csv")
        if "schema" in resource:
            assert resource["schema"] == tables()[resource["name"]].document


def test_more_sources_can_be_named(tmp_path: Path) -> None:
    package.write(VALID, tmp_path, sources=[{"title": "A gazetteer", "path": "https://example.org"}])
    assert descriptor(tmp_path)["sources"][-1] == {"title": "A gazetteer", "path": "https://example.org"}
    assert validate_package(tmp_path) == []


def test_frictionless_accepts_the_package_offline(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    report = frictionless.validate(str(written / "datapackage.json"))
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert len(report.tasks) == 2 * len(tables())


def test_empty_tables_can_be_published(tmp_path: Path) -> None:
    package.write({name: frame.clear() for name, frame in VALID.items()}, tmp_path)
    assert validate_package(tmp_path) == []
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_same_tables_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    shuffled = {name: frame.reverse() for name, frame in VALID.items()}
    package.write(shuffled, tmp_path)
    assert files(tmp_path) == files(written)
    package.write(VALID, tmp_path)
    assert files(tmp_path) == files(written)


def test_rows_are_sorted_by_primary_key(written: Path) -> None:
    for table in tables().values():
        rows = pl.read_parquet(written / "data" / f"{table.name}.parquet").select(table.primary_key).rows()
        assert rows == sorted(rows)


def test_csv_is_minimal(written: Path) -> None:
    text = (written / "data" / "id_changes.csv").read_bytes().decode()
    assert text.splitlines()[1:] == [
        "2031-05-08-berg-lund,meetings,2031-05-08-ana-berg-omar-lund,0.2.0,Names in full.,",
        "m0,mentions,,0.2.0,It was no name.,",
    ]
    assert "\r" not in text


def test_parquet_carries_descriptions_and_row_groups(tmp_path: Path) -> None:
    many = pl.concat([VALID["id_changes"].tail(1)] * (package.ROW_GROUP + 1)).with_columns(
        old_id=pl.format("m{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(7))
    )
    package.write({**VALID, "id_changes": many}, tmp_path)
    file = pq.ParquetFile(tmp_path / "data" / "id_changes.parquet")
    assert [file.metadata.row_group(index).num_rows for index in range(2)] == [package.ROW_GROUP, 1]
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert file.schema_arrow.metadata[b"description"].decode() == tables()["id_changes"].description
    assert file.schema_arrow.field("version").metadata[b"description"].decode().startswith("The version")


def with_title(title: str) -> dict[str, pl.DataFrame]:
    """The valid tables with a free text of one's own."""
    return {**VALID, "sources": VALID["sources"].with_columns(title=pl.lit(title))}


def test_awkward_text_survives(tmp_path: Path) -> None:
    reasons = [
        {**VALID["id_changes"].row(1, named=True), "old_id": f"m{i}", "reason": x} for i, x in enumerate(AWKWARD)
    ]
    awkward = {**VALID, "id_changes": tiny.frame("id_changes", reasons)}
    package.write(awkward, tmp_path)
    assert validate_package(tmp_path) == []
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    read = frictionless.Package(str(tmp_path / "datapackage.json")).get_table_resource("id_changes").read_rows()
    assert {row["old_id"]: row["reason"] for row in read} == {row["old_id"]: row["reason"] for row in reasons}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20).filter(
        lambda title: title[0] not in FIRST  # see tests/test_cells.py
    )
)
def test_any_text_survives(tmp_path: Path, title: str) -> None:
    package.write(with_title(title), tmp_path)
    assert validate_package(tmp_path) == []
    expected = [title] * VALID["sources"].height
    assert pl.read_csv(tmp_path / "data" / "sources.csv", infer_schema=False)["title"].to_list() == expected
    assert pl.read_parquet(tmp_path / "data" / "sources.parquet")["title"].to_list() == expected


FILES = [f"data/{name}.{suffix}" for name in tables() for suffix in ("csv", "parquet")]


@pytest.mark.parametrize("at", [0.0, 0.4, 1.0])
def test_a_flipped_bit_is_caught_in_each_file(out: Path, at: float) -> None:
    for name in FILES:
        damage(out / name, at)
    assert {problem.file for problem in validate_package(out) if "has been changed" in problem.what} == {*FILES}


def test_frictionless_catches_a_flipped_bit_in_each_file(out: Path) -> None:
    for name in FILES:
        damage(out / name, 0.4)
    report = frictionless.validate(str(out / "datapackage.json"))
    assert sorted(task.place for task in report.tasks if task.errors) == sorted(FILES)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_descriptor_is_caught(written: Path, tmp_path: Path, at: float, bit: int) -> None:
    content = bytearray((written / "datapackage.json").read_bytes())
    content[int(at * (len(content) - 1))] ^= 1 << bit
    (tmp_path / "datapackage.json").write_bytes(content)
    assert {problem.file for problem in read_descriptor(tmp_path)[0]} == {"datapackage.json"}


def test_a_seal_that_is_gone_or_twice_there_is_no_other_property(out: Path) -> None:
    path = out / "datapackage.json"
    whole = path.read_text(encoding="utf-8")
    assert validate_package(out) == []
    path.write_text(whole.replace('"descriptorHash"', '"descriptorHasi"'), encoding="utf-8")
    assert [problem.what[:14] for problem in validate_package(out)] == ["has properties"]
    path.write_text(whole.replace('"title"', '"descriptorHash": "sha256:0",\n  "title"', 1), encoding="utf-8")
    assert len(validate_package(out)) == 1


@pytest.mark.parametrize("name", ["data/mentions.csv", "data/mentions.parquet"])
def test_a_file_that_is_cut_or_missing_is_caught(out: Path, name: str) -> None:
    whole = (out / name).read_bytes()
    (out / name).write_bytes(whole[:-20])
    (problem, *_) = validate_package(out)
    assert (problem.file, problem.what) == (
        name,
        f"has {len(whole) - 20} bytes, not the {len(whole)} of the descriptor",
    )
    (out / name).write_bytes(b"")
    assert validate_package(out)[0].what.startswith("has 0 bytes")
    (out / name).unlink()
    assert next((problem.file, problem.what) for problem in validate_package(out)) == (name, "is missing")


def reseal(folder: Path) -> None:
    """Makes the descriptor agree with the files, as somebody would who edits them on purpose."""
    found = descriptor(folder)
    for resource in found["resources"]:
        resource["bytes"], resource["hash"] = package.digest(folder / resource["path"])
    (folder / "datapackage.json").write_bytes(sealed(found))


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("m2,", "m3,", "is 'm3' in the CSV"),
        (",33,", ",34,", "is 34 in the CSV"),
        (",33,", ",x,", "is no integer"),
        (",name,", ",nickname,", "is none of the values allowed"),
        ("surface", "words", "is no column of the table"),
        (",33,", ",,", "is absent"),
        ("gazetteer\n", "gazetteer\nm9\n", "rows, the CSV"),
    ],
)
def test_an_edited_csv_is_told_cell_by_cell(out: Path, before: str, after: str, what: str) -> None:
    path = out / "data" / "mentions.csv"
    text = path.read_bytes().decode()
    assert before in text
    path.write_bytes(text.replace(before, after).encode())
    reseal(out)
    assert any(what in problem.what for problem in validate_package(out))


def test_other_parquet_is_told(out: Path) -> None:
    path = out / "data" / "mentions.parquet"
    frame = pl.read_parquet(path)
    frame.write_parquet(path)
    reseal(out)
    assert [(p.file, p.what[:9]) for p in validate_package(out)] == [("data/mentions.parquet", "has other")]
    path.write_bytes(b"PAR1 this is none PAR1")
    reseal(out)
    assert "cannot be read as Parquet" in validate_package(out)[0].what


def test_many_differences_are_counted(out: Path, tmp_path: Path) -> None:
    path = out / "data" / "evidence.csv"
    path.write_bytes(path.read_bytes().replace(b"by-hand", b"by-eye").replace(b"e1", b"f1"))
    reseal(out)
    found = [p for p in validate_package(out) if p.file == "data/evidence.parquet"]
    assert len(found) == SHOWN + 1
    evidence = VALID["evidence"]
    cells = evidence.filter(rule="by-hand").height + evidence["evidence_id"].str.contains("e1").sum()
    assert found[-1].what == f"differs from the CSV in {cells - SHOWN} more cells"


def test_of_many_problems_of_one_column_some_are_listed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "EACH", 3)
    path = out / "data" / "evidence.csv"
    path.write_bytes(path.read_bytes().replace(b"by-hand", b"by-eye"))
    found = [
        problem for problem in validate_package(out) if (problem.file, problem.column) == ("data/evidence.csv", "rule")
    ]
    assert len(found) == 4
    assert found[-1].what == f"has {VALID['evidence'].height - 3} problems more, or yet more"


def test_a_csv_that_is_none_is_told(out: Path) -> None:
    for content in (b"", b"\xff\xfe\x00", b'mention_id,source_id\n"a'):
        (out / "data" / "mentions.csv").write_bytes(content)
        assert any("mentions" in problem.file for problem in validate_package(out))


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b"{}", b'{"resources": []}', b'{"resources": [{"name": "a"}]}']
)
def test_a_descriptor_that_is_none_is_told(out: Path, content: bytes | None) -> None:
    path = out / "datapackage.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    problems = validate_package(out)
    assert problems
    assert {problem.file for problem in problems} == {"datapackage.json"}


def test_what_the_descriptor_and_the_folder_do_not_both_have_is_told(out: Path) -> None:
    found = descriptor(out)
    found["resources"][0]["schema"]["fields"][0]["title"] = "Other"
    found["resources"][1]["path"] = "data/other.parquet"
    found["resources"][3]["schema"] = {"fields": [{"name": "a", "type": "any"}]}
    (out / "datapackage.json").write_bytes(sealed(found))
    (out / "data" / "stale.csv").write_text("a\n1\n", encoding="utf-8")
    what = {(problem.file, problem.value, problem.what[:30]) for problem in validate_package(out)}
    assert {
        ("datapackage.json", "data/sources.parquet", "is not among the resources"),
        ("datapackage.json", "data/other.parquet", "is no file of a table"),
        ("data/other.parquet", None, "is missing"),
        ("data/stale.csv", None, "is no file of this package"),
        ("data/sources.parquet", None, "is no file of this package"),
    } <= what
    assert any(said.startswith("is not understood") for _, _, said in what)


def test_a_descriptor_may_not_lead_out_of_the_folder(out: Path) -> None:
    outside = out.parent / "outside.csv"
    shutil.move(out / "data" / "places.csv", outside)
    (out / "data" / "places.csv").symlink_to(outside)
    (problem,) = (problem for problem in validate_package(out) if problem.file == "data/places.csv")
    assert "link that leads out of the folder" in problem.what


def test_spans_are_checked_where_the_documents_are_at_hand(out: Path) -> None:
    documents = out / "seeds" / "documents"
    documents.mkdir(parents=True)
    assert {problem.what for problem in validate_package(out)} == {"has no document"}
    for number, text in enumerate(tiny.documents().values()):
        (documents / f"{number}.txt").write_bytes(text.encode())
    assert validate_package(out) == []
    path = out / "data" / "mentions.csv"
    path.write_bytes(path.read_bytes().replace(b",33,41,", b",34,42,"))
    assert any("is not what the document has there" in problem.what for problem in validate_package(out))


def test_a_problem_leaves_the_folder_as_it_was(out: Path) -> None:
    before = files(out)
    wrong = {**VALID, "actors": VALID["actors"].with_columns(kind=pl.lit("wizard"))}
    with pytest.raises(Problems) as raised:
        package.write(wrong, out)
    assert len(raised.value.problems) == VALID["actors"].height
    assert files(out) == before


def test_a_failure_while_writing_leaves_the_folder_as_it_was(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> NoReturn:
        raise OSError("disk full")

    before = files(out)
    monkeypatch.setattr(package, "digest", fail)
    with pytest.raises(Problems, match="disk full"):
        package.write(with_title("Another"), out)
    assert files(out) == before
    assert sorted(path.name for path in out.iterdir()) == ["data", "datapackage.json"]


def test_stale_files_go_and_others_stay(out: Path) -> None:
    found = descriptor(out)
    stale = ["data/rumours.csv", "data/rumours.parquet"]
    kept = ["data/notes.csv", "data/README.md", "data/deeper/old.csv", "notes.csv"]
    outside = out.parent / "outside.csv"
    (out / "data" / "deeper").mkdir()
    for path in [*stale, *kept]:
        (out / path).write_text("x", encoding="utf-8")
    outside.write_text("x", encoding="utf-8")
    named = [*stale, "data/README.md", "data/deeper/old.csv", "notes.csv", "../outside.csv", "data/../../outside.csv"]
    found["resources"] = [{"path": path} for path in named]
    (out / "datapackage.json").write_text(json.dumps(found), encoding="utf-8")
    package.write(VALID, out)
    assert not any((out / path).exists() for path in stale)
    assert all((out / path).exists() for path in kept)
    assert outside.exists()


def test_a_descriptor_that_cannot_be_read_is_replaced(out: Path) -> None:
    for content in (b"{", b'{"resources": [{"path": 3}]}', b'{"resources": 3}', b"[]"):
        (out / "datapackage.json").write_bytes(content)
        package.write(VALID, out)
        assert validate_package(out) == []
