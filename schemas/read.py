"""Reads the Table Schemas beside this file: the only definition of the published tables.

What a schema may say is listed here. Anything else in one of them is an error, so that no constraint is ever ignored
without a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
ORDER = (  # of the tables in the package and in its documentation
    "sources",
    "source_overlaps",
    "countries",
    "actors",
    "actor_names",
    "places",
    "mentions",
    "date_expressions",
    "meetings",
    "meeting_participants",
    "positions",
    "agreements",
    "agreement_parties",
    "statements",
    "statement_speakers",
    "statement_targets",
    "statement_sources",
    "proposals",
    "proposal_actors",
    "proposal_statements",
    "events",
    "incidents",
    "incident_actors",
    "topics",
    "conflicts",
    "evidence",
    "rules",
    "decisions",
    "id_changes",
)
CONSTRAINTS: Mapping[str, Mapping[str, Any]] = {  # what each type may have, and of what type that is in JSON
    "string": {"required": bool, "unique": bool, "enum": list, "pattern": str, "minLength": int},
    "integer": {"required": bool, "unique": bool, "minimum": int, "maximum": int},
    "number": {"required": bool, "unique": bool, "minimum": int | float, "maximum": int | float},
    "boolean": {"required": bool},
    "date": {"required": bool, "unique": bool},
}
TABLE_PROPERTIES = ("$schema", "title", "description", "fields", "missingValues", "primaryKey")
TABLE_OPTIONAL = ("uniqueKeys", "foreignKeys")
FIELD_PROPERTIES = ("name", "title", "description", "type")
FIELD_OPTIONAL = ("example", "constraints", "verbatim")


class SchemaError(ValueError):
    """A Table Schema says something that the compiler does not know, or contradicts itself or another."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column. type: a key of CONSTRAINTS. A value that is absent (null) breaks only ``required``.

    verbatim: whether its values are words of a document, as they stand there.
    """

    name: str
    title: str
    description: str
    type: str
    example: str | None = None
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    verbatim: bool = False

    @property
    def free(self) -> bool:
        """Whether it is a string that may be any: no code, and no id."""
        return self.type == "string" and self.enum is None and self.pattern is None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``fields`` of this table, where none of them is absent, stand in ``reference`` of ``table``."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A published table. document: the schema as it stands in the file, for the descriptor of the package."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    document: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Every list of columns whose values together occur once: the primary key first."""
        single = tuple((field.name,) for field in self.fields if field.unique)
        return (self.primary_key, *single, *self.unique_keys)


@cache
def tables() -> Mapping[str, Table]:
    """All published tables, by name, in the order of the package. Raises SchemaError."""
    return load(FOLDER, ORDER)


def load(folder: Path, order: Iterable[str]) -> Mapping[str, Table]:
    """The schemas ``folder/<name>.json``, checked each and against each other. Raises SchemaError."""
    names = list(order)
    found = {path.stem for path in folder.glob("*.json")}
    if found != set(names):
        raise SchemaError(f"{folder}: schemas {sorted(found)} are not the tables {sorted(names)}")
    result = {name: parse(name, _read(folder / f"{name}.json")) for name in names}
    linked(result)
    return result


def linked(tables: Mapping[str, Table]) -> None:
    """Checks that every foreign key refers to the primary key of one of the tables. Raises SchemaError."""
    for table in tables.values():
        for key in table.foreign_keys:
            target = tables.get(key.table)
            if target is None or key.reference != target.primary_key:
                raise SchemaError(f"{table.name}: foreign key {key.fields} must refer to the primary key of a table")
            ours = [field.type for name in key.fields for field in table.fields if field.name == name]
            theirs = [field.type for name in key.reference for field in target.fields if field.name == name]
            if ours != theirs:
                raise SchemaError(f"{table.name}: foreign key {key.fields} is not of the type of what it refers to")


