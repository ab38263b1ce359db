"""The parts of the site: names of files, text that is exact and harmless, articles cut at their spans, citations."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scripts.site.address import anchor, slug
from scripts.site.article import Entry, Passage, segments
from scripts.site.cite import citation
from scripts.site.words import address, exact, isolated, plain
from tests.pages import text

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
SAFE = re.compile(r"[a-z0-9~][a-z0-9._~-]*", re.ASCII)
IDS = (
    *(
        "..",
        ".",
        "",
        " ",
        "/etc/passwd",
        "../../x",
        "..\\x",
        "C:x",
        "a/b",
        "con",
        "nul.txt",
        "com1",
        "a.",
        "-a",
        "%2e%2e",
    ),
    *("A", "a", "é", "e\u0301", "É", "x" * 300, "x" * 301, "a\u202eb", "a~0123456789abcdef", "?q#x", "\U0001f54a"),
)


@pytest.mark.parametrize("key", IDS)
def test_a_file_name_is_safe_whatever_the_id(key: str) -> None:
    found = slug(key)
    assert SAFE.fullmatch(found)
    assert len(found) <= 100
    assert not found.endswith(".")
    assert found.partition(".")[0] not in ("con", "nul", "com1")


def test_no_two_ids_have_one_file_even_where_case_does_not_count() -> None:
    assert len({slug(key).casefold() for key in IDS}) == len(IDS)


def test_plain_ids_stay_as_they_are() -> None:
    assert slug("2023-01-23-ana-berg") == "2023-01-23-ana-berg"
    assert slug("daily-2031-05-09.s12") == "daily-2031-05-09.s12"


@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, min_size=1, max_size=3))
def test_keys_that_differ_have_anchors_that_differ(one: list[str], other: list[str]) -> None:
    assert (anchor("t", one) == anchor("t", other)) == (one == other)
    assert re.fullmatch(r"t\.[A-Za-z0-9.:_~+-]+", anchor("t", one), re.ASCII)


@given(TEXTS)
def test_text_is_exact_to_the_character(content: str) -> None:
    for filtered in (exact, isolated):
        read = LexborHTMLParser(f"<!doctype html><div id=x>{filtered(content)}</div><p id=after>")
        assert text(read.css("#x")[0]) == content
        assert {node.tag for node in read.css("#x *")} <= {"bdi"}
        assert len(read.css("#after")) == 1


@given(TEXTS)
def test_nothing_that_turns_the_direction_stands_bare(content: str) -> None:
    bare = re.sub(r'<bdi class="code" data-code="U\+[0-9A-F]{4,6}">.*?</bdi>', "", str(exact(content)), flags=re.DOTALL)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]", bare)


def test_a_carriage_return_stays_one() -> None:
    content = "a\r\nb\rc"
    read = LexborHTMLParser(f"<div id=x>{exact(content)}</div>")
    assert text(read.css("#x")[0]) == content


def test_values_that_may_turn_the_direction_are_set_apart() -> None:
    assert str(isolated("Ana")) == "Ana"
    assert str(isolated("Ána")) == "Ána"
    assert str(isolated("דנה")) == "<bdi>דנה</bdi>"


@pytest.mark.parametrize(
    "value",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", " http://example.org", "java\nscript:x", "data:text/html,x"),
        *(
            "http://",
            "https:///x",
            "//example.org",
            "http://exa mple.org",
            "http://[::1",
            "ftp://example.org",
            "x" * 9999,
        ),
        *("http://example.org/\u202egpj.exe", "vbscript:x", "http:example.org", "", None, 3),
    ],
)
def test_what_is_no_address_of_the_web_becomes_no_link(value: object) -> None:
    assert address(value) is None


def test_addresses_of_the_web_become_links() -> None:
    assert address("https://example.org/a?b=c&d#e") == "https://example.org/a?b=c&d#e"


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1])), unique=True)


@given(st.text(st.sampled_from("ab \n\U0001f54ae\u0301"), min_size=31, max_size=45), SPANS)
def test_an_article_is_cut_at_every_span_and_nothing_is_lost(content: str, spans: list[tuple[int, int]]) -> None:
    found = [
        Passage(number, start, end, content[start:end], False, (Entry("evidence", {}, "meetings"),))
        for number, (start, end) in enumerate(spans, 1)
    ]
    cut = list(segments(content, found))
    assert "".join(piece.text for piece in cut) == content
    for passage in found:
        if passage.end <= len(content):
            own = [piece for piece in cut if str(passage.number) in piece.numbers.split()]
            assert "".join(piece.text for piece in own) == passage.quote
    for piece in cut:
        lengths = [spans[int(number) - 1][1] - spans[int(number) - 1][0] for number in piece.numbers.split()]
        if piece.number is None:
            assert not lengths
        else:
            assert spans[piece.number - 1][1] - spans[piece.number - 1][0] == min(lengths)


DESCRIPTOR = {
    "name": "r",
    "title": "Record & more",
    "version": "1.2.0",
    "contributors": [{"title": "The {maintainers}"}],
}


def test_a_citation_in_three_forms() -> None:
    found = citation({**DESCRIPTOR, "homepage": "https://example.org/r/"}, "meetings 2031_a", "records/meetings/x.html")
    url = "https://example.org/r/records/meetings/x.html"
    assert found.text == f"The {{maintainers}}: Record & more, version 1.2.0, meetings 2031_a. {url}."
    assert "title = {meetings 2031\\_a, in: Record \\& more}" in found.bibtex
    assert "author = {{The \\{maintainers\\}}}" in found.bibtex
    assert f"UR  - {url}" in found.ris.splitlines()
    assert found.ris.splitlines()[-1].startswith("ER  - ")


def test_a_citation_names_no_address_that_nobody_gave() -> None:
    found = citation(DESCRIPTOR, "meetings x", "records/meetings/x.html")
    assert "http" not in found.text + found.bibtex + found.ris


def test_no_value_begins_a_field_of_a_citation() -> None:
    found = citation(DESCRIPTOR, "x\nUR  - http://evil.example\n}\n@misc{", "")
    assert [line for line in found.ris.splitlines() if line.startswith("UR")] == []
    assert found.bibtex.count("\n@") == 0
    assert found.bibtex.count("{") - found.bibtex.count("\\{") == found.bibtex.count("}") - found.bibtex.count("\\}")


def test_a_title_is_one_line_without_what_cannot_be_seen() -> None:
    assert plain("a\n b\u202e\x07c") == "a bc"
