"""Sites of packages that are hostile, odd, empty, of several versions, or without the words of their articles."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import polars as pl
import pytest

from scripts.__main__ import main
from scripts.package import write
from scripts.problems import Problems
from scripts.site import search
from scripts.site.build import build
from scripts.site.history import since
from scripts.site.record import read
from scripts.validate import SPANS
from tests.pages import broken, make_site, page, pages, text, unsafe
from tests.tiny import BERG, MEETING, SOURCE, TEXT, TRAIN, documents, frame, valid

SCRIPT = "<script>alert(1)</script>"
WORST = (
    f"{SCRIPT}<img src=x onerror=alert(2)> </div></main><style>*{{display:none}}</style><iframe src=//evil.example>"
    "<svg onload=alert(3)><a href='javascript:alert(4)'>here</a>"
    "<meta http-equiv=refresh content='0;url=//evil.example'>"
    " {{ 7 * 7 }} {% include '/etc/passwd' %} =HYPERLINK(\"http://evil.example\") javascript:alert(5) &lt;b&gt; &#0;"
    " ]]> \u202egnp.exe\u202c \u2067רכב\u2069 \u200fعربي\u200e \u0007bell \u009bcsi \ufeff e\u0301"
    " \U0001f468\u200d\U0001f469\u200d\U0001f467 \U000e0041\r\n<!-- \n"
)
ODD = '../../ana "berg"><script>alert(6)</script> \u202eCON'  # in the place of an id
Tables = Mapping[str, pl.DataFrame]


def hostile() -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """The tiny package with an article that attacks whoever shows it, its words in every text, and an odd id."""
    content = TEXT + WORST + "The end.\n"
    start, end = len(TEXT), len(content)
    tables = valid()
    row = pl.col("source_id") == SOURCE
    sources = tables["sources"].with_columns(
        sha256=pl.when(row).then(pl.lit(hashlib.sha256(content.encode()).hexdigest())).otherwise("sha256"),
        characters=pl.when(row).then(pl.lit(len(content))).otherwise("characters").cast(pl.Int64),
        title=pl.when(row).then(pl.lit(SCRIPT)).otherwise("title"),
        publisher=pl.when(row).then(pl.lit("</title>" + SCRIPT)).otherwise("publisher"),
        url=pl.when(row).then(pl.lit("https://evil.example/'\"><script>alert(7)</script>")).otherwise("url"),
    )
    proofs = [
        {
            "evidence_id": f"x{number}",
            "table_name": "statements",
            "record_id": TRAIN,
            "field": "text",
            "source_id": SOURCE,
            "start": first,
            "end": last,
            "quote": content[first:last],
            "rule": "by-hand",
        }
        for number, (first, last) in enumerate([(start, end - 9), (start + 3, start + 60), (end - 40, end), (0, end)])
    ]
    evidence = pl.concat([tables["evidence"], frame("evidence", proofs)])
    actors = tables["actors"].with_columns(
        name=pl.when(pl.col("actor_id") == BERG).then(pl.lit(WORST)).otherwise("name")
    )
    places = tables["places"].with_columns(name=pl.lit("javascript:alert(8)"))
    found = {**tables, "sources": sources, "evidence": evidence, "actors": actors, "places": places}
    renamed = {
        name: rows.with_columns(pl.col(pl.String).str.replace_all(BERG, ODD, literal=True))
        for name, rows in found.items()
    }
    return renamed, {**documents(), SOURCE: content}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The hostile package, its documents, and the site."""
    root = tmp_path_factory.mktemp("hostile")
    make_site(*hostile(), root)
    return root / "package", root / "documents", root / "site"


def test_no_page_of_a_hostile_package_has_code_or_a_live_link(made: tuple[Path, Path, Path]) -> None:
    for name, shown in pages(made[2]):
        assert list(unsafe(shown)) == [], name
        for tag in ("img", "iframe", "svg", "style", "meta[http-equiv=refresh]", "base"):
            assert name in ("timeline.html", "network.html") or shown.css(tag) == [], (name, tag)
        assert "49" not in text(shown.css_first("h1")), name  # type: ignore[arg-type]


