"""A package checked wherever it lies: a folder, a zip, or a revision of this repository."""

from __future__ import annotations

from pathlib import Path

from scripts import limits
from scripts.copies import opened
from scripts.install import home
from scripts.problems import Problems
from scripts.published import validate_package
from scripts.render import Located, located


def check(where: str, documents: Path | None = None) -> list[Located]:
    """What is wrong with the package that a path or a revision names, and which limits of its publisher it breaks.

    documents: texts to check the spans against; see ``validate_package``.
    """
    try:
        if Path(where).is_dir():
            return _checked(Path(where), documents, where)
        with opened(where) as copy:
            return _checked(copy.folder, documents, "")
    except Problems as error:
        return located(error.problems, Path(where))


def _checked(folder: Path, documents: Path | None, named: str) -> list[Located]:
    problems = validate_package(folder, documents)
    if not problems:  # else the numbers may be of anything
        problems = limits.broken(folder)
    return located(problems, home(folder), named)
