"""The pages of records and of articles: what the templates record.html and article.html are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from schemas.read import Table
from scripts.explain import Passage as Explained
from scripts.explain import context
from scripts.extract.model import Layout
from scripts.extract.text import layout
from scripts.site.address import anchor
from scripts.site.article import Entry, Passage, passages, segments
from scripts.site.cite import citation
from scripts.site.record import ANY, BESIDE, DOCUMENTS, Reference, Row, Site, words_of
from scripts.site.views import MOST, Link, groups, parts, values
from scripts.site.words import address, cell

CONFLICTS = "conflicts"
SPAN = ("start", "end")
RULES = "rules"  # what they found is searched as what it is, not as theirs
STYLES = 11  # of marks, in the stylesheet


class Pages:
    """Makes the contexts of pages. Sentences of an article are found once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.layout = cache(self._layout)
        self.styles = {name: number % STYLES for number, name in enumerate(_kinds(site))}

    def _layout(self, source: str) -> Layout | None:
        text = self.site.texts.get(source)
        return None if text is None else layout(text)

    def record(self, name: str, row: Row) -> dict[str, Any]:
        """The page of a record that is no article."""
        site = self.site
        key = site.key(name, row)
        spans = [each for each in site.references.get((name, key), ()) if each.table in site.words]
        return {
            **self._common(name, row),
            "table": site.tables[name],
            "groups": groups(site, name, key),
            "parts": parts(site, name, key),
            "sources": list(self._sources(spans)),
            "words": [self._words(each) for each in spans[:MOST]],
            "spans": len(spans),
            "searched": name != RULES and (bool(spans) or "name" in site.tables[name].columns),
        }

    def article(self, row: Row) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The pages of an article, each with path and template: its text, and all that is taken from it."""
        site, source = self.site, str(row["source_id"])
        text = site.texts.get(source)
        found = passages(site, source)
        about = {entry.about for passage in found for entry in passage.entries}
        common = self._common(DOCUMENTS, row)
        shared = {"language": row.get("language") or "en", "words_path": words_of(common["permalink"])}
        article = {
            "segments": None if text is None else list(segments(text, found)),
            "url": address(row.get("url")),
            "byline": ", ".join(
                cell(row[column]) for column in ("publisher", "published_on") if row[column] is not None
            ),
            "legend": [(site.tables[name].title, style) for name, style in self.styles.items() if name in about],
            "styles": self.styles,
            "records": list(self._supported(found)),
        }
        yield common["permalink"], "article.html", {**common, **shared, **article}
        taken = {"passages": [self._listed(passage) for passage in found], "whole": text is not None}
        groups_of = {"groups": groups(site, DOCUMENTS, source)}
        yield shared["words_path"], "words.html", {**common, **shared, **taken, **groups_of}

    def _supported(self, found: Iterable[Passage]) -> Iterator[tuple[Table, list[Link]]]:
        """The records that passages support, by table, each once in the order of the text."""
        links: dict[str, dict[str, str]] = {name: {} for name in self.site.tables}
        for passage in found:
            for entry in passage.entries:
                if (target := self.site.subject(entry.table, entry.row)) and (
                    path := self.site.path(*target)
                ) is not None:
                    links[target[0]].setdefault(path, self.site.label(*target))
        for name, listed in links.items():
            if listed:
                yield self.site.tables[name], [Link(path, label) for path, label in listed.items()]

    def _common(self, name: str, row: Row) -> dict[str, Any]:
        site, table = self.site, self.site.tables[name]
        key = site.key(name, row)
        permalink = site.paths[name][key]
        filled = [
            ({"title": field.title, "place": anchor(name, [field.name])}, shown)
            for field, shown in values(site, table, row)
        ]
        told = [
            {**one.row, "path": site.path(CONFLICTS, site.key(CONFLICTS, one.row))}
            for one in site.references.get((name, key), ())
            if one.table == CONFLICTS and one.field == "record_id"
        ]
        return {
            "key": key,
            "label": site.label(name, key),
            "values": filled,
            "told": told,
            "citation": citation(site.descriptor, f"{name} {key}", permalink),
            "permalink": permalink,
        }

    def _sources(self, spans: list[Reference]) -> Iterator[dict[str, Any]]:
        """The articles that tell of a record, each once, with how many passages."""
        site = self.site
        counts: dict[str, int] = {}
        for each in spans:
            counts[str(each.row["source_id"])] = counts.get(str(each.row["source_id"]), 0) + 1
        rows = {row["source_id"]: row for row in site.rows[DOCUMENTS]}
        for source, count in counts.items():
            row = rows[source]
            yield {"path": site.path(DOCUMENTS, source), "label": site.label(DOCUMENTS, source), "count": count, **row}

    def _words(self, reference: Reference) -> dict[str, Any]:
        """A passage in its sentence."""
        site, row = self.site, reference.row
        source, quote = str(row["source_id"]), str(row[site.words[reference.table]])
        cut = row.get("sha256") is not None
        passage = Explained(source, row["start"], row["end"], "", quote, row["rule"])
        before, after = context(passage, None if cut else self.layout(source))
        return {
            "before": before,
            "quote": quote,
            "after": after,
            "cut": cut,
            "start": row["start"],
            "end": row["end"],
            "path": site.path(reference.table, site.key(reference.table, row)),
            "source": site.label(DOCUMENTS, source),
            "said": self._said(reference.table, row),
            "rule": row["rule"],
            "rule_path": site.path(RULES, row["rule"]),
        }

    def _listed(self, passage: Passage) -> dict[str, Any]:
        return {
            "number": passage.number,
            "start": passage.start,
            "end": passage.end,
            "quote": passage.quote,
            "cut": passage.cut,
            "lines": [self._entry(entry) for entry in passage.entries],
        }

    def _entry(self, entry: Entry) -> dict[str, Any]:
        site, row, target = self.site, entry.row, self.site.subject(entry.table, entry.row)
        return {
            "anchor": site.anchor(entry.table, row),
            "table": entry.about,
            "path": site.path(*target) if target else None,
            "label": site.label(*target) if target else "",
            "said": self._said(entry.table, row),
            "key": site.key(entry.table, row),
            "rule": row["rule"],
            "rule_path": site.path(RULES, row["rule"]),
        }

    def _said(self, name: str, row: Row) -> list[str]:
        """What a span says beside its words, its place and its record: the field it bears out, the day it names."""
        site, table = self.site, self.site.tables[name]
        known = {*table.primary_key, *site.links[name], *SPAN, *ANY, "table_name", site.words[name]}
        return list(
            dict.fromkeys(cell(row[each]) for each in table.columns if each not in known and row[each] is not None)
        )


def _kinds(site: Site) -> Iterator[str]:
    """The tables of the records that spans may be for, as their schemas say, each once."""
    found: dict[str, None] = {}
    for name in site.words:
        for field in site.tables[name].fields:
            found |= dict.fromkeys(field.enum or () if field.name == "table_name" else ())
    for name in site.words:
        refers = [link.table for link in site.tables[name].foreign_keys if link.fields[0] not in BESIDE]
        found |= dict.fromkeys(refers or ([] if "table_name" in site.tables[name].columns else [name]))
    return iter(found)
