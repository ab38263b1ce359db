"""Two versions of a package: what differs, what that means for the number, and that nothing unsafe is opened."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.__main__ import main
from scripts.changes import MOST, write
from scripts.copies import LARGEST, opened, unpack
from scripts.diff import AFTER, BEFORE, COLUMN, Diff, Rows, diff
from scripts.problems import Problems
from scripts.versions import Version, Weight, parsed, proposed

SHIPS: dict[str, Any] = {
    "fields": [
        {"name": "ship_id", "type": "string", "title": "Ship", "constraints": {"required": True}},
        {"name": "name", "type": "string", "description": "Its name."},
        {"name": "flag", "type": "string", "constraints": {"enum": ["NOL", "SUD"]}},
    ],
    "missingValues": [""],
    "primaryKey": ["ship_id"],
}
ROWS = [("a", "Aurora", "NOL"), ("b", "Breeze", "SUD"), ("c", None, None)]
IDS: dict[str, Any] = {
    "fields": [{"name": name, "type": "string"} for name in ("old_id", "table_name", "new_id", "reason")],
    "primaryKey": ["old_id", "table_name"],
}
Cells = Sequence[Sequence[str | None]]


def files(tables: Mapping[str, tuple[Mapping[str, Any], Cells]], **about: Any) -> dict[str, str]:
    """A package of any tables: the files by path."""
    resources = [
        {"name": name, "path": f"data/{name}.csv", "type": "table", "schema": schema}
        for name, (schema, _) in tables.items()
    ]
    found = {"datapackage.json": json.dumps({"version": "0.3.1", **about, "resources": resources})}
    for name, (schema, rows) in tables.items():
        names = [field["name"] for field in schema["fields"]]
        frame = pl.DataFrame([list(row) for row in rows], schema=dict.fromkeys(names, pl.String), orient="row")
        found[f"data/{name}.csv"] = frame.write_csv(quote_style="necessary")  # as the publisher does
    return found


def folder(path: Path, content: Mapping[str, str]) -> str:
    for name, text in content.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8", newline="")
    return str(path)


def zipped(path: Path, content: Mapping[str, str | bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return str(path)


def compared(old: Mapping[str, str], new: Mapping[str, str]) -> Diff:
    with tempfile.TemporaryDirectory() as made:
        names = folder(Path(made) / "old", old), folder(Path(made) / "new", new)
        with opened(names[0]) as before, opened(names[1]) as after:
            return diff(before, after)


def ships(schema: Mapping[str, Any] = SHIPS, rows: Cells = ROWS, **about: Any) -> dict[str, str]:
    return files({"ships": (schema, rows)}, **about)


def altered(column: str, **changes: Any) -> dict[str, Any]:
    """The schema with other properties or constraints of a column; None takes one away."""
    schema: dict[str, Any] = json.loads(json.dumps(SHIPS))
    field = next(field for field in schema["fields"] if field["name"] == column)
    for word, value in changes.items():
        place = field if word in ("type", "title", "description") else field.setdefault("constraints", {})
        if value is None:
            del place[word]
        else:
            place[word] = value
    return schema


def test_a_version_does_not_differ_from_itself() -> None:
    found = compared(ships(), ships())
    assert (found.definition, found.rows, found.weight, found.next) == ((), (), Weight.NOTHING, Version(0, 3, 1))


def test_rows_are_told_by_key_and_cells_one_by_one() -> None:
    found = compared(ships(), ships(rows=[("d", "Delta", "NOL"), ("b", "Gale", None), ("a", "Aurora", "NOL")]))
    (rows,) = found.rows
    assert rows.key == ("ship_id",)
    assert rows.added.rows() == [("d", "Delta", "NOL")]
    assert rows.removed.rows() == [("c", None, None)]
    assert rows.cells.rows() == [("b", "name", "Breeze", "Gale"), ("b", "flag", "SUD", None)]
    assert found.next == Version(0, 4, 0)


def test_changed_values_alone_are_a_patch() -> None:
    found = compared(ships(), ships(rows=[*ROWS[:2], ("c", "Calm", None)]))
    assert found.rows[0].cells.rows() == [("c", "name", None, "Calm")]
    assert (found.weight, found.next) == (Weight.VALUES, Version(0, 3, 2))


def test_keys_of_several_columns() -> None:
    schema = {**SHIPS, "primaryKey": ["ship_id", "name"]}
    rows = [("a", "x", "1"), ("a", "y", "2")]
    found = compared(ships(schema, rows), ships(schema, [("a", "x", "1"), ("a", "y", "3"), ("b", "x", "2")]))
    assert found.rows[0].added.rows() == [("b", "x", "2")]
    assert found.rows[0].cells.rows() == [("a", "y", "flag", "2", "3")]


@pytest.mark.parametrize(
    ("new", "told", "weight"),
    [
        (ships(altered("name", type="integer"), []), ("ships", "name", "type"), Weight.BREAK),
        (ships(altered("ship_id", required=None)), ("ships", "ship_id", "required"), Weight.BREAK),
        (ships(altered("name", required=True)), ("ships", "name", "required"), Weight.CONTENT),
        (ships(altered("flag", enum=["NOL", "SUD", "OST"])), ("ships", "flag", "enum"), Weight.CONTENT),
        (ships(altered("flag", enum=["NOL"])), ("ships", "flag", "enum"), Weight.BREAK),
        (ships(altered("flag", enum=None)), ("ships", "flag", "enum"), Weight.BREAK),
        (ships(altered("name", description="Other words.")), ("ships", "name", "description"), Weight.VALUES),
        (ships({**SHIPS, "primaryKey": ["name"]}, ROWS[:1]), ("ships", None, "primaryKey"), Weight.BREAK),
        (ships({**SHIPS, "uniqueKeys": [["name"]]}), ("ships", None, "uniqueKeys"), Weight.CONTENT),
        (ships({**SHIPS, "missingValues": ["-"]}), ("ships", None, "missingValues"), Weight.BREAK),
        (
            ships({**SHIPS, "fields": SHIPS["fields"][:2]}, [r[:2] for r in ROWS]),
            ("ships", "flag", "column"),
            Weight.BREAK,
        ),
        (
            ships({**SHIPS, "fields": [*SHIPS["fields"], {"name": "built", "type": "date"}]}, [(*r, "") for r in ROWS]),
            ("ships", "built", "column"),
            Weight.CONTENT,
        ),
        (
            ships({**SHIPS, "fields": [SHIPS["fields"][n] for n in (0, 2, 1)]}, [(r[0], r[2], r[1]) for r in ROWS]),
            ("ships", None, "order of columns"),
            Weight.BREAK,
        ),
        (files({"ships": (SHIPS, ROWS), "ports": (IDS, [])}), ("ports", None, "table"), Weight.CONTENT),
        (files({"ports": (IDS, [])}), ("ships", None, "table"), Weight.BREAK),
        (ships(title="Ships"), (None, None, "title"), Weight.VALUES),
        (ships(licenses=[{"name": "ODC-By-1.0"}]), (None, None, "licenses"), Weight.BREAK),
    ],
)
def test_what_descriptors_say_differently(
    new: dict[str, str], told: tuple[str | None, str | None, str], weight: Weight
) -> None:
    found = compared(ships(), new)
    assert (told, weight) in [((each.table, each.column, each.word), each.weight) for each in found.definition]
    assert found.weight is max(weight, max((rows.weight for rows in found.rows), default=weight))


def test_ids_that_changed_are_told_with_what_took_their_place() -> None:
    changes = [("a", "ships", "n", "Renamed."), ("n", "ships", "z", "Again."), ("b", "ships", None, "None such.")]
    ids = [*changes, ("c", "ports", "x", "Another table."), ("o", "ships", "o", "Circle.")]
    old = files({"ships": (SHIPS, ROWS), "id_changes": (IDS, [])})
    found = compared(old, files({"ships": (SHIPS, [("z", "Aurora", "NOL")]), "id_changes": (IDS, ids)}))
    rows = next(rows for rows in found.rows if rows.table == "ships")
    assert [(each.old, each.new, each.reason) for each in rows.successors] == [
        ("a", "z", "Again."),
        ("b", None, "None such."),
    ]


def test_a_column_of_the_key_that_is_new_leaves_whole_rows_to_compare() -> None:
    fields = [*SHIPS["fields"], {"name": "seq", "type": "integer"}]
    schema = {**SHIPS, "fields": fields, "primaryKey": ["ship_id", "seq"]}
    found = compared(ships(), ships(schema, [(*ROWS[0], "1"), ("b", "Gale", "SUD", "1"), (*ROWS[2], "1")]))
    assert found.rows[0].key == ("ship_id", "name", "flag")
    assert found.rows[0].removed.rows() == [("b", "Breeze", "SUD")]
    assert found.weight is Weight.BREAK


@pytest.mark.parametrize("rows", [[("a", "x", None), ("a", "y", None)], [("", "x", None), ("", "y", None)]])
def test_a_key_that_stands_twice_is_a_problem(rows: Cells) -> None:
    with pytest.raises(Problems, match="stands in several rows"):
        compared(ships(), ships(rows=rows))


def test_all_tables_that_cannot_be_compared_are_told_at_once() -> None:
    broken = files({"ships": (SHIPS, ROWS), "ports": (SHIPS, ROWS)})
    broken |= {"data/ships.csv": "other,columns\n1,2\n", "data/ports.csv": "\ufeff"}
    with pytest.raises(Problems) as raised:
        compared(files({"ships": (SHIPS, ROWS), "ports": (SHIPS, ROWS)}), broken)
    assert len(raised.value.problems) == 2


cells = st.one_of(st.none(), st.text(st.sampled_from('ab,"\n\r =é\u2028'), min_size=1, max_size=3))
tables = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.tuples(cells, cells), max_size=8)


def applied(old: pl.DataFrame, rows: Rows) -> pl.DataFrame:
    """The old rows with the changes made."""
    key = list(rows.key)
    kept = {row[0]: dict(row_by_name) for row, row_by_name in zip(old.rows(), old.iter_rows(named=True), strict=True)}
    for gone in rows.removed.select(key).rows():
        del kept[gone[0]]
    for cell in rows.cells.iter_rows(named=True):
        assert kept[cell[key[0]]][cell[COLUMN]] == cell[BEFORE]
        kept[cell[key[0]]][cell[COLUMN]] = cell[AFTER]
    return pl.concat([pl.DataFrame(list(kept.values()), schema=old.schema), rows.added])


@settings(deadline=None, max_examples=25)
@given(old=tables, new=tables)
def test_the_changes_made_to_the_old_rows_give_the_new_ones(
    old: dict[str, tuple[str | None, str | None]], new: dict[str, tuple[str | None, str | None]]
) -> None:
    contents = [ships(rows=[(key, *row) for key, row in each.items()]) for each in (old, new)]
    found = compared(*contents)
    assert bool(found.rows) == (old != new)
    frames = [
        pl.DataFrame([(key, *row) for key, row in each.items()], schema=["ship_id", "name", "flag"], orient="row").cast(
            pl.String
        )
        for each in (old, new)
    ]
    if found.rows:
        assert applied(frames[0], found.rows[0]).sort("ship_id").equals(frames[1].sort("ship_id"))


def test_text_markdown_and_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old = folder(tmp_path / "old", files({"ships": (SHIPS, ROWS), "id_changes": (IDS, [])}))
    many = [(f"n{number:03}", "|<script>\u202e", None) for number in range(30)]
    told = [("a", "ships", "n000", "Renamed.")]
    new = folder(tmp_path / "new", files({"ships": (SHIPS, [*many, ("b", "Gale", "SUD")]), "id_changes": (IDS, told)}))
    assert main(["diff", old, new]) == 0
    text = capsys.readouterr().out
    assert "ships: 30 added, 2 removed, 1 changed (1 cell)" in text
    assert "  > a is now n000: Renamed.\n" in text
    assert "  ~ b  name: Breeze -> Gale\n" in text
    assert f"  + … and {30 - MOST} more\n" in text
    assert "The next version is 0.4.0 or higher" in text
    assert main(["diff", old, new, "--format", "markdown"]) == 0
    printed = capsys.readouterr().out
    assert "| ~ | b | name | Breeze | Gale |" in printed
    assert "| > | a | ship\\_id" in printed or "| > | a | ship_id | Renamed. | n000 |" in printed
    assert main(["diff", old, new, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["last_version"], found["next_version"], found["weight"]) == ("0.3.1", "0.4.0", "content")
    rows = next(rows for rows in found["rows"] if rows["table"] == "ships")
    assert len(rows["added"]) == 30
    assert rows["changed"] == [{"key": {"ship_id": "b"}, "column": "name", "before": "Breeze", "after": "Gale"}]
    assert rows["successors"] == [{"old_id": "a", "new_id": "n000", "reason": "Renamed."}]
    assert main(["diff", old, old]) == 0
    assert "Nothing differs." in capsys.readouterr().out
    assert main(["diff", str(tmp_path / "nowhere"), new]) == 1
    assert "name a folder, a zip, or a revision" in capsys.readouterr().err


def test_cells_cannot_steer_a_terminal_or_markdown() -> None:
    found = compared(ships(), ships(rows=[("x\u202e\x1b[2J", "|<b>", None), ("a", "<img>|`", "NOL")]))
    for form in ("text", "markdown"):
        stream = io.StringIO()
        write(found, form, stream)
        assert "\x1b" not in stream.getvalue()
        assert "\u202e" not in stream.getvalue()
    assert "\\<img>\\|\\`" in stream.getvalue()


# versions


@pytest.mark.parametrize(
    ("last", "weight", "expected"),
    [
        ("1.2.3", Weight.BREAK, "2.0.0"),
        ("0.2.3", Weight.BREAK, "0.3.0"),
        ("1.2.3", Weight.CONTENT, "1.3.0"),
        ("0.2.3", Weight.CONTENT, "0.3.0"),
        ("1.2.3", Weight.VALUES, "1.2.4"),
        ("1.2.3", Weight.NOTHING, "1.2.3"),
    ],
)
def test_the_number_by_the_rules(last: str, weight: Weight, expected: str) -> None:
    assert str(proposed(parsed(last), weight)) == expected


@pytest.mark.parametrize("text", ["1.2", "v1.2.3", "1.2.3-rc1", "01.2.3", "1.2.3\n", "", "1.2.٣", "1.2.1234567890"])
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match="is no version"):
        parsed(text)


def test_an_old_version_that_is_none_is_told() -> None:
    with pytest.raises(Problems, match="is no version"):
        compared(ships(version="soon"), ships())


# where versions lie


def test_a_zip_and_a_folder_are_the_same(tmp_path: Path) -> None:
    old, new = zipped(tmp_path / "old.zip", ships()), folder(tmp_path / "new", ships())
    with opened(old) as before, opened(new) as after:
        assert diff(before, after).weight is Weight.NOTHING


@contextmanager
def repository(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A repository as the current folder, with two versions of the ships, the first of them a release."""
    monkeypatch.chdir(path)
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        for part, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2031-05-09T12:00:00Z")):
            monkeypatch.setenv(f"{name}_{part}", value)
    for words in (["init", "--quiet"], ["config", "commit.gpgsign", "false"]):
        subprocess.run(["git", *words], check=True)
    for number, rows in enumerate((ROWS[:2], ROWS)):
        folder(path, ships(rows=rows))
        subprocess.run(["git", "add", "--all"], check=True)
        subprocess.run(["git", "commit", "--quiet", "--message", str(number)], check=True)
        if number == 0:
            subprocess.run(["git", "tag", "v0.7.0"], check=True)
    yield


