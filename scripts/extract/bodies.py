"""Bodies that every state has, by pattern: "the Syrian Army", "Iran’s Defense Ministry", "Ministry of Defense of Chad".

A head word of seeds/reference/bodies.csv takes its state from the name, adjective or seat before it, or from "of" and a
state or another body behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.extract.model import Layout, Span
from scripts.extract.names import slug
from scripts.lexicon import Finder, made_plain, small
from scripts.reference import BodyWord

BLANK = r"[ \u00a0]"
CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w-]*(?:['’](?!s\b)\w+)?"
GAP = re.compile(
    rf"(?P<whose>['’]s?)?(?:{BLANK}|-)(?:(?:national|federal|central|new|former|interim|transitional|regular|ruling|current|occupying|"
    rf"democratically[- ]elected|elected|legitimate|own|top|main|(?P<proper>{CAPITAL})){BLANK}){{0,2}}"
)
OF = re.compile(rf"{BLANK}+(?:of|for|in){BLANK}+(?:[Tt]he{BLANK}+)?")
# a word that is as often an adjective is a body only where no noun of its own follows
LOOSE = frozenset({"military", "intelligence", "opposition", "police"})
NOUN = re.compile(
    rf"{BLANK}+(?!(?:and|or|but|in|on|at|to|of|for|by|with|from|against|as|that|which|who|is|are|was|were|has|have|had|will|would|can|"
    r"could|should|may|might|must|said|says|did|does|also|over|during|after|before|near|into|under|since|while|when|not|then|"
    r"it|they|he|she|we|itself|themselves|if|because|though|although|so|where|whose|through|among|amid|between|about|across|"
    r"inside|outside|along|despite|until|than|still|now|here|there|alone|again|too|"
    rf"\w+ed)\b)[a-z]"
)
MINISTRIES = ("ministry", "department")
OF_SUBJECT = re.compile(
    rf"{BLANK}(?:of|for){BLANK}(?:the{BLANK})?(?P<of>{CAPITAL}(?:(?:,?{BLANK}and|,)?{BLANK}{CAPITAL}){{0,4}})"
)
SUBJECT = re.compile(rf"(?<!\w){CAPITAL}(?:{BLANK}(?:and{BLANK})?{CAPITAL}){{0,2}}{BLANK}$")  # "Oil" of "Oil Ministry"
NAMED_LEFT = re.compile(rf"(?<![\w&/.’'-])(?:(?:{CAPITAL}|\d+(?:st|nd|rd|th)|[A-Z]\.)(?:{BLANK}&)?{BLANK}){{1,6}}$")
NAMED_RIGHT = re.compile(
    rf"(?:{BLANK}General(?={BLANK}of\b))?{BLANK}(?:of|for|on|against){BLANK}(?:the{BLANK})?(?=[A-Z]\w*[a-z])"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May\b|June|July|August|September|October|"
    r"November|December)"
    rf"{CAPITAL}(?:{BLANK}{CAPITAL}){{0,3}}"
)
WINDOW = 110  # code points before the last word of a proper name
OPENERS = re.compile(
    rf"(?:(?:The|A|An|To|In|On|At|One|Two|Three|But|And|As|For|From|By|With|Its|His|Her|Their|Our|This|That|These|Since|While|When|After|Before|"
    r"Also|According|Meanwhile|However|If|Under|Both|Earlier|Last|Another|Some|Many|All|Most|Other|Former|Deputy|President|"
    rf"Minister|Chairman|General|Commander|Chief|Director|Head|Secretary|Senior|Spokesman|Mr\.|Mrs\.|Ms\.){BLANK}(?:of{BLANK}|the{BLANK}|for{BLANK}){{0,2}})+"
)
NEXT = re.compile(rf"(?:['’]s?)?{BLANK}*")
# what has a body in its name and is none
DEED = re.compile(
    rf"{BLANK}(?:(?:Cooperation|Information|Partnership|Framework){BLANK})?(?:Agreements?|Accords?|Treat(?:y|ies)|Pacts?|"
    r"Memorandum|Protocol|Convention|Act|Bill|Resolutions?|Doctrine|Summit|Conference|Dialogue|Exhibition|Award|Report)\b"
)
# "division", "command" and the like are military beside such words only
ARMED = re.compile(
    r"\d(?:st|nd|rd|th)\b|-led\b|\b(?:Armou?red|Infantry|Airborne|Air|Aerospace|Naval|Navy|Army|Marines?|Guards?|Mechani[sz]ed|"
    r"Tank|Artillery|Missiles?|Rockets?|Expeditionary|Strategic|Special|Joint|Combined|Military|Northern|Southern|Eastern|"
    r"Western|Central|Theat(?:er|re)|Forces?|Cyber|Space|Indo-Pacific|Pacific|Africa|European|Defen[cs]e|Mountain|"
    r"Commando|Reaction|Refuell?ing|Maintenance|Operations|Counter|Global|International|Arab|Sea)\b"
)
BROADCAST = re.compile(r"\b(?:News|TV|Television|Radio|Broadcast\w*|Media)\b")
THE = re.compile(r"\b[Tt]he[ \u00a0]$")
ALLIED = re.compile(rf"(?:{BLANK}military)?{BLANK}forces\b")
POSSESSED = re.compile(rf"['’]s?{BLANK}")
OFFICE = re.compile(rf"(?:Minister|Secretary){BLANK}(?:of|for){BLANK}(?:the{BLANK})?$", re.I)  # his office, no body


@dataclass(slots=True)
class Owner:
    """Words that tell whose body it is. adjective: needs no ’s before a lower-case head; seat: a capital."""

    span: Span
    country: str
    adjective: bool
    seat: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the text names it; country None where no word tells whose it is; body "state": the state itself."""

    span: Span
    body: str
    kind: str
    label: str
    country: str | None
    rule: str


