"""The texts of documents, told by their sha256, wherever they lie: to check spans by whoever has them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from scripts.documents import MAX_BYTES, batches
from scripts.folder import contents, inside, reason
from scripts.folder import texts as names
from scripts.problems import Problems, Report

HELD = 2**23  # characters at a time; whoever checks spans goes through all of them once for each time


def by_hash(path: Path) -> Iterator[dict[str, str]]:
    """Texts by the sha256 of their bytes, some at a time: HELD, and no more than MAX_BYTES more.

    path: a folder, of which all .txt files count that are UTF-8, or a file as ``publish --documents`` takes it. Raises
    Problems where nothing is there or it cannot be read.
    """
    texts: dict[str, str] = {}
    held = 0
    if not path.is_dir():
        for batch in batches(path, lambda reject: None):  # what publish has set aside is no document
            texts |= zip(batch["sha256"].to_pylist(), batch["text"].to_pylist(), strict=True)
            held += sum(batch["characters"].to_pylist())
            if held >= HELD:
                yield texts
                texts, held = {}, 0
        yield texts
        return
    report = Report()
    root = path.resolve()
    for name in names(root, report):
        try:
            content = contents(inside(root, name), MAX_BYTES)
        except (OSError, ValueError) as error:
            report.add(f"{path}/{name}", None, reason(error), "allow reading it, or move it out of the folder")
            continue
        try:
            texts[hashlib.sha256(content).hexdigest()] = content.decode("utf-8")
        except UnicodeDecodeError:
            continue  # no document of ours: they are all UTF-8
        held += len(content)
        if held >= HELD:
            yield texts
            texts, held = {}, 0
    yield texts
    if report.problems:
        raise Problems(report.problems)
