"""SQL in the browser gives what it gives in Python, only when it is asked to, and reaches no one."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scripts.query import connect, examples
from tests.browser.conftest import HERE, Server, Tab, opened

pytestmark = pytest.mark.browser

ANSWER = """() => ({
  columns: [...document.querySelectorAll('[data-is=result] thead th')].map((each) => each.firstChild.textContent),
  types: [...document.querySelectorAll('[data-is=result] thead th small')].map((each) => each.textContent),
  rows: [...document.querySelectorAll('[data-is=result] tbody tr')].map((row) =>
    [...row.cells].map((cell) => cell.classList.contains('absent') ? null : cell.textContent)),
})"""
ENDLESS = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE (a.range * b.range) % 7 = 3"


@pytest.fixture(scope="module")
def asking(browser: Browser, record: Server) -> Iterator[Tab]:
    """A page where the database has been started."""
    with opened(browser) as made:
        made.open(record.address + "sql.html")
        run(made.page, "SELECT 1")
        yield made


def run(page: Page, sql: str) -> str:
    """Runs SQL; what is said of it."""
    page.locator("#sql").fill(sql)
    return press(page)


def press(page: Page) -> str:
    """Presses Run and waits."""
    page.get_by_role("button", name="Run").click()
    expect(page.locator("[data-is=cancel]")).to_be_hidden(timeout=60_000)
    return page.locator("[data-is=status]").inner_text()


@pytest.mark.parametrize("name", list(examples()))
def test_a_question_is_answered_as_in_python(name: str, asking: Tab, tmp_path: Path) -> None:
    page, sql = asking.page, examples()[name].sql
    page.locator("details", has_text=examples()[name].question).evaluate("each => { each.open = true }")
    page.get_by_role("link", name=f"Fill in: {name}", exact=True).click()
    assert page.locator("#sql").input_value() == sql
    said = press(page)
    found = page.evaluate(ANSWER)
    with connect(HERE) as db:
        wanted = db.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (\n{sql}\n)")
        columns = [each[0] for each in wanted.description or ()]
        rows = [list(row) for row in wanted.fetchall()]
        assert found["types"] == [str(kind) for kind in db.sql(sql).types]
    assert found["columns"] == columns
    assert found["rows"] == rows
    assert said.startswith(f"{len(rows)} row")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the answer as CSV").click()
    with duckdb.connect() as db:
        for path in sorted((HERE / "data").glob("*.parquet")):
            db.execute(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")
        db.execute(f"COPY ({sql}) TO '{tmp_path / 'wanted.csv'}' (HEADER)")
    assert saved.value.path().read_bytes().decode() == (tmp_path / "wanted.csv").read_bytes().decode()


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("SELECT 9007199254740993 AS n, -9223372036854775808 AS m", [["9007199254740993", "-9223372036854775808"]]),
        ("SELECT 170141183460469231731687303715884105727::HUGEINT", [["170141183460469231731687303715884105727"]]),
        ("SELECT 1.10::DECIMAL(38, 2), 1e300, 0.1 + 0.2, 'nan'::DOUBLE", [["1.10", "1e+300", "0.3", "nan"]]),
        ("SELECT [1, NULL, 3], ['a', 'b, c'], {'x': [DATE '2020-02-29']}", None),
        ("SELECT TIMESTAMP '2020-01-01 00:00:00.123456', DATE '0044-03-15 (BC)', INTERVAL 3 DAY", None),
        ("SELECT true, NULL, '', ' ', E'a\\nb', '👩‍👧 é'", [["true", None, "", " ", "a\nb", "👩‍👧 é"]]),
        ("SELECT range, range * 3 FROM range(3);", [["0", "0"], ["1", "3"], ["2", "6"]]),
        ("FROM (VALUES (2, 'x'), (1, 'y')) t(a, b) ORDER BY a -- the end", [["1", "y"], ["2", "x"]]),
        ("PIVOT meetings ON status USING count(*) GROUP BY kind ORDER BY kind", None),
        ("DESCRIBE meetings", None),
        ("SUMMARIZE SELECT 1 AS a", None),
    ],
)
def test_values_of_every_type_are_those_of_duckdb(sql: str, wanted: list[list[str | None]] | None, asking: Tab) -> None:
    said = run(asking.page, sql)
    found = asking.page.evaluate(ANSWER)["rows"]
    if wanted is None:
        with duckdb.connect() as db:
            db.execute(f"CREATE VIEW meetings AS FROM read_parquet('{HERE}/data/meetings.parquet')")
            db.execute(f"CREATE TABLE found AS {sql if 'PIVOT' in sql else f'FROM ({sql})'}")
            wanted = [list(row) for row in db.execute("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM found").fetchall()]
    assert found == wanted, said


def test_what_is_wrong_is_said_in_the_words_of_duckdb(asking: Tab) -> None:
    assert "Did you mean" in run(asking.page, "SELECT *\nFROM meeting")
    assert "LINE 2: FROM meeting" in asking.page.locator("[data-is=status]").inner_text()
    assert "syntax error" in run(asking.page, "SELEC 1")
    assert "multiple statements" in run(asking.page, "SELECT 1; SELECT 2")
    assert asking.page.locator("[data-is=result] table").count() == 0
    assert "Can only delete from base table" in run(asking.page, "DELETE FROM meetings")


@pytest.mark.parametrize("linked", ["?query=who-met-whom", "#sql=" + quote("SELECT 42 AS linked")])
def test_a_linked_query_is_filled_in_and_never_run_by_itself(linked: str, tab: Tab, record: Server) -> None:
    page = tab.open(f"{record.address}sql.html{linked}")
    assert page.locator("#sql").input_value() in (examples()["who-met-whom"].sql, "SELECT 42 AS linked")
    expect(page.locator("[data-is=status]")).to_contain_text("came with the link")
    page.wait_for_timeout(500)
    late = ("engine.js", "worker.js", ".wasm.gz", "datapackage.json")
    assert not [address for address in tab.requests if address.endswith(late)]
    assert press(page)
    assert [address for address in tab.requests if address.endswith("duckdb-eh.wasm.gz")]
    assert page.locator("[data-is=result] tbody tr").count() in (1, 7)


def test_the_first_answer_comes_soon(tab: Tab, record: Server) -> None:
    page = tab.open(record.address + "sql.html?query=who-met-whom")
    before = spent()
    assert press(page).startswith("7 rows")
    assert spent() - before < 4


def spent() -> float:
    """CPU seconds of the processes that come of this one, where /proc tells."""
    parents, times = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        parents[number], times[number] = int(fields[1]), int(fields[11]) + int(fields[12])

    def ours(number: int) -> bool:
        while number > 1:
            if number == os.getpid():
                return True
            number = parents.get(number, 0)
        return False

    ticks = sum(time for number, time in times.items() if number != os.getpid() and ours(number))
    return ticks / os.sysconf("SC_CLK_TCK")


def test_a_query_can_be_cancelled_and_is_stopped_in_time(asking: Tab) -> None:
    page = asking.page
    page.locator("#sql").fill(ENDLESS)
    page.get_by_role("button", name="Run").click()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("[data-is=status]")).to_have_text("Cancelled.")
    assert run(page, "SELECT 1").startswith("1 row")
    page.evaluate("document.querySelector('form[data-sql]').dataset.limit = '1'")
    assert run(page, ENDLESS) == "Stopped: it took more than 1 seconds."
    page.evaluate("document.querySelector('form[data-sql]').dataset.limit = '60'")
    assert run(page, "SELECT 1").startswith("1 row")


def test_a_database_that_does_not_come_is_said_to(tab: Tab, record: Server) -> None:
    tab.page.route("**/*.wasm.gz", lambda route: route.abort())
    page = tab.open(record.address + "sql.html")
    page.evaluate("document.querySelector('form[data-sql]').dataset.limit = '5'")
    assert run(page, "SELECT 1")
    assert page.locator("[data-is=result] table").count() == 0


HOSTILE = [
    "FROM '{0}bait.csv'",
    "FROM read_csv('{0}bait.csv')",
    "FROM read_text('{0}bait.csv')",
    "FROM glob('{0}*')",
    "FROM sniff_csv('{0}bait.csv')",
    "COPY (SELECT 1) TO '{0}bait.csv'",
    "COPY (SELECT 1) TO '{0}bait.parquet' (FORMAT parquet)",
    "FROM read_parquet('{0}bait.parquet')",
    "FROM read_json('{0}bait.json')",
    "ATTACH '{0}bait.db' AS bait",
    "ATTACH 's3://bait/bait.db' AS bait",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{0}bait.duckdb_extension'",
    "INSTALL bait FROM '{0}'",
    "SET custom_extension_repository = '{0}'",
    "SET autoinstall_extension_repository = '{0}'",
    "SET enable_external_access = true",
    "SET GLOBAL enable_external_access = true",
    "RESET lock_configuration",
    "SET lock_configuration = false",
    "SET allowed_directories = ['{0}']",
    "PRAGMA enable_external_access = true",
    "CREATE SECRET (TYPE s3, ENDPOINT '{0}', KEY_ID 'a', SECRET 'b')",
    "IMPORT DATABASE '{0}'",
    "EXPORT DATABASE '{0}'",
    "SELECT * FROM query('FROM ''{0}bait.csv''')",
    "CREATE MACRO reach() AS TABLE FROM '{0}bait.csv'",
    "FROM reach()",
    "FROM icu_calendar_names()",
    "SELECT json_extract('{{}}', '$')",
    "FROM st_read('{0}bait.csv')",
    "FROM '{1}datapackage.json'",
    "FROM read_text('/proc/self/environ')",
]


@pytest.mark.parametrize("guarded", [True, False], ids=["as it is", "with the locks of DuckDB taken off"])
def test_no_sql_reaches_another_server(guarded: bool, browser: Browser, record: Server, stranger: Server) -> None:
    urllib.request.urlopen(stranger.address + "bait.csv").close()
    assert stranger.heard == ["/bait.csv"]  # it would know

    def unlocked(route: Route) -> None:
        script = route.fetch().text()
        for lock in ("SET enable_external_access = false", "SET lock_configuration = true"):
            assert lock in script
            script = script.replace(lock, "SELECT 1")
        route.fulfill(body=script, content_type="text/javascript")

    with opened(browser) as tab:
        if not guarded:
            tab.page.route("**/engine.js", unlocked)
        page = tab.open(record.address + "sql.html")
        page.evaluate("document.querySelector('form[data-sql]').dataset.limit = '20'")
        answers = {}
        for sql in HOSTILE:
            written = sql.format(stranger.address, record.address)
            answers[written] = run(page, written)
        assert tab.left(record) == []
    assert stranger.heard == ["/bait.csv"]
    if guarded:
        reads = [sql for sql in answers if sql.startswith(("FROM '", "FROM read_", "COPY", "ATTACH '", "SET "))]
        assert len(reads) > 10
        assert {sql: answers[sql] for sql in reads if "row" in answers[sql].lower().split(" in ")[0]} == {}
