"""A release: the same bytes each time, whole, described as its users' tools want it, and no number too low."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import polars as pl
import pytest
import yaml

from schemas.read import tables
from scripts import database, drift, package
from scripts.__main__ import main
from scripts.copies import opened
from scripts.diff import diff
from scripts.problems import Problem, Problems
from scripts.query import examples
from scripts.release import EPOCH, SUMS, TEXTS, release, released_on
from scripts.versions import Weight
from tests import tiny
from tests.accepted import different, schemas, sums

NAME = "defence-diplomacy-record"
VALID = tiny.valid()


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny package, and others that differ from it: new values, fewer rows."""
    made = tmp_path_factory.mktemp("packages")
    package.write(VALID, made / "first")
    package.write({**VALID, "actors": VALID["actors"].with_columns(name=pl.col("name") + "!")}, made / "values")
    package.write({**VALID, "id_changes": VALID["id_changes"].head(1)}, made / "fewer")
    return made


def publish(made: Path, root: Path) -> None:
    shutil.copytree(made, root, dirs_exist_ok=True)


def project(root: Path, packages: Path) -> None:
    """A repository with the tiny package, nothing committed."""
    publish(packages / "first", root)
    (root / "schemas").mkdir()
    for name in tables():
        shutil.copy(package.ROOT / "schemas" / f"{name}.json", root / "schemas")
    for name in TEXTS:
        shutil.copy(package.ROOT / name, root)
    (root / "README.md").write_text("# A record\n", encoding="utf-8")