class Bodies:
    """The compiled head words."""

    def __init__(self, words: Sequence[BodyWord]) -> None:
        self.rows: Mapping[str, BodyWord] = {w.word: w for w in words}
        self.heads = Finder({w.word for w in words if w.body != "named"}.union(MINISTRIES))
        self.last = Finder(_capitals(w.word) for w in words if w.body == "named")

    def find(self, layout: Layout, owners: Sequence[Owner]) -> list[Body]:
        """Bodies in a text, in no order; some may overlap. Headlines have capitals enough to make names of anything."""
        text = layout.text
        plain = made_plain(text)
        ends = [o.span.end for o in owners]
        starts: dict[int, tuple[int, str | None]] = {o.span.start: (o.span.end, o.country) for o in owners}
        found: list[Body] = []
        for span, row in sorted(self._heads(text, plain, starts), key=lambda h: (-h[0].start, h[0].end)):
            body = self._left(text, span, row, owners, ends) or self._right(text, span, row, starts)
            if body is None and _alone(text, span, row):
                body = Body(span, row.body, row.kind, row.label or "", None, "body-alone")
            if body is not None:
                found.append(body)
                if body.country:
                    starts[body.span.start] = (body.span.end, body.country)
        headlines = [p.span for p in layout.paragraphs if p.kind == "headline"]
        named = [b for b in self._named(text, plain) if not any(h.holds(b.span) for h in headlines)]
        return found + _outside(named, found)

    def _heads(
        self, text: str, plain: str, starts: Mapping[int, tuple[int, str | None]]
    ) -> list[tuple[Span, BodyWord]]:
        heads = []
        for word, start, end in self.heads.find(small(plain)):
            if word in MINISTRIES:
                ministry = _ministry(text, Span(start, end), starts)
                heads += [ministry] if ministry else []
            elif not (word in LOOSE and NOUN.match(text, end)):
                heads.append((Span(start, end), self.rows[word]))
        return heads

    def _left(self, text: str, span: Span, row: BodyWord, owners: Sequence[Owner], ends: Sequence[int]) -> Body | None:
        """ "the Syrian Arab Army", "Iran’s Defense Ministry", "the Damascus government"."""
        at = bisect_right(ends, span.start) - 1
        if at < 0 or span.start - ends[at] > 45:
            return None
        owner = owners[at]
        gap = GAP.fullmatch(text, owner.span.end, span.start)
        high = text[span.start].isupper()
        if gap is None or (gap["proper"] and not high):
            return None
        if owner.seat and row.body not in ("government", "state"):
            return None
        if not (owner.adjective or gap["whose"] or high or owner.seat):
            return None
        rule = "body-state" if row.body == "state" else "body-of-state"
        return Body(Span(owner.span.start, span.end), row.body, row.kind, row.label or "", owner.country, rule)

    def _right(self, text: str, span: Span, row: BodyWord, starts: Mapping[int, tuple[int, str | None]]) -> Body | None:
        """ "Ministry of Defense of Turkey", "General Staff of the Syrian Armed Forces"."""
        of = OF.match(text, span.end)
        owner = starts.get(of.end()) if of else None
        if owner is None or row.body == "state" or not ((of and "of" in of[0]) or row.alone):
            return None
        return Body(Span(span.start, owner[0]), row.body, row.kind, row.label or "", owner[1], "body-of")

    def _named(self, text: str, plain: str) -> list[Body]:
        """Proper names that end in a word such as Committee or Brigade."""
        found = []
        for word, last, end in self.last.find(plain):
            row, start = self.rows[word.lower()], last
            if left := NAMED_LEFT.search(text, max(0, last - WINDOW), last):
                opener = OPENERS.match(text, left.start(), last)
                start = opener.end() if opener else left.start()
                for owner in POSSESSED.finditer(text, start, last):
                    start = owner.end()
            right = NAMED_RIGHT.match(text, end)
            if start >= last and not right:
                if row.alone:
                    forces = ALLIED.match(text, end)
                    span = Span(last, forces.end() if forces else end)
                    found.append(Body(span, "named", row.kind, text[last:end], None, "body-alone"))
                continue
            if DEED.match(text, end):
                continue
            span = Span(start, right.end() if right else end)
            label = " ".join(span.of(text).split())
            found.append(Body(span, "named", _kind(row, label), label, None, "body-named"))
        return found


