"""The index of the search page, by Pagefind: of the parts of pages that say so (data-pagefind-body).

Pagefind numbers pages as it meets them, and meets those of a folder as the file system lists them. So they are handed
over one by one, in order, as its own packages for Node and Python do: messages in JSON, as Base64, each with a comma
behind it (https://pagefind.app/docs/node-api/ and the sources of its service).
"""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from pagefind_bin import get_executable

from scripts.problems import Problem, Problems

FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
SEARCHED = b"data-pagefind-body"
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")  # interfaces that the site does not load


def index(out: Path) -> None:
    """Writes the index of a site into its folder pagefind/. Raises Problems where Pagefind fails."""
    try:
        with _started() as service:
            assert service.stdin
            assert service.stdout
            asked = (service.stdin, service.stdout)
            number = _ask(*asked, {"type": "NewIndex", "config": {"keep_index_url": True}})["index_id"]
            for path in sorted(file.relative_to(out).as_posix() for file in out.rglob("*.html")):
                content = (out / path).read_bytes()
                if SEARCHED in content:
                    page = {"type": "AddFile", "file_path": path, "file_contents": content.decode()}
                    _ask(*asked, {**page, "index_id": number})
            _ask(*asked, {"type": "WriteFiles", "index_id": number, "output_path": str((out / FOLDER).resolve())})
    except (OSError, ValueError, KeyError) as error:
        what = f"was not made ({error})"
        raise Problems([Problem(FOLDER, None, None, None, what, "install the requirements again")]) from error
    _in_order(out / FOLDER / ENTRY)
    for pattern in UNUSED:
        for file in (out / FOLDER).glob(pattern):
            file.unlink()


def _in_order(entry: Path) -> None:
    """Pagefind writes the characters that belong to words as a set lists them, each time in another order."""
    told = json.loads(entry.read_bytes())
    told["include_characters"] = sorted(told["include_characters"])
    entry.write_bytes(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def _started() -> subprocess.Popen[bytes]:
    words = [str(get_executable()), "--service"]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _ask(questions: IO[bytes], answers: IO[bytes], asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """What Pagefind answers. Raises OSError where it has ended and ValueError where it cannot do what it is asked."""
    questions.write(b64encode(json.dumps({"message_id": 1, "payload": asked}).encode()) + b",")
    questions.flush()
    told = bytearray()
    while (character := answers.read(1)) != b",":
        if not character:
            raise OSError("Pagefind has ended")
        told += character
    payload: Mapping[str, Any] = json.loads(b64decode(told))["payload"]
    if payload["type"] == "Error":
        raise ValueError(payload["message"])
    return payload
