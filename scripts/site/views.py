"""What templates show of rows: cells with their links, lines of tables, links to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from schemas.read import Field, Table
from scripts.query import Result
from scripts.site.record import Reference, Row, Site
from scripts.site.words import address, cell, isolated

MOST = 200  # rows that refer to a record that are listed on its page


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as text. path: of the record it refers to, from the root of the site. url: the value, if it is one."""

    text: str
    path: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. anchor: its place on the page, if that is where it stands."""

    cells: tuple[Cell, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A record that another page names."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of one table on a page. place: the anchor of the section. total: how many there are. cut: if not all are."""

    table: Table
    title: str
    place: str
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    total: int
    cut: bool = False


def value(shown: Cell, root: str) -> Markup:
    """A cell as HTML: a link where it refers to a record or is an address of the web."""
    text = isolated(shown.text)
    if shown.path is not None:
        return Markup(f'<a href="{escape(root + shown.path)}">{text}</a>')
    if shown.url is not None:
        return Markup(f'<a href="{escape(shown.url)}" rel="noopener noreferrer nofollow">{text}</a>')
    return text


def cell_of(site: Site, table: Table, field: Field, row: Row) -> Cell:
    """A cell of a row of a table."""
    content = row[field.name]
    if content is None:
        return Cell("")
    target = site.target(table, field.name, row)
    path = site.path(*target) if target else None
    return Cell(cell(content), path, None if path else address(content))


def values(site: Site, table: Table, row: Row) -> list[tuple[Field, Cell]]:
    """The cells of a row that are not absent, with what each refers to in words."""
    return [(field, _named(site, table, field, row)) for field in table.fields if row[field.name] is not None]


def _named(site: Site, table: Table, field: Field, row: Row) -> Cell:
    shown = cell_of(site, table, field, row)
    target = site.target(table, field.name, row)
    if shown.path is None or target is None or (label := site.label(*target)) == shown.text:
        return shown
    return Cell(f"{label} ({shown.text})" if table.primary_key != (field.name,) else shown.text, shown.path)


def parts(site: Site, name: str, key: str) -> list[Shown]:
    """The rows that are parts of a record, by table: they stand on its page."""
    return [
        _part(site, table, field, found)
        for (table, field), found in _incoming(site, name, key).items()
        if _is_part(site, table, found[0], (name, key))
    ]


def groups(site: Site, name: str, key: str) -> list[Shown]:
    """The other rows that refer to a record, by table and column, as links; spans of articles left out."""
    return [
        _group(site, table, field, found)
        for (table, field), found in _incoming(site, name, key).items()
        if not _is_part(site, table, found[0], (name, key))
    ]


def _incoming(site: Site, name: str, key: str) -> Mapping[tuple[str, str], list[Reference]]:
    found: dict[tuple[str, str], list[Reference]] = {}
    for reference in site.references.get((name, key), ()):
        if reference.table not in site.words:
            found.setdefault((reference.table, reference.field), []).append(reference)
    return found


def _is_part(site: Site, table: str, first: Reference, of: tuple[str, str]) -> bool:
    own = site.tables[table].primary_key
    return not site.has_pages(table) and first.field in own and site.whole(table, first.row) == of


def _part(site: Site, name: str, field: str, found: Sequence[Reference]) -> Shown:
    table = site.tables[name]
    implied = {field, "table_name"} if field == "record_id" else {field}
    fields = tuple(
        each
        for each in table.fields
        if each.name not in implied and any(one.row[each.name] is not None for one in found)
    )
    lines = tuple(
        Line(tuple(_named(site, table, each, one.row) for each in fields), site.anchor(name, one.row)) for one in found
    )
    return Shown(table, table.title, f"of-{name}", fields, lines, (), len(found))


def _group(site: Site, name: str, field: str, found: Sequence[Reference]) -> Shown:
    table = site.tables[name]
    links: dict[str, str] = {}
    for one in found[:MOST]:
        key = site.key(name, one.row)
        if (path := site.path(name, key)) is not None:
            links[path] = _called(site, table, field, one.row) or site.label(name, key)
    title = (
        table.title if (name, field) == (name, table.primary_key[0]) else f"{table.title}, by {_title(table, field)}"
    )
    listed = tuple(Link(path, label) for path, label in links.items())
    return Shown(table, title, f"of-{name}-{field}", (), (), listed, len(found), len(found) > MOST)


def _called(site: Site, table: Table, field: str, row: Row) -> str | None:
    """A row that has no page by the record of which it is part."""
    if site.has_pages(table.name):
        return None
    name, whole = site.whole(table.name, row)
    return site.label(name, whole) if whole else None


def _title(table: Table, field: str) -> str:
    return next(each.title for each in table.fields if each.name == field).lower()


def answer(site: Site, result: Result, most: int) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """The columns and first rows of an answer to SQL; a column named as the key of a table links to its records."""
    keys = {table.primary_key[0]: name for name, table in site.tables.items() if len(table.primary_key) == 1}
    lines = tuple(
        tuple(_answered(site, keys.get(column), content) for column, content in zip(result.columns, row, strict=True))
        for row in result.rows[:most]
    )
    return result.columns, lines


def _answered(site: Site, name: str | None, content: Any) -> Cell:
    text = ", ".join(map(cell, content)) if isinstance(content, list) else cell(content)
    path = site.path(name, text) if name and text else None
    return Cell(text, path)


def line(site: Site, table: Table, row: Row) -> tuple[Cell, ...]:
    """A row on a page of its table; the first cell leads to where the row stands by its key."""
    first, *rest = table.fields
    path = site.path(table.name, site.key(table.name, row))
    return Cell(cell(row[first.name]), path), *(cell_of(site, table, field, row) for field in rest)


def pages(count: int, size: int) -> Iterable[range]:
    """The indices of rows on each page; one page at least."""
    return [range(start, min(start + size, count)) for start in range(0, max(count, 1), size)]
