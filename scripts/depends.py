"""What the records of a document follow from besides the document, as one digest: code, libraries, reference tables."""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIRST = "scripts.extract.cascade"
AFTER = ("agreements_signed.csv", "cow_states.csv", "event_codes.csv", "positions_held.csv", "rules.csv")
"""Files of the reference folder that integration alone reads; a test has the extraction do without them."""


def digest(reference: Path) -> str:
    """SHA-256 as hexadecimal over all that the extraction of any document can follow from. reference: its tables.

    These are the modules that scripts.extract.cascade imports, over any number of steps, byte for byte; the versions
    of the libraries that they import, and of Python; and the files of the reference folder, those of AFTER left out.
    """
    modules, libraries = code()
    parts = [*modules.items(), *libraries.items(), ("python", "{}.{}".format(*sys.version_info[:2]).encode())]
    parts += [(path.name, path.read_bytes()) for path in sorted(reference.glob("*.csv")) if path.name not in AFTER]
    found = hashlib.sha256()
    for name, content in parts:
        found.update(f"{name}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


@cache
def code() -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """The source of each module of ours that the extraction imports, and the version of each library, by name."""
    modules: dict[str, bytes] = {}
    foreign: set[str] = set()
    waiting = [FIRST]
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if path is None:
            if name.partition(".")[0] not in (*sys.stdlib_module_names, "scripts", "schemas"):
                foreign.add(name.partition(".")[0])
        elif name not in modules:
            modules[name] = path.read_bytes()
            waiting += _imported(modules[name])
    return dict(sorted(modules.items())), {name: _version(name).encode() for name in sorted(foreign)}


def _version(module: str) -> str:
    """That of the distribution a module comes from."""
    try:
        return metadata.version(module)
    except metadata.PackageNotFoundError:  # it has another name; to look through all of them takes a while
        return " ".join(metadata.version(owner) for owner in metadata.packages_distributions()[module])


def _imported(source: bytes) -> Iterator[str]:
    """The modules that a source imports, and the packages they lie in; a name from a module may be one too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            steps = name.split(".")
            yield from (".".join(steps[:count]) for count in range(1, len(steps) + 1))


def _file(name: str) -> Path | None:
    """The source of a module of ours; None of any other, and of a name that is no module."""
    path = ROOT.joinpath(*name.split("."))
    if name.partition(".")[0] in ("scripts", "schemas"):
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.is_file():
                return file
    return None