def test_every_link_of_a_hostile_package_leads_somewhere_in_the_site(made: tuple[Path, Path, Path]) -> None:
    assert broken(made[2]) == []
    outside = [path.name for path in made[2].parent.iterdir()]
    assert sorted(outside) == ["documents", "package", "site"]


def test_nothing_that_turns_the_direction_of_text_stands_bare(made: tuple[Path, Path, Path]) -> None:
    turns = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]|&#x20[0-9a-f]{2};", re.IGNORECASE)
    own = re.compile(r'<bdi class="code" data-code="U\+[0-9A-F]{4,6}">[^<]*</bdi>')
    for name, _ in pages(made[2]):
        written = (made[2] / name).read_bytes().decode()
        assert turns.search(own.sub("", written)) is None, name


def test_a_hostile_article_is_shown_to_the_character(made: tuple[Path, Path, Path]) -> None:
    package, articles, folder = made
    site = read(package, articles)
    _, texts = hostile()
    assert site.texts == texts
    path = str(site.path("sources", SOURCE))
    shown = page(folder / path).css_first("[data-text]")
    assert shown is not None
    assert text(shown) == texts[SOURCE]
    quotes = [text(node) for node in page(folder / path.replace(".html", "~words.html")).css("q")]
    assert {row["quote"] for row in site.rows["evidence"] if row["source_id"] == SOURCE} <= set(quotes)
    codes = {node.attributes["data-code"] for node in shown.css("bdi.code")}
    assert {"U+202E", "U+2067", "U+200F", "U+0007", "U+009B", "U+FEFF"} <= codes


def test_the_words_of_a_hostile_statement_stand_in_their_sentence(made: tuple[Path, Path, Path]) -> None:
    package, articles, folder = made
    site = read(package, articles)
    shown = page(folder / str(site.path("statements", TRAIN)))
    quotes = [row["quote"] for row in site.rows["evidence"] if row["record_id"] == TRAIN]
    assert [text(node) for node in shown.css("blockquote mark")] == quotes


