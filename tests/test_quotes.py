"""Quotations: typed and straight marks, marks that do not match or never close, paragraphs that go on."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.extract.model import Paragraph, Quotation, Span
from scripts.extract.quotes import quotations


def read(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text whose lines are its paragraphs."""
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(Span(start, start + len(line)), "body"))
        start += len(line) + 1
    return quotations(text, paragraphs)


def contents(text: str) -> list[str]:
    return [quotation.content.of(text) for quotation in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will help,” he said.", ["We will help,"]),
        ('"We will help," he said, "and soon."', ["We will help,", "and soon."]),
        ("«We will help», he said.", ["We will help"]),
        ("„We will help“, he said.", ["We will help"]),
        ("''We will help,'' he said.", ["We will help,"]),
        ("‘We will help,’ he said.", ["We will help,"]),
        ("He said: 'We will help the states' armies.'", ["We will help the states' armies."]),
        ('He added, “The marks do not match."', ["The marks do not match."]),
        ('"The marks do not match,” he said.', ["The marks do not match,"]),
        ("”Both marks close,” he said.", ["Both marks close,"]),
        ("“He asked ‘why now?’ and left,” she said.", ["He asked ‘why now?’ and left,"]),
        ("“She read “Peace now” aloud,” he said.", ["She read “Peace now” aloud,"]),
        ("the deal “is good.” “It is time,” he said", ["is good.", "It is time,"]),
        ("the “illegal” base (or “site”) of [“X”]", ["illegal", "site", "X"]),
        ("“ We will help , ” he said", ["We will help ,"]),
    ],
)
def test_marks_of_all_kinds(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(
    "text",
    ["The army’s and the states’ men", "It's the '90s", "It’s the ’90s", 'a 5" gun', "no marks", "“”"],
)
def test_no_quotation(text: str) -> None:
    assert contents(text) == []


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "He said: “We will help.\nThe talks went on."
    (quotation,) = read(text)
    assert quotation.closing is None
    assert quotation.content.of(text) == "We will help."


def test_a_quotation_runs_over_paragraphs() -> None:
    text = "“We will help.\n“And soon,” he said.\n“Indeed.”"
    first, second, third = read(text)
    assert (first.continued, second.continued, third.continued) == (None, 0, None)
    assert [second.content.of(text), third.content.of(text)] == ["And soon,", "Indeed."]


def test_an_open_quotation_does_not_run_over_a_paragraph_between() -> None:
    first, second = read("He said: “We will help.\nHe left.\n“And soon,” he said.")
    assert (first.closing, second.continued) == (None, None)


def test_where_an_inner_mark_never_closes_the_first_one_closes() -> None:
    assert contents('"He called it "peace," she said. "And more."') == ['He called it "peace,', "And more."]


@pytest.mark.parametrize(("text", "found"), [("“We agree.\n”", ["We agree."]), ("“A.\nB. ”", ["A.", "B."])])
def test_a_closing_mark_on_a_line_of_its_own_is_no_quotation(text: str, found: list[str]) -> None:
    assert contents(text) == found


@given(st.text(alphabet="a .,“”\"'‘’«»„\n", max_size=60))
@example("“a\n”")
def test_spans_lie_in_their_paragraph_and_do_not_meet(text: str) -> None:
    found = read(text)
    for before, after in pairwise(found):
        end = before.closing.end if before.closing else before.content.end
        assert end <= after.opening.start
    for quotation in found:
        assert quotation.opening.end <= quotation.content.start < quotation.content.end
        assert "\n" not in quotation.content.of(text)
        assert quotation.content.of(text) == quotation.content.of(text).strip()


def test_a_million_opening_marks_take_no_time() -> None:
    text = "“" * 300_000
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 10


def test_a_quotation_without_its_closing_mark_ends_where_it_is_reported() -> None:
    assert contents("“We will help, said the envoy. He left.") == ["We will help,"]
    assert contents("“We will help, the envoy said.\nHe left.") == ["We will help,"]
    assert contents("“We will help, said the envoy.\n“And soon,” he said.") == [
        "We will help, said the envoy.",
        "And soon,",
    ]


def test_dashes_set_off_speech_where_it_is_reported() -> None:
    assert contents("– We will help. Soon – said the envoy. He left.") == ["We will help. Soon"]
    assert contents("– We will help “them all” – the envoy said, “soon”.") == ["We will help “them all”", "soon"]
    assert contents("- Two ships") == contents("– Two ships – both grey – sailed.") == []


def test_paragraphs_between_the_marks_of_one_quotation_run_on() -> None:
    text = "He said:\n“One is here.\nTwo is there.\nThree is gone.”\nFour is no more."
    found = read(text)
    assert [q.content.of(text) for q in found] == ["One is here.", "Two is there.", "Three is gone."]
    assert [q.continued for q in found] == [None, 0, 1]


def test_an_open_quotation_that_nothing_closes_does_not_run_on() -> None:
    assert len(read("“One is here.\nTwo is there.\nThree is gone.")) == 1
    assert len(read("“One is here.\nTwo is there.\n“Three is gone,” he said.")) == 2
