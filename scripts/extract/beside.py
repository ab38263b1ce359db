"""What stands beside a name: ranks and forms of address, offices before it and behind it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from scripts.extract.lexicons import GAP, UPPER, Lexicons
from scripts.extract.model import Span
from scripts.extract.names import fold
from scripts.extract.titles import TitleHit

ASIDE = re.compile(  # between a title and what follows it: "General (retd) X", "Chief of Army Staff (COAS) General X"
    rf"{GAP}?\((?:[Rr](?:et(?:d|ired)?)?\.?|[A-Z][A-Za-z]{{1,7}}|[A-Z][a-z]+(?:,?{GAP}(?:and{GAP})?[A-Z][a-z]+){{1,3}})\){GAP}?$|,?{GAP}(?:retd\.?|Retd\.?|Ret\.){GAP}$"
)
APPOSITION = re.compile(
    rf"(?:{GAP}\((?:[Rr]et(?:d|ired)?\.?|\d\d)\))?(?:,|{GAP}[–—-]){GAP}(?:who{GAP}(?:is|was|serves{GAP}as|served{GAP}as){GAP})?(?:(?:[A-Z][\w-]*{GAP}){{1,3}}member(?:{GAP}of{GAP}[^,.\n]{{1,60}})?,{GAP})?(?:(?:the|a|an|its|their|his){GAP})?"
    # "congratulated X on his appointment as Pakistan’s chief of army staff"
    rf"|{GAP}(?:on|upon|for|after|following){GAP}(?:his|her){GAP}(?:recent{GAP})?"
    rf"(?:appointment|election|re-election|promotion|nomination|selection){GAP}(?:as|to){GAP}(?:(?:the|a){GAP})?(?:new{GAP})?"
)
ACTS = re.compile(rf"{GAP}(?:also{GAP})?(?:said|told|says|met|[a-z]{{2,}}ed)\b")
BREAK = re.compile(
    r"[.,;:()\n]|\b(?:and|or|with|met|told|said|by|to|that|on|in|at|from|after|before|during"
    r"|called|as|was|has|had|of|who(?! (?:is|was)\b)|paid|made)\b"
)
PROPER = rf"(?:(?:[{UPPER}]\.)+|[{UPPER}][\w’'&-]*)"
BODY_OF = re.compile(
    rf"{GAP}(?:of|for|in|at|to|on){GAP}(?:the{GAP})?(?:(?:first|second|third|fourth|fifth){GAP})?{PROPER}"
    rf"(?:{GAP}(?:(?:of|and|for|the|&|to){GAP}){{0,2}}{PROPER}"
    rf"|{GAP}(?:army|armed|forces?|navy|naval|air|military|staff|guards?|police|ministry|government|parliament|command|division"
    rf"|department|directorate))"
    rf"{{0,10}}"
)
# What may stand between an office with its body and a name with its title: "… Forces (ENDF), | Field Marshal X"
REST = re.compile(rf"{GAP}?(?:\([A-Z][\w-]{{1,9}}\))?,?{GAP}?(?:(?<!\w)Army{GAP})?")
FORMER = re.compile(
    r"\b(?:former|ex|then|late|onetime|one-time|previous|outgoing)\b[ \u00a0-]?(?:[\w’'.]+[ \u00a0]){0,3}$",
    re.IGNORECASE,
)
# Words, folded, that may stand between a state and an office of it, or be the body of an office
BETWEEN = frozenset(
    word
    for line in (
        "a acting air and appointed arab armed army cabinet caretaker central chief command corps current de",
        "defence defense department deputy embattled ex facto federal first force forces foreign former general",
        "government ground guard guards high-ranking highest-ranking incoming interim islamic late long-time",
        "longtime marine military ministers ministry national naval navy new newly newly-appointed of office",
        "official outgoing peoples presidential presidents republic retired revolutionary royal ruling senior special",
        "staff state the then top transitional union veteran visiting",
    )
    for word in line.split()
)
JOINED = re.compile(rf"{GAP}and{GAP}")
ADJECTIVE = re.compile(  # what makes "official" one
    rf"{GAP}(?:working{GAP}|state{GAP})?(?:visits?|trips?|tours?|talks|meetings?|ceremony|reception|welcome|invitation"
    rf"|statement|dinner|lunch|duties|business|website|account)\b"
)
ALONE = frozenset(  # offices that a person hardly holds beside another of the list in one article
    (
        "head-of-state",
        "head-of-government",
        "defence-minister",
        "foreign-minister",
        "chief-of-staff",
        "secretary-general",
    )
)
REACH = 120  # code points between an office and the name it belongs to
MANY = ("officials", "leaders", "commanders", "lawmakers", "officers", "experts", "diplomats", "students", "advisers")


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


@dataclass(slots=True)
class Name:
    """A name at text[start:end] with rank, honorific and a short office before it; without them from name_start.

    folded: its words as names.folded gives them, middle initials left out.
    """

    start: int
    name_start: int
    end: int
    words: tuple[str, ...]
    folded: tuple[str, ...] = ()
    rule: str = ""
    rank: str | None = None
    honorific: str | None = None
    country: str | None = None
    surname_first: bool = False
    offices: list[Office] = field(default_factory=list)

    @property
    def titled(self) -> bool:
        """Whether a rank, honorific or office stands directly before the name."""
        return self.rank is not None or self.honorific is not None or bool(self.offices)


class Beside:
    """The titles of one text, and those that belong to a name."""

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self.text = text
        self.countries = lexicons.countries
        self.bodies = lexicons.bodies
        self.hits = list(lexicons.titles.find(text))
        self.starting = {hit.start: hit for hit in self.hits}
        self._ending = {hit.end: hit for hit in self.hits}
        self._starts = [hit.start for hit in self.hits]
        self._ends = [hit.end for hit in self.hits]

    def add_before(self, name: Name) -> None:
        """Take up honorifics, ranks and an office directly before the name; else an office with its body."""
        text, at, office = self.text, name.name_start, None
        while at > 1 and (hit := self._adjoining(at)) is not None:
            if hit.rank or (hit.honorific and not hit.office):
                name.rank = name.rank or (text[hit.start : hit.end] if hit.rank else None)
            elif office is not None or text[hit.start : hit.end].lower().endswith(MANY):
                break
            else:
                office = hit
            name.honorific = name.honorific or hit.honorific
            at = hit.start
            if office is None or text[at].isupper():
                name.start = at
        if office is not None:
            name.offices += self._offices(office)
            return
        if name.rank:
            name.country = self.countries.before(text, at, BETWEEN)[0]
        last = bisect_right(self._ends, at)
        for hit in reversed(self.hits[max(0, last - 3) : last]):
            if at - hit.end > REACH:
                break
            if hit.office and (end := self._body_end(hit, at, name)):
                name.offices.append(self._office(hit, end))
                break

    def covered(self, at: int) -> int:
        """Where the title ends that begins before text[at]; 0 if none does."""
        before = bisect_left(self._starts, at)
        return self._ends[before - 1] if before else 0

    def adjoins(self, at: int) -> bool:
        """Whether a title may stand directly before text[at]."""
        return at - 1 in self._ending or self.text[max(0, at - 2) : at - 1] in (")", ".")

    def _adjoining(self, at: int) -> TitleHit | None:
        """The title that ends where text[at] begins, a bracket like "(retd)" left out."""
        if self.text[at - 1] in " \u00a0" and (hit := self._ending.get(at - 1)):
            return hit
        if self.text[at - 2] == "," and (hit := self._ending.get(at - 2)) and hit.rank and not hit.office:
            return hit  # "General of the Army, X"
        aside = ASIDE.search(self.text, max(0, at - 40), at) if self.text[at - 2] in ")." else None
        return self._ending.get(aside.start()) if aside else None

    def _body_end(self, hit: TitleHit, at: int, name: Name) -> int | None:
        """Where an office with its body ends that stands before text[at]: "Chief of Staff of the Army | General X"."""
        between = self.text[hit.end : at]
        if between[-2:-1] == "," and self.countries.code(between[:-2]) is not None:
            return at - 2  # "Minister of Defence Turkey, X"
        if REST.fullmatch(between):
            return hit.end if len(name.words) > 1 or name.titled else None
        body = BODY_OF.match(self.text, hit.end, at - 2 if between.endswith(" U ") else at)
        if between.endswith(" U ") and body:
            return body.end()  # an address in Myanmar
        return body.end() if body and REST.fullmatch(self.text, body.end(), at) else None

    def add_behind(self, name: Name) -> None:
        """Take up what is told behind a name: "Ali Demir, the Turkish defence minister,"."""
        office = self.behind(name)
        if office is None:
            return
        held = {o.office for o in name.offices if not o.former}
        if held & ALONE and office.office in ALONE and office.office not in held:
            return  # "President X, Turkish Defence Minister confer": two people
        name.offices.append(office)
        link = JOINED.match(self.text, office.span.end)
        other = self.starting.get(link.end()) if link else None
        if other is None or not other.office or self.text[other.end : other.end + 2].strip()[:1].isupper():
            return
        joined = self._office(other, self._of(other))
        joined = replace(joined, span=Span(max(joined.span.start, other.start), joined.span.end))
        name.offices[-1] = replace(office, country=office.country or joined.country)
        name.offices.append(replace(joined, country=joined.country or office.country))

    def behind(self, name: Name) -> Office | None:
        """The first office told behind a name."""
        if self.text[name.end : name.end + 1] not in (" ", "\u00a0", ","):
            return None
        opening = APPOSITION.match(self.text, name.end)
        if opening is None:
            return None
        at = bisect_right(self._starts, opening.end() - 1)
        for hit in self.hits[at : at + 2]:
            if hit.start - opening.end() > 50 or BREAK.search(self.text, opening.end(), hit.start):
                return None
            if not hit.office or self.text[hit.end : hit.end + 1] in ("'", "’"):
                continue
            if hit.honorific == "royal" and self.text[hit.end : hit.end + 4] != " of ":
                continue
            if hit.office == "official" and ADJECTIVE.match(self.text, hit.end):
                continue
            if self.text[hit.end : hit.end + 1] in (" ", "\u00a0") and self.text[hit.end + 1 : hit.end + 2].isupper():
                return None  # the title of the next name
            end = self._of(hit)
            if end > hit.end and self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper():
                return None
            if self.text[name.end] == "," and ACTS.match(self.text, end):
                return None  # "according to X, the president thanked Y": somebody else
            return self._office(hit, end)
        return None

    def _of(self, hit: TitleHit) -> int:
        """Where the body ends that is told behind an office; an office joined to it is none of its words."""
        body = BODY_OF.match(self.text, hit.end)
        if body is None:
            return hit.end
        after = bisect_right(self._starts, hit.end)
        for other in self.hits[after : after + 4]:
            if other.office and JOINED.match(self.text, other.start - 5) and hit.end < other.start - 5 < body.end():
                return other.start - 5
        return body.end()

    def _offices(self, hit: TitleHit) -> list[Office]:
        """An office and one joined before it: "Polish Deputy Prime Minister and Defence Minister"."""
        found = self._office(hit, hit.end)
        before = self._ending.get(found.span.start - 5) if JOINED.match(self.text, found.span.start - 5) else None
        if before is None or not before.office or found.span.start < hit.start:
            return [found]
        other = self._office(before, before.end)
        if {found.office, other.office} == {"head-of-state", "head-of-government"}:
            return [found]  # "the Prime Minister and President X" are two
        return [other, replace(found, country=other.country)]

    def _office(self, hit: TitleHit, until: int) -> Office:
        """The office of a hit, with the country before it or in the body that follows it."""
        text = self.text
        country, start = self.countries.before(text, hit.start, BETWEEN)
        end = until
        if end > hit.end:
            country = country or (
                None if text.startswith("to ", hit.end + 1) else self.countries.within(text, hit.end, end)
            )
        former = bool(FORMER.search(text, max(0, start - 30), hit.start))
        body = any(fold(word) not in BETWEEN for word in text[hit.end : end].split())
        which = hit.office or ""
        if which in ("director", "chairman"):
            small = f"{text[start : hit.start]} {text[hit.end : end]}".lower()
            which = next((office for words, office in self.bodies if words in small), which)
        if body and country is None and hit.office == "head-of-state":
            which = "chairman"  # "president of the shipowners’ union"
        bare = text[hit.start : hit.end].lower() in ("minister", "secretary")
        return Office(Span(start, end), which, country, former, body, bare)
