"""The pages about the package as a whole: what templates other than those of records are given."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from scripts.install import DESCRIPTOR
from scripts.package import digest
from scripts.query import ask, connect, examples
from scripts.site.address import anchor
from scripts.site.cite import citation
from scripts.site.network import network
from scripts.site.record import DOCUMENTS, Site
from scripts.site.timeline import timeline
from scripts.site.views import answer, line, pages

ROWS = 200  # of a table on a page
ANSWERS = 5  # rows of an answer in the cookbook
OTHER = "0–9"  # where names stand that begin with no letter


def home(site: Site) -> dict[str, Any]:
    """The first page."""
    return {
        "description": site.descriptor["description"],
        "counts": counts(site),
        "examples": list(examples().values()),
        "citation": citation(site.descriptor),
        "licenses": site.descriptor["licenses"],
    }


def counts(site: Site) -> list[dict[str, Any]]:
    """Each table with its number of rows and its first page."""
    return [
        {"table": table, "rows": len(site.rows[name]), "path": table_page(name, 0)}
        for name, table in site.tables.items()
    ]


def articles(site: Site) -> dict[str, Any]:
    """All articles, the latest first, those without a day last."""
    told: dict[str, int] = {}
    for name in site.words:
        for row in site.rows[name]:
            told[row["source_id"]] = told.get(row["source_id"], 0) + 1
    rows = sorted(site.rows[DOCUMENTS], key=lambda row: str(row["source_id"]))
    rows.sort(key=lambda row: str(row["published_on"] or ""), reverse=True)
    return {
        "articles": [
            {
                **row,
                "path": site.path(DOCUMENTS, row["source_id"]),
                "label": site.label(DOCUMENTS, row["source_id"]),
                "spans": told.get(row["source_id"], 0),
            }
            for row in rows
        ]
    }


def table_page(name: str, number: int) -> str:
    """The path of a page of a table; number: from 0."""
    return f"tables/{name}{f'.{number + 1}' if number else ''}.html"


def table_pages(site: Site, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages of a table, each with its path."""
    table, rows = site.tables[name], site.rows[name]
    parts = list(pages(len(rows), ROWS))
    own = {table.primary_key[0]: name} if len(table.primary_key) == 1 else {}
    shared = {
        "table": table,
        "total": len(rows),
        "paged": [other for other in site.tables if site.has_pages(other)],
        "spans": name in site.words,
        "refers": {field: own.get(field) or site.links[name].get(field) for field in table.columns},
        "pages": [table_page(name, other) for other in range(len(parts))],
    }
    for number, part in enumerate(parts):
        yield (
            table_page(name, number),
            {
                **shared,
                "number": number + 1,
                "first": part.start + 1 if rows else 0,
                "last": part.stop,
                "lines": (line(site, table, rows[index]) for index in part),
            },
        )


def names(site: Site) -> dict[str, Any]:
    """Every name of a record, by its first letter: the way to look one up without a script."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for table, schema in site.tables.items():
        if "name" in schema.columns:
            for row in site.rows[table]:
                key = site.key(table, row)
                whole = (table, key) if site.has_pages(table) else site.whole(table, row)
                path = site.path(*whole)
                if path is not None and row["name"]:
                    found.setdefault(_letter(row["name"]), {})[row["name"], path] = whole[0]
    letters = sorted(found, key=lambda letter: (letter == OTHER, letter))
    return {
        "letters": [
            {
                "letter": letter,
                "names": [
                    {"name": name, "path": path, "table": site.tables[table].title}
                    for (name, path), table in sorted(
                        found[letter].items(), key=lambda each: (_folded(each[0][0]), each[0])
                    )
                ],
            }
            for letter in letters
        ]
    }


def _folded(name: str) -> str:
    """A name as it is sorted: without accents, small."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(character for character in apart if not unicodedata.combining(character)).casefold()


def _letter(name: str) -> str:
    first = next((character for character in _folded(name) if character.isalnum()), "")
    return first.upper() if first.isalpha() else OTHER


def dictionary(site: Site) -> dict[str, Any]:
    """All tables and columns as the schemas in the descriptor say."""
    return {
        "tables": [
            {
                "table": table,
                "rows": len(site.rows[name]),
                "path": table_page(name, 0),
                "columns": [
                    {
                        "field": field,
                        "anchor": anchor(name, [field.name]),
                        "refers": [link.table for link in table.foreign_keys if field.name in link.fields],
                    }
                    for field in table.fields
                ],
            }
            for name, table in site.tables.items()
        ]
    }


def downloads(site: Site) -> dict[str, Any]:
    """Every file of the package with its size and its SHA-256."""
    size, found = digest(site.root / DESCRIPTOR)
    first = {"path": DESCRIPTOR, "title": "Descriptor", "bytes": size, "hash": found, "format": "JSON"}
    files = [first, *site.descriptor["resources"]]
    return {
        "files": [{**each, "sha256": each["hash"].removeprefix("sha256:")} for each in files],
        "total": sum(each["bytes"] for each in files),
        "licenses": site.descriptor["licenses"],
    }


def cookbook(site: Site) -> dict[str, Any]:
    """The example queries, each with the beginning of its answer."""
    found = []
    with connect(site.root) as db:
        for example in examples().values():
            result = ask(db, example.sql)
            columns, lines = answer(site, result, ANSWERS)
            found.append({"example": example, "columns": columns, "lines": lines, "total": len(result.rows)})
    return {"queries": found}


def tools(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The pages that are more with a script, each with its template: the timeline, the network, SQL."""
    with connect(site.root) as db:
        yield "timeline.html", "timeline.html", {"timeline": timeline(db)}
        yield "network.html", "network.html", {"network": network(db)}
    yield "sql.html", "sql.html", {"examples": list(examples().values())}
