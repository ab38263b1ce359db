"""The benchmark of whole runs: nothing is left out or counted twice, and what it says of quality is right."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from scripts import bench_quality
from scripts.bench_figures import COST, Figure, record, recorded, shown
from scripts.bench_plot import draw
from scripts.bench_scale import figures
from scripts.bench_watch import Clock
from scripts.integrate import FOLDER

COSTS = [
    Figure(size, kind, COST, value)
    for size, value in ((1_000, "12.5"), (10_000, "13.1"))
    for kind in ("whole run", "run: extract")
]


@pytest.fixture(scope="module")
def found() -> list[Figure]:
    return list(figures(4))


def test_every_script_of_integration_is_timed(found: list[Figure]) -> None:
    timed = {figure.measure.removeprefix("integrate: ") for figure in found}
    assert {script.name for script in FOLDER.glob("*.sql")} <= timed


def test_the_parts_of_a_run_add_up_to_the_whole(found: list[Figure]) -> None:
    costs = {figure.measure: float(figure.value) for figure in found if figure.unit == COST}
    parts = [cost for measure, cost in costs.items() if measure.startswith("run: ")]
    assert sum(parts) == pytest.approx(costs["whole run"], abs=0.1)
    assert min(costs.values()) >= 0
    scripts = sum(cost for measure, cost in costs.items() if measure.startswith("integrate: "))
    assert scripts == pytest.approx(costs["run: integrate"], abs=0.1)


def test_quality_and_floors_are_measured(found: list[Figure]) -> None:
    measured = {figure.measure: figure.value for figure in found}
    assert 0.5 < float(measured["quality: persons"]) <= 1
    assert float(measured["floor: reading and decoding"]) > float(measured["whole extraction"]) > 0
    assert float(measured["one article added"]) > 0


def test_figures_of_a_size_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    file = tmp_path / "bench.csv"
    record(COSTS, file)
    record([Figure(1_000, "whole run", COST, "9.9")], file)
    assert recorded(file) == [Figure(1_000, "whole run", COST, "9.9"), *COSTS[2:]]
    assert shown(recorded(file)).rows == (
        ("whole run", COST, "9.9", "13.1"),
        ("run: extract", COST, "", "13.1"),
    )


def test_the_plot_follows_from_the_figures() -> None:
    plot = draw(COSTS)
    assert plot == draw(list(COSTS))
    root = ElementTree.fromstring(plot)
    assert len(root.findall(".//{*}circle")) == 4
    assert {"1,000", "10,000", "articles"} <= {element.text for element in root.findall(".//{*}text")}
    with pytest.raises(ValueError, match="no cost"):
        draw([])


def test_a_stage_within_a_stage_is_counted_once() -> None:
    clock = Clock()
    with clock.stage("outer"), clock.stage("inner"):
        sum(range(300_000))
    assert clock.spent["inner"] > clock.spent["outer"] >= 0


def test_what_is_one_across_articles(tmp_path: Path) -> None:
    """Of two meetings told by two articles each, one is one row; a third row mixes two meetings."""
    spans = [("m1", "a", 0), ("m1", "b", 0), ("m2", "a", 50), ("m3", "b", 50), ("m4", "a", 90)]
    evidence = [("meetings", record, source, at, at + 9, "meeting") for record, source, at in spans]
    known = [("k1", "a", 0), ("k1", "b", 0), ("k2", "a", 50), ("k2", "b", 50), ("k3", "a", 90)]
    mixed = [("meetings", "m4", "b", 90, 99, "meeting")]
    (tmp_path / "data").mkdir()
    columns = ["table_name", "record_id", "source_id", "start", "end", "field"]
    pl.DataFrame(evidence + mixed, schema=columns, orient="row").write_parquet(tmp_path / "data" / "evidence.parquet")
    text = pl.String
    mentions = {"actor_id": text, "source_id": text, "start": pl.Int64, "end": pl.Int64}
    pl.DataFrame(schema=mentions).write_parquet(tmp_path / "data" / "mentions.parquet")
    pl.DataFrame(schema={"actor_id": text, "kind": text}).write_parquet(tmp_path / "data" / "actors.parquet")
    told = [("meetings", key, source, at, at + 9) for key, source, at in [*known, ("k4", "b", 90)]]
    schema = ["table_name", "key", "source_id", "start", "end"]
    pl.DataFrame(told, schema=schema, orient="row").write_parquet(tmp_path / "same.parquet")
    shares = {table: rest for table, *rest in bench_quality.across(tmp_path / "same.parquet", tmp_path)}
    assert shares["meetings"] == [pytest.approx(1 / 2), pytest.approx(3 / 4)]
    assert shares["agreements"] == [0.0, 0.0]
