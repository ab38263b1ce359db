"""A version for others, in dist/: the package in one zip, a DuckDB file, the metadata, and the checksums of all.

All of it is the same to the byte wherever and whenever it is made from the same tree: no clock, names sorted, the zip
not compressed (deflate differs from one zlib to the next; the Parquet files are small as they are).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from schemas.read import tables
from scripts import changes, database
from scripts.copies import TAG, git, opened
from scripts.diff import Diff, diff
from scripts.install import DESCRIPTOR
from scripts.linked import croissant, dcat, schema_org
from scripts.metadata import card, citation, datacite, zenodo
from scripts.problems import Problem, Problems
from scripts.seal import sealed
from scripts.versions import Version, Weight, parsed

SUMS = "SHA256SUMS"
EPOCH = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
STAMP = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows
TEXTS = ("LICENSE", "LICENSE-DATA.md", "limits.toml")  # as they are in the repository


@dataclass(frozen=True, slots=True)
class Released:
    """What was written: the files of dist/, and since which version changes are told (None: the first)."""

    files: tuple[Path, ...]
    since: str | None


def release(root: Path, version: str, out: Path, since: str | None = None) -> Released:
    """Write the release of the package in the root of the repository, which is the current folder.

    The package is taken as it is: ``scripts.drift`` says whether it may be. since: what to compare with, as of diff;
    without it the last release of git, if there is one. Raises Problems where the number is too low.
    """
    wanted = _wanted(version)
    with opened(str(root)) as new:
        found = _against(wanted, since, root)
        package, descriptor = new.folder, {**new.descriptor, "version": version}
    day = released_on()
    name = f"{descriptor['name']}-{version}"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as made:
        folder = Path(made)
        rows = {table: pl.read_parquet(package / "data" / f"{table}.parquet") for table in tables()}
        written = _texts(root, descriptor, day, _changelog(version, day, found), sum(map(len, rows.values())))
        _zip(folder / f"{name}.zip", _members(root, package, descriptor, written))
        database.write(rows, folder / f"{name}.duckdb")
        for path, content in written.items():
            if path not in TEXTS:
                (folder / path).write_bytes(content)
        files = sorted(path for path in folder.iterdir() if path.is_file())
        (folder / SUMS).write_text(_sums({path.name: _hash(path) for path in files}), encoding="utf-8", newline="\n")
        _replace(out, [*files, folder / SUMS])
    return Released(tuple(out / path.name for path in (*files, folder / SUMS)), found.old if found else None)


def releases(root: Path) -> list[Version]:
    """The versions that are released, by the tags of what is checked out; none where there is no repository."""
    if not any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)):
        return []
    try:
        names = git("tag", "--list", "v*", "--merged", "HEAD").split()
    except OSError as error:
        what, todo = f"does not tell its releases ({error})", "see what git status says"
        raise Problems([Problem("git", None, None, None, what, todo)]) from error
    return [parsed(found[1]) for name in names if (found := TAG.fullmatch(name))]


def released_on() -> date:
    """The day of the release: of SOURCE_DATE_EPOCH if it is set, else of the last commit. Raises Problems."""
    try:
        seconds = int(os.environ.get(EPOCH) or git("show", "--no-patch", "--format=%ct", "HEAD"))
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OSError, ValueError, OverflowError) as error:
        what = f"is not known: {EPOCH} is no number of seconds, or there is no commit ({error})"
        raise Problems([Problem("day of the release", None, None, None, what, f"set {EPOCH}")]) from error


def _wanted(version: str) -> Version:
    try:
        return parsed(version)
    except ValueError as error:
        raise Problems([Problem("version", None, None, version, str(error), "give MAJOR.MINOR.PATCH")]) from error


def _against(wanted: Version, since: str | None, root: Path) -> Diff | None:
    """The changes since the last release; None for the first. Raises Problems where the number is too low for them."""
    versions = releases(root)
    if wanted in versions:  # made once more, which must give the same
        told = _diff(f"v{wanted}", root)
        if told.weight is not Weight.NOTHING:
            what = f"is released already, with other content ({changes.MEANS[told.weight]})"
            raise Problems([Problem("version", None, None, str(wanted), what, f"release {told.next} or higher")])
        earlier = [version for version in versions if version < wanted]
    else:
        earlier = versions
    if since is None and not earlier:
        return None
    told = _diff(since or f"v{max(earlier)}", root)
    if wanted < told.next or wanted < max(earlier, default=wanted):
        lowest = max([told.next, *earlier])
        what = f"is too low after {max([told.last, *earlier])} ({changes.MEANS[told.weight]})"
        raise Problems([Problem("version", None, None, str(wanted), what, f"release {lowest} or higher")])
    return told


def _diff(old: str, root: Path) -> Diff:
    with opened(old) as before, opened(str(root)) as after:
        return diff(before, after)


def _changelog(version: str, day: date, found: Diff | None) -> str:
    stream = io.StringIO()
    stream.write(f"# Changes\n\n## {version} ({day})\n\n")
    if found is None:
        stream.write("The first release.\n")
    else:
        stream.write(f"Since {found.last}: {changes.MEANS[found.weight]}.\n")
        changes.sections(found, stream)
    return stream.getvalue()


def _texts(root: Path, descriptor: Mapping[str, Any], day: date, changelog: str, rows: int) -> dict[str, bytes]:
    """What goes with the tables, by path in the zip."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    texts = {
        "README.md": card(descriptor, readme, rows),
        "CHANGELOG.md": changelog,
        "CITATION.cff": citation(descriptor, day),
        "croissant.json": _json(croissant(descriptor, day)),
        "schema-org.jsonld": _json(schema_org(descriptor, day)),
        "dcat.jsonld": _json(dcat(descriptor, day)),
        "datacite.json": _json(datacite(descriptor, day)),
        ".zenodo.json": _json(zenodo(descriptor, day)),
        **{name: (root / name).read_text(encoding="utf-8") for name in TEXTS},
    }
    return {path: text.encode() for path, text in texts.items()}


