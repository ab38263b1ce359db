"""The loader of the reference tables, and the tables themselves."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.problems import Problems
from scripts.reference import Reference, load, rows

SEEDS = Path(__file__).parents[1] / "seeds" / "reference"
FACTS = ("positions_held", "agreements_signed", "cow_states", "event_codes", "ranks")
TABLES = ("countries", "country_names", "places", "place_names", "actors", "actor_names", "bodies", "rules", *FACTS)


@dataclass(frozen=True)
class Hill:
    name: str
    height: float | None
    climbers: int


def write(folder: Path, text: str) -> Path:
    path = folder / "hills.csv"
    path.write_bytes(text.encode())
    return path


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load(SEEDS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in TABLES:
        shutil.copy(SEEDS / f"{name}.csv", tmp_path)
    return tmp_path


def change(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    with pytest.raises(Problems) as caught:
        load(folder)
    return [str(p) for p in caught.value.problems]


def test_rows_are_typed_and_empty_cells_absent(tmp_path: Path) -> None:
    path = write(tmp_path, 'name,height,climbers\n"Low, the",12.5,3\nHigh,,0\n')
    assert rows(path, Hill, ["name"]) == (Hill("Low, the", 12.5, 3), Hill("High", None, 0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,climbers\nLow,1\n", "header"),
        ("name,height,climbers\nLow,high,1\n", "line 2, column height, value 'high': this is no number"),
        ("name,height,climbers\n,1,1\n", "line 2, column name, value '': the value is missing"),
        ("name,height,climbers\nLow,1,1\nLow,2,2\n", "line 3, column name, value 'Low': stands in line 2 too"),
        ("name,height,climbers\nLow,1\n", "2 cells, not 3"),
        ("name,height,climbers\n Low,1,1\n", "white space"),
        ('name,height,climbers\n"Low"x,1,1\n', "no CSV"),
    ],
)
def test_a_bad_file_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Problems) as caught:
        rows(write(tmp_path, text), Hill, ["name"])
    assert said in str(caught.value)
    assert "hills.csv" in str(caught.value)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        rows(write(tmp_path, "name,height,climbers\nLow,high,1\nHigh,1,many\n"), Hill)
    assert len(caught.value.problems) == 2


def test_a_missing_file_and_one_that_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="missing"):
        rows(tmp_path / "none.csv", Hill)
    (tmp_path / "hills.csv").write_bytes(b"name,height,climbers\n\xff,1,1\n")
    with pytest.raises(Problems, match="not UTF-8"):
        rows(tmp_path / "hills.csv", Hill)


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("countries", ",tehran,", ",tehraan,", "no such place_id"),
        ("country_names", "SYR,Syria,name", "SYY,Syria,name", "no such country"),
        ("country_names", "SYR,Syria,name", "SYR,Syria,nickname", "is none of"),
        ("places", "golan-heights,Golan Heights,territory", "golan-heights,Golan Heights,hills", "is none of"),
        ("place_names", "golan-heights,", "golan-hills,", "no such place_id"),
        ("actors", "daesh,Daesh,armed_group", "daesh,Daesh,army", "is none of"),
        ("actors", "daesh,Daesh", "syria,Daesh", "is a state's id"),
        ("actor_names", "daesh,ISIL", "daish,ISIL", "no such actor_id"),
        ("actor_names", "daesh,ISIL", "daesh,Hamas", "too"),
        ("bodies", "armed forces,armed-forces,military", "armed forces,armed-forces,soldiers", "is none of"),
    ],
)
def test_rows_that_point_nowhere(copy: Path, table: str, old: str, new: str, said: str) -> None:
    change(copy, table, old, new)
    assert any(said in p and table in p for p in problems(copy))


def test_every_state_has_names_and_is_a_place(reference: Reference) -> None:
    places = {p.place_id: p for p in reference.places}
    named = {(n.country, n.form) for n in reference.country_names}
    assert len(reference.countries) == 197
    for state in reference.countries:
        assert places[state.actor_id].kind == "country"
        assert (state.country, "name") in named
    without_capital = {c.country for c in reference.countries if c.capital is None}
    assert without_capital == {"ISR", "PSE"}  # the status of Jerusalem is disputed


def test_loading_is_the_same_each_time(reference: Reference) -> None:
    assert load(SEEDS) == reference


def test_files_are_sorted() -> None:
    for name in TABLES:
        lines = (SEEDS / f"{name}.csv").read_text(encoding="utf-8")
        assert "\r" not in lines
        ids = [line.split(",")[0] for line in lines.splitlines()[1:]]
        assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("positions_held", "vladimir-putin,", "nobody-at-all,", "no such actor_id"),
        ("positions_held", ",RUS,2012-05-07,", ",RVS,2012-05-07,", "no such country"),
        ("positions_held", ",IRN,2017-08-20,", ",IRN,2022-08-20,", "is after 2021-08-25"),
        ("positions_held", ",IRN,2017-08-20,", ",IRN,2017-08-32,", "no span of days"),
        ("agreements_signed", "iran;syria", "syria;iran", "sort the parties"),
        ("agreements_signed", "iran;syria", "iran;syrian-army", "no such state"),
        ("cow_states", "SYR,652", "SYX,652", "no such country"),
        ("event_codes", "meetings,", "gatherings,", "is none of meetings"),
        ("event_codes", ",CONSULT,", ",TALK,", "is none of AGREE"),
        ("event_codes", ",CONSULT,040", ",CONSULT,4", "is no CAMEO code"),
    ],
)
def test_what_is_wrong_with_a_fact_is_named(copy: Path, table: str, old: str, new: str, words: str) -> None:
    change(copy, table, old, new)
    assert any(f"{table}.csv" in problem and words in problem for problem in problems(copy))


def test_an_office_without_an_end_says_when_it_was_last_known(copy: Path) -> None:
    text = (copy / "positions_held.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("vladimir-putin,"))
    change(copy, "positions_held", line, line.replace(",,2025-06,", ",,,"))
    (found,) = problems(copy)
    assert "known_on" in found