def test_revisions_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with repository(tmp_path, monkeypatch), opened("v0.7.0") as before, opened("HEAD") as after:
        found = diff(before, after)
        assert found.last == Version(0, 7, 0), "a tag says which version it is"
        assert found.rows[0].added.rows() == [ROWS[2]]
        for wrong in ("nothing", "--all", "HEAD:data", "-", ""):
            with pytest.raises(Problems), opened(wrong):
                pass


@pytest.mark.parametrize(
    "path", ["../evil.csv", "/evil.csv", "data/../../evil.csv", "data\\evil.csv", "c:evil.csv", "a//b.csv"]
)
def test_a_zip_writes_nowhere_else(tmp_path: Path, path: str) -> None:
    descriptor = json.dumps({"resources": [{"name": "evil", "path": path}]})
    archive = zipped(tmp_path / "evil.zip", {"datapackage.json": descriptor, path: "x"})
    (tmp_path / "out" / "in").mkdir(parents=True)
    with pytest.raises(Problems), opened(archive):
        pass
    with pytest.raises(ValueError, match="no plain path"):
        unpack(Path(archive), tmp_path / "out" / "in")
    assert not list(tmp_path.rglob("evil.csv"))


def test_a_zip_gives_only_what_its_descriptor_names(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "some.zip", {**ships(), "data/other.csv": "x", "run.sh": "x"})
    (tmp_path / "out").mkdir()
    unpack(Path(archive), tmp_path / "out")
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert found == {"datapackage.json", "data/ships.csv"}


