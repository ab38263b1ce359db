"""The offices of a text: the words that tell one, with the state or body they are of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from scripts.extract.lexicons import GAP, UPPER, Lexicons
from scripts.extract.model import Span
from scripts.extract.names import fold
from scripts.extract.titles import TitleHit

PROPER = rf"(?:(?:[{UPPER}]\.)+(?:[{UPPER}]\b)?|[{UPPER}][\w’'&-]*)"
BODY_OF = re.compile(
    rf"{GAP}(?:of|for|in|at|to|on){GAP}(?:the{GAP})?(?:(?:first|second|third|fourth|fifth){GAP})?{PROPER}"
    rf"(?:{GAP}(?:(?:of|and|for|the|&|to|at{GAP}the|in(?<=[Ee]mbassy.in|[Mm]ission.in)){GAP}){{0,2}}{PROPER}"
    rf"|{GAP}(?:embassy|mission|army|armed|forces?|navy|naval|air|military|staff|guards?|police|ministry|government|parliament|command|division"
    rf"|department|directorate))"
    rf"{{0,10}}"
)
# A body named right behind an office, as in Pakistan: "Commander Southern Command"; its last word must be one of bodies
BARE_BODY = re.compile(rf"{GAP}(?:the{GAP})?{PROPER}(?:{GAP}(?:(?:of|and|for|the|&){GAP}){{0,2}}{PROPER}){{0,7}}")
STATE_BEHIND = re.compile(  # "Minister of Defence, South Africa, called on …"
    rf",{GAP}(?P<state>[A-Z]\w+(?:{GAP}[A-Z]\w+){{0,2}})(?=,|\)|{GAP}(?:called|visited|met|held|arrived|today)\b)"
)
ASSISTANT = re.compile(  # before the office of somebody else: "assistant to the chief of staff"
    rf"\b(?:assistant|advis[eo]r|aide|deputy|secretary|representative|envoy|spokes\w+){GAP}(?:to|of|for){GAP}(?:the{GAP})?$",
    re.IGNORECASE,
)
PAST = "former|ex|then|late|onetime|one-time|previous|outgoing"
FORMER = re.compile(
    rf"\b(?:{PAST})\b[ \u00a0-]?(?:[\w’'.]+[ \u00a0]){{0,3}}$",
    re.IGNORECASE,
)
# Words, folded, that may stand between a state and an office of it, or be the body of an office
BETWEEN = frozenset(
    word
    for line in (
        "a acting air and appointed arab armed army armys cabinet caretaker central chief command corps current de",
        "defence defense department deputy embattled ex facto federal first force forces foreign former general",
        "government governments ground guard guards high-ranking highest-ranking incoming interim islamic late",
        "long-time longtime marine military militarys ministers ministry ministrys national naval navy navys new",
        "newly newly-appointed of office",
        "official outgoing peoples presidential presidents republic retired revolutionary royal ruling senior special",
        "staff state the then top transitional union veteran visiting",
    )
    for word in line.split()
)
SHORT = re.compile(rf"{GAP}\([A-Z][A-Z-]{{1,6}}\)")
MORE = re.compile(rf"{GAP}(?:and{GAP})?(?:the{GAP})?(?:{PROPER}{GAP}){{0,3}}?{PROPER}(?={GAP}of\b|,|{GAP}?[(a-z])")
JOINED = re.compile(rf"{GAP}and{GAP}")
LISTED = re.compile(rf",?{GAP}and{GAP}|,{GAP}(?:[Ff]irst{GAP})?")
UNIT = re.compile(r"\b(?:directorate|department|division|section|branch|bureau|wing|operations|logistics)\b")
DEPUTY = re.compile(r"(?:deputy|vice|assistant|associate)\b", re.IGNORECASE)
DEPUTIES = {
    "chief-of-staff": "deputy-chief-of-staff",
    "commander": "deputy-commander",
    "head-of-state": "deputy-head",
    "head-of-government": "deputy-head",
}


@dataclass(frozen=True, slots=True)
class Office:
    """An office beside a name: its words with country and body at span, its class, country and whether it is past.

    body: whether it is told to be of a body that may belong to no state ("of NATO"). bare: whether it is told by a word
    that has narrower ones ("Minister").
    """

    span: Span
    office: str
    country: str | None
    former: bool
    body: bool = False
    bare: bool = False


class Offices:
    """The titles of one text and the bodies behind them."""

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self.text = text
        self.countries = lexicons.countries
        self.bodies = lexicons.bodies
        self.hits = list(lexicons.titles.find(text))
        if "Field Marshal" in text:  # FM is short for that rank then, and for no foreign minister
            self.hits = [
                replace(h, office=None, rank="Field Marshal") if text[h.start : h.end] == "FM" else h for h in self.hits
            ]
        self.starting = {hit.start: hit for hit in self.hits}
        self.ending = {hit.end: hit for hit in self.hits}
        self.starts = [hit.start for hit in self.hits]
        self.ends = [hit.end for hit in self.hits]
        self._kind = lexicons.kind

    def title_at(self, at: int) -> TitleHit | None:
        """The title in which text[at] lies."""
        before = bisect_right(self.starts, at)
        return self.hits[before - 1] if before and at < self.ends[before - 1] else None

    def covered(self, at: int) -> int:
        """Where the title ends that begins before text[at]; 0 if none does."""
        before = bisect_left(self.starts, at)
        return self.ends[before - 1] if before else 0

    def of_another(self, hit: TitleHit) -> bool:
        """Whether an office is that of whom somebody assists."""
        if not self.text[max(0, hit.start - 4) : max(0, hit.start - 1)].lower().endswith(("to", "of", "for", "the")):
            return False
        return ASSISTANT.search(self.text, max(0, hit.start - 40), hit.start) is not None

    def outer(self, hit: TitleHit) -> TitleHit | None:
        """The office in whose body another stands: "director general of the office of the | minister of defence"."""
        before = bisect_left(self.starts, hit.start)
        for other in reversed(self.hits[max(0, before - 2) : before]):
            body = BODY_OF.match(self.text, other.end, hit.end) if other.office else None
            if body and body.end() == hit.end and self._and_before(hit) is None:
                return other
        return None

    def _and_before(self, hit: TitleHit) -> int | None:
        """Where "and" stands that joins an office to what is told before it: "X | and the Danish defence minister"."""
        for at in (hit.start, self.countries.before(self.text, hit.start, BETWEEN)[1]):
            at -= 4 if self.text[max(0, at - 4) : at - 1] == "the" else 0
            if JOINED.match(self.text, at - 5):
                return at - 5
        return None

    def titles_next(self, hit: TitleHit) -> bool:
        """Whether a word with a capital follows an office that is no body of it: the next name."""
        return self.text[hit.end : hit.end + 2].strip()[:1].isupper() and self.bare_body(hit, len(self.text)) is None

    def body(self, hit: TitleHit, until: int) -> int | None:
        """Where a body ends that is told behind an office: "of the Army", "and Veterans Affairs of Chad"."""
        start = hit.end
        more = MORE.match(self.text, start, until) if (hit.office or "").endswith("minister") else None
        if more and self._kind(more.group().split()[-1]) == "body":
            start = more.end()
        elif short := SHORT.match(self.text, start, until):
            start = short.end()
        if body := BODY_OF.match(self.text, start, until):
            return body.end()
        return more.end() if more and start == more.end() else self.bare_body(hit, until)

    def bare_body(self, hit: TitleHit, until: int) -> int | None:
        """Where a body ends whose name stands right behind an office."""
        body = BARE_BODY.match(self.text, hit.end, until)
        last = body.group().split()[-1] if body else ""
        return body.end() if body and self._kind(last) == "body" else None

    def of(self, hit: TitleHit) -> int:
        """Where the body ends that is told behind an office; an office joined to it is none of its words."""
        end = self.body(hit, len(self.text))
        if end is None:
            return hit.end
        after = bisect_right(self.starts, hit.end)
        for other in self.hits[after : after + 4]:
            joined = self._and_before(other) if other.office and other.start < end else None
            if joined is not None and hit.end < joined < end:
                return joined
        return end

    def offices(self, hit: TitleHit) -> list[Office]:
        """An office and one joined before it: "Polish Deputy Prime Minister and Defence Minister"."""
        found = self.office(hit, hit.end)
        before = self.ending.get(found.span.start - 5) if JOINED.match(self.text, found.span.start - 5) else None
        if before is None or not before.office or found.span.start < hit.start:
            return [found]
        other = self.office(before, before.end)
        if {found.office, other.office} == {"head-of-state", "head-of-government"}:
            return [found]  # "the Prime Minister and President X" are two
        return [other, replace(found, country=other.country)]

    def office(self, hit: TitleHit, until: int) -> Office:
        """The office of a hit, with the country before it or in the body that follows it."""
        text = self.text
        country, start = self.countries.before(text, hit.start, BETWEEN)
        end = until
        if end > hit.end:
            country = country or (
                None if text.startswith("to ", hit.end + 1) else self.countries.within(text, hit.end, end)
            )
        near = text[max(0, start - 30) : hit.start].lower()
        past = any(word in near for word in PAST.split("|"))
        former = past and FORMER.search(text, max(0, start - 30), hit.start) is not None
        body = any(fold(word) not in BETWEEN for word in text[hit.end : end].split())
        which = hit.office or ""
        if which in ("director", "chairman"):
            which = self._head_of(f"{text[start : hit.start]} {text[hit.end : end]}", which)
            if DEPUTY.match(text, hit.start):
                which = DEPUTIES.get(which, hit.office or "")
        its = text[max(0, start - 4) : start].lower() == "its "
        if country is None and hit.office == "head-of-state" and (body or its):
            which = "chairman"  # "president of the shipowners’ union"
        bare = text[hit.start : hit.end].lower() in ("minister", "secretary")
        return Office(Span(start, end), which, country, former, body, bare)

    def _head_of(self, words: str, office: str) -> str:
        """The office of the head of a body that the words name; else the office."""
        small = " " + " ".join(re.findall(r"\w[\w-]*", words.lower())) + " "
        unit = UNIT.search(small)
        found = ((small.find(f" {body} "), which) for body, which in self.bodies)
        return next((which for at, which in found if at >= 0 and not (unit and unit.start() < at)), office)
