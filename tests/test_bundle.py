"""The built scripts: they are those of the sources beside them, small, and with the licences of what is in them."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[1] / "scripts" / "site" / "web"
ASSETS = WEB.parent / "assets"


def test_the_scripts_were_built_of_these_sources() -> None:
    lines = (WEB / "built.sha256").read_text().splitlines()
    sums = {name: wanted for wanted, name in (line.split("  ") for line in lines)}
    for name, wanted in sums.items():
        found = hashlib.sha256((WEB / name).read_bytes()).hexdigest()
        assert found == wanted, f"{name} is not what the scripts were built of, or is not what was built: make web"
    own = [path for path in WEB.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    there = {path.relative_to(WEB).as_posix() for path in own} - {"built.sha256", ".gitignore"}
    there |= {f"../assets/{path.name}" for path in ASSETS.iterdir()}
    assert there == sums.keys()


@pytest.mark.browser
def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (WEB / "node_modules").is_dir():
        pytest.skip("the packages of npm are not here: make web installs them")
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=WEB, check=True, timeout=120)
    for path in ASSETS.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), f"{path.name}: make web"


def test_the_main_script_is_small() -> None:
    assert len(gzip.compress((ASSETS / "site.js").read_bytes(), 9)) <= 40 * 1024


def test_every_package_is_pinned_and_names_no_host() -> None:
    package = json.loads((WEB / "package.json").read_text())
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert version[0].isdigit(), name
    locked = json.loads((WEB / "package-lock.json").read_text())["packages"]
    assert all(each["integrity"].startswith("sha512-") for name, each in locked.items() if name)
    assert "resolved" not in (WEB / "package-lock.json").read_text()


def test_the_licences_of_all_that_is_bundled_are_there() -> None:
    notices = (ASSETS / "THIRD-PARTY.txt").read_text()
    for name in json.loads((WEB / "package.json").read_text())["dependencies"]:
        assert f"\n{name} " in notices
    for words in ("apache-arrow 17", "Apache License", "It contains DuckDB 1.4.3", "re2", "utf8proc"):
        assert words in notices
