"""The pages of a site as a browser reads them, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import polars as pl
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scripts.package import write
from scripts.site.build import build

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'"
)
LOADED = ("script", "link", "img", "iframe", "object", "embed", "source", "audio", "video", "base", "image")


def make_site(tables: Mapping[str, pl.DataFrame], texts: Mapping[str, str], root: Path) -> None:
    """A package, its documents and its site in the folders package, documents and site."""
    write(tables, root / "package")
    (root / "documents").mkdir()
    lines = ["source_id,path,publisher,publisher_basis,title,published_on,published_basis,url,language"]
    for number, (source, content) in enumerate(texts.items()):
        (root / "documents" / f"{number}.txt").write_bytes(content.encode())
        lines.append(f"{source},{number}.txt,The Daily,stated,,2031-05-09,stated,,en")
    (root / "documents" / "sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(root / "package", root / "documents", root / "site", [])


@cache
def page(path: Path) -> LexborHTMLParser:
    """A page, read once."""
    return LexborHTMLParser(path.read_bytes().decode("utf-8"))


def pages(folder: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every page of a site with its path from the root."""
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), page(path)


def text(node: LexborNode) -> str:
    """The text of an element, every character of it."""
    return node.text(deep=True, separator="", strip=False)


def anchors(read: LexborHTMLParser) -> list[str]:
    """The names of all places of a page."""
    return [str(node.attributes["id"]) for node in read.css("[id]")]


def broken(folder: Path) -> list[str]:
    """Links and files to load that lead nowhere in the site, with the page that has them."""
    known: dict[Path, frozenset[str]] = {}
    found = []
    for name, read in pages(folder):
        for node in read.css("[href], [src]"):
            target = str(node.attributes.get("href") or node.attributes.get("src") or "")
            parts = urlsplit(target)
            if parts.scheme in ("http", "https", "data"):
                continue
            path = (folder / name).parent / unquote(parts.path) if parts.path else folder / name
            if not path.is_file() or parts.scheme or parts.netloc or parts.path.startswith("/"):
                found.append(f"{name}: {target}")
            elif parts.fragment:
                if path not in known:
                    known[path] = frozenset(anchors(page(path)))
                if unquote(parts.fragment) not in known[path]:
                    found.append(f"{name}: {target}")
    return found


def unsafe(read: LexborHTMLParser) -> Iterator[str]:
    """What may not be in a page whatever is in the data: code, styles, elements that load, links that run."""
    policies = [node.attributes.get("content") for node in read.css("meta[http-equiv='Content-Security-Policy']")]
    if policies != [POLICY]:
        yield f"policies: {policies}"
    for node in read.css("*"):
        attributes: Mapping[str, str | None] = node.attributes
        for name, content in attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping"):
                yield f"<{node.tag} {name}={content!r}>"
        if node.tag == "style" or (node.tag == "script" and not attributes.get("src")):
            yield f"<{node.tag}> in the page"
        if node.tag == "script" and not str(attributes["src"]).lstrip("./").startswith("assets/"):
            yield f"<script src={attributes['src']!r}>"
        if node.tag in LOADED and node.tag not in ("script", "link"):
            yield f"<{node.tag}>"
        if node.tag == "a":
            scheme = urlsplit(str(attributes.get("href") or "")).scheme
            if scheme not in ("", "http", "https"):
                yield f"<a href={attributes['href']!r}>"
            if scheme and "noopener" not in str(attributes.get("rel")):
                yield f"<a href={attributes['href']!r}> without rel"
