"""The site of the five articles: everything has its place, every link leads somewhere, every span is its quote."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from schemas.read import tables
from scripts.__main__ import main
from scripts.package import ROOT
from scripts.query import examples
from scripts.site.build import MENU, build
from scripts.site.record import Site, read
from scripts.site.records import STYLES
from tests.pages import POLICY, anchors, broken, page, pages, text, unsafe

DOCUMENTS = ROOT / "seeds" / "documents"
BEYOND = 10_000  # bytes that an article's page may have beyond its text, both compressed


@pytest.fixture(scope="module")
def site() -> Site:
    return read(ROOT, DOCUMENTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    build(ROOT, DOCUMENTS, out, [])
    return out


def test_every_link_and_every_anchor_leads_somewhere(folder: Path) -> None:
    assert broken(folder) == []


def test_no_name_of_a_place_is_there_twice(folder: Path) -> None:
    for name, shown in pages(folder):
        found = anchors(shown)
        assert len(found) == len(set(found)), name


def test_every_row_of_every_table_has_a_place(folder: Path, site: Site) -> None:
    places: dict[Path, frozenset[str]] = {}
    count = 0
    for name in site.tables:
        for row in site.rows[name]:
            path, _, place = (site.path(name, site.key(name, row)) or "").partition("#")
            file = folder / path
            if file not in places:
                places[file] = frozenset(anchors(page(file)))
            assert not place or place in places[file], (name, row)
            count += 1
    assert count == sum(map(len, site.rows.values()))


def test_every_row_stands_on_the_pages_of_its_table(folder: Path, site: Site) -> None:
    for name, table in site.tables.items():
        found = [
            node for path in sorted((folder / "tables").glob(f"{name}.*html")) for node in page(path).css("tbody tr")
        ]
        assert len(found) == len(site.rows[name])
        head = page(folder / "tables" / f"{name}.html").css_first(f"table[data-table='{name}']")
        assert head is not None
        columns = [(node.attributes["data-field"], node.attributes["data-type"]) for node in head.css("th[data-field]")]
        assert columns == [(field.name, field.type) for field in table.fields]


def test_an_article_is_shown_to_the_character_and_each_span_is_its_quote(folder: Path, site: Site) -> None:
    assert len(site.texts) == len(site.rows["sources"]) == 5
    spans = 0
    for source, content in site.texts.items():
        path = str(site.path("sources", source))
        shown = page(folder / path).css_first("[data-text]")
        assert shown is not None
        assert text(shown) == content
        pieces = [(str(node.attributes["data-p"]).split(), text(node)) for node in shown.css("[data-p]")]
        listed = page(folder / path.replace(".html", "~words.html"))
        for name, words in site.words.items():
            for row in site.rows[name]:
                if row["source_id"] == source:
                    place = site.anchor(name, row)
                    entry = listed.css_first(f"[id='{place}']")
                    assert entry is not None
                    passage = entry.parent.parent if entry.parent else None
                    assert passage is not None
                    number = str(passage.attributes["id"]).removeprefix("p")
                    assert "".join(piece for numbers, piece in pieces if number in numbers) == row[words]
                    quote = passage.css_first("q")
                    assert quote is not None
                    assert text(quote) == row[words]
                    spans += 1
    assert spans == sum(len(site.rows[name]) for name in site.words)


def test_the_page_of_an_article_is_small(folder: Path, site: Site) -> None:
    for source, content in site.texts.items():
        written = len(gzip.compress((folder / str(site.path("sources", source))).read_bytes()))
        assert written <= len(gzip.compress(content.encode())) + BEYOND, source


def test_no_page_has_code_or_loads_from_elsewhere(folder: Path) -> None:
    for name, shown in pages(folder):
        assert list(unsafe(shown)) == [], name
        for node in shown.css("link[href], script[src]"):
            target = str(node.attributes.get("href") or node.attributes.get("src"))
            assert target == "data:," or not target.partition("assets/")[0].strip("./"), name


def test_every_page_can_be_read_with_what_helps_people(folder: Path) -> None:
    for name, shown in pages(folder):
        html = shown.css_first("html")
        assert html is not None
        assert html.attributes["lang"] == "en"
        assert len(shown.css("h1")) == len(shown.css("main")) == len(shown.css("head > title")) == 1, name
        skip = shown.css("body > *")[0]
        assert skip.attributes["href"] == "#main"
        levels = [int(str(node.tag)[1]) for node in shown.css("h1, h2, h3, h4")]
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
        for table in shown.css("table"):
            assert table.css_first("caption") is not None, name
            assert all(node.attributes.get("scope") in ("col", "row") for node in table.css("th")), name
            assert table.parent is not None
            assert table.parent.attributes.get("tabindex") == "0", name
            assert table.parent.attributes.get("aria-label") or table.parent.attributes.get("aria-labelledby"), name
        for node in shown.css("input, select, textarea"):
            label = shown.css_first(f"label[for='{node.attributes.get('id')}']")
            assert label is not None or shown.css("label input, label select, label textarea"), name
        for node in shown.css("[aria-labelledby]"):
            assert shown.css_first(f"[id='{node.attributes['aria-labelledby']}']") is not None, name
        assert all(text(node).strip() for node in shown.css("a, button, summary, h1, h2, h3, caption, th")), name


def test_the_menu_leads_to_every_page_about_the_whole(folder: Path) -> None:
    assert {path.name for path in folder.glob("*.html")} == {path for path, _ in MENU}


def test_the_files_of_the_package_are_there_unchanged_with_their_sums(folder: Path) -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_bytes())
    shown = text(page(folder / "downloads.html").css_first("main"))  # type: ignore[arg-type]
    for path in ("datapackage.json", *(resource["path"] for resource in descriptor["resources"])):
        content = (folder / path).read_bytes()
        assert content == (ROOT / path).read_bytes()
        assert path in shown
        assert hashlib.sha256(content).hexdigest() in shown


def test_every_question_is_answered_and_can_be_asked(folder: Path) -> None:
    read = page(folder / "cookbook.html")
    links = {node.attributes.get("href") for node in read.css("a")}
    for example in examples().values():
        section = read.css_first(f"section[aria-labelledby='{example.name}']")
        assert section is not None
        assert example.sql in text(section)
        assert section.css("tbody tr")
        assert f"sql.html?query={example.name}" in links


def test_the_dictionary_has_every_column(folder: Path) -> None:
    found = anchors(page(folder / "dictionary.html"))
    for name, table in tables().items():
        assert {name, *(f"{name}.{column}" for column in table.columns)} <= set(found)


def test_names_lead_to_those_who_have_them(folder: Path, site: Site) -> None:
    listed = {(text(node), node.attributes["href"]) for node in page(folder / "names.html").css("ul.names a")}
    for row in site.rows["actor_names"]:
        assert (row["name"], site.path("actors", row["actor_id"])) in listed


def test_a_record_shows_its_words_who_says_so_and_what_refers_to_it(folder: Path, site: Site) -> None:
    meeting = "2023-01-23-ali-mahmoud-abbas-mohammad-baqeri"
    read = page(folder / str(site.path("meetings", meeting)))
    proofs = [row for row in site.rows["evidence"] if row["record_id"] == meeting]
    assert [text(node) for node in read.css("blockquote mark")] == [row["quote"] for row in proofs]
    for node, row in zip(read.css("blockquote"), proofs, strict=True):
        assert text(node) in site.texts[row["source_id"]]
        assert len(text(node)) >= len(row["quote"])
    told = text(read.css_first("section[aria-labelledby='sources']"))  # type: ignore[arg-type]
    assert "Press TV" in told
    assert "The Cradle" in told
    participants = read.css("section[aria-labelledby='of-meeting_participants'] tbody tr")
    assert len(participants) == 2
    statements = {row["statement_id"] for row in site.rows["statements"] if row["meeting_id"] == meeting}
    links = {str(node.attributes["href"]).rpartition("/")[2] for node in read.css("a")}
    assert {f"{statement}.html" for statement in statements} <= links
    cite = text(read.css_first("section[aria-labelledby='cite']"))  # type: ignore[arg-type]
    assert f"meetings {meeting}" in cite
    assert "@misc{" in cite
    assert "TY  - DATA" in cite


def test_values_that_sources_disagree_on_stand_beside_each_other(folder: Path, site: Site) -> None:
    assert site.rows["conflicts"]
    for row in site.rows["conflicts"]:
        read = page(folder / str(site.path(row["table_name"], row["record_id"])))
        section = read.css_first("section[aria-labelledby='told']")
        assert section is not None
        assert row["value"] in text(section)
        assert row["ruling"] in text(section)


def test_without_a_script_the_search_page_offers_names(folder: Path) -> None:
    read = page(folder / "search.html")
    box = read.css_first("#search")
    assert box is not None
    assert "hidden" in box.attributes
    without = read.css_first("#without")
    assert without is not None
    assert "hidden" not in without.attributes
    assert "names.html" in {node.attributes["href"] for node in without.css("a")}
    assert (folder / "pagefind" / "pagefind.js").is_file()


def test_the_words_of_articles_are_in_the_index_of_the_search(folder: Path, site: Site) -> None:
    fragments = b"".join(
        gzip.decompress(path.read_bytes()) for path in sorted((folder / "pagefind" / "fragment").iterdir())
    ).decode()
    for source in site.texts:
        assert str(site.path("sources", source)) in fragments
    assert str(site.path("actors", "mohammad-baqeri")) in fragments


def test_two_builds_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "site"
    words = [sys.executable, "-m", "scripts", "site", "--out", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    run = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    one, other = _bytes(folder), _bytes(out)
    assert one.keys() == other.keys()
    different = [path for path, content in one.items() if content != other[path]]
    assert [path for path in different if path != "changes.html"] == []  # of which the command knows the releases


def test_the_policy_is_the_one_that_was_tried() -> None:
    assert POLICY.startswith("default-src 'none';")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    assert main(["site", "--dir", str(ROOT), "--out", str(tmp_path)]) == 1
    assert "is no site" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def _bytes(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_words_can_be_read_on_every_ground_in_light_and_dark() -> None:
    style = (ROOT / "scripts" / "site" / "static" / "site.css").read_text(encoding="utf-8")
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    for part in (light, dark.split("\n}\n")[0]):
        colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", part))
        grounds = [name for name in colour if re.fullmatch(r"k\d+|paper|panel|mark", name)]
        assert len(grounds) == STYLES + 3
        for ground in grounds:
            assert _contrast(colour[ground], colour["ink"]) >= 4.5, ground
        for name in ("link", "seen", "quiet"):
            assert min(_contrast(colour["paper"], colour[name]), _contrast(colour["panel"], colour[name])) >= 4.5, name
        for name in ("focus", "line", *(f"e{number}" for number in range(STYLES))):
            assert _contrast(colour["paper"], colour[name]) >= 3, name


def _contrast(one: str, other: str) -> float:
    """Of two colours as #rrggbb, as WCAG 2.2 defines it."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
