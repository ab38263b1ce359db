"""What has changed between an earlier package and the one in a folder, record by record."""

from __future__ import annotations

import io
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.read import Table, tables
from scripts.install import DESCRIPTOR
from scripts.query import QueryError

LATEST = "HEAD"
# not compared record by record: what only repeats records, and what a reader of records need not see
PLAIN = ("mentions", "date_expressions", "evidence", "rules", "decisions", "id_changes", "events", "actor_names")
Frames = Mapping[str, pl.DataFrame]  # by table, every value as its CSV has it


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is new, changed or gone. cells: column, value before, value now. parts: "+" or "-" and a row."""

    table: str
    record_id: str
    kind: str
    cells: tuple[tuple[str, str | None, str | None], ...] = ()
    parts: tuple[str, ...] = ()


def now(folder: Path) -> Frames:
    """The tables of the package in a folder. Raises QueryError where there is none."""
    if not (folder / DESCRIPTOR).is_file():
        raise QueryError(f"{folder} holds no {DESCRIPTOR}: publish first, or name the folder with --dir.")
    return _frames(lambda name: _bytes(folder / "data" / f"{name}.csv"))


def before(folder: Path, since: str | None) -> tuple[str, Frames] | None:
    """An earlier package, with what to call it: the folder ``since``, or that of the folder at a git revision.

    Without ``since``, the package as last committed; None where the folder has none. Raises QueryError where what was
    asked for is not there.
    """
    if since is not None and (Path(since) / DESCRIPTOR).is_file():
        return since, now(Path(since))
    revision = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since or LATEST}^{{commit}}")
    commit = revision.decode().strip() if revision else ""
    if not commit or _git(folder, "cat-file", "-e", f"{commit}:./{DESCRIPTOR}") is None:
        if since is None:
            return None
        raise QueryError(f"{since} is no folder with a {DESCRIPTOR}, and no git revision of {folder} that has one.")
    return f"{since or LATEST} ({commit[:9]})", _frames(
        lambda name: _git(folder, "cat-file", "blob", f"{commit}:./data/{name}.csv")
    )


def _git(folder: Path, *words: str) -> bytes | None:
    """What git says; None where it fails, or is not there."""
    try:
        return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _frames(content: Callable[[str], bytes | None]) -> Frames:
    found = {name: content(name) for name in tables()}
    return {name: pl.read_csv(io.BytesIO(csv), infer_schema=False) for name, csv in found.items() if csv}


def counts(old: Frames, new: Frames) -> list[tuple[str, int, int, int]]:
    """Of each table with any: rows new, changed and gone. A table that was not there before is new as a whole."""
    found = []
    for name, table in tables().items():
        came, other, went = (len(keys) for keys in _keys(table, old, new))
        if came or other or went:
            found.append((name, came, other, went))
    return found


def changes(old: Frames, new: Frames) -> list[Change]:
    """The records that are new, changed or gone, of tables with ids of their own, in the order of tables and ids.

    A row of parts (a participant) that came or went changes the record that it is part of. Of a table that was not
    there before nothing is told, and of columns that are not in both nothing either.
    """
    parts = _parts(old, new)
    found = []
    for name, table in tables().items():
        if name in PLAIN or len(table.primary_key) > 1 or name not in old or name not in new:
            continue
        came, other, went = _keys(table, old, new)
        cells = _cells(table, old[name], new[name], (record for (record,) in other))
        touched = cells.keys() | parts[name].keys() - {record for (record,) in (*came, *went)}
        found += [Change(name, record, "new") for (record,) in came]
        found += [
            Change(name, record, "changed", cells.get(record, ()), tuple(parts[name].get(record, ())))
            for record in sorted(touched)
        ]
        found += [Change(name, record, "gone") for (record,) in went]
    return found


def _keys(table: Table, old: Frames, new: Frames) -> tuple[list[tuple[str, ...]], ...]:
    """Keys of the rows that are new, changed and gone, sorted."""
    empty = pl.DataFrame(schema=dict.fromkeys(table.columns, pl.String))
    a, b = old.get(table.name, empty), new.get(table.name, empty)
    key = list(table.primary_key)
    if not set(key) <= set(a.columns) & set(b.columns):
        return [], [], []
    both = [name for name in table.columns if name in a.columns and name in b.columns]
    same = b.select(both).join(a.select(both), on=both, how="semi", nulls_equal=True)
    came = b.join(a, on=key, how="anti")
    other = b.join(a, on=key, how="semi").join(same, on=key, how="anti")
    went = a.join(b, on=key, how="anti")
    return tuple(sorted(frame.select(key).rows()) for frame in (came, other, went))


def _cells(
    table: Table, old: pl.DataFrame, new: pl.DataFrame, records: Iterable[str]
) -> dict[str, tuple[tuple[str, str | None, str | None], ...]]:
    """By record the cells that are others now."""
    key, wanted = table.primary_key[0], list(records)
    rows = [{row[key]: row for row in f.filter(pl.col(key).is_in(wanted)).iter_rows(named=True)} for f in (old, new)]
    both = [name for name in table.columns if name in old.columns and name in new.columns]
    return {
        record: tuple(
            (n, rows[0][record][n], rows[1][record][n]) for n in both if rows[0][record][n] != rows[1][record][n]
        )
        for record in wanted
    }


def _parts(old: Frames, new: Frames) -> dict[str, defaultdict[str, list[str]]]:
    """By table and record the rows of its parts that came (+) and went (-), sorted."""
    found: dict[str, defaultdict[str, list[str]]] = {name: defaultdict(list) for name in tables()}
    for name, table in tables().items():
        parents = [key for key in table.foreign_keys if key.fields == table.primary_key[:1]]
        if name in PLAIN or len(table.primary_key) < 2 or not parents or name not in old or name not in new:
            continue
        both = [column for column in table.columns if column in old[name].columns and column in new[name].columns]
        for sign, a, b in (("-", old[name], new[name]), ("+", new[name], old[name])):
            rows = a.select(both).join(b.select(both), on=both, how="anti", nulls_equal=True)
            for row in rows.sort(both).iter_rows(named=True):
                parent = row.pop(table.primary_key[0])
                values = ", ".join(f"{column} {value}" for column, value in row.items() if value is not None)
                found[parents[0].table][parent].append(f"{sign} {name}: {values}")
    return found
