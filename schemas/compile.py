"""Compiles the Table Schemas to pandera, Arrow, DuckDB and Markdown, each with everything that a schema says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import duckdb
import pandera.polars as pandera
import polars as pl
import pyarrow as pa

from schemas.read import Field, SchemaError, Table, tables

POLARS: dict[str, type[pl.DataType]] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}
ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}

# pandera: names of checks are the words of the schema, so that a report can be read against it


def pandera_schema(table: Table, keys: bool = True) -> pandera.DataFrameSchema:
    """Strict, ordered, with exact types and every constraint and key of the table, foreign keys apart.

    keys: False for a schema of single rows, to check a table part by part.

    Validate with ``lazy=True``. The names of the failed checks are those of the schema's constraints; for a key
    ``unique (a, b)``. pandera's own ``unique`` is not used because it takes two absent values for equal.
    """
    columns = {
        field.name: pandera.Column(POLARS[field.type], nullable=not field.required, checks=_checks(field))
        for field in table.fields
    }
    unique = [_check(f"unique ({', '.join(key)})", _unique(key)) for key in table.keys if keys]
    return pandera.DataFrameSchema(columns, name=table.name, strict=True, ordered=True, checks=unique)


def full_match(pattern: str) -> str:
    """The pattern as polars takes it, anchored at both ends of the value."""
    return rf"\A{pattern}\z"


def _checks(field: Field) -> list[pandera.Check]:
    column = pl.col(field.name)
    found: dict[str, pl.Expr] = {}
    if field.enum is not None:
        found["enum"] = column.is_in(list(field.enum))
    if field.pattern is not None:
        found["pattern"] = column.str.contains(full_match(field.pattern))
    if field.min_length is not None:
        found["minLength"] = column.str.len_chars() >= field.min_length
    if field.minimum is not None:
        found["minimum"] = column >= field.minimum
    if field.maximum is not None:
        found["maximum"] = column <= field.maximum
    if field.type == "number":
        found["finite"] = column.is_finite()
    return [_check(name, expression) for name, expression in found.items()]


def _unique(key: tuple[str, ...]) -> pl.Expr:
    absent = pl.any_horizontal(pl.col(name).is_null() for name in key)
    return absent | ~pl.struct(key).is_duplicated()


def _check(name: str, expression: pl.Expr) -> pandera.Check:
    def holds(data: pandera.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(expression)

    check: Callable[..., pandera.Check] = pandera.Check
    return check(holds, name=name, error=name)


def arrow_schema(table: Table) -> pa.Schema:
    """Types, nullability, and titles and descriptions as metadata of the table and its columns."""
    fields = [
        pa.field(
            field.name,
            ARROW[field.type],
            nullable=not field.required,
            metadata={"title": field.title, "description": field.description},
        )
        for field in table.fields
    ]
    return pa.schema(fields, metadata={"title": table.title, "description": table.description})


# DuckDB


def create_table(table: Table) -> str:
    """``CREATE TABLE`` with every constraint and key of the table. Tables it refers to must be there before."""
    lines = [_column(field) for field in table.fields]
    lines.append(f"PRIMARY KEY ({_names(table.primary_key)})")
    lines += [f"UNIQUE ({_names(key)})" for key in table.keys[1:]]
    lines += [
        f"FOREIGN KEY ({_names(key.fields)}) REFERENCES {_name(key.table)} ({_names(key.reference)})"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def by_reference(schemas: Mapping[str, Table]) -> list[Table]:
    """The tables in an order in which each comes after those it refers to. Raises SchemaError where there is none."""
    done: dict[str, Table] = {}
    while len(done) < len(schemas):
        ready = [
            table
            for name, table in schemas.items()
            if name not in done and all(key.table in done or key.table == name for key in table.foreign_keys)
        ]
        if not ready:
            raise SchemaError(f"tables refer to each other in a circle: {sorted(schemas.keys() - done.keys())}")
        done.update((table.name, table) for table in ready)
    return list(done.values())


def database(frames: Mapping[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds the tables with all their constraints. Raises duckdb.ConstraintException."""
    connection = duckdb.connect()
    fill(connection, frames)
    return connection


def fill(connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Makes the tables with all their constraints, and their rows. Raises duckdb.ConstraintException."""
    for table in by_reference(tables()):
        connection.execute(create_table(table))
        connection.register("incoming", frames[table.name].select(table.columns).to_arrow())
        _insert(connection, table)
        connection.unregister("incoming")


def _insert(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Adds the rows of ``incoming``; those that others of the same table refer to go first, as DuckDB wants it."""
    name, key = _name(table.name), _names(table.primary_key)
    own = [link for link in table.foreign_keys if link.table == table.name]
    if own:
        missing = f"({key}) NOT IN (SELECT ({key}) FROM {name})"
        ready = " AND ".join(
            f"({' OR '.join(f'{_name(field)} IS NULL' for field in link.fields)} OR "
            f"({_names(link.fields)}) IN (SELECT ({_names(link.reference)}) FROM {name}))"
            for link in own
        )
        wave = f"INSERT INTO {name} SELECT * FROM incoming WHERE {missing} AND {ready}"
        while connection.execute(wave).fetchall()[0][0]:
            pass
        # what is left refers to nothing or in a circle, and DuckDB says so
        connection.execute(f"INSERT INTO {name} SELECT * FROM incoming WHERE {missing}")
        lost = f"SELECT (SELECT count(*) FROM incoming) - (SELECT count(*) FROM {name})"
        if connection.execute(lost).fetchall()[0][0]:
            raise duckdb.ConstraintException(f"two rows of {table.name} have one primary key")
    else:
        connection.execute(f"INSERT INTO {name} SELECT * FROM incoming")


def _column(field: Field) -> str:
    name = _name(field.name)
    parts = [name, DUCKDB[field.type]]
    if field.required:
        parts.append("NOT NULL")
    if field.enum is not None:
        parts.append(f"CHECK ({name} IN ({', '.join(map(_text, field.enum))}))")
    if field.pattern is not None:
        parts.append(f"CHECK (regexp_full_match({name}, {_text(field.pattern)}))")
    if field.min_length is not None:
        parts.append(f"CHECK (length({name}) >= {field.min_length})")
    if field.minimum is not None:
        parts.append(f"CHECK ({name} >= {field.minimum})")
    if field.maximum is not None:
        parts.append(f"CHECK ({name} <= {field.maximum})")
    if field.type == "number":
        parts.append(f"CHECK (isfinite({name}))")
    return " ".join(parts)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def markdown(schemas: Mapping[str, Table]) -> str:
    """The data dictionary: per table its description, keys and columns. The same schemas give the same text."""
    return "\n".join(_section(table) for table in schemas.values())


def _section(table: Table) -> str:
    lines = [f"### {table.name}", "", table.description, "", f"Primary key: {_code(table.primary_key)}.", ""]
    lines += ["| column | type | what it holds |", "|---|---|---|"]
    links = {name: key for key in table.foreign_keys for name in key.fields}
    for field in table.fields:
        kind = field.type if field.required else f"{field.type}, may be absent"
        words = [field.description]
        if field.enum is not None:
            words.append(f"One of {_code(field.enum)}.")
        if field.example is not None:
            words.append(f"Example: {_code([field.example])}.")
        if (link := links.get(field.name)) is not None and link.table != table.name:
            words.append(f"Refers to [{link.table}](#{link.table}).")
        lines.append(f"| `{field.name}` | {kind} | {' '.join(words).replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
