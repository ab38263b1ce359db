"""What stands beside a name: ranks and forms of address, offices before it and behind it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from scripts.extract.lexicons import GAP, Lexicons
from scripts.extract.model import Span
from scripts.extract.offices import BETWEEN, BODY_OF, LISTED, STATE_BEHIND, Office, Offices
from scripts.extract.titles import TitleHit

ASIDE = re.compile(  # between a title and what follows it: "General (retd) X", "Chief of Army Staff (COAS) General X"
    rf"{GAP}?\({GAP}?(?:[Rr](?:et(?:d|ired)?)?\.?|[A-Z][A-Za-z]{{1,7}}|[A-Z][a-z]+(?:,?{GAP}(?:and{GAP})?[A-Z][a-z]+){{1,3}})\){GAP}?$|,?{GAP}(?:retd\.?|Retd\.?|Ret\.){GAP}$"
)
APPOSITION = re.compile(
    rf"(?:{GAP}\((?:[Rr]et(?:d|ired)?\.?|\d\d)\))?(?:,|{GAP}[–—-]){GAP}(?:who{GAP}(?:is|was|serves{GAP}as|served{GAP}as){GAP})?(?:(?:[A-Z][\w-]*{GAP}){{1,3}}member(?:{GAP}of{GAP}[^,.\n]{{1,60}})?,{GAP})?(?:(?:the|a|an|its|their|his){GAP})?"
    # "congratulated X on his appointment as Pakistan’s chief of army staff"
    rf"|{GAP}(?:on|upon|for|after|following){GAP}(?:his|her){GAP}(?:recent{GAP})?"
    rf"(?:appointment|election|re-election|promotion|nomination|selection){GAP}(?:as|to){GAP}(?:(?:the|a){GAP})?(?:new{GAP})?"
)
ACTS = re.compile(rf"{GAP}(?:also{GAP})?(?:said|told|says|met|will|would|has|had|is|was|[a-z]{{2,}}ed)\b")
BREAK = re.compile(
    r"[.,;:()\n]|\b(?:and|or|with|met|told|said|by|to|that|on|in|at|from|after|before|during"
    r"|called|as|was|has|had|will|would|meets?|visits?|hosts?|receives?|of|who(?! (?:is|was)\b)|paid|made|while|when"
    r"|whose|where|which)\b"
)
# What may stand between an office with its body and a name with its title: "… Forces (ENDF), | Field Marshal X"
REST = re.compile(rf"{GAP}?(?:\({GAP}?[A-Z][\w-]{{1,9}}{GAP}?\))?,?{GAP}?(?:(?<!\w)Army{GAP})?")
NEXT = re.compile(rf"{GAP}\([A-Z][A-Z-]{{1,6}}\),{GAP}[A-Z]")
STYLES = frozenset(("ambassador", "legislator", "professional"))  # offices that are forms of address too
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
COUNTERPART = "counterpart"  # the class in offices.csv of "his counterpart"
REACH = 120  # code points between an office and the name it belongs to
MANY = ("officials", "leaders", "commanders", "lawmakers", "officers", "experts", "diplomats", "students", "advisers")


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


class Beside(Offices):
    """The titles of one text, and those that belong to a name."""

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        super().__init__(text, lexicons)
        self._taken: set[int] = set()  # where offices begin that are a name's already

    def add_before(self, name: Name) -> None:
        """Take up honorifics, ranks and an office directly before the name; else an office with its body."""
        text, at, office = self.text, name.name_start, None
        start = name.start  # before the office was reached
        while at > 1 and (hit := self._adjoining(at)) is not None:
            if hit.rank or (hit.honorific and not hit.office):
                name.rank = name.rank or (text[hit.start : hit.end] if hit.rank else None)
            elif office is not None or text[hit.start : hit.end].lower().endswith(MANY):
                break
            else:
                office, start = hit, name.start
            name.honorific = name.honorific or hit.honorific
            at = hit.start
            if office is None or text[at].isupper():
                name.start = at
        if office is not None:
            outer = self.outer(office)
            name.start = start if outer else name.start
            name.offices += [self.office(outer, office.end)] if outer else self.offices(office)
            if office.office not in STYLES or text[at - 2] != ",":
                return
        elif name.rank:
            name.country = self.countries.before(text, at, BETWEEN)[0]
        last = bisect_right(self.ends, at)
        for index in range(last - 1, max(-1, last - 4), -1):
            hit = self.hits[index]
            if at - hit.end > REACH:
                break
            if hit.start in self._taken:
                break
            if hit.office and not self.of_another(hit) and (end := self._body_end(hit, at, name)):
                name.offices.append(self.office(self.outer(hit) or hit, end))
                break

    def take(self, name: Name) -> None:
        """Keep the offices before a name for it alone."""
        for office in name.offices:
            self._taken.add(self.starts[bisect_left(self.starts, office.span.start)])

    def adjoins(self, at: int) -> bool:
        """Whether a title may stand directly before text[at]."""
        return at - 1 in self.ending or self.text[max(0, at - 2) : at - 1] in (")", ".")

    def _adjoining(self, at: int) -> TitleHit | None:
        """The title that ends where text[at] begins, a bracket like "(retd)" left out."""
        if self.text[at - 1] in " \u00a0" and (hit := self.ending.get(at - 1)):
            return hit
        hit = self.ending.get(at - 2) if self.text[at - 2] == "," else None
        if hit and (hit.office == COUNTERPART or (hit.rank and not hit.office)):
            return hit  # "his Rwandan counterpart, X", "General of the Army, X"
        aside = ASIDE.search(self.text, max(0, at - 40), at) if self.text[at - 2] in ")." else None
        return self.ending.get(aside.start()) if aside else None

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
        end = self.body(hit, at)
        return end if end and REST.fullmatch(self.text, end, at) else None

    def add_behind(self, name: Name) -> None:
        """Take up what is told behind a name: "Ali Demir, the Turkish defence minister,"."""
        office = self.behind(name)
        if office is None:
            return
        held = {o.office for o in name.offices if not o.former}
        if held and NEXT.match(self.text, office.span.end):
            return  # "Commander X, the inspector general of police (IGP), Y": the office of the next
        if held & ALONE and office.office in ALONE and office.office not in held:
            return  # "President X, Turkish Defence Minister confer": two people
        name.offices.append(office)
        self._taken.add(self.starts[bisect_left(self.starts, office.span.start)])
        link = LISTED.match(self.text, office.span.end)
        other = self.starting.get(link.end()) if link else None
        if link is None or other is None or not other.office or self.titles_next(other):
            return
        joined = self.office(other, self.of(other))
        if "and" not in link.group() and self.text[joined.span.end : joined.span.end + 1] not in ",;.)\n":
            return
        self._taken.add(other.start)
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
        at = bisect_right(self.starts, opening.end() - 1)
        for hit in self.hits[at : at + 2]:
            if hit.start - opening.end() > 50 or BREAK.search(self.text, opening.end(), hit.start):
                return None
            if not hit.office or self.text[hit.end : hit.end + 1] in ("'", "’"):
                continue
            if hit.honorific == "royal" and self.text[hit.end : hit.end + 4] != " of ":
                continue
            if hit.office == "official" and ADJECTIVE.match(self.text, hit.end):
                continue
            if self.titles_next(hit):
                return None
            end = self.of(hit)
            if end > hit.end and self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper():
                return None
            if self.text[name.end] == "," and opening.group()[-4:-1].lower() == "the" and ACTS.match(self.text, end):
                return None  # "according to X, the president thanked Y": somebody else
            office = self.office(hit, end)
            state = None if office.country else STATE_BEHIND.match(self.text, end)
            if state and (country := self.countries.code(state["state"])):
                return replace(office, span=Span(office.span.start, state.end()), country=country)
            return office
        return None
