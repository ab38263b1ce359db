"""Has every file of a release read by its validator: ``python -m tests.accepted dist``, by make release-check.

Runs in an environment of its own (requirements-release.txt), without the network. The DuckDB there is 1.x, so that the
database is known to be read by it; the tests of the publisher read it with a later one.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

FORMATS = Path(__file__).parent / "formats"


def main(dist: Path) -> int:
    """Checks the one release in a folder. Gives the exit code."""
    (archive,), (database,) = dist.glob("*.zip"), dist.glob("*.duckdb")
    failed = False
    with tempfile.TemporaryDirectory() as made:
        with zipfile.ZipFile(archive) as zipped:
            zipped.extractall(made)
        package = Path(made)
        checks = {
            "checksums": [*sums(dist), *sums(package)],
            "the same beside the zip and in it": different(dist, package),
            "JSON schemas": schemas(package),
            "mlcroissant": croissant(package),
            "SHACL: DCAT": shapes(package / "dcat.jsonld", FORMATS / "dcat.ttl"),
            "SHACL: schema.org": shapes(package / "schema-org.jsonld", FORMATS / "schema-org.ttl"),
            "DuckDB 1.x": duckdb_file(database, package),
        }
        for name, found in checks.items():
            problems = list(found)
            failed = failed or bool(problems)
            print(f"{name}: {'accepted' if not problems else 'REFUSED'}", *problems, sep="\n  ")
    return 1 if failed else 0


def sums(folder: Path) -> Iterator[str]:
    """Files that are not what SHA256SUMS says, and files that it does not list."""
    told = dict(line.split("  ", 1)[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del there["SHA256SUMS"]
    yield from (f"{path} is listed or there, but not both" for path in sorted(told.keys() ^ there.keys()))
    for path in told.keys() & there.keys():
        if hashlib.sha256(there[path].read_bytes()).hexdigest() != told[path]:
            yield f"{path} has another hash"


def different(dist: Path, package: Path) -> Iterator[str]:
    """Metadata that is not the same beside the zip and in it."""
    for path in sorted(dist.iterdir()):
        inner = package / path.name
        if path.name != "SHA256SUMS" and inner.is_file() and inner.read_bytes() != path.read_bytes():
            yield f"{path.name} differs"


def schemas(package: Path) -> Iterator[str]:
    """What does not fit the JSON schemas of citation, DataCite, Zenodo and front matter."""
    card = (package / "README.md").read_text("utf-8")
    documents = {
        "cff-1.2.0": _plain(yaml.safe_load((package / "CITATION.cff").read_text("utf-8"))),
        "datacite-4.5": json.loads((package / "datacite.json").read_bytes()),
        "zenodo": json.loads((package / ".zenodo.json").read_bytes()),
        "card": yaml.safe_load(card.split("---\n")[1]),
    }
    for name, document in documents.items():
        schema = json.loads((FORMATS / f"{name}.json").read_bytes())
        validator = jsonschema.validators.validator_for(schema)
        for error in validator(schema, format_checker=validator.FORMAT_CHECKER).iter_errors(document):
            yield f"{name}: {error.json_path}: {error.message[:200]}"


def _plain(document: Any) -> Any:
    """YAML's days as JSON has them."""
    return json.loads(json.dumps(document, default=str))


def croissant(package: Path) -> Iterator[str]:
    """What mlcroissant finds wrong, warnings too, and record sets that have not the rows of their tables."""
    import mlcroissant
    import pyarrow.parquet

    try:
        dataset = mlcroissant.Dataset(str(package / "croissant.json"))
        issues = dataset.metadata.ctx.issues
        yield from sorted([*issues.errors, *issues.warnings])
        for table in dataset.metadata.record_sets:
            rows = pyarrow.parquet.read_metadata(package / "data" / f"{table.uuid}.parquet").num_rows
            read = sum(1 for _ in dataset.records(record_set=table.uuid)) if rows else 0
            if read != rows:
                yield f"{table.uuid}: {read} records of {rows} rows"
    except (mlcroissant.ValidationError, mlcroissant.GenerationError, ValueError) as error:
        yield str(error)


def shapes(document: Path, against: Path) -> Iterator[str]:
    """What of a JSON-LD document does not conform to SHACL shapes."""
    import pyshacl
    import rdflib

    graph = rdflib.Graph().parse(document, format="json-ld", publicID="https://example.org/record/")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(against))
    if not conforms:
        yield report


def duckdb_file(path: Path, package: Path) -> Iterator[str]:
    """Tables that have not the rows of their Parquet files, and views that cannot be asked."""
    import duckdb

    if not duckdb.__version__.startswith("1."):
        yield f"this is DuckDB {duckdb.__version__}"
    with duckdb.connect(str(path), read_only=True) as db:
        views = [name for (name,) in db.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
        tables = [name for (name,) in db.sql("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()]
        if not views or {f"{name}.parquet" for name in tables} != {p.name for p in package.glob("data/*.parquet")}:
            yield f"it has the tables {tables} and the views {views}"
        for view in views:
            db.sql(f'FROM "{view}"').fetchall()
        for name in tables:
            file = str(package / "data" / f"{name}.parquet").replace("'", "''")
            other = f"""(FROM "{name}" EXCEPT ALL FROM '{file}') UNION ALL (FROM '{file}' EXCEPT ALL FROM "{name}")"""
            if db.sql(other).fetchall():
                yield f"{name} has other rows than its Parquet file"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
