"""The whole site: reads top to bottom. The same package gives the same bytes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from scripts.diff import Diff
from scripts.folder import inside
from scripts.install import DESCRIPTOR
from scripts.problems import Problem, Problems
from scripts.site import history, lists, search
from scripts.site.record import DOCUMENTS, Site, read
from scripts.site.records import Pages
from scripts.site.views import value
from scripts.site.words import environment

HERE = Path(__file__).parent
STATIC = (HERE / "static", HERE / "assets")  # written by hand, and built of scripts/site/web
MENU = (
    ("index.html", "Home"),
    ("articles.html", "Articles"),
    ("tables.html", "Tables"),
    ("names.html", "Names"),
    ("search.html", "Search"),
    ("timeline.html", "Timeline"),
    ("network.html", "Network"),
    ("cookbook.html", "Questions"),
    ("sql.html", "SQL"),
    ("dictionary.html", "Dictionary"),
    ("downloads.html", "Downloads"),
    ("changes.html", "Changes"),
)
OURS = "assets/site.css"  # by which a folder is known to hold a site, that may be replaced

Page = tuple[str, str, Mapping[str, Any]]  # path, template, what the template is given


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: how many pages, of how many bytes. texts: how many of the articles are shown with their text."""

    pages: int
    bytes: int
    texts: int
    articles: int


def build(folder: Path, documents: Path, out: Path, releases: list[str], wanted: str | None = None) -> Built:
    """Make the site of the package in a folder in ``out``; a site that is there already is replaced.

    documents: the articles, as publish takes them. releases: of the package, as git names them, oldest first; wanted:
    the version to tell the changes since, instead of the last of them. Raises Problems.
    """
    if out.exists() and not (out / OURS).is_file() and (not out.is_dir() or any(out.iterdir())):
        what = "is there already, and is no site"
        raise Problems([Problem(str(out), None, None, None, what, "name another folder, or empty it")])
    site = read(folder, documents)
    found = history.since(str(folder), releases, wanted)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as made:
        new = Path(made) / "new"
        _copy(site, new)
        built = _write(site, new, all_pages(site, history.gone(site, found), found))
        search.index(new)
        if out.exists():
            os.replace(out, Path(made) / "old")
        os.replace(new, out)
    return built


def all_pages(site: Site, lost: list[history.Gone], found: Diff | None) -> Iterator[Page]:
    """Every page of the site."""
    yield "index.html", "home.html", lists.home(site)
    yield "articles.html", "articles.html", lists.articles(site)
    yield "tables.html", "tables.html", {"counts": lists.counts(site)}
    yield "names.html", "names.html", lists.names(site)
    yield "search.html", "search.html", {}
    yield "cookbook.html", "cookbook.html", lists.cookbook(site)
    yield from lists.tools(site)
    yield "dictionary.html", "dictionary.html", lists.dictionary(site)
    yield "downloads.html", "downloads.html", lists.downloads(site)
    yield "changes.html", "changes.html", history.changes(site, found, lost)
    pages = Pages(site)
    for name in site.tables:
        for path, content in lists.table_pages(site, name):
            yield path, "table.html", content
        for row in site.rows[name] if site.has_pages(name) else ():
            if name == DOCUMENTS:
                yield from pages.article(row)
            else:
                yield site.paths[name][site.key(name, row)], "record.html", pages.record(name, row)
    for path, content in history.left_behind(site, lost):
        yield path, "gone.html", content


def _write(site: Site, out: Path, pages: Iterator[Page]) -> Built:
    shared: dict[str, Any] = {"name": site.descriptor["title"], "version": site.descriptor["version"], "menu": _menu}
    shared |= {"value": value, "path_of": site.path, "label_of": site.label}
    templates = environment(**shared)
    count = size = 0
    for path, template, content in pages:
        root = Markup("../" * path.count("/"))
        text = templates.get_template(template).render(content, root=root, here=path if not root else None).encode()
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:  # no page in the place of another
            stream.write(text)
        count, size = count + 1, size + len(text)
    return Built(count, size, len(site.texts), len(site.rows[DOCUMENTS]))


@cache
def _menu(root: str, here: str | None) -> Markup:
    """The items of the menu. here: the page itself, if it is one of them."""
    item = Markup('<li><a href="{}"{}>{}</a></li>')
    current = Markup(' aria-current="page"')
    return Markup("\n").join(item.format(root + path, current if path == here else "", words) for path, words in MENU)


def _copy(site: Site, out: Path) -> None:
    """The files of the package as they are, and what the pages load."""
    for path in (DESCRIPTOR, *(resource["path"] for resource in site.descriptor["resources"])):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(inside(site.root, path), target)
    for folder in STATIC:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                target = out / "assets" / file.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.exists():
                    raise FileExistsError(17, "is there twice", str(target))
                shutil.copyfile(file, target)
