"""The documents that a run has set aside, each with the reason, in rejects.csv beside what it published."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

from scripts.documents import Reject
from scripts.formats import FIRST
from scripts.problems import plain

REJECTS = "rejects.csv"
COLUMNS = [field.name for field in fields(Reject)]
SHOWN = 10  # rejects that a run shows


class Rejects:
    """The rejects of a run as they are found, in a file, since there may be many.

    documents: how many there are; one may be there for several reasons, which come one after the other. most:
    characters of a document that may be shown.
    """

    def __init__(self, file: Path, most: int | None) -> None:
        self.file, self.most, self.documents = file, most, 0
        self.first: list[Reject] = []
        self._last: tuple[str | None, str | None] | None = None
        self._write(COLUMNS, "w")

    def add(self, reject: Reject) -> None:
        """Note a reject; nothing of it runs in a spreadsheet or a terminal."""
        document = (reject.source_id, (reject.where or "").partition(",")[0])
        self.documents += document != self._last
        self._last = document
        if len(self.first) < SHOWN:
            self.first.append(reject)
        cells = dict(zip(COLUMNS, astuple(reject), strict=True))
        if reject.value is not None:
            cells["value"] = reject.value[: self.most]
        shown = (None if cell is None else plain(cell) for cell in cells.values())
        self._write([f"'{cell}" if cell and cell[0] in FIRST else cell for cell in shown], "a")

    def publish(self, out: Path) -> None:
        """Put the file into a folder, in place of that of an earlier run; where nothing was set aside there is none."""
        place = out / REJECTS
        if self.documents:
            shutil.copyfile(self.file, unfinished := out / f"{REJECTS}.unfinished")
            os.replace(unfinished, place)
        elif _ours(place):
            place.unlink()

    def _write(self, cells: Sequence[str | None], mode: str) -> None:
        with self.file.open(mode, encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(cells)


def _ours(file: Path) -> bool:
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            return next(csv.reader(opened), None) == COLUMNS
    except (OSError, ValueError):
        return False
