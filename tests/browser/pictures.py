"""Pictures of the main pages for the README: ``python -m tests.browser.pictures``, by make pictures."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from scripts.site.build import build
from tests.browser.conftest import FLAGS, HERE, NAMES, serving

OUT = HERE / "docs" / "pictures"
PAGES = {
    "home": "index.html",
    "article": "records/sources/presstv-2023-01-23.html",
    "record": "records/meetings/2020-07-09-ali-abdullah-ayoub-mohammad-baqeri.html",
    "table": "tables/statements.html?is.speech_act=pledge&is.speech_act=offer&sort=-source_id",
    "timeline": "timeline.html",
    "network": "network.html",
    "sql": "sql.html?query=who-met-whom",
}
HEIGHTS = {"network": 1080, "timeline": 500}  # pixels; the others have 640


def main() -> None:
    """Writes them to docs/pictures."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        sys.exit("There is no Chromium here: install it (Debian: apt-get install chromium), then run this again.")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        build(HERE, HERE / "seeds" / "documents", Path(made) / "site", [])
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(color_scheme="light")
        with serving(Path(made) / "site") as server:
            for name, path in PAGES.items():
                page.set_viewport_size({"width": 1000, "height": HEIGHTS.get(name, 640)})  # as wide as a README
                page.goto(server.address + path, wait_until="networkidle")
                _arrange(page, name)
                page.screenshot(path=OUT / f"{name}.png")
        browser.close()


def _arrange(page: Page, name: str) -> None:
    """What a reader would do first."""
    if name == "article":
        page.locator("#text").evaluate("each => each.scrollIntoView()")
    if name in ("network", "timeline"):
        page.locator("figure").evaluate("each => each.scrollIntoView()")
    if name == "sql":
        for said in ("row", "in 0."):  # the first answer waits for the database
            page.get_by_role("button", name="Run").click()
            expect(page.locator("[data-is=status]")).to_contain_text(said)
        page.locator("form[data-sql]").evaluate("each => each.scrollIntoView()")


if __name__ == "__main__":
    main()