def test_names_of_files_are_plain_and_differ_where_case_does_not_count(made: tuple[Path, Path, Path]) -> None:
    paths = [path.relative_to(made[2]).as_posix() for path in made[2].rglob("*.html")]
    assert all(re.fullmatch(r"[a-z0-9_./~-]+", path) for path in paths)
    assert len({path.casefold() for path in paths}) == len(paths)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of 504 actors, some of whose ids differ in case alone or are no names of files."""
    root = tmp_path_factory.mktemp("large")
    tables = valid()
    odd = ["case", "Case", "CASE", "x" * 400, "x" * 401, "con", "a/b", "a\\b", "a b", ".."]
    more = [
        {"actor_id": actor, "name": actor, "kind": "person", "status": "curated"}
        for actor in (*odd, *(f"p{number}" for number in range(490)))
    ]
    write({**tables, "actors": pl.concat([tables["actors"], frame("actors", more)])}, root / "package")
    build(root / "package", root / "none", root / "site", [])
    return root / "site"


def test_ids_that_differ_in_case_alone_have_pages_of_their_own(large: Path) -> None:
    assert broken(large) == []
    found = [path.name.casefold() for path in (large / "records" / "actors").iterdir()]
    assert len(set(found)) == len(found) == 504


def test_a_large_table_goes_over_several_pages(large: Path) -> None:
    found = [page(large / "tables" / f"actors{number}.html") for number in ("", ".2", ".3")]
    assert [len(read.css("tbody tr")) for read in found] == [200, 200, 104]
    assert [text(node) for node in found[1].css("nav[data-pager] [aria-current]")] == ["Page 2", "Page 2"]


def test_a_publication_without_words_shows_quotes_and_leads_to_the_source(tmp_path: Path) -> None:
    tables = valid()
    for name, words in SPANS.items():
        whole = tables[name][words].to_list()
        cut = [content[:4] for content in whole]
        hashes = [hashlib.sha256(content.encode()).hexdigest() if len(content) > 4 else None for content in whole]
        tables[name] = tables[name].with_columns(pl.Series(words, cut), pl.Series("sha256", hashes))
    make_site(tables, documents(), tmp_path)
    site = read(tmp_path / "package", tmp_path / "documents")
    assert site.texts == {}
    assert broken(tmp_path / "site") == []
    for _, shown in pages(tmp_path / "site"):
        assert shown.css("[data-text]") == []
        assert "President Omar Lund in" not in text(shown.css_first("html"))  # type: ignore[arg-type]
    path = str(site.path("sources", SOURCE))
    main = page(tmp_path / "site" / path).css_first("main")
    assert main is not None
    assert "not part of this publication" in text(main)
    assert "https://example.org/daily/2031-05-09" in {node.attributes.get("href") for node in main.css("a")}
    listed = page(tmp_path / "site" / path.replace(".html", "~words.html"))
    assert "Gene" in {text(node) for node in listed.css("q")}
    assert "Gene" in {text(node) for node in page(tmp_path / "site" / str(site.path("meetings", MEETING))).css("mark")}


def test_a_page_is_left_behind_for_every_id_that_went(tmp_path: Path) -> None:
    tables = valid()
    write(tables, tmp_path / "old")
    later = {
        **tables,
        "actor_names": tables["actor_names"].head(1),
        "source_overlaps": tables["source_overlaps"].head(0),
        "evidence": tables["evidence"].filter(pl.col("table_name") != "source_overlaps"),
        "places": tables["places"].with_columns(name=pl.lit("Port <b>")),
    }
    write(later, tmp_path / "new")
    build(tmp_path / "new", tmp_path / "none", tmp_path / "site", [], str(tmp_path / "old"))
    folder = tmp_path / "site"
    assert broken(folder) == []
    changed = page(folder / "changes.html").css_first("main")
    assert changed is not None
    assert "What differs from release 0.1.0" in text(changed)
    assert "Port <b>" in text(changed)
    links = {str(node.attributes["href"]) for node in changed.css("section[aria-labelledby='gone'] a")}
    assert len(links) == 2 + tables["source_overlaps"].height + (tables["evidence"].height - later["evidence"].height)
    renamed = page(folder / "records" / "meetings" / "2031-05-08-berg-lund.html").css_first("main")
    assert renamed is not None
    assert "no longer in use since version 0.2.0" in text(renamed)
    assert "Names in full." in text(renamed)
    assert f"../../records/meetings/{MEETING}.html" in {node.attributes["href"] for node in renamed.css("a")}
    gone = page(folder / "records" / "mentions" / "m0.html").css_first("main")
    assert gone is not None
    assert "Nothing took its place." in text(gone)


def test_without_an_earlier_release_the_page_of_changes_says_so(made: tuple[Path, Path, Path]) -> None:
    assert "no earlier release" in text(page(made[2] / "changes.html").css_first("main"))  # type: ignore[arg-type]


def test_a_package_of_empty_tables_has_a_site(tmp_path: Path) -> None:
    write({name: rows.head(0) for name, rows in valid().items()}, tmp_path / "package")
    build(tmp_path / "package", tmp_path / "none", tmp_path / "site", [])
    assert broken(tmp_path / "site") == []


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A folder with a package and its site."""
    write(valid(), tmp_path / "package")
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    for name in ("stale.html", "assets/site.css"):
        (site / name).write_text("old", encoding="utf-8")
    return tmp_path


def test_a_site_is_replaced_by_the_next_one(plain: Path) -> None:
    done = build(plain / "package", plain / "none", plain / "site", [])
    assert done.pages == len(list((plain / "site").rglob("*.html")))
    assert done.bytes == sum(path.stat().st_size for path in (plain / "site").rglob("*.html"))
    assert (done.texts, done.articles) == (0, 2)
    assert not (plain / "site" / "stale.html").exists()
    assert sorted(path.name for path in plain.iterdir()) == ["package", "site"]


