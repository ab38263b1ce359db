"""Nothing leaves the site, and nothing of an article becomes code, whatever it holds."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Tab, kinds

pytestmark = pytest.mark.browser

# elements that no page of ours has, and links that do not lead on
ALIEN = """() => ({
  elements: [...document.querySelectorAll('iframe, object, embed, base, style, img, form[action], [style], [srcdoc]')]
    .map((each) => each.outerHTML.slice(0, 200)),
  scripts: [...document.scripts].filter((each) => !each.src.startsWith(new URL('.', new URL(document.documentElement
    .dataset.root, location.href)).href) || each.textContent.trim()).map((each) => each.outerHTML),
  handlers: [...document.querySelectorAll('*')].flatMap((each) => [...each.attributes])
    .filter((each) => each.name.startsWith('on')).map((each) => each.name),
  links: [...document.querySelectorAll('a')].filter((each) => each.hasAttribute('href'))
    .map((each) => [new URL(each.getAttribute('href'), document.baseURI).href, each.getAttribute('rel')]),
})"""


def test_no_page_of_the_site_asks_anyone_else(tab: Tab, record: Server, folder: Path) -> None:
    for name in kinds(folder):
        tab.open(record.address + name)
    assert tab.left(record) == []
    assert (tab.errors, tab.dialogs) == ([], [])
    assert not [path for path in tab.requests if path.endswith((".wasm.gz", "/engine.js", "/worker.js"))]


def test_the_search_finds_words_of_articles_and_asks_no_one_else(tab: Tab, record: Server) -> None:
    page = tab.open(record.address + "search.html")
    page.get_by_role("searchbox").fill("air defense")
    expect(page.locator("main ol > li, main ul#results > li").first).to_be_visible()
    assert tab.left(record) == []
    assert tab.errors == []


def test_no_page_of_a_hostile_package_runs_or_loads_anything(tab: Tab, attack: tuple[Server, Path]) -> None:
    server, folder = attack
    for path in sorted(folder.rglob("*.html")):
        tab.open(server.address + path.relative_to(folder).as_posix().replace("%", "%25"))
        _harmless(tab, server)
    assert (tab.left(server), tab.errors, tab.dialogs) == ([], [], [])


def test_no_row_of_a_hostile_package_that_a_script_draws_does(tab: Tab, attack: tuple[Server, Path]) -> None:
    server, folder = attack
    for path in sorted((folder / "tables").glob("*.html")):
        page = tab.open(f"{server.address}tables/{path.name}")
        page.locator("thead button").first.click()
        expect(page.locator(".status")).not_to_be_empty()
        page.get_by_role("button", name="Filters").click()
        _harmless(tab, server)
    assert (tab.left(server), tab.errors, tab.dialogs) == ([], [], [])


def test_no_answer_of_sql_becomes_code(tab: Tab, attack: tuple[Server, Path]) -> None:
    server, _ = attack
    page = tab.open(server.address + "sql.html")
    page.locator("#sql").fill("SELECT name, '<img src=x onerror=alert(1)>' AS \"<b>x</b>\" FROM actors")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("[data-is=result] tbody tr").first).to_be_visible()
    _harmless(tab, server)
    assert (tab.left(server), tab.errors, tab.dialogs) == ([], [], [])


def _harmless(tab: Tab, server: Server) -> None:
    found = tab.page.evaluate(ALIEN)
    assert (found["elements"], found["scripts"], found["handlers"]) == ([], [], []), tab.page.url
    for link, relation in found["links"]:
        if not link.startswith(server.address):
            assert urlsplit(link).scheme in ("http", "https"), (tab.page.url, link)
            assert (relation or "").endswith("noopener noreferrer nofollow"), (tab.page.url, link)
