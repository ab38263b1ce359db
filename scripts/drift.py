"""Whether what is committed is what the publisher makes: the package, the generated pages and CITATION.cff."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from scripts import limits
from scripts.install import DESCRIPTOR
from scripts.metadata import citation
from scripts.problems import Problem
from scripts.publish import DOCUMENTS_FOLDER, ROOT, publish
from scripts.published import validate_package
from scripts.readme import GENERATED, renewed

CITATION = ROOT / "CITATION.cff"


def problems() -> list[Problem]:
    """Why the package of this repository may not be released: damage, drift. Raises Problems of publishing it anew."""
    found = validate_package(ROOT) or limits.broken(ROOT)
    stale = (
        [] if found else [(path.name, "python -m scripts readme") for path, text in generated() if _read(path) != text]
    )
    with tempfile.TemporaryDirectory() as made:
        publish(DOCUMENTS_FOLDER, Path(made), Console(quiet=True))
        for path in sorted(path for path in Path(made).rglob("*") if path.is_file()):
            name = path.relative_to(made)
            if not (ROOT / name).is_file() or (ROOT / name).read_bytes() != path.read_bytes():
                stale.append((name.as_posix(), "make publish"))
    told = "is not what is made now"
    return [*found, *(Problem(name, None, None, None, told, f"run {command} and commit") for name, command in stale)]


def generated() -> Iterator[tuple[Path, str]]:
    """The pages and CITATION.cff with what they should hold now. Raises Problems where the package cannot be read."""
    for page in GENERATED:
        yield page, renewed(_read(page))
    yield CITATION, citation(json.loads((ROOT / DESCRIPTOR).read_bytes()))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
