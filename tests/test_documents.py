"""What comes in: the three forms, read alike; and every kind of bad input, named with its place and what to do."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import pickle
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts import documents, problems
from scripts.documents import CELLS, DOCUMENTS, SOURCES, batches, read
from scripts.extract.model import Document
from scripts.given import MAX_CELL
from scripts.problems import Problem, Problems, Report

SEEDS = Path(__file__).parents[1] / "seeds" / "documents"
TEXT = "General Tomas Arvela met his counterpart in Velmora on Tuesday.\n"
FULL = {
    "source_id": "gazette-2021-03-04",
    "publisher": "The Velmora Gazette",
    "publisher_basis": "stated",
    "title": 'Two ministers, one "plan"',
    "published_on": "2021-03-04",
    "published_basis": "inferred",
    "url": "https://gazette.example/a?b=c,d",
    "language": "pt-BR",
}
BARE = {"source_id": "bare"}

Source = dict[str, Any]


def folder(root: Path, sources: list[Source], columns: list[str] = SOURCES) -> Path:
    """A folder of these sources; each has cells, and optionally path and text (str or bytes; None: no file)."""
    root.mkdir(exist_ok=True)
    with open(root / "sources.csv", "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)  # ends lines with CR LF: else Python 3.11 leaves a CR in a cell unquoted
        writer.writerow(columns)
        for number, source in enumerate(sources):
            path, text = source.get("path", f"{number}.txt"), source.get("text", TEXT)
            writer.writerow([path if column == "path" else source.get(column, "") for column in columns])
            if text is not None:
                (root / path).parent.mkdir(exist_ok=True)
                (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def json_lines(root: Path, sources: list[Source], ascii_only: bool = False) -> Path:
    rows = [{"text": TEXT, **source} for source in sources]
    path = root / "documents.jsonl"
    path.write_bytes("".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows).encode())
    return path


def parquet(root: Path, sources: list[Source] | pa.Table) -> Path:
    if isinstance(sources, list):
        columns = ["text", *CELLS]
        rows = [{"text": TEXT, **source} for source in sources]
        sources = pa.Table.from_pylist(rows, schema=pa.schema([(column, pa.string()) for column in columns]))
    path = root / "documents.parquet"
    pq.write_table(sources, path)
    return path


def found(path: Path) -> list[Problem]:
    """The problems of reading the path; each must fit on a line."""
    with pytest.raises(Problems) as caught:
        read(path)
    assert all(str(problem).isprintable() for problem in caught.value.problems)
    return list(caught.value.problems)


def only(path: Path) -> Problem:
    [problem] = found(path)
    return problem


def places(path: Path) -> list[tuple[str, str | None, str | None]]:
    return [(Path(problem.file).name, problem.where, problem.column) for problem in found(path)]


# ---- problems


def test_a_problem_is_one_line_that_names_place_value_and_remedy() -> None:
    problem = Problem("a\x1b.csv", "line 3", "title", "x\n\u202ey", "is wrong", "correct it")
    assert str(problem) == r"a\x1b.csv, line 3, column title, value 'x\n\u202ey': is wrong; correct it"
    assert str(Problem("a.csv", None, None, None, "is missing", "add it")) == "a.csv: is missing; add it"


def test_a_long_value_is_shortened() -> None:
    line = str(Problem("a", None, None, "ab" * 5000, "is long", "shorten it"))
    assert len(line) < 150
    assert "(10,000 characters)" in line


def test_problems_show_all_with_a_count_and_cross_processes() -> None:
    first, second = (Problem("a", f"line {n}", None, None, "is wrong", "correct it") for n in (1, 2))
    both = Problems([first, second])
    assert str(both).split("\n") == ["2 problems:", str(first), str(second)]
    assert str(Problems([first])).startswith("1 problem:")
    assert pickle.loads(pickle.dumps(both)).problems == (first, second)


def test_a_report_stops_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST", 3)
    report = Report()
    report.close()
    for _ in range(2):
        report.add("a", None, "is wrong", "correct it")
    with pytest.raises(Problems) as caught:
        report.add("a", "line 3", "is wrong", "correct it")
    assert len(caught.value.problems) == 4
    assert "stopped" in caught.value.problems[-1].what


# ---- good input


def test_the_five_articles() -> None:
    table = read(SEEDS)
    assert table.schema.equals(DOCUMENTS)
    with open(SEEDS / "sources.csv", encoding="utf-8", newline="") as stream:
        sources = list(csv.DictReader(stream))
    assert table["source_id"].to_pylist() == [source["source_id"] for source in sources]
    for row, source in zip(table.to_pylist(), sources, strict=True):
        data = (SEEDS / source["path"]).read_bytes()
        assert row["text"].encode() == data
        assert row["sha256"] == hashlib.sha256(data).hexdigest()
        assert row["characters"] == len(data.decode())
        assert row["published_on"] == (date.fromisoformat(source["published_on"]) if source["published_on"] else None)
        assert [row[column] for column in CELLS if column != "published_on"] == [
            source[column] or None for column in CELLS if column != "published_on"
        ]


@pytest.mark.parametrize("write", [folder, json_lines, parquet])
def test_cells_arrive_and_absent_or_empty_is_null(write: Any, tmp_path: Path) -> None:
    empty = dict.fromkeys(CELLS, "") | BARE
    full, bare = read(write(tmp_path, [FULL, empty])).to_pylist()
    assert {column: full[column] for column in CELLS} == FULL | {"published_on": date(2021, 3, 4)}
    assert {column: bare[column] for column in CELLS} == dict.fromkeys(CELLS) | BARE


def test_documents_come_as_the_extractor_takes_them(tmp_path: Path) -> None:
    table = read(folder(tmp_path, [FULL, BARE]))
    expected = [
        Document(
            FULL["source_id"],
            TEXT,
            FULL["publisher"],
            FULL["title"],
            date(2021, 3, 4),
            "pt-BR",
            "inferred",
            FULL["url"],
        ),
        Document("bare", TEXT),
    ]
    assert list(documents.documents(table)) == expected
    assert list(documents.documents(table.to_batches()[0])) == expected


IDS = st.text(st.characters(categories=["L", "N"], include_characters="-/_."), min_size=1, max_size=12).filter(
    lambda name: not name.startswith("-")  # a formula to a spreadsheet
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
TEXTS = WORDS.map(lambda words: words + "\ufeffx" + words[::-1])  # never blank
TITLES = st.none() | WORDS.filter(str.strip)
SETS = st.lists(st.tuples(IDS, TEXTS, TITLES, st.none() | st.dates()), min_size=1, max_size=5, unique_by=lambda s: s[0])


@settings(max_examples=60, deadline=None)
@given(SETS, st.booleans())
def test_any_text_comes_back_as_it_was_from_every_form(drawn: list[Any], ascii_only: bool) -> None:
    sources: list[Source] = []
    for source_id, text, title, day in drawn:
        known = {"title": title, "published_on": day and day.isoformat()}
        sources.append({"source_id": source_id, "text": text} | {k: v for k, v in known.items() if v is not None})
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        tables = [read(folder(root / "f", sources)), read(json_lines(root, sources, ascii_only))]
        tables.append(read(parquet(root, sources)))
    for table in tables:
        table.validate(full=True)
        assert table.equals(tables[0])
    for row, (source_id, text, title, day) in zip(tables[0].to_pylist(), drawn, strict=True):
        assert (row["source_id"], row["text"], row["title"], row["published_on"]) == (source_id, text, title, day)
        assert (row["sha256"], row["characters"]) == (hashlib.sha256(text.encode()).hexdigest(), len(text))


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfOne\r\ntwo\rthree\xc2\xa0four\n"
    [row] = read(folder(tmp_path, [BARE | {"text": data}])).to_pylist()
    assert row["text"] == "\ufeffOne\r\ntwo\rthree\u00a0four\n"
    assert row["characters"] == len(data) - 3  # the mark has three bytes, the no-break space two


def test_sources_csv_may_have_a_byte_order_mark_another_order_and_subfolders(tmp_path: Path) -> None:
    root = folder(tmp_path, [BARE | {"path": "sub/a.txt"}], SOURCES[::-1])
    (root / "sources.csv").write_bytes(b"\xef\xbb\xbf" + (root / "sources.csv").read_bytes())
    assert read(root)["source_id"].to_pylist() == ["bare"]


def test_parquet_of_other_arrow_types(tmp_path: Path) -> None:
    columns = {
        "source_id": pa.array(["a", "b"], pa.large_string()),
        "text": pa.array([TEXT, TEXT]).dictionary_encode(),
        "title": pa.nulls(2),
        "language": pa.array(["en", None]).dictionary_encode(),
        "elsewhere": pa.array([1, 2]),
    }
    for kind in (pa.date32(), pa.date64(), pa.string()):
        days = pa.array([date(2021, 3, 4), None]).cast(pa.date32()).cast(kind)
        table = read(parquet(tmp_path, pa.table(columns | {"published_on": days})))
        assert table["published_on"].to_pylist() == [date(2021, 3, 4), None]
        assert table["language"].to_pylist() == ["en", None]
    assert read(parquet(tmp_path, table)).equals(table)  # what we make is an input too


def test_batches_keep_the_order_and_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "BATCH_ROWS", 3)
    monkeypatch.setattr(documents, "READ_ROWS", 2)
    path = parquet(tmp_path, [{"source_id": str(number)} for number in range(7)])
    made = list(batches(path))
    assert [batch.num_rows for batch in made] == [3, 3, 1]
    assert all(batch.schema.equals(DOCUMENTS) for batch in made)
    assert [i for batch in made for i in batch.column("source_id").to_pylist()] == list("0123456")
    monkeypatch.setattr(documents, "MAX_BYTES", 2 * len(TEXT))
    monkeypatch.setattr(documents, "BATCH_ROWS", 100)
    assert [batch.num_rows for batch in batches(path)] == [2, 2, 2, 1]


def test_batches_yield_nothing_more_after_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "BATCH_ROWS", 1)
    rows = [{"source_id": "a"}, {"source_id": "b", "text": ""}, {"source_id": "c"}, {"source_id": "d", "text": ""}]
    stream = batches(json_lines(tmp_path, rows))
    assert next(stream).column("source_id").to_pylist() == ["a"]
    with pytest.raises(Problems) as caught:
        next(stream)
    assert [problem.where for problem in caught.value.problems] == ["line 2", "line 4"]


# ---- bad cells, the same in every form


@pytest.mark.parametrize("write", [folder, json_lines, parquet])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("source_id", "a\tb"),
        ("source_id", " a"),
        ("source_id", "a\u200bb"),
        ("source_id", "  "),
        ("title", " \u00a0"),
        ("publisher", "x" * (MAX_CELL + 1)),
        ("publisher_basis", "Stated"),
        ("published_basis", "guessed"),
        ("published_on", "2023-02-30"),
        ("published_on", "20230101"),
        ("published_on", "2023-01-01\n"),
        ("published_on", "2023"),
        ("published_on", "٢٠٢٣-٠١-٠١"),
        ("url", "ftp://a.example/b"),
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("url", "https://a.example/b c"),
        ("url", "https://a.example/\u202ec"),
        ("language", "english"),
        ("language", "en_US"),
        ("language", "en-"),
    ],
)
def test_a_bad_cell_is_named(write: Any, column: str, value: str, tmp_path: Path) -> None:
    problem = only(write(tmp_path, [BARE, FULL | {column: value}]))
    assert (problem.column, problem.value) == (column, value)
    assert problem.where == ("row 2" if write is parquet else "line 3" if write is folder else "line 2")


@pytest.mark.parametrize("write", [folder, json_lines, parquet])
def test_a_missing_and_a_doubled_source_id(write: Any, tmp_path: Path) -> None:
    first, second, third = found(write(tmp_path, [BARE, {"source_id": ""}, BARE, BARE | {"url": "no"}]))[:3]
    kind, header = ("row", 0) if write is parquet else ("line", int(write is folder))
    assert (first.where, first.column) == (f"{kind} {2 + header}", "source_id")
    assert (second.where, second.column, second.value) == (f"{kind} {3 + header}", "source_id", "bare")
    assert f"{kind} {1 + header} " in second.what
    assert third.where == f"{kind} {4 + header}"


def test_all_problems_of_a_run_at_once(tmp_path: Path) -> None:
    bad = {"source_id": "a\x00b", "publisher_basis": "x", "published_on": "x", "url": "x", "language": "x"}
    rows = [BARE | {"text": "\x00 \ufeff"}, bad | {"text": " "}, BARE | {"url": "no"}]
    assert places(json_lines(tmp_path, rows)) == [
        ("documents.jsonl", "line 1, line 1 of the text, byte 0", "text"),
        ("documents.jsonl", "line 2", "source_id"),
        ("documents.jsonl", "line 2", "publisher_basis"),
        ("documents.jsonl", "line 2", "published_on"),
        ("documents.jsonl", "line 2", "url"),
        ("documents.jsonl", "line 2", "language"),
        ("documents.jsonl", "line 2", "text"),
        ("documents.jsonl", "line 3", "url"),
        ("documents.jsonl", "line 3", "source_id"),
    ]


# ---- bad texts


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"One line.\nCaf\xe9 talks.\n", "line 2, byte 13", "UTF-8"),
        (b"One line.\nTwo\x00.\n", "line 2, byte 13", "NUL"),
        (b"\xed\xa0\x80 half", "line 1, byte 0", "surrogate"),
        (b"", None, "blank"),
        (b" \r\n\t", None, "blank"),
        ("\ufeff \u00a0".encode(), None, "blank"),
    ],
)
def test_a_file_that_is_no_text(data: bytes, where: str | None, what: str, tmp_path: Path) -> None:
    problem = only(folder(tmp_path, [BARE | {"text": data}]))
    assert (Path(problem.file).name, problem.where) == ("0.txt", where)
    assert what in problem.what


def test_a_bad_text_shows_the_words_around_it(tmp_path: Path) -> None:
    problem = only(folder(tmp_path, [BARE | {"text": "cut amid ä, the words before ".encode() + b"\xe9 and after"}]))
    assert problem.value == ", the words before \ufffd and after"


def test_a_utf_16_file_has_both_faults_named(tmp_path: Path) -> None:
    nul, undecodable = found(folder(tmp_path, [BARE | {"text": TEXT.encode("utf-16")}]))
    assert (nul.where, undecodable.where) == ("line 1, byte 3", "line 1, byte 0")


@pytest.mark.parametrize("write", [folder, json_lines, parquet])
def test_a_text_may_have_so_many_bytes_and_no_more(write: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 600)
    assert read(write(tmp_path, [BARE | {"text": "é" * 300}]))["characters"].to_pylist() == [300]
    assert "more than 600 bytes" in only(write(tmp_path, [BARE | {"text": "é" * 300 + "x"}])).what


# ---- bad folders


def test_what_is_not_there_or_of_no_known_kind(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text(TEXT)
    os.mkfifo(tmp_path / "pipe.jsonl")
    for name, what in [
        ("gone", "not exist"),
        ("gone.parquet", "not exist"),
        ("a.docx", "known kind"),
        ("pipe.jsonl", "known kind"),
    ]:
        problem = only(tmp_path / name)
        assert problem.file == str(tmp_path / name)
        assert what in problem.what
    problem = only(tmp_path)
    assert (problem.file, problem.what) == (str(tmp_path / "sources.csv"), "does not exist")


def test_an_input_without_documents(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    for path in (folder(tmp_path / "f", []), tmp_path / "a.jsonl", parquet(tmp_path, [])):
        assert only(path).what == "holds no document"


def test_columns_of_sources_csv_missing_doubled_and_unknown(tmp_path: Path) -> None:
    columns = [column for column in SOURCES if column not in ("url", "title")]
    root = folder(tmp_path, [BARE | {"language": "x"}], [*columns, "publisher", "tytle"])
    problems = found(root)
    assert [(p.where, p.column, p.value) for p in problems] == [
        ("line 1", "publisher", None),
        ("line 1", "title", None),
        ("line 1", "url", None),
        ("line 1", None, "tytle"),
        ("line 2", "language", "x"),  # rows are checked as well
    ]
    (root / "sources.csv").write_bytes(b"")
    assert [p.column for p in found(root)] == SOURCES


def test_a_million_columns_are_refused_and_not_all_listed(tmp_path: Path) -> None:
    columns = ",".join(("source_id", "path", *map(str, range(1_000_000))))
    (tmp_path / "sources.csv").write_text(f"{columns}\na,a.txt\n", encoding="utf-8")
    problems = found(tmp_path)
    assert 1000 < len(problems) <= 10_001
    assert "where the run stopped" in problems[-1].what


def test_ragged_rows(tmp_path: Path) -> None:
    root = folder(tmp_path, [BARE, {"source_id": "other"}])
    header, first, second = (root / "sources.csv").read_text().splitlines()
    (root / "sources.csv").write_text(f"{header}\n{first},x\n\nbare,0.txt\n{second}\n")
    assert [(p.where, p.what[:11], p.value) for p in found(root)] == [
        ("line 2", "has 10 cell", first + ",x"),
        ("line 3", "has 0 cells", ""),
        ("line 4", "has 2 cells", "bare,0.txt"),
    ]  # and 0.txt is not called forgotten


def test_lines_are_counted_where_a_row_begins(tmp_path: Path) -> None:
    rows = [BARE | {"title": "a\nb\r\nc"}, {"source_id": "b", "title": "d\ne", "url": "no"}]
    assert only(folder(tmp_path, rows)).where == "line 5"


@pytest.mark.parametrize("broken", ['x,"y"z', 'x,"never closed', "x," + "y" * 200_000])
def test_csv_that_cannot_be_read_on(broken: str, tmp_path: Path) -> None:
    csv.field_size_limit(2**31 - 1)  # as other libraries leave it
    root = folder(tmp_path, [BARE | {"url": "no"}])
    with open(root / "sources.csv", "a") as stream:
        stream.write(broken + "\nmore\n")
    first, second = found(root)
    assert (first.where, first.column) == ("line 2", "url")
    assert second.where == "line 3"
    assert second.what.startswith("is no CSV")


def test_csv_that_is_not_utf_8(tmp_path: Path) -> None:
    root = folder(tmp_path, [BARE | {"title": "Cafe"}, {"source_id": "b", "url": "no"}])
    data = (root / "sources.csv").read_bytes()
    (root / "sources.csv").write_bytes(data.replace(b"Cafe", b"Caf\xe9"))
    whole, cell, other = found(root)
    assert whole.where == f"line 2, byte {data.index(b'Cafe') + 3}"
    assert (cell.where, cell.column) == ("line 2", "title")
    assert (other.where, other.column) == ("line 3", "url")


def test_csv_with_nul_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder(tmp_path, [BARE])
    data = (root / "sources.csv").read_bytes()
    (root / "sources.csv").write_bytes(data.replace(b"bare", b"ba\x00re"))
    problem = only(root)
    assert (problem.where, problem.what) == (f"line 2, byte {data.index(b'bare') + 2}", "holds a NUL")
    monkeypatch.setattr(documents, "MAX_BYTES", 100)
    assert "more than 100 bytes" in only(root).what


def test_paths_that_leave_the_folder_or_name_no_file(tmp_path: Path) -> None:
    root = tmp_path / "in"
    (tmp_path / "secret.txt").write_text("secret words")
    (root / "sub").mkdir(parents=True)
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "way").symlink_to(tmp_path, target_is_directory=True)
    (root / "loop.txt").symlink_to(root / "loop.txt")
    (root / "gone.txt").symlink_to(root / "nothing")
    os.mkfifo(root / "pipe.txt")
    for name in (
        "..\\secret.txt",
        "C:secret.txt",
        "sub\\0.txt",
        "0.txt",
        "sub/0.txt",
    ):  # all that a POSIX system allows
        (root / name).write_text(TEXT)
    names = [
        *("../secret.txt", "sub/../../secret.txt", str(tmp_path / "secret.txt"), "..\\secret.txt", "C:secret.txt"),
        *("C:/secret.txt", "//host/secret.txt", "./0.txt", "sub//0.txt", ".", "..", "sub/", "sub\\0.txt"),
        *("sub", "link.txt"),
        *("way/secret.txt", "loop.txt", "gone.txt", "pipe.txt", "nothing.txt", "a\0b.txt", " ", "", "x" * 5000),
    ]
    table = folder(root, [{"source_id": str(n), "path": name, "text": None} for n, name in enumerate(names)])
    data = (table / "sources.csv").read_bytes()
    (table / "sources.csv").write_bytes(data.replace(b"a\0b", b"a\x07b"))
    problems = [p for p in found(table) if p.column]
    assert [(p.where, p.column) for p in problems] == [(f"line {n + 2}", "path") for n in range(len(names))]
    assert [p.value for p in problems] == [name.replace("\0", "\x07") for name in names]
    assert "secret words" not in str(Problems(problems))
    what = {p.value: p.what for p in problems}
    assert [name for name in names if "below the folder" in what.get(name, "")] == names[:13]
    assert [name for name in names if "leads out" in what.get(name, "")] == ["link.txt", "way/secret.txt"]
    assert [name for name in names if "no regular file" in what.get(name, "")] == ["sub", "pipe.txt"]


def test_a_sources_csv_that_is_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sources.csv").symlink_to(tmp_path / "secret")
    problem = only(tmp_path / "in")
    assert "leads out" in problem.what
    assert "secret words" not in str(problem)


def test_a_file_swapped_for_a_link_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "link.txt").symlink_to("a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert documents._contents(tmp_path / "a.txt") == TEXT.encode()
    for name in ("link.txt", "pipe.txt"):
        with pytest.raises(OSError, match=r"symbolic link|no regular file|[Tt]oo many"):
            documents._contents(tmp_path / name)


def test_two_sources_of_one_file(tmp_path: Path) -> None:
    root = folder(tmp_path, [BARE, {"source_id": "b", "path": "0.txt"}, {"source_id": "c", "path": "c.txt"}])
    (root / "c.txt").unlink()
    (root / "c.txt").symlink_to("0.txt")
    assert [(p.where, p.column, p.what) for p in found(root)] == [
        ("line 3", "path", "is the file of line 2 too"),
        ("line 4", "path", "is the file of line 2 too"),
    ]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    root = folder(tmp_path, [BARE | {"path": "a.txt"}])
    (root / "a.txt").rename(root / "b.txt")
    (root / "a.txt").symlink_to("b.txt")
    assert read(root)["text"].to_pylist() == [TEXT]


def test_a_forgotten_article(tmp_path: Path) -> None:
    root = folder(tmp_path, [BARE, {"source_id": "b", "url": "no"}])
    (root / "sub").mkdir()
    (root / ".git").mkdir()
    for name in (
        ".git/a.txt",
        "sub/new.txt",
        "UPPER.TXT",
        "README.txt",
        "README.md",
        "LICENSE",
        "other.csv",
        ".hidden.txt",
    ):
        (root / name).write_text(TEXT)
    _, *forgotten = found(root)
    assert [Path(p.file).relative_to(root).as_posix() for p in forgotten] == ["UPPER.TXT", "sub/new.txt"]
    assert all("not named" in p.what for p in forgotten)


# ---- bad JSON Lines


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b'{"source_id": "a", ', "no JSON ("),
        (b"", "no JSON ("),
        (b'["a"]', "no JSON object"),
        (b"null", "no JSON object"),
        (b'{"source_id": "b", "text": "x", "text": "y"}', "stands twice"),
        (b"[" * 100_000, "no JSON"),
        (b"9" * 5_000, "no JSON"),
        (b'{"source_id": "b", "text": "caf\xe9"}', "not UTF-8"),
        (b"\xef\xbb\xbf{}", "no JSON"),
    ],
)
def test_a_line_that_is_no_object(line: bytes, what: str, tmp_path: Path) -> None:
    path = json_lines(tmp_path, [BARE])
    path.write_bytes(path.read_bytes() + line + b"\n" + b'{"source_id": "b", "text": "x", "url": "no"}\r\n')
    first, second = found(path)
    assert first.where is not None
    assert first.where.split(",")[0] == "line 2"
    assert what in first.what
    assert (second.where, second.column) == ("line 3", "url")


def test_values_that_are_no_text(tmp_path: Path) -> None:
    rows: list[Source] = [
        {"source_id": 7, "text": ["x"], "title": {"a": 1}, "published_on": 2021, "url": True},
        {"text": None, "language": 0},
    ]
    assert [(p.where, p.column, p.value) for p in found(json_lines(tmp_path, rows))] == [
        ("line 1", "source_id", "7"),
        ("line 1", "title", None),
        ("line 1", "published_on", "2021"),
        ("line 1", "url", "True"),
        ("line 1", "text", None),
        ("line 2", "language", "0"),
        ("line 2", "source_id", None),
        ("line 2", "text", ""),
    ]


def test_lone_surrogates(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(r'{"source_id": "a", "title": "x\ud800", "text": "one\ntwo \udc00"}')
    title, text = found(path)
    assert (title.where, title.column, title.value) == ("line 1", "title", "x\ud800")
    assert (text.where, text.column) == ("line 1, line 2 of the text, byte 8", "text")
    assert "surrogate" in title.what
    assert "surrogate" in text.what
    path.write_text(r'{"source_id": "a", "text": "a pair \ud83d\ude00"}')
    assert read(path)["text"].to_pylist() == ["a pair \U0001f600"]


def test_a_line_too_long_is_skipped_and_reading_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = json_lines(tmp_path, [BARE, {"source_id": "b", "text": "x" * 1000}, {"source_id": "c", "url": "no"}])
    monkeypatch.setattr(documents, "MAX_LINE", 200)
    assert [(p.where, p.column) for p in found(path)] == [("line 2", None), ("line 3", "url")]


def test_a_file_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    run = documents._Run()
    assert list(documents._json_lines(tmp_path / "gone.jsonl", run)) == []
    assert [problem.what for problem in run.problems] == ["does not exist"]


# ---- bad Parquet


def test_columns_of_parquet_missing_doubled_or_of_a_wrong_type(tmp_path: Path) -> None:
    arrays = [pa.array(["a"]), pa.array([1]), pa.array(["x"]), pa.array(["y"]), pa.array([b"en"])]
    table = pa.Table.from_arrays(arrays, ["text", "published_on", "title", "title", "language"])
    assert [(p.column, p.what) for p in found(parquet(tmp_path, table))] == [
        ("source_id", "is missing"),
        ("title", "is there 2 times"),
        ("published_on", "is of type int64"),
        ("language", "is of type binary"),
    ]
    dated = pa.table({"source_id": ["a"], "text": [TEXT], "title": pa.array([date(2021, 3, 4)])})
    assert only(parquet(tmp_path, dated)).column == "title"


def test_parquet_that_cannot_be_opened_or_read_on(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    for data in (b"", b"PAR1", b"source_id,text\na,b\n" * 50):
        path.write_bytes(data)
        assert "cannot be read as Parquet" in only(path).what
    path.write_bytes(parquet(tmp_path, [FULL]).read_bytes().replace(b"publisher", b"p\xffblisher"))
    assert "cannot be read as Parquet" in only(path).what
    good = parquet(tmp_path, [{"source_id": str(n), "text": f"{n} {TEXT}"} for n in range(300)]).read_bytes()
    path.write_bytes(good[:4] + bytes(2000) + good[2004:])
    assert "cannot be read as Parquet" in found(path)[-1].what


def test_parquet_with_strings_that_are_not_utf_8_nulls_and_days_out_of_range(tmp_path: Path) -> None:
    def strings(*values: bytes | None) -> pa.Array:  # Arrow takes any bytes for a string if they come as buffers
        whole = pa.array(values, pa.binary())
        return pa.Array.from_buffers(pa.string(), len(whole), whole.buffers())

    columns = {
        "source_id": strings(b"a", b"b\xff", None),
        "text": strings(b"x\n\xe9", None, b"\x00x"),
        "published_on": pa.array([2**31 - 1, None, None], pa.int32()).cast(pa.date32()),
    }
    assert places(parquet(tmp_path, pa.table(columns))) == [
        ("documents.parquet", "row 1", "published_on"),
        ("documents.parquet", "row 1, line 2 of the text, byte 2", "text"),
        ("documents.parquet", "row 2", "source_id"),
        ("documents.parquet", "row 2", "text"),
        ("documents.parquet", "row 3", "source_id"),
        ("documents.parquet", "row 3, line 1 of the text, byte 0", "text"),
    ]
