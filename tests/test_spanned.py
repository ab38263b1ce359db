"""Words looked up in documents of which few are in memory at a time, as those of few documents are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.read import tables
from scripts import package, spanned
from scripts.spanned import wrong_spans
from scripts.validate import SPANS, check_spans
from tests import tiny

VALID = tiny.valid()
TEXTS = tiny.documents()


def found(folder: Path, frames: Mapping[str, pl.DataFrame], texts: Mapping[str, str]) -> list[str]:
    """What is wrong, a document at a time, in the order of the texts."""
    documents = folder / "documents.parquet"
    pl.DataFrame({"source_id": list(texts)}).write_parquet(documents)
    files = {name: folder / f"{name}.parquet" for name in frames}
    for name, frame in frames.items():
        frame.write_parquet(files[name])

    def each() -> Iterator[dict[str, str]]:
        yield from ({source: text} for source, text in texts.items())

    with duckdb.connect() as db:
        return sorted(map(str, wrong_spans(db, files, documents, each())))


@pytest.mark.parametrize("rows", [1, 65_536])
def test_words_that_are_wrong_are_found_wherever_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(spanned, "ROWS", rows)
    assert len(TEXTS) > 1
    turned = dict(reversed(TEXTS.items()))
    assert found(tmp_path, VALID, TEXTS) == found(tmp_path, VALID, turned) == []
    for name in ("sources", "evidence", "mentions", "date_expressions"):
        column = "sha256" if name == "sources" else SPANS[name]
        for row in range(VALID[name].height):
            frame = VALID[name].with_row_index("#at")
            wrong = frame.with_columns(pl.when(pl.col("#at") == row).then(pl.lit("x")).otherwise(column).alias(column))
            changed = {**VALID, name: wrong.drop("#at")}
            expected = sorted(map(str, check_spans(changed, TEXTS)))
            assert len(expected) == 1
            assert found(tmp_path, changed, turned) == expected


def test_a_table_that_comes_in_parts_is_written_as_one_that_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = {name: frame.sort(tables()[name].primary_key) for name, frame in VALID.items()}
    package.write(VALID, tmp_path / "whole")
    package.write_parts(
        {name: [frame.head(0), *frame.iter_slices(1)] for name, frame in frames.items()}, tmp_path / "parts"
    )
    for path in (tmp_path / "whole").rglob("*.*"):
        assert (tmp_path / "parts" / path.relative_to(tmp_path / "whole")).read_bytes() == path.read_bytes()
    # a row group is full before the next begins, however the parts come
    monkeypatch.setattr(package, "ROW_GROUP", 4)
    package.write_parts({name: [frame] for name, frame in frames.items()}, tmp_path / "four")
    package.write_parts({name: frame.iter_slices(3) for name, frame in frames.items()}, tmp_path / "three")
    for path in (tmp_path / "four").rglob("*.*"):
        assert (tmp_path / "three" / path.relative_to(tmp_path / "four")).read_bytes() == path.read_bytes()
    for path in (tmp_path / "whole").rglob("*.csv"):
        assert (tmp_path / "four" / path.relative_to(tmp_path / "whole")).read_bytes() == path.read_bytes()
