"""Text of data in a page: exact to the character, harmless, and nothing in it unseen.

Jinja escapes all that a template prints. These filters escape too, and show what has no glyph or turns the direction of
the text: each such character stands in an element of its own, whose style shows its code; the character itself stays,
so that the text of the page is the text of the data.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).parent / "templates"
# controls but tab and line feed, separators of lines, marks and overrides of direction, interlinear marks
CODES = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001"
UNSEEN = re.compile(f"[{CODES}]|\r(?!\n)")
RETURN = "&#13;"  # a parser of HTML would read the character itself as a line feed
# letters that are written from right to left
LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")
LONGEST = 2_000  # characters of an address that becomes a link


def exact(value: object) -> Markup:
    """A value, every character of it; what cannot be seen gets a visible code."""
    text = escape(cell(value))
    if text.isascii() and text.isprintable():
        return text
    return Markup(UNSEEN.sub(_coded, text).replace("\r\n", f"{RETURN}\n"))


def isolated(value: object) -> Markup:
    """As exact, and set apart from what stands around it where it may turn the direction."""
    found = exact(value)
    if not found.isascii() and (LEFTWARD.search(found) or UNSEEN.search(found)):
        return Markup("<bdi>{}</bdi>").format(found)
    return found


def cell(value: object) -> str:
    """A value as the CSV has it; absent is empty."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def address(value: object) -> str | None:
    """The value as an address to link to, if it is one of the web; nothing else becomes a link."""
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return None
    if len(value) > LONGEST or CONTROL.search(value) or UNSEEN.search(value):
        return None
    try:
        return value if urlsplit(value).hostname else None
    except ValueError:
        return None


def plain(value: object) -> str:
    """A value on one line, without characters that have no glyph."""
    text = " ".join(cell(value).split())
    if text.isascii() and text.isprintable():
        return text
    return "".join(character for character in text if unicodedata.category(character) not in ("Cc", "Cf"))


def size(count: int) -> str:
    """Bytes for people, in units of 1,000."""
    for unit, one in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= one:
            return f"{count / one:.1f} {unit}"
    return f"{count} bytes"


def environment(**known: Any) -> Environment:
    """The templates. known: what all of them may use. A name that is not known is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"t": isolated, "exact": exact, "size": size, "plain": plain}
    made.filters["count"] = lambda number: f"{number:,}"
    made.globals |= known
    return made


def _coded(found: re.Match[str]) -> str:
    character = found[0]
    kept = RETURN if character == "\r" else character
    return f'<bdi class="code" data-code="U+{ord(character):04X}">{kept}</bdi>'
