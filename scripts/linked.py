"""How machines find the record: Croissant, schema.org and DCAT as JSON-LD, made from the descriptor of the package.

Addresses are relative to the folder of the package, so that they hold wherever it is put. No context is to be fetched:
each document has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from scripts.metadata import LANGUAGE, Descriptor, creators

HERE = "./"
CROISSANT = "http://mlcommons.org/croissant/1.1"
CROISSANT_CONTEXT = {  # as Croissant 1.1 recommends it in its appendix
    "@language": LANGUAGE,
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
CROISSANT_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
# the names that readers of Croissant knew before IANA had one
OLDER = {"application/vnd.apache.parquet": ["application/x-parquet"]}
DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def croissant(descriptor: Descriptor, day: date) -> dict[str, Any]:
    """Croissant 1.1: every file with its hash, every table of Parquet with types, keys and references."""
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "@id": HERE,
        "conformsTo": CROISSANT,
        **_dataset(descriptor, day),
        "citeAs": f"{', '.join(creators(descriptor))} ({day.year}): {descriptor['title']}, {descriptor['version']}",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": resource["path"],
                "name": resource["path"],
                "description": resource["description"],
                "contentUrl": resource["path"],
                "contentSize": f"{resource['bytes']} B",
                "encodingFormat": [resource["mediatype"], *OLDER.get(resource["mediatype"], [])],
                "sha256": resource["hash"].removeprefix("sha256:"),
            }
            for resource in descriptor["resources"]
        ],
        "recordSet": [_record_set(resource) for resource in descriptor["resources"] if "schema" in resource],
    }


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    name, schema = resource["name"], resource["schema"]
    links = dict(_links(name, schema))
    key = [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["description"],
        "key": key[0] if len(key) == 1 else key,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field['name']}",
                "name": f"{name}/{field['name']}",
                "description": field["description"],
                "dataType": CROISSANT_TYPES[field["type"]],
                "source": _column(name, field["name"]),
                **({"references": _column(*links[field["name"]])} if field["name"] in links else {}),
            }
            for field in schema["fields"]
        ],
    }


def _column(table: str, column: str) -> dict[str, Any]:
    return {"fileObject": {"@id": f"data/{table}.parquet"}, "extract": {"column": column}}


def _links(name: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The columns that refer to those of a table, each with that table and column.

    Named as columns of files: mlcroissant 1.1 cannot read the records where a reference names a field.
    """
    for link in schema.get("foreignKeys", []):
        other = link["reference"].get("resource", name)
        for column, told in zip(link["fields"], link["reference"]["fields"], strict=True):
            yield column, (other, told)


def schema_org(descriptor: Descriptor, day: date) -> dict[str, Any]:
    """A schema.org Dataset, to be put into a web page about the record."""
    return {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "@id": HERE,
        **_dataset(descriptor, day),
        "isAccessibleForFree": True,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": resource["name"], "description": resource["description"]}
            for resource in descriptor["resources"]
            if "schema" in resource
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "@id": resource["path"],
                "name": resource["path"],
                "contentUrl": resource["path"],
                "contentSize": f"{resource['bytes']} B",
                "encodingFormat": resource["mediatype"],
                "sha256": resource["hash"].removeprefix("sha256:"),
            }
            for resource in descriptor["resources"]
        ],
    }


def _dataset(descriptor: Descriptor, day: date) -> dict[str, Any]:
    """What Croissant and schema.org say alike."""
    return {
        "name": descriptor["title"],
        "description": f"{descriptor['description']}.",
        "url": descriptor.get("homepage", HERE),
        "version": descriptor["version"],
        "license": descriptor["licenses"][0]["path"],
        "creator": [{"@type": "Organization", "name": name} for name in creators(descriptor)],
        "publisher": [{"@type": "Organization", "name": name} for name in creators(descriptor)[:1]],
        "datePublished": day.isoformat(),
        "inLanguage": LANGUAGE,
        "keywords": descriptor["keywords"],
    }


def dcat(descriptor: Descriptor, day: date) -> dict[str, Any]:
    """DCAT 3 as its European application profile, DCAT-AP 3.0, wants it: one dataset, each file a distribution."""
    license = {"@id": descriptor["licenses"][0]["path"], "@type": "dct:LicenseDocument"}
    page = {"dcat:landingPage": {"@id": descriptor["homepage"]}} if "homepage" in descriptor else {}
    agents = [{"@type": "foaf:Agent", "foaf:name": _said(name)} for name in creators(descriptor)]
    return {
        "@context": DCAT_CONTEXT,
        "@id": HERE,
        "@type": "dcat:Dataset",
        "dct:title": _said(descriptor["title"]),
        "dct:description": _said(f"{descriptor['description']}."),
        "dct:identifier": f"{descriptor['name']}-{descriptor['version']}",
        "dct:issued": _day(day),
        "dct:language": {"@id": ENGLISH, "@type": "dct:LinguisticSystem"},
        "dct:creator": agents,
        "dct:publisher": agents[0],
        "dcat:version": descriptor["version"],
        "dcat:keyword": [_said(word) for word in descriptor["keywords"]],
        **page,
        "dcat:distribution": [
            {
                "@id": resource["path"],
                "@type": "dcat:Distribution",
                "dct:title": _said(resource["title"]),
                "dct:description": _said(resource["description"]),
                "dct:license": license,
                "dct:conformsTo": [
                    {"@id": schema["$schema"], "@type": "dct:Standard"} for schema in [resource.get("schema")] if schema
                ],
                "dcat:accessURL": {"@id": HERE},
                "dcat:downloadURL": {"@id": resource["path"]},
                "dcat:mediaType": {"@id": MEDIA_TYPES + resource["mediatype"], "@type": "dct:MediaType"},
                "dcat:byteSize": {"@value": str(resource["bytes"]), "@type": "xsd:nonNegativeInteger"},
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": {
                        "@value": resource["hash"].removeprefix("sha256:"),
                        "@type": "xsd:hexBinary",
                    },
                },
            }
            for resource in descriptor["resources"]
        ],
    }


def _said(words: str) -> dict[str, str]:
    return {"@value": words, "@language": LANGUAGE}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}