def _alone(text: str, span: Span, row: BodyWord) -> bool:
    """Whether a head word without a state names a body: "the Defense Ministry", "the Navy", "state media"."""
    if row.alone is None or OFFICE.search(text, max(0, span.start - 20), span.start) or DEED.match(text, span.end):
        return False
    if row.alone == "the" and (
        NOUN.match(text, span.end)
        or NAMED_RIGHT.match(text, span.end)
        or not THE.search(text, max(0, span.start - 4), span.start)
    ):
        return False
    return row.alone == "any" or _capitalised(span.of(text))


def _kind(row: BodyWord, name: str) -> str:
    """The kind of a body by its proper name: "Division" and "Network" may be those of a firm."""
    doubtful = {"military": ARMED, "media": BROADCAST if row.word == "network" else None}.get(row.kind)
    return row.kind if doubtful is None or doubtful.search(name) else "other"


def _outside(named: Sequence[Body], found: Sequence[Body]) -> list[Body]:
    """Proper names that do not run out of a body that began before them ("Ministry of [Defence Headquarters]")."""
    at = sorted((b.span for b in found), key=lambda s: s.start)
    starts = [s.start for s in at]
    kept = []
    for body in named:
        before = bisect_right(starts, body.span.start - 1) - 1
        if before < 0 or at[before].end <= body.span.start:
            kept.append(body)
    return kept


def _ministry(text: str, word: Span, starts: Mapping[int, tuple[int, str | None]]) -> tuple[Span, BodyWord] | None:
    """A ministry by its subject, with a row of its own: "Ministry of Works", "Oil Ministry"; None for the bare word."""
    if not text[word.start].isupper():
        return None
    if of := OF_SUBJECT.match(text, word.end):
        span, subject = Span(word.start, of.end()), of["of"]
    else:
        own = SUBJECT.search(text, max(0, word.start - 48), word.start)
        if own is None or not text.startswith("Ministry", word.start):
            return None
        begin = own.start()
        while begin in starts:  # "Iranian Oil Ministry": the state is not the subject of the ministry
            begin = _next_word(text, starts[begin][0])
        if opener := OPENERS.match(text, begin, word.start):
            begin = opener.end()
        span, subject = Span(begin, word.end), text[begin : word.start].strip()
    if not subject:
        return None
    return span, BodyWord(subject, f"{slug(subject)}-ministry", "government", f"Ministry of {subject}", "yes", "")


def _next_word(text: str, end: int) -> int:
    """Where the word after a name begins, a possessive ’s left out."""
    match = NEXT.match(text, end)
    return match.end() if match else end


def _capitals(word: str) -> str:
    return " ".join(part.capitalize() for part in word.split())


def _capitalised(words: str) -> bool:
    return all(w[0].isupper() or w in ("of", "and", "the", "for") for w in words.split())
