"""Keys of statements, and circles of statements that stand in one another."""

from __future__ import annotations

from scripts.extract.model import Attribution, Span
from scripts.extract.statement_rows import _circular, statement_keys


def said(start: int, cue: int | None, nested: int | None = None) -> Attribution:
    return Attribution(
        (Span(start, start + 9),), Span(cue, cue + 4) if cue is not None else None, None, "indirect", "say", "rule",
        nested=nested,
    )  # fmt: skip


def test_the_key_of_a_statement_is_where_its_content_begins() -> None:
    assert statement_keys([said(10, 3), said(40, 30)]) == ["10", "40"]


def test_statements_that_begin_together_have_keys_of_their_own() -> None:
    keys = statement_keys([said(10, 3), said(10, 30), said(10, 3), said(10, 3), said(10, None)])
    assert keys == ["10-3", "10-30", "10-3-2", "10-3-3", "10-19"]


def test_a_circle_is_broken_at_one_place_only() -> None:
    two = [said(10, 3, nested=1), said(20, 15, nested=0)]
    assert [_circular(two, i) for i in (0, 1)] == [True, False]
    assert not _circular([said(10, 3), said(20, 15, nested=0)], 1)
