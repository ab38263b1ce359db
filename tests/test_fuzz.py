"""A bounded run over hostile documents; make fuzz takes a million of them."""

from __future__ import annotations

import pytest

from tests import fuzz


def test_hostile_documents_make_no_fault() -> None:
    assert fuzz.run(documents=300, seed=3) == 0


def test_a_fault_is_counted_and_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def wrong(text: str) -> None:
        raise AssertionError("a span is not its quote")

    monkeypatch.setattr(fuzz, "extract", wrong)
    assert fuzz.run(documents=2, seed=3) == 2
    assert "extract: AssertionError: a span is not its quote" in capsys.readouterr().err
