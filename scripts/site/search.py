"""The index of the search page, by Pagefind: of the parts of pages that say so (data-pagefind-body)."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pagefind_bin import get_executable

from scripts.problems import Problem, Problems

FOLDER = "pagefind"
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-entry.css")  # interfaces that the site does not load


def index(out: Path) -> None:
    """Writes the index of a site into its folder pagefind/. Raises Problems where Pagefind fails."""
    words = [str(get_executable()), "--site", str(out), "--output-subdir", FOLDER, "--keep-index-url", "--silent"]
    run = subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if run.returncode:
        what = f"was not made ({(run.stderr or run.stdout).strip()[:500]})"
        raise Problems([Problem(FOLDER, None, None, None, what, "install the requirements again")])
    for pattern in UNUSED:
        for file in (out / FOLDER).glob(pattern):
            file.unlink()