def test_zip_bombs_are_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "rows.zip", {**ships(), "data/ships.csv": bytes(40_000_000)})
    large = zipped(tmp_path / "descriptor.zip", {"datapackage.json": b" " * (LARGEST + 1)})
    for archive, words in ((bomb, "times its size"), (large, "more than")):
        with pytest.raises(Problems, match=words), opened(archive):
            pass


def test_zips_that_are_none(tmp_path: Path) -> None:
    whole = Path(zipped(tmp_path / "whole.zip", ships())).read_bytes()
    deep = zipped(tmp_path / "deep.zip", {"datapackage.json": "[" * 100_000})
    twice = zipped(tmp_path / "twice.zip", ships())
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("data/ships.csv", "ship_id,name,flag\nother,row,here\n")
    lacking = zipped(tmp_path / "lacking.zip", {"x": ""})
    damaged = tmp_path / "damaged.zip"
    for at in range(0, len(whole), 29):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        try:
            with opened(str(damaged)) as copy:
                assert copy.rows("ships").height <= len(ROWS)
        except Problems:
            pass
    for path in (deep, lacking, twice):
        with pytest.raises(Problems), opened(path):
            pass


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("ship_id,name,flag\nx,y,z\n", encoding="utf-8")
    where = Path(folder(tmp_path / "package", ships()))
    (where / "data" / "ships.csv").unlink()
    (where / "data" / "ships.csv").symlink_to(tmp_path / "secret.csv")
    with opened(str(where)) as copy, pytest.raises(Problems, match="leads out of the folder"):
        copy.rows("ships")