def test_a_damaged_package_makes_no_site_and_takes_none_away(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = plain / "package" / "data" / "actors.parquet"
    table.write_bytes(table.read_bytes()[:-1])
    (plain / "package" / "data" / "places.csv").unlink()
    words = ["--dir", str(plain / "package"), "--documents", str(plain / "none"), "--out", str(plain / "site")]
    assert main(["site", *words]) == 1
    told = capsys.readouterr().err
    assert "data/actors.parquet" in told
    assert "data/places.csv" in told
    assert (plain / "site" / "stale.html").read_text(encoding="utf-8") == "old"


def test_a_failure_midway_leaves_the_old_site(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.site.search.get_executable", lambda: "false")
    with pytest.raises(Problems, match="pagefind"):
        build(plain / "package", plain / "none", plain / "site", [])
    assert (plain / "site" / "stale.html").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in plain.iterdir()) == ["package", "site"]


def test_pages_are_indexed_in_order_however_the_file_system_lists_them(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[str] = []
    ask, listed = search._ask, Path.rglob

    def noted(questions: IO[bytes], answers: io.BufferedReader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        handed.extend([asked["file_path"]] if asked["type"] == "AddFile" else [])
        return ask(questions, answers, asked)

    monkeypatch.setattr(search, "_ask", noted)
    monkeypatch.setattr(Path, "rglob", lambda path, pattern: sorted(listed(path, pattern), reverse=True))
    build(plain / "package", plain / "none", plain / "site", [])
    assert handed == sorted(handed)
    assert "records/actors/ana-berg.html" in handed
    assert not [path for path in handed if not path.startswith("records/")]


def test_what_pagefind_answers_is_read_whole_though_it_comes_in_pieces() -> None:
    said = base64.b64encode(json.dumps({"payload": {"type": "File", "url": "a" * 100_000}}).encode()) + b","
    back, to = os.pipe()
    with os.fdopen(back, "rb") as answers, os.fdopen(to, "wb") as pipe:

        def tell() -> None:
            pipe.write(said)
            pipe.close()

        threading.Thread(target=tell).start()
        assert search._ask(io.BytesIO(), answers, {})["url"] == "a" * 100_000
        with pytest.raises(OSError, match="ended"):
            search._ask(io.BytesIO(), answers, {})


def test_all_files_of_the_index_are_written_by_us(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = search._ask

    def noted(questions: IO[bytes], answers: io.BufferedReader, what: Mapping[str, Any]) -> Mapping[str, Any]:
        asked.append(what["type"])
        return ask(questions, answers, what)

    monkeypatch.setattr(search, "_ask", noted)
    build(plain / "package", plain / "none", plain / "site", [])
    assert "WriteFiles" not in asked  # it is answered before the last file is whole
    made = plain / "site" / "pagefind"
    entry = json.loads((made / "pagefind-entry.json").read_bytes())
    known = {path.name for path in made.rglob("*") if path.is_file()}
    assert {f"pagefind.{language['hash']}.pf_meta" for language in entry["languages"].values()} <= known
    assert not [path.name for path in made.rglob("*") if path.is_file() and not path.stat().st_size]


def test_changes_are_told_since_the_last_release_that_differs(tmp_path: Path) -> None:
    tables = valid()
    write({**tables, "actor_names": tables["actor_names"].head(1)}, tmp_path / "v1")
    for name in ("v2", "now"):
        write(tables, tmp_path / name)
    found = since(str(tmp_path / "now"), [str(tmp_path / "v1"), str(tmp_path / "v2")], None)
    assert found is not None
    assert found.old == str(tmp_path / "v1")
    assert since(str(tmp_path / "now"), [str(tmp_path / "v2")], None) is None
    assert since(str(tmp_path / "now"), [], None) is None
