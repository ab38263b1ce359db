"""What people call a record, made of its own words: an id is exact, but not what one would say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from scripts.site.address import joined

OWN = ("name", "title", "what", "text", "surface", "quote")  # the column that has the name of a record, if there is one
PEOPLE = {"meetings": "meeting_participants", "incidents": "incident_actors"}  # records told by who is in them
MOST = 4  # persons in a name
LONGEST = 90  # characters

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def labels(rows: Rows, keys: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """By table and key. keys: the columns of each primary key."""
    names = {str(row["actor_id"]): str(row["name"]) for row in rows.get("actors", ())}
    found: dict[str, dict[str, str]] = {}
    for table, key in keys.items():
        people: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in rows.get(PEOPLE.get(table, ""), ()):
            if row.get("role") != "asserter":
                actor = str(row["actor_id"])
                people[str(row[key[0]])][names.get(actor, actor)] = None
        found[table] = {
            (name := joined(row[column] for column in key)): _label(row, name, people) for row in rows[table]
        }
    return found


def _label(row: Mapping[str, Any], key: str, people: Mapping[str, Mapping[str, None]]) -> str:
    if own := next((str(row[column]) for column in OWN if row.get(column)), None):
        return _cut(" ".join(own.split()))
    if key in people:
        named = list(people[key])
        more = f" and {len(named) - MOST} more" if len(named) > MOST else ""
        return _cut(f"{' · '.join(named[:MOST])}{more}: {str(row['kind']).replace('_', ' ')}")
    if row.get("publisher"):
        return " ".join(str(part) for part in (f"{row['publisher']},", row["published_on"] or "no date") if part)
    return key


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
