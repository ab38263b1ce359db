"""Tests keep staged records apart from those of the checkout, so that none follows from an earlier run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts import publish


@pytest.fixture(autouse=True, scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "STORE", tmp_path_factory.mktemp("staged"))
        yield
