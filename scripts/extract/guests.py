"""Words that refer by who visits whom: "the visiting dignitary", "his Turkish guest", "the host"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from scripts.extract.model import Entity, Span
from scripts.extract.nominals import BLANKS, GAP, Reference
from scripts.lexicon import Lines

GUEST = re.compile(
    rf"\b(?P<whose>[Tt]he|[Hh]is|[Hh]er){GAP}(?:(?:visiting|distinguished|honou?red|esteemed|foreign){GAP})?"
    rf"(?:(?P<nation>[A-Z][\w.]+(?:[ \u00a0-][A-Z]\w+)?){GAP})?(?P<head>guest|dignitary|visitor|host)\b"
    rf"(?!-|[’']|{GAP}(?:countr|nation|state|cit|government|of\b|house|speaker|family|book|room))"
)
HEADS = Lines(gap + head for head in ("guest", "dignitary", "visitor", "host") for gap in BLANKS)


def guests(text: str, demonyms: Mapping[str, str]) -> Iterator[Reference]:
    """The references of a text to a guest or host. demonyms: ISO alpha-3 by word."""
    for match in HEADS.matches(GUEST, text):
        country = demonyms.get(match["nation"].replace("\u00a0", " ")) if match["nation"] else None
        if country or not match["nation"]:
            yield Reference(Span(*match.span()), "guest", match["head"], country)


def guest(
    reference: Reference, text: str, recent: Iterable[str], entities: Mapping[str, Entity], home: str | None
) -> list[str]:
    """Key of whom such a reference means. recent: keys of people, whom the text named last first.

    home: the state where the text is written. A guest is of another state, a host of this one; where the text tells
    no home, a guest is who was named last. "His guest" is of another state than the person named last.
    """
    people = [key for key in recent if entities[key].country]
    own = people[0] if people and text[reference.span.start].lower() == "h" else None
    for key in people:
        country = entities[key].country
        if reference.country:
            fits = country == reference.country
        elif own:
            fits = country != entities[own].country
        elif home is None:
            fits = (key != people[0]) == (reference.head == "host")
        else:
            fits = (country == home) == (reference.head == "host")
        if fits:
            return [key]
    return []
