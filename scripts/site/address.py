"""Where a record stands in the site: names of files and anchors that are safe whatever an id holds.

An id may come from a stranger's articles. What it gives is plain ASCII, short, right on file systems that do not tell
upper from lower case, and another one for every id: what is not plain gets its SHA-256.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}", re.ASCII)
ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_-]{0,99}", re.ASCII)
REST = re.compile(r"[^a-z0-9]+", re.ASCII)
DEVICES = re.compile(
    r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.ASCII
)  # no file of Windows may have the name
CLEANED = 60  # characters kept of an id that is not plain
SIGN = "~"  # before the hash; no plain id has it
AND = "+"  # between the parts of a key; no part has it
PARTS = " | "  # between the parts of a key where people read it, as in decisions


def slug(key: str) -> str:
    """The name of the file of a record, without its ending."""
    if PLAIN.fullmatch(key) and not key.endswith(".") and not DEVICES.fullmatch(key):
        return key
    return _hashed(key)


def anchor(table: str, parts: Iterable[str]) -> str:
    """The name of a place on a page. It has a dot, which those of the pages' own places have not."""
    return f"{table}.{AND.join(part if ANCHOR.fullmatch(part) else _hashed(part) for part in parts)}"


def joined(parts: Iterable[object]) -> str:
    """A key as one string, for people and as a key of dictionaries."""
    return PARTS.join(map(str, parts))


def _hashed(key: str) -> str:
    start = REST.sub("-", key[: 4 * CLEANED].lower()).strip("-")[:CLEANED]
    return f"{start}{SIGN}{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