@pytest.fixture(scope="module")
def built(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that no test changes; the package it was made from lies beside it."""
    root = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv(EPOCH, "1936180800")  # 2031-05-10
        project(root, packages)
        release(Path(), "0.1.0", Path("dist"))
    return root / "dist"


@pytest.fixture(scope="module")
def unzipped(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unzipped")
    with zipfile.ZipFile(built / f"{NAME}-0.1.0.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def here(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as the current folder, with the release 0.1.0 as its only commit; no database is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(database, "write", lambda frames, path: path.write_bytes(b""))
    monkeypatch.delenv(EPOCH, raising=False)
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        for part, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2031-05-09T23:30:00-05:00")):
            monkeypatch.setenv(f"{name}_{part}", value)
    project(tmp_path, packages)
    for words in (["init", "--quiet"], ["add", "--all"], ["-c", "commit.gpgsign=false", "commit", "-qm", "1"]):
        subprocess.run(["git", *words], check=True)
    subprocess.run(["git", "tag", "v0.1.0"], check=True)
    return tmp_path


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


# what is written


def test_dist_holds_the_release_and_nothing_else(built: Path) -> None:
    metadata = [".zenodo.json", "CHANGELOG.md", "CITATION.cff", "README.md", "SHA256SUMS", "croissant.json"]
    metadata += ["datacite.json", "dcat.jsonld", "schema-org.jsonld"]
    assert {path.name for path in built.iterdir()} == {f"{NAME}-0.1.0.zip", f"{NAME}-0.1.0.duckdb", *metadata}
    assert list(sums(built)) == []


def test_the_zip_is_the_package_and_what_explains_it(built: Path, unzipped: Path) -> None:
    files = {path.relative_to(unzipped).as_posix() for path in unzipped.rglob("*") if path.is_file()}
    data = {f"data/{name}.{ending}" for name in tables() for ending in ("csv", "parquet")}
    assert files > data | {f"schemas/{name}.json" for name in tables()} | {*TEXTS, "README.md"}
    assert (list(sums(unzipped)), list(different(built, unzipped))) == ([], [])
    assert frictionless.validate(str(unzipped / "datapackage.json")).valid
    with opened(str(built / f"{NAME}-0.1.0.zip")) as inside, opened(str(built.parent)) as outside:
        assert diff(outside, inside).weight is Weight.NOTHING
        assert inside.version == "0.1.0"


def test_the_same_bytes_each_time(built: Path, packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(EPOCH, "1936180800")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    project(tmp_path, packages)
    for path in tmp_path.rglob("*"):
        path.chmod(0o700)
    release(Path(), "0.1.0", tmp_path / "other")
    for path in built.iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name


def test_the_database_has_keys_comments_and_views(built: Path) -> None:
    with duckdb.connect(str(built / f"{NAME}-0.1.0.duckdb"), read_only=True) as db:
        told = "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal"
        assert dict(db.sql(told).fetchall()) == {name: table.description for name, table in tables().items()}
        told = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        columns = {(table, column): comment for table, column, comment in db.sql(told).fetchall()}
        for table in tables().values():
            assert all(columns[table.name, field.name] == field.description for field in table.fields)
        told = "SELECT table_name, constraint_type, constraint_column_names, referenced_table FROM duckdb_constraints()"
        found = [(table, kind, tuple(names), other) for table, kind, names, other in db.sql(told).fetchall()]
        for table in tables().values():
            assert (table.name, "PRIMARY KEY", table.primary_key, None) in found
            for key in table.foreign_keys:
                assert (table.name, "FOREIGN KEY", key.fields, key.table) in found
        told = "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
        views = dict(db.sql(told).fetchall())
        assert views == {name.replace("-", "_"): example.question for name, example in examples().items()}
        assert db.sql("SELECT who, place FROM who_met_whom").fetchall() == [("Ana Berg · Omar Lund", "Freetown")]
        (storage,) = db.sql("SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal").fetchall()[0]
        assert storage.startswith("v1.0.0"), "what DuckDB 1.x reads"


def test_the_database_has_the_rows_of_the_package(built: Path) -> None:
    with duckdb.connect(str(built / f"{NAME}-0.1.0.duckdb"), read_only=True) as db:
        for table in tables().values():
            found = pl.DataFrame(db.sql(f'FROM "{table.name}"').to_arrow_table())
            expected = pl.read_parquet(built.parent / "data" / f"{table.name}.parquet")
            assert found.sort(table.primary_key).equals(expected.sort(table.primary_key)), table.name


def test_metadata_fits_the_published_json_schemas(unzipped: Path) -> None:
    assert list(schemas(unzipped)) == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("CITATION.cff", "authors:", "writers:"),
        ("CITATION.cff", "2031-05-10", "soon"),
        ("datacite.json", "Dataset", "Data"),
        (".zenodo.json", '"title"', '"name"'),
        ("README.md", "config_name", "name"),
    ],
)
def test_metadata_that_does_not_fit_is_told(unzipped: Path, tmp_path: Path, name: str, before: str, after: str) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(unzipped, broken)
    text = (broken / name).read_text(encoding="utf-8")
    assert before in text
    (broken / name).write_text(text.replace(before, after), encoding="utf-8")
    assert list(schemas(broken)) != []


def test_all_metadata_say_the_same_as_the_descriptor(unzipped: Path) -> None:
    descriptor = read(unzipped / "datapackage.json")
    title, version, day = descriptor["title"], "0.1.0", "2031-05-10"
    assert descriptor["version"] == version
    cff = yaml.safe_load((unzipped / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cff["title"], cff["version"], cff["date-released"]) == (title, version, date.fromisoformat(day))
    zenodo, datacite = read(unzipped / ".zenodo.json"), read(unzipped / "datacite.json")
    assert (zenodo["title"], zenodo["version"], zenodo["publication_date"]) == (title, version, day)
    assert (datacite["titles"][0]["title"], datacite["version"], datacite["dates"][0]["date"]) == (title, version, day)
    croissant, page = read(unzipped / "croissant.json"), read(unzipped / "schema-org.jsonld")
    for document in (croissant, page):
        assert (document["name"], document["version"], document["datePublished"]) == (title, version, day)
    dcat = read(unzipped / "dcat.jsonld")
    assert (dcat["dct:title"]["@value"], dcat["dcat:version"], dcat["dct:issued"]["@value"]) == (title, version, day)
    hashes = {each["path"]: each["hash"].removeprefix("sha256:") for each in descriptor["resources"]}
    assert {each["@id"]: each["sha256"] for each in croissant["distribution"]} == hashes
    assert {each["contentUrl"]: each["sha256"] for each in page["distribution"]} == hashes
    said = {each["@id"]: each["spdx:checksum"]["spdx:checksumValue"]["@value"] for each in dcat["dcat:distribution"]}
    assert said == hashes


def test_croissant_has_every_column_with_keys_and_references(unzipped: Path) -> None:
    sets = {each["name"]: each for each in read(unzipped / "croissant.json")["recordSet"]}
    assert sets.keys() == tables().keys()
    for table in tables().values():
        found = sets[table.name]
        assert [each["@id"] for each in found["field"]] == [f"{table.name}/{column}" for column in table.columns]
        keys = found["key"] if isinstance(found["key"], list) else [found["key"]]
        assert [each["@id"] for each in keys] == [f"{table.name}/{column}" for column in table.primary_key]
        links = {
            each["@id"]: each["references"]["fileObject"]["@id"] for each in found["field"] if "references" in each
        }
        assert links == {
            f"{table.name}/{column}": f"data/{key.table}.parquet" for key in table.foreign_keys for column in key.fields
        }


def test_the_card_is_the_readme_with_every_table_as_a_configuration(unzipped: Path) -> None:
    front, _, text = (unzipped / "README.md").read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
    assert text == "\n# A record\n"
    for config in yaml.safe_load(front)["configs"]:
        rows = pl.read_parquet(unzipped / config["data_files"]).height
        assert rows == VALID[config["config_name"]].height


# which number it may have


def test_the_day_is_that_of_the_last_commit_or_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert released_on() == date(2031, 5, 10), "in UTC"
    monkeypatch.setenv(EPOCH, "0")
    assert released_on() == date(1970, 1, 1)
    for wrong in ("soon", "9" * 40):
        monkeypatch.setenv(EPOCH, wrong)
        with pytest.raises(Problems, match=EPOCH):
            released_on()


def test_a_release_can_be_made_again(here: Path) -> None:
    release(Path(), "0.1.0", here / "dist")
    assert "The first release." in (here / "dist" / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("now", "low", "enough"),
    [("values", ["0.0.9", "0.1.0"], "0.1.1"), ("fewer", ["0.0.9", "0.1.0", "0.1.9"], "0.2.0")],
)
def test_a_number_that_is_too_low_is_refused(here: Path, packages: Path, now: str, low: list[str], enough: str) -> None:
    publish(packages / now, here)
    for version in low:
        with pytest.raises(Problems, match=f"release {enough} or higher"):
            release(Path(), version, here / "dist")
    assert not [path for path in here.glob("dist/*") if path.is_file()]
    assert release(Path(), enough, here / "dist").since == "v0.1.0"
    changelog = (here / "dist" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.startswith(f"# Changes\n\n## {enough} (2031-05-10)\n\nSince 0.1.0: ")
    section = "### actors: 4 changed (4 cells)" if now == "values" else "### id_changes: 1 removed"
    assert section in changelog


def test_a_number_below_that_of_the_last_release_is_refused(here: Path) -> None:
    for version in ("0.0.9", "0.0.1"):
        with pytest.raises(Problems, match=r"is too low .* release 0\.1\.0 or higher"):
            release(Path(), version, here / "dist")


def test_a_repository_that_cannot_be_read_is_no_first_release(here: Path) -> None:
    (here / ".git" / "HEAD").write_text("nothing", encoding="utf-8")
    with pytest.raises(Problems, match="does not tell its releases"):
        release(Path(), "0.0.1", here / "dist")


@pytest.mark.parametrize("version", ["1", "v0.2.0", "0.2.0-rc1", "../0.2.0"])
def test_what_is_no_version_is_refused(here: Path, version: str) -> None:
    with pytest.raises(Problems, match="is no version"):
        release(Path(), version, here / "dist")


def test_another_release_can_be_named_to_compare_with(here: Path, packages: Path) -> None:
    release(Path(), "0.1.0", here / "first")
    shutil.rmtree(here / ".git")
    publish(packages / "fewer", here)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(EPOCH, "1936180800")
        with pytest.raises(Problems, match="is too low"):
            release(Path(), "0.1.1", here / "dist", str(here / "first" / f"{NAME}-0.1.0.zip"))
        release(Path(), "0.2.0", here / "dist", str(here / "first" / f"{NAME}-0.1.0.zip"))


def test_what_the_last_release_left_in_dist_goes_and_other_files_stay(here: Path, packages: Path) -> None:
    release(Path(), "0.1.0", here / "dist")
    (here / "dist" / "notes.txt").write_text("mine", encoding="utf-8")
    publish(packages / "values", here)
    release(Path(), "0.1.1", here / "dist")
    left = {path.name for path in (here / "dist").iterdir()}
    assert {"notes.txt", f"{NAME}-0.1.1.zip"} < left
    assert f"{NAME}-0.1.0.zip" not in left
    (here / "dist" / SUMS).write_text(f"{'0' * 64}  ../README.md\n{'0' * 64}  /README.md\n", encoding="utf-8")
    release(Path(), "0.1.1", here / "dist")
    assert (here / "README.md").exists()


def test_a_failure_leaves_dist_as_it_was(here: Path) -> None:
    release(Path(), "0.1.0", here / "dist")
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (here / "dist").iterdir()}
    (here / "LICENSE").unlink()
    with pytest.raises(OSError, match="LICENSE"):
        release(Path(), "0.1.1", here / "dist")
    assert {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (here / "dist").iterdir()} == before


# drift


def test_a_package_with_problems_is_not_released(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(drift, "problems", lambda: [Problem("data/actors.csv", None, None, None, "is odd", "mend it")])
    assert main(["release", "0.2.0"]) == 1
    assert "data/actors.csv: is odd; mend it" in capsys.readouterr().err
    assert not (here / "dist").exists()
    monkeypatch.setattr(drift, "problems", list)
    assert main(["release", "0.2.0"]) == 0
    assert f"dist/{NAME}-0.2.0.zip" in capsys.readouterr().out


def test_drift_of_anything_generated_is_told(here: Path, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "ROOT", here)
    monkeypatch.setattr(drift, "GENERATED", (here / "README.md",))
    monkeypatch.setattr(drift, "CITATION", here / "CITATION.cff")
    monkeypatch.setattr(drift, "renewed", lambda text: text)
    monkeypatch.setattr(drift, "publish", lambda documents, out, console: publish(packages / "first", out))
    cited = dict(drift.generated())[here / "CITATION.cff"]
    (here / "CITATION.cff").write_text(cited, encoding="utf-8")
    assert drift.problems() == []
    (here / "CITATION.cff").write_text(cited.replace("0.1.0", "0.0.9"), encoding="utf-8")
    monkeypatch.setattr(drift, "renewed", lambda text: f"{text}more")
    monkeypatch.setattr(drift, "publish", lambda documents, out, console: publish(packages / "values", out))
    told = {problem.file for problem in drift.problems()}
    assert told == {"datapackage.json", "data/actors.csv", "data/actors.parquet", "README.md", "CITATION.cff"}
    (here / "datapackage.json").write_text("{", encoding="utf-8")
    both = {(problem.file, problem.what[:11]) for problem in drift.problems()}
    assert both >= {("datapackage.json", "is not JSON"), ("datapackage.json", "is not what")}, (
        "damage and drift at once"
    )


def test_the_citation_of_the_repository_is_made_from_the_descriptor() -> None:
    path, text = list(drift.generated())[-1]
    assert path.name == "CITATION.cff"
    assert path.read_text(encoding="utf-8") == text
