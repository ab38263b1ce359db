"""What may stand in a cell about a document that comes in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from scripts.formats import FIRST, RESAVE, undecodable

MAX_CELL = 2**16  # characters

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
URL = re.compile(r"https?://[^\s/?#\\]\S*", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # the shape of a BCP 47 tag
NOT_UNICODE = "is not UTF-8, or holds half of a surrogate pair"


def wrong_cell(column: str, value: object) -> tuple[str, str] | None:
    """What is wrong with the value of a cell, and what to do about it; None if nothing is."""
    if not isinstance(value, str):
        return f"is no text but of type {type(value).__name__}", "write a string, or null if it is not known"
    if undecodable(value.encode(errors="surrogatepass")) >= 0:
        return NOT_UNICODE, RESAVE
    if "\0" in value:
        return "holds a NUL", "remove it"
    if not value.strip():
        return "is blank", "fill it in" if column in ("source_id", "path") else "fill it in, or leave it empty"
    if len(value) > MAX_CELL:
        return f"has more than {MAX_CELL:,} characters", "shorten it"
    right, what, todo = TESTS.get(column, (bool, "", ""))
    return None if right(value) else (what, todo)


def _is_date(value: str) -> bool:
    try:
        return bool(ISO_DATE.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def _is_id(value: str) -> bool:
    return value.isprintable() and value == value.strip() and value[0] not in FIRST


def _is_basis(value: str) -> bool:
    return value in ("stated", "inferred", "unknown")


def _is_url(value: str) -> bool:
    return value.isprintable() and URL.fullmatch(value) is not None


# column: what must hold of a value, what is wrong if it does not, what to do then
TESTS: dict[str, tuple[Callable[[str], object], str, str]] = {
    "source_id": (
        _is_id,
        "has invisible characters or blanks around it, or begins as a formula does",
        "use characters that can be seen, and begin with a letter or a digit",
    ),
    "publisher_basis": (_is_basis, "is no known basis", "write stated, inferred or unknown, or leave it empty"),
    "published_on": (_is_date, "is no date", "write a day of the calendar as YYYY-MM-DD, or leave it empty"),
    "published_basis": (_is_basis, "is no known basis", "write stated, inferred or unknown, or leave it empty"),
    "url": (_is_url, "is no web address", "begin it with http:// or https://, or leave it empty"),
    "language": (LANGUAGE.fullmatch, "is no language tag", "write one such as en or pt-BR, or leave it empty"),
}
