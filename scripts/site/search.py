"""The index of the search page, by Pagefind: of the parts of pages that say so (data-pagefind-body).

Pagefind numbers pages as it meets them, and meets those of a folder as the file system lists them. So they are handed
over one by one, in order, as its own packages for Node and Python do: messages in JSON, as Base64, each with a comma
behind it (https://pagefind.app/docs/node-api/ and the sources of its service). The files are asked for and written
here: Pagefind itself answers that it has written them while the last may still be empty.
"""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping
from io import BufferedReader
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
            assert isinstance(service.stdout, BufferedReader)
            asked = (service.stdin, service.stdout)
            number = _ask(*asked, {"type": "NewIndex", "config": {"keep_index_url": True}})["index_id"]
            for path in sorted(file.relative_to(out).as_posix() for file in out.rglob("*.html")):
                content = (out / path).read_bytes()
                if SEARCHED in content:
                    page = {"type": "AddFile", "file_path": path, "file_contents": content.decode()}
                    _ask(*asked, {**page, "index_id": number})
            made = _ask(*asked, {"type": "GetFiles", "index_id": number})["files"]
    except (OSError, ValueError, KeyError) as error:
        what = f"was not made ({error})"
        raise Problems([Problem(FOLDER, None, None, None, what, "install the requirements again")]) from error
    for file in made:
        path = out / FOLDER / file["path"]
        if not any(path.match(pattern) for pattern in UNUSED):
            content = b64decode(file["content"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_in_order(content) if file["path"] == ENTRY else content)


def _in_order(entry: bytes) -> bytes:
    """Pagefind writes the characters that belong to words as a set lists them, each time in another order."""
    told = json.loads(entry)
    told["include_characters"] = sorted(told["include_characters"])
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _started() -> subprocess.Popen[bytes]:
    words = [str(get_executable()), "--service"]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _ask(questions: IO[bytes], answers: BufferedReader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """What Pagefind answers. Raises OSError where it has ended and ValueError where it cannot do what it is asked."""
    questions.write(b64encode(json.dumps({"message_id": 1, "payload": asked}).encode()) + b",")
    questions.flush()
    told = bytearray()
    while not told.endswith(b","):
        if not (more := answers.read1()):
            raise OSError("Pagefind has ended")
        told += more
    payload: Mapping[str, Any] = json.loads(b64decode(told[:-1]))["payload"]
    if payload["type"] == "Error":
        raise ValueError(payload["message"])
    return payload
