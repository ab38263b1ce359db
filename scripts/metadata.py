"""How the record is cited, deposited and found: everything here is made from the descriptor of the package.

The formats: Citation File Format 1.2.0, DataCite 4.5 as JSON, the deposit metadata of Zenodo, and the front matter that
data hubs read from a README. ``scripts/linked.py`` has those that are JSON-LD.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

CITE = "If you use this record, please cite it as below, and the articles that your rows of evidence come from."
LANGUAGE = "en"  # of the record; the articles are English too
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LARGER = ((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"))

Descriptor = Mapping[str, Any]


def citation(descriptor: Descriptor, day: date | None = None) -> str:
    """CITATION.cff. day: of the release, None for the record as it stands in the repository."""
    entries = {
        "cff-version": "1.2.0",
        "message": CITE,
        "type": "dataset",
        "title": descriptor["title"],
        "abstract": f"{descriptor['description']}.",
        "authors": [{"name": name} for name in creators(descriptor)],
        "version": descriptor["version"],
        "date-released": day,
        "license": descriptor["licenses"][0]["name"],
        "url": descriptor.get("homepage"),
        "keywords": descriptor["keywords"],
    }
    return _yaml({name: value for name, value in entries.items() if value is not None})


def datacite(descriptor: Descriptor, day: date) -> dict[str, Any]:
    """The metadata that a DOI is registered with. The DOI itself is given by who registers it."""
    license = descriptor["licenses"][0]
    entries = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "creators": [{"name": name, "nameType": "Organizational"} for name in creators(descriptor)],
        "titles": [{"title": descriptor["title"], "lang": LANGUAGE}],
        "publisher": {"name": creators(descriptor)[0]},
        "publicationYear": str(day.year),
        "dates": [{"date": day.isoformat(), "dateType": "Issued"}],
        "language": LANGUAGE,
        "version": descriptor["version"],
        "url": descriptor.get("homepage"),
        "subjects": [{"subject": word, "lang": LANGUAGE} for word in descriptor["keywords"]],
        "rightsList": [
            {
                "rights": license["title"],
                "rightsUri": license["path"],
                "rightsIdentifier": license["name"],
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        ],
        "descriptions": [
            {"description": f"{descriptor['description']}.", "descriptionType": "Abstract", "lang": LANGUAGE}
        ],
        "formats": sorted({resource["mediatype"] for resource in descriptor["resources"]}),
    }
    return {name: value for name, value in entries.items() if value is not None}


def zenodo(descriptor: Descriptor, day: date) -> dict[str, Any]:
    """.zenodo.json: what Zenodo's deposit is filled in with, https://developers.zenodo.org/#representation."""
    return {
        "upload_type": "dataset",
        "title": descriptor["title"],
        "description": f"{descriptor['description']}.",
        "creators": [{"name": name} for name in creators(descriptor)],
        "publication_date": day.isoformat(),
        "access_right": "open",
        "license": descriptor["licenses"][0]["name"].lower(),
        "keywords": descriptor["keywords"],
        "language": "eng",
        "version": descriptor["version"],
        "notes": CITE,
    }


def card(descriptor: Descriptor, readme: str, rows: int) -> str:
    """The README with front matter on top, by which data hubs list and show the tables. rows: of all tables."""
    tables = [resource for resource in descriptor["resources"] if "schema" in resource]
    entries = {
        "pretty_name": descriptor["title"],
        "license": descriptor["licenses"][0]["name"].lower(),
        "language": [LANGUAGE],
        "tags": descriptor["keywords"],
        "size_categories": [next((name for limit, name in (*SIZES, *LARGER) if rows < limit), "n>1B")],
        "configs": [
            {"config_name": table["name"], "data_files": table["path"].removesuffix("csv") + "parquet"}
            for table in tables
        ],
    }
    return f"---\n{_yaml(entries)}---\n\n{readme}"


def creators(descriptor: Descriptor) -> list[str]:
    """The names of those who made the record."""
    return [each["title"] for each in descriptor["contributors"]]


def _yaml(entries: Mapping[str, Any]) -> str:
    text: str = yaml.safe_dump(dict(entries), sort_keys=False, allow_unicode=True, width=100)
    return text