def _members(
    root: Path, package: Path, descriptor: Mapping[str, Any], texts: Mapping[str, bytes]
) -> dict[str, bytes | Path]:
    """Everything in the zip by path, the sums of all the others among it."""
    members: dict[str, bytes | Path] = {
        DESCRIPTOR: sealed(descriptor),
        **{resource["path"]: package / resource["path"] for resource in descriptor["resources"]},
        **{f"schemas/{name}.json": root / "schemas" / f"{name}.json" for name in tables()},
        **texts,
    }
    sums = {
        path: _hash(content) if isinstance(content, Path) else hashlib.sha256(content).hexdigest()
        for path, content in members.items()
    }
    return {**members, SUMS: _sums(sums).encode()}


def _zip(path: Path, members: Mapping[str, bytes | Path]) -> None:
    """A zip that is the same for the same members: sorted, stored, without times, owners and systems."""
    with zipfile.ZipFile(path, "x") as zipped:
        for name in sorted(members):
            content = members[name]
            entry = zipfile.ZipInfo(name, STAMP)
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            if isinstance(content, Path):
                entry.file_size = content.stat().st_size
                with content.open("rb") as source, zipped.open(entry, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
            else:
                zipped.writestr(entry, content)


def _replace(out: Path, files: Sequence[Path]) -> None:
    """Puts the files in their place, the sums last; what the last release left there goes."""
    stale = set(_listed(out / SUMS)) - {path.name for path in files}
    for path in files:
        os.replace(path, out / path.name)
    for name in stale:
        (out / name).unlink(missing_ok=True)


def _listed(sums: Path) -> Iterator[str]:
    """The plain names that a file of sums lists."""
    if sums.is_file():
        for line in sums.read_text(encoding="utf-8", errors="replace").splitlines():
            if found := re.fullmatch(r"[0-9a-f]{64}  ([\w.-]+\.[a-z]+)", line, re.ASCII):
                yield found[1]


def _sums(hashes: Mapping[str, str]) -> str:
    """As sha256sum writes and checks them."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
