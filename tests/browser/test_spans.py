"""Words and their places: what the script counts are code points, as in the record."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from playwright.sync_api import expect

from scripts.site.record import read
from tests.browser.conftest import HERE, Server, Tab
from tests.browser.odd import odd
from tests.tiny import SOURCE

pytestmark = pytest.mark.browser

# for each span: goes to it, and tells what is selected then
SELECTED = """async (spans) => {
  const found = []
  for (const [start, end] of spans) {
    await new Promise((resolve) => {
      addEventListener('hashchange', () => setTimeout(resolve), {once: true})
      location.hash = `#char=${start},${end}`
    })
    found.push(getSelection().rangeCount ? getSelection().getRangeAt(0).toString() : null)
  }
  return found
}"""
# the text of all marks of each passage, by its number
MARKED = """() => {
  const found = {}
  for (const mark of document.querySelectorAll('[data-text] [data-p]')) {
    for (const number of mark.dataset.p.split(' ')) found[number] = (found[number] ?? '') + mark.textContent
  }
  return found
}"""


@pytest.mark.parametrize("site", ["record", "strange"])
def test_every_span_that_is_linked_to_is_its_quote(site: str, tab: Tab, request: pytest.FixtureRequest) -> None:
    given = request.getfixturevalue(site)
    server, package = (given, HERE) if isinstance(given, Server) else given
    documents = HERE / "seeds" / "documents" if package == HERE else package.parent / "documents"
    paths = read(package, documents).paths["sources"]
    seen = 0
    for source, path in paths.items():
        with duckdb.connect() as db:
            rows = db.execute(
                f"SELECT DISTINCT start, \"end\", quote FROM read_parquet('{package}/data/evidence.parquet')"
                ' WHERE source_id = ? ORDER BY start, "end"',
                [source],
            ).fetchall()
        page = tab.open(server.address + quote(path))
        found = page.evaluate(SELECTED, [row[:2] for row in rows])
        assert found == [row[2] for row in rows]
        quotes = {row[2] for row in rows}
        assert quotes <= set(page.evaluate(MARKED).values())
        seen += len(rows)
    assert seen > 50
    assert tab.errors == []


def test_a_span_that_is_not_its_quote_is_said_to_be_none(tab: Tab, strange: tuple[Server, Path]) -> None:
    server, package = strange
    path = read(package, package.parent / "documents").paths["sources"][SOURCE]
    content = odd()[1][SOURCE]
    start = content.index("\U0001f54a\U0001f54a")
    page = tab.open(f"{server.address}{quote(path)}#char={start},{start + 2}&quote={quote(content[start : start + 2])}")
    note = page.locator("[data-text]").locator("xpath=preceding-sibling::p[@role='status']")
    assert page.evaluate("getSelection().toString()") == "\U0001f54a\U0001f54a"
    expect(note).to_be_empty()
    page.evaluate(f"location.hash = '#char={start},{start + 2}&quote=other'")
    expect(note).to_contain_text("are not those of the link")
    page.evaluate("location.hash = '#char=5,99999'")
    expect(note).to_contain_text("no 5–99999")
