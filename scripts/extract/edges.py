"""The words beside a name that belong to it: "the", "city of", "province", "terrorist group", "Hanoi, Vietnam"."""

from __future__ import annotations

import re

from scripts.extract.model import Span
from scripts.extract.senses import TROUBLE

ARTICLE = re.compile(r"\b[Tt]he[ \u00a0]$")
PLACE_BEFORE = re.compile(
    r"\b(?:(?:[a-z]+[ \u00a0])?(?:[Cc]ity|towns?|village|province|district|suburb|region|island)[ \u00a0]of[ \u00a0])?"
    r"(?:(?:(?:[Nn]orth|[Ss]outh)-?(?:east|west)?(?:ern)?|(?:[Ee]ast|[Ww]est)ern|east|west|[Cc]entral|occupied)"
    r"[ \u00a0])?\Z"
)
STATE_BEFORE = re.compile(r"\b[Pp]eople[ \u00a0]of[ \u00a0](?:the[ \u00a0])?\Z")
# what may stand before a name and belong to it, by kind of what is named, and with what its last word ends
BEFORE = {
    "place": (PLACE_BEFORE, ("of", "orth", "outh", "east", "west", "ern", "entral", "occupied")),
    "country": (STATE_BEFORE, ("of", "the")),
}
LAND = re.compile(
    r"[ \u00a0](?:territor(?:y|ies)|soil|airspace|(?:territorial )?waters|borders?|frontier|coast|shores?)\b"
)
# what may follow a name and belong to it, by kind of what is named
AFTER = {
    "place": re.compile(
        r"[ \u00a0](?:[Pp]rovince|[Gg]overnorate|[Dd]istrict|region|[Oo]blast|airspace|territory|"
        r"(?:(?:[Ii]nternational )?[Aa]irport|[Aa]ir ?[Bb]ase|[Mm]ilitary [Bb]ase|[Nn]aval [Bb]ase)(?!\w))"
    ),
    "demonym": re.compile(r"[ \u00a0](?:people|nation|population|public)\b"),
    "land": LAND,
    "media": re.compile(r"[ \u00a0](?:news agency|newspaper|daily|television|website)\b"),
    "armed_group": re.compile(
        r"[ \u00a0](?:(?:Takfiri|terrorist|militant|extremist|jihadist|rebel|resistance|tactical)[ \u00a0]){0,2}"
        r"(?:terrorists|militants|fighters|forces|rebels|militia|groups?|organi[sz]ation|movement|network|outfit|units?)\b"
    ),
}
# what is named after the town where it was made
NAMED_AFTER = re.compile(
    r"[ \u00a0](?:[Aa]greements?|[Aa]ccords?|[Pp]rocess|(?:peace )?talks|[Ss]ummit|(?:Security )?[Cc]onference|meeting|"
    r"[Dd]eclaration|format|Format|Dialogue|Forum)\b"
)
REACH = 48  # code points read before a name


def widened(text: str, span: Span, kind: str, floor: int, limit: int) -> Span:
    """A name with the words that belong to it, between floor (where the name before ends) and limit (the next begins).

    kind: that of the actor, or country, demonym, land (an adjective before a word for land) or place.
    """
    start, end = span.start, span.end
    near = max(floor, start - REACH)
    if kind in BEFORE and text.endswith(BEFORE[kind][1], near, start - 1):
        match = BEFORE[kind][0].search(text, near, start)
        start = match.start() if match else start
    after = AFTER[kind].match(text, end) if kind in AFTER else None
    if after and after.end() <= limit:
        end = after.end()
    joined = text[end : end + 1] in ("-", "‑") and kind in ("country", "place")
    noun = kind == "place" and (
        NAMED_AFTER.match(text, end) or TROUBLE.match(text, end)
    )  # which the article belongs to
    article = None
    if text[start - 3 : start - 1] == "he" and not (joined or noun or (kind == "demonym" and not after)):
        article = ARTICLE.search(text, max(floor, start - 4), start)
    start = article.start() if article else start
    return span if (start, end) == span else Span(start, end)
