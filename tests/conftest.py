"""What tests share: a published folder, and a store of staged records in which there is nothing of an earlier run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import package, publish
from tests.tiny import valid


@pytest.fixture(autouse=True, scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "STORE", tmp_path_factory.mktemp("staged"))
        yield


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder that no test changes."""
    out = tmp_path_factory.mktemp("written") / "out"
    package.write(valid(), out)
    return out


@pytest.fixture
def out(written: Path, tmp_path: Path) -> Path:
    """A published folder to change."""
    shutil.copytree(written, tmp_path / "out")
    return tmp_path / "out"
