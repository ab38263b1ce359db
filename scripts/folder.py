"""The files of a folder that is not trusted: nothing outside it is read, and no more bytes than the caller allows."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from scripts.problems import Report

NO_ARTICLE = ("readme", "license", "licence", "notice")  # text files that may lie beside the articles


def inside(root: Path, name: str) -> Path:
    """The regular file of this name below root, links resolved; root is resolved. Raises OSError or ValueError."""
    if "\\" in name or PureWindowsPath(name).drive or {"", ".", ".."} & set(name.split("/")):
        raise ValueError("is no plain path below the folder")
    real = Path(os.path.realpath(root / name, strict=True))
    if not real.is_relative_to(root):
        raise ValueError("is a link that leads out of the folder")
    if not real.is_file():
        raise ValueError("is no regular file")
    return real


def contents(real: Path, limit: int) -> bytes:
    """The bytes of a regular file that is no link; of one with more than limit, limit + 1. Raises OSError."""
    # the flags (POSIX) hold even if the file was swapped for a link or a pipe since it was looked at
    guard = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(real, "rb", opener=lambda name, flags: os.open(name, flags | guard)) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("is no regular file")
        return stream.read(min(status.st_size, limit) + 1)


def reason(error: Exception) -> str:
    """Why a file was not read, without its path."""
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read ({error.strerror})" if isinstance(error, OSError) and error.strerror else str(error)


def texts(root: Path, report: Report) -> Iterator[str]:
    """The .txt files at and below root that may be articles, by their paths from root; hidden ones left out."""

    def unreadable(error: OSError) -> None:
        report.add(str(error.filename), None, reason(error), "allow reading it, or move it out of the folder")

    for folder, subfolders, files in os.walk(root, onerror=unreadable):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(files):
            stem, suffix = os.path.splitext(name.lower())
            if suffix == ".txt" and not name.startswith(".") and stem not in NO_ARTICLE:
                yield (Path(folder) / name).relative_to(root).as_posix()
