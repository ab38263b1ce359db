"""For everybody: the rules that axe knows, those that it misses, the keyboard, small screens, and a folder of files."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Tab, kinds, opened

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# colours as they are drawn: of an element, and of what lies behind it
DRAWN = """(each) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})
  const solid = (colours) => {
    canvas.clearRect(0, 0, 1, 1)
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const behind = []
  for (let at = each; at instanceof Element; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor)
  const style = getComputedStyle(each)
  const white = matchMedia('(prefers-color-scheme: dark)').matches ? 'black' : 'white'
  const ground = [white, ...behind]
  return {
    ground: solid(ground), without: solid(ground.slice(0, -1)), ink: solid([...ground, style.color]),
    edge: solid([...ground.slice(0, -1), style.borderBottomColor]),
    fill: solid([...ground, style.fill === 'none' ? style.stroke : style.fill]),
  }
}"""
OVERFLOW = """() => [...document.querySelectorAll('body *')].filter((each) => {
  const box = each.getBoundingClientRect()
  return box.right > innerWidth + 1 && box.width > 0 && !each.closest('.wide, pre, .drawing, .skip, .unseen, fieldset')
}).map((each) => each.outerHTML.slice(0, 120))"""
TARGETS = """() => [...document.querySelectorAll('button, input, summary, textarea, header a')].filter((each) => {
  const box = each.getBoundingClientRect()
  const label = each.closest('label')?.getBoundingClientRect()
  return box.width && Math.min(box.height, box.width) < 24 && !(label && label.height >= 24 && label.width >= 24)
}).map((each) => each.outerHTML.slice(0, 120))"""


def main_kinds(folder: Path) -> list[str]:
    """Pages that differ in their parts: those of the root, an article, its words, and records of three tables."""
    chosen = ("records/sources/", "records/meetings/", "records/statements/", "records/actors/", "tables/")
    return [name for name in kinds(folder) if "/" not in name or name.startswith(chosen)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, browser: Browser, record: Server, folder: Path) -> None:
    found = []
    with opened(browser, color_scheme=scheme, bypass_csp=True) as tab:
        for name in main_kinds(folder):
            found += _axe(tab.open(record.address + name), name)
        page = tab.open(record.address + "tables/statements.html?is.kind=direct&sort=-verb")
        page.get_by_role("button", name="Filters").click()
        expect(page.locator(".filters legend").first).to_be_visible()
        found += _axe(page, "a table with filters")
        page = tab.open(record.address + "sql.html?query=who-met-whom")
        page.get_by_role("button", name="Run").click()
        expect(page.locator("[data-is=result] table")).to_be_visible(timeout=60_000)
        found += _axe(page, "an answer of SQL")
    assert not found, "\n".join(found)


def _axe(page: Page, name: str) -> list[str]:
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"{name}: {each['id']}: {node['html'][:200]}" for each in violations for node in each["nodes"][:3]]


def test_nothing_is_wider_than_a_small_screen(browser: Browser, record: Server, folder: Path) -> None:
    with opened(browser, viewport={"width": 320, "height": 640}) as tab:
        for name in kinds(folder):
            page = tab.open(record.address + name)
            if name.startswith("tables/"):
                page.get_by_role("button", name="Filters").click()
                expect(page.locator(".filters legend").first).to_be_visible()
            assert page.evaluate("document.scrollingElement.scrollWidth") <= 320, (name, page.evaluate(OVERFLOW))
            assert page.evaluate(TARGETS) == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_can_be_told_from_the_paper(scheme: str, browser: Browser, record: Server, folder: Path) -> None:
    with opened(browser, color_scheme=scheme) as tab:
        article = next(name for name in kinds(folder) if name.startswith("records/sources/") and "~" not in name)
        page = tab.open(record.address + article)
        marks = page.locator("[data-text] a, .legend span").all()
        assert len(marks) > 20
        for mark in marks[:: max(1, len(marks) // 30)]:
            drawn = mark.evaluate(DRAWN)
            assert contrast(drawn["ink"], drawn["ground"]) >= 4.5
            assert contrast(drawn["edge"], drawn["without"]) >= 3
        for name, parts in (("timeline.html", "svg a .mark"), ("network.html", "svg a .mark, svg a text")):
            page = tab.open(record.address + name)
            for part in page.locator(parts).all():
                drawn = part.evaluate(DRAWN)
                assert contrast(drawn["fill"], drawn["ground"]) >= (4.5 if name == "network.html" else 3)


def contrast(one: list[int], other: list[int]) -> float:
    """The contrast of two colours, by WCAG."""

    def light(colour: list[int]) -> float:
        parts = [value / 255 for value in colour]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["network.html", "timeline.html"])
def test_a_picture_is_worked_by_keys_and_has_all_its_marks_in_the_table(name: str, tab: Tab, record: Server) -> None:
    page = tab.open(record.address + name)
    links = page.locator("figure svg a")
    hrefs = links.evaluate_all("all => all.map((each) => each.href.baseVal)")
    listed = page.locator("main table a").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    assert len(hrefs) > 20
    assert set(hrefs) <= set(listed)
    links.first.focus()
    for key, at in (("ArrowRight", 1), ("ArrowDown", 2), ("ArrowLeft", 1), ("End", len(hrefs) - 1), ("Home", 0)):
        page.keyboard.press(key)
        expect(links.nth(at)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(record.address + hrefs[0])


def test_lines_of_a_network_can_be_left_out_and_followed(tab: Tab, record: Server) -> None:
    page = tab.open(record.address + "network.html")
    shown = page.locator("figure path.line[data-ends]:not(.off)")
    everything = shown.count()
    page.get_by_role("checkbox", name="Spoke of").uncheck()
    met = shown.count()
    assert 0 < met < everything
    assert page.locator("main tbody tr:not(.off)").count() == met
    assert page.url.endswith("?hide=spoke")
    page.reload()
    expect(shown).to_have_count(met)
    page.go_back()
    expect(shown).to_have_count(everything)
    node = page.get_by_role("link", name="Hossein Salami").first
    node.focus()
    lit = page.locator("figure path.on")
    number = node.get_attribute("data-node") or ""
    assert lit.count() > 0
    assert all(number in ends.split() for ends in lit.evaluate_all("all => all.map((each) => each.dataset.ends)"))


def test_from_a_disk_everything_can_be_read(browser: Browser, folder: Path) -> None:
    with opened(browser) as tab:
        for name in main_kinds(folder):
            page = tab.open((folder / name).as_uri())
            assert page.locator("h1").is_visible(), name
        page = tab.open((folder / "tables" / "meetings.html").as_uri())
        assert page.locator("tbody tr").count() == 11
        assert page.locator("form.tools").count() == 0
        page = tab.open((folder / "network.html").as_uri())
        page.locator("figure svg a").first.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("figure svg a").nth(1)).to_be_focused()
        page = tab.open((folder / "sql.html").as_uri())
        assert page.locator("[data-without]").is_visible()
        assert page.locator("form[data-sql]").is_hidden()
        assert tab.dialogs == []
        assert not [address for address in tab.requests if not address.startswith(("file:", "data:"))]


def test_without_a_script_everything_can_be_read(browser: Browser, record: Server, folder: Path) -> None:
    with opened(browser, java_script_enabled=False) as tab:
        for name in main_kinds(folder):
            page = tab.open(record.address + name)
            assert page.locator("h1").is_visible(), name
            assert page.locator("main :is(button, fieldset, form):visible").count() == 0, name
