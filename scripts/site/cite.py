"""How one would cite a record of the package: in words, as BibTeX and as RIS. Nothing is read from a clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.metadata import creators
from scripts.site.words import plain

BIBTEX = {character: f"\\{character}" for character in "&%$#_{}"}  # what TeX reads otherwise
BIBTEX |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Citation:
    """The three forms of a citation."""

    text: str
    bibtex: str
    ris: str


def citation(descriptor: Mapping[str, Any], part: str | None = None, path: str = "") -> Citation:
    """The citation of the record as a whole, or of a part of it. path: of its page, from the root of the site.

    The address is there where the descriptor has a homepage: a site may be put anywhere.
    """
    names, title, version = creators(descriptor), plain(descriptor["title"]), plain(descriptor["version"])
    home = descriptor.get("homepage")
    url = f"{str(home).rstrip('/')}/{path}" if home else None
    whole = f"{', '.join(map(plain, names))}: {title}, version {version}"
    text = f"{whole}{f', {plain(part)}' if part else ''}{f'. {url}' if url else ''}."
    fields = {
        "title": _tex(f"{plain(part)}, in: {title}" if part else title),
        "author": " and ".join(f"{{{_tex(plain(name))}}}" for name in names),
        "version": _tex(version),
        "howpublished": "Data set",
        **({"note": f"Record {_tex(plain(part))}"} if part else {}),
        **({"url": _tex(url)} if url else {}),
    }
    key = re.sub(r"[^A-Za-z0-9]+", "-", f"{descriptor['name']}-{version}{f'-{part}' if part else ''}")[:100].strip("-")
    bibtex = f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}"
    lines = [
        ("TY", "DATA"),
        ("TI", f"{plain(part)}, in: {title}" if part else title),
        *(("AU", plain(name)) for name in names),
        ("ET", version),
        *([("UR", url)] if url else []),
        ("ER", ""),
    ]
    return Citation(text, bibtex, "\n".join(f"{tag}  - {value}" for tag, value in lines))


def _tex(value: str) -> str:
    return "".join(BIBTEX.get(character, character) for character in value)
