"""Chromium, sites for it to read, their servers, and a stranger's server that should never hear of anyone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright

from scripts.site.build import build
from tests.browser.odd import odd
from tests.pages import make_site
from tests.test_site_hostile import hostile

HERE = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
# nothing that Chromium itself may ask the network for
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds: machines that run tests are busy
expect.set_options(timeout=PATIENCE)


@dataclass(slots=True)
class Server:
    """A server on this machine. address: ends with a slash. heard: the paths that it was asked for."""

    address: str
    heard: list[str] = field(default_factory=list)


@dataclass  # Playwright keeps something of its own in it, so it has no slots
class Tab:
    """A page of the browser and all that it did beside being shown."""

    page: Page
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Goes to an address and waits until nothing is loaded any more."""
        self.page.goto(address, wait_until="networkidle")
        return self.page

    def told(self, dialog: Dialog) -> None:
        """A dialog has opened."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def heard(self, said: ConsoleMessage) -> None:
        """Something was written to the console."""
        if said.type == "error":
            self.errors.append(said.text)

    def left(self, server: Server) -> list[str]:
        """What was asked of anyone but the server."""
        own = (server.address, "blob:", "data:")
        return [address for address in self.requests if not address.startswith(own)]


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server of the files of a folder. Pages of others may read what it gives: nothing protects it but they."""
    server = Server("")

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def send_response(self, code: int, message: str | None = None) -> None:
            server.heard.append(self.path)
            super().send_response(code, message)

        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as made:
        server.address = f"http://127.0.0.1:{made.server_port}/"
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield server
        made.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium here: install it (Debian: apt-get install chromium), then run this again")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site of the five articles, in a folder of its host."""
    root = tmp_path_factory.mktemp("record")
    build(HERE, HERE / "seeds" / "documents", root / "a folder" / "site", [])
    with serving(root) as server:
        server.address += "a%20folder/site/"
        yield server


@pytest.fixture(scope="session")
def folder(record: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site of the five articles lies."""
    return tmp_path_factory.getbasetemp() / "record0" / "a folder" / "site"


@pytest.fixture(scope="session")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """The site of a package that attacks whoever shows it, and its folder."""
    root = tmp_path_factory.mktemp("attack")
    make_site(*hostile(), root)
    with serving(root / "site") as server:
        yield server, root / "site"


@pytest.fixture(scope="session")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """The site of a package with values that are hard to write, compare and count, and the folder of the package."""
    root = tmp_path_factory.mktemp("strange")
    make_site(*odd(), root)
    with serving(root / "site") as server:
        yield server, root / "package"


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Server]:
    """Another server, that has what an attacker would offer."""
    (tmp_path / "bait").mkdir()
    (tmp_path / "bait" / "bait.csv").write_text("a\n1\n")
    with serving(tmp_path / "bait") as server:
        yield server


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A page. That it did nothing but ask its own server, said nothing and failed at nothing is for tests to see."""
    with opened(browser) as made:
        yield made


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[Tab]:
    """A page with options of Playwright's new_context."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    made = Tab(context.new_page())
    context.on("request", lambda request: made.requests.append(request.url))
    made.page.on("dialog", made.told)
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("console", made.heard)
    yield made
    context.close()


def kinds(folder: Path) -> list[str]:
    """A page of each kind: those at the root, and the first of each folder and sort of name."""
    found: dict[tuple[str, bool], str] = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        sort = name.rpartition("/")[0] or name
        found.setdefault((sort, "~" in path.name), name)
    return list(found.values())