def parse(name: str, document: Mapping[str, Any]) -> Table:
    """One Table Schema, every word of it understood. Raises SchemaError."""
    _known(name, document, TABLE_PROPERTIES, TABLE_OPTIONAL)
    if document["$schema"] != PROFILE:
        raise SchemaError(f"{name}: $schema must be {PROFILE}")
    if document["missingValues"] != [""]:
        raise SchemaError(f'{name}: missingValues must be [""]')
    fields = tuple(_field(name, entry) for entry in document["fields"])
    by_name = {field.name: field for field in fields}
    if len(by_name) != len(fields):
        raise SchemaError(f"{name}: two fields have one name")
    table = Table(
        name=name,
        title=document["title"],
        description=document["description"],
        fields=fields,
        primary_key=tuple(document["primaryKey"]),
        unique_keys=tuple(tuple(key) for key in document.get("uniqueKeys", [])),
        foreign_keys=tuple(_foreign_key(name, entry) for entry in document.get("foreignKeys", [])),
        document=document,
    )
    for key in (*table.keys, *(key.fields for key in table.foreign_keys)):
        if not key or len(set(key)) != len(key) or not by_name.keys() >= set(key):
            raise SchemaError(f"{name}: key {list(key)} must list fields of the table, each once")
    for column in table.primary_key:
        if not by_name[column].required:
            raise SchemaError(f"{name}.{column}: a field of the primary key must be required")
    return table


def _read(path: Path) -> Mapping[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            raise SchemaError(f"{path}: an object has one property twice among {[name for name, _ in pairs]}")
        return result

    document = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)
    if not isinstance(document, dict):
        raise SchemaError(f"{path}: must hold an object")
    return document


def _known(where: str, entry: Mapping[str, Any], must: Iterable[str], may: Iterable[str]) -> None:
    must, may = set(must), set(may)
    if missing := must - entry.keys():
        raise SchemaError(f"{where}: lacks {sorted(missing)}")
    if unknown := entry.keys() - must - may:
        raise SchemaError(f"{where}: {sorted(unknown)} is not known to the compiler")


def _field(table: str, entry: Mapping[str, Any]) -> Field:
    where = f"{table}.{entry.get('name')}"
    _known(where, entry, FIELD_PROPERTIES, FIELD_OPTIONAL)
    if entry["type"] not in CONSTRAINTS:
        raise SchemaError(f"{where}: type {entry['type']!r} is not known to the compiler")
    constraints = entry.get("constraints", {})
    allowed = CONSTRAINTS[entry["type"]]
    _known(f"{where}: constraints", constraints, (), allowed)
    for constraint, value in constraints.items():
        # bool is an int in Python, but true is no minimum
        if not isinstance(value, allowed[constraint]) or (isinstance(value, bool) and allowed[constraint] is not bool):
            raise SchemaError(f"{where}: constraint {constraint} has {value!r}")
    if not isinstance(entry.get("verbatim", False), bool) or ("verbatim" in entry and entry["type"] != "string"):
        raise SchemaError(f"{where}: verbatim is true or false, and of strings only")
    pattern, enum = constraints.get("pattern"), constraints.get("enum")
    if pattern is not None:
        if not (pattern.startswith("(?:") and pattern.endswith(")")):
            raise SchemaError(f"{where}: a pattern must be in (?:...), because some tools anchor it without brackets")
        re.compile(pattern)
    if enum is not None and not (enum and all(isinstance(value, str) and value for value in enum)):
        raise SchemaError(f"{where}: enum must list strings that are not empty")
    return Field(
        name=entry["name"],
        title=entry["title"],
        description=entry["description"],
        type=entry["type"],
        example=entry.get("example"),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=None if enum is None else tuple(enum),
        pattern=pattern,
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        min_length=constraints.get("minLength"),
        verbatim=entry.get("verbatim", False),
    )


def _foreign_key(table: str, entry: Mapping[str, Any]) -> ForeignKey:
    where = f"{table}: foreign key"
    _known(where, entry, ("fields", "reference"), ())
    _known(where, entry["reference"], ("fields",), ("resource",))
    fields, reference = entry["fields"], entry["reference"]["fields"]
    if not isinstance(fields, list) or not isinstance(reference, list) or len(fields) != len(reference):
        raise SchemaError(f"{where}: fields must be two lists of one length")
    return ForeignKey(tuple(fields), entry["reference"].get("resource", table), tuple(reference))
