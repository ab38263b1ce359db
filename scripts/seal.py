"""A descriptor that shows when it has been changed: it holds the hash of its own bytes, as of each file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

SEAL = "descriptorHash"
OPEN = "sha256:" + "0" * 64  # stands there while the hash is taken
SET = re.compile(rb'^  "descriptorHash": "(sha256:[0-9a-f]{64})"', re.MULTILINE)
KNOWN = {  # what the Data Package standard has at the top of a descriptor, and what is ours
    *("$schema", "resources", "name", "id", "title", "description", "homepage", "version", "created", "contributors"),
    *("keywords", "image", "licenses", "sources"),
    SEAL,
}


def sealed(descriptor: Mapping[str, Any]) -> bytes:
    """The bytes of a descriptor, its seal anew."""
    content = json.dumps({**descriptor, SEAL: OPEN}, indent=2, ensure_ascii=False).encode("utf-8") + b"\n"
    return content.replace(OPEN.encode(), _hash(content))


def broken(content: bytes, descriptor: Mapping[str, Any]) -> str | None:
    """What shows that a descriptor has been changed; None where nothing does, or it has no seal, as older ones."""
    if unknown := sorted(descriptor.keys() - KNOWN):
        return f"has properties that no package has: {', '.join(unknown)}"
    if SEAL not in descriptor:
        return None
    found = SET.findall(content)
    if len(found) != 1:
        return f"has been changed: {SEAL} is not as the publisher writes it"
    if _hash(content.replace(found[0], OPEN.encode())) != found[0]:
        return f"has been changed: its hash is not the {found[0].decode()} that it names"
    return None


def _hash(content: bytes) -> bytes:
    return f"sha256:{hashlib.sha256(content).hexdigest()}".encode()
