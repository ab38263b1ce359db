"""Instruments that a sentence tells as signed or reached, names, or speaks of."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.extract.event_words import AgreementWords, plain
from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import GAP, Scene, within
from scripts.extract.signing import BY_ITSELF, DETERMINER, HYPHEN, parties_of, signing, states_joined
from scripts.lexicon import words as words_of

NOT_MATTER = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b"
)
SMALL = r"(?:of|on|for|and|in|the|between|to)"
MODIFIER = re.compile(r"[“”\"‘’']?[\w.’–-]+[“”\"’']?,?$")
MODIFIERS = 7  # before a noun, at most
OPENING = "“\"‘'"
BREAKS = re.compile(
    r"\b(?:and|or|to|of|with|in|on|at|by|for|from|under|as|is|was|were|are|be|been|has|have|had|that|which|who|said|after|before|between|during|also|"
    r"will|would|recently)\b[ \u00a0]*"
)
NAMED = re.compile(rf"(?:[A-Z][\w.’'-]*{GAP}(?:{SMALL}{GAP})*){{1,7}}$")
MATTER = re.compile(  # of a proper name: "Protocol | on Data Exchange and Maritime Safety"
    rf"{GAP}(?:on|for|concerning|regarding|of(?<=(?:reaty|ntion).of)){GAP}(?:the{GAP})?(?!{NOT_MATTER})[A-Z][\w’'-]*"
    rf"(?:{GAP}(?:(?:and|of|on|for|in){GAP}(?:the{GAP})?)?(?!{NOT_MATTER})[A-Z][\w’'-]*){{0,8}}"
)
STOP = (
    "that which who whose was were is are has have had will would between with by after before when while during in at "
    "to on from under as said signed reached concluded including both a an"
)
ON = re.compile(
    rf"(?:{GAP}\([A-Z][A-Za-z]{{1,6}}\))?{GAP}(?:on|covering|concerning|regarding|about){GAP}"
    rf"(?!\d|{NOT_MATTER})(?P<what>(?:(?!(?:{STOP.replace(' ', '|')})\b)[\w’'-]+(?:{GAP}|$|(?=[,.;:”“\"()]))){{1,9}})"
)
CHAINED = re.compile(rf"\b(?:cessation|status|exchange|transfer|suspension|release|protection){GAP}of{GAP}$")
PAST = re.compile(rf"{GAP}(?:already{GAP})?(?:signed|concluded|inked|reached){GAP}(?:by|between|in|on|earlier|last)\b")
TAIL = re.compile(r"[^,.;:”“\"()]*?(?=[,.;:”“\"()]|[ \u00a0](?:is|was|are|were|has|have|had|will|would|said|says)\b|$)")
NOT_NOUN = re.compile(rf"(?:\b(?:to|will|would|can|could|must|should|great|good|big|raw|in|how|they|we|who)){GAP}$")
ARTICLE = re.compile(r"^(?:(?:the|an?|this|that|its|their|new|recent|signed) )+", re.I)
AHEAD = re.compile(rf"\b(?:set|due|expected|scheduled|plan|plans|planned|about|close|ready){GAP}to{GAP}[^.;:]{{0,50}}$")
ABBREVIATION = re.compile(r"(?<!\w)[A-Z][A-Za-z]?[A-Z]{1,5}(?!\w)")
SUCH = re.compile(r"\bsuch\b")
BOTH = re.compile(rf"{GAP}and{GAP}(?:\w+{GAP})?")
YEAR = re.compile(rf"{GAP}(?:of|from){GAP}$|{GAP}\($")
COMMON = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "new", "recent", "signed", "of", "and", "on", "for", "in", "s"}
)
CALENDAR = words_of(  # "the August 9th document" is told by no more than its day
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday st nd rd th"
)
PLURAL = re.compile(r"(?:s|moranda)$|(?:s|moranda) of ")


@dataclass(frozen=True, slots=True)
class Instrument:
    """An agreement as one sentence tells it. named: its proper name, if any; signed: told as signed or reached;
    words: those of the span;
    sides: the countries of the parties, or what they are if they have none. witnesses: who was there and did not sign.
    dated: whether a year is part of its description, by which it is known as by a name. people: who signed.
    known: whether its signing only tells which one it is ("the pact signed by A"). heading: told in the headline.
    matter: the words of what it is on, without those that any agreement may have.
    beside: who met the signers there, or met where no signers are told: their states are parties.
    """

    span: Span
    title: str
    noun: str
    kind: str
    status: str
    named: str | None
    signed: bool
    plural: bool
    definite: bool
    parties: tuple[Mention, ...]
    date: DateExpression | None
    place: Mention | None
    rule: str
    words: str
    sides: frozenset[str]
    witnesses: tuple[Mention, ...] = ()
    dated: bool = False
    known: bool = False
    heading: bool = False
    people: frozenset[str] = frozenset()
    beside: tuple[Mention, ...] = ()
    matter: frozenset[str] = frozenset()

    @property
    def founding(self) -> bool:
        """Whether it tells of an agreement by itself, and not of one that was told before."""
        return self.signed or self.named is not None or self.dated

    @property
    def descriptors(self) -> frozenset[str]:
        """The words that tell it from others: those of its title without articles and the noun; defence is defense."""
        words = set(re.findall(r"[a-z]+", self.title.lower().replace("defence", "defense")))
        return frozenset(words - COMMON - CALENDAR - set(self.noun.split()))


def instruments(scene: Scene, words: AgreementWords, short: Mapping[str, str]) -> list[Instrument]:
    """The instruments that one sentence speaks of, in order. short: as of AgreementWords.short."""
    start, end = scene.span
    found = [(match, plain(match.group())) for match in scene.starting(words.nouns)]
    for match in abbreviations(scene.text, short, start, end) if short else ():
        if scene.text[match.start() - 1 : match.start()] != "(":
            found.append((match, short[match.group()]))
    found.sort(key=lambda f: f[0].start())
    items = [
        _instrument(scene, match, noun, words)
        for i, (match, noun) in enumerate(found)
        if not (i and _doubled(scene.text, found[i - 1][0], match))
    ]
    return [item for item in items if item]


def abbreviations(
    text: str, short: Mapping[str, str], start: int = 0, end: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """Where abbreviations that the text gives to instruments stand in text[start:end]."""
    return (match for match in ABBREVIATION.finditer(text, start, end) if match.group() in short)


def _doubled(text: str, before: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a plural only doubles the one before it: "eight agreements and memoranda"."""
    plural = PLURAL.search(before.group().lower()) and PLURAL.search(match.group().lower())
    return bool(plural and BOTH.fullmatch(text, before.end(), match.start()))


def _instrument(scene: Scene, match: re.Match[str], noun: str, words: AgreementWords) -> Instrument | None:
    text, kind = scene.text, words.kinds[noun]
    if NOT_NOUN.search(text, max(scene.span.start, match.start() - 12), match.start()):
        return None
    start, definite = _phrase(scene, match, words)
    named = _name(scene, match)
    if named is not None:
        start = min(start, named.start)
    stage, verb_at, after = signing(scene, match, start, kind, words)
    if SUCH.search(text, start, match.start()):  # "the first such pact" is one told before
        stage, definite = None, True
    signed = stage is not None
    definite = definite or scene.paragraph.kind == "headline"  # it sums up what the article introduces
    year = _year(scene, start, match.start(), named.end if named else match.end())
    if not (signed or named or (definite and kind in BY_ITSELF)):
        return None
    if named and not signed and (kind == "paper" or (kind == "declaration" and match.group().islower())):
        return None
    parties, witnesses = parties_of(scene, match.end(), verb_at, after)
    parties = parties or tuple(states_joined(scene, start, match.start(), HYPHEN))
    known = verb_at is None and PAST.match(text, match.end()) is not None
    if known:  # "a guarantor of the agreement signed by the parties": those who fought
        parties = tuple(m for m in parties if m.rule != "plural-reference" or m.span.of(text) != "the parties")
    begin = min([start, *([verb_at] if verb_at is not None else [])])
    tail = TAIL.match(text, max(match.end(), after), scene.span.end)
    span = Span(begin, tail.start() + len(tail.group().rstrip()) if tail else match.end())
    point = verb_at if verb_at is not None else after - 1  # in the verb of signing, if it stands behind
    return Instrument(
        span,
        " ".join(re.sub(r"[“”‘’\"]|(?<!\w)'", "", text[start : named.end if named else match.end()]).split()),
        plain(match.group()),
        kind,
        _status(
            scene,
            match,
            words,
            stage or ("planned" if AHEAD.search(text, max(scene.span.start, begin - 60), begin) else None),
        ),
        named.of(text) if named else None,
        signed,
        bool(PLURAL.search(noun)),
        definite,
        parties,
        year or (_date(scene, point, after, words) if stage in ("signed", "planned") else None),
        scene.place(point) if stage in ("signed", "planned") else None,
        "instrument-signed" if signed else "instrument-named" if named else "instrument-definite",
        span.of(text),
        frozenset(scene.entities[m.entity].country or m.entity for m in parties if m.entity),
        witnesses,
        year is not None and definite,
        known,
        scene.paragraph.kind == "headline",
        frozenset(m.entity for m in parties if signed and m.entity and scene.kind(m) == "person"),
        matter=frozenset() if named else _matter(text, match.end(), scene.span.end, words),
    )


def _matter(text: str, start: int, end: int, words: AgreementWords) -> frozenset[str]:
    """What an instrument that ends at text[start] is on: "an agreement | on mine clearance in the lake"."""
    told = ON.match(text, start, end)
    found = re.findall(r"[a-z]+", told["what"].lower().replace("defence", "defense")) if told else []
    return frozenset(found) - words.commonplace - COMMON - CALENDAR


def _date(scene: Scene, point: int, after: int, words: AgreementWords) -> DateExpression | None:
    """The date of a signing told at a point; not that of another instrument told as signed between the two."""
    date = scene.date(point)
    for other in words.nouns.finditer(scene.text, after, date.span.start) if date else ():
        assert date
        verb = words.verbs.search(scene.text, other.end(), date.span.start)
        if verb and verb.group().endswith("ed"):
            return None
    return date


def _year(scene: Scene, start: int, noun: int, end: int) -> DateExpression | None:
    """The year that is part of its description: "the 2015 pact", "the protocol of 1998"."""
    for date in within(scene.dates, start, end + 9):
        if start <= date.span.start < noun or (
            end < date.span.start <= end + 8 and YEAR.fullmatch(scene.text, end, date.span.start)
        ):
            return date if date.edtf and len(date.edtf) == 4 else None
    return None


def _name(scene: Scene, match: re.Match[str]) -> Span | None:
    """The proper name that ends with an instrument's noun: capitals before it, not those alone that open a sentence."""
    text = scene.text
    if scene.paragraph.kind == "headline":  # where any word may have a capital
        return None
    found = NAMED.search(text, max(scene.span.start, match.start() - 90), match.start())
    matter = MATTER.match(text, match.end(), scene.span.end) if match.group()[0].isupper() else None
    if matter and any(within(some, match.end(), matter.end()) for some in (scene.actors, scene.places)):
        matter = None  # "Agreement on Norland"
    end = matter.end() if matter else match.end()
    if found is None:
        return Span(match.start(), end) if matter else None
    start = found.start()
    opens = not re.search(r"\w", text[scene.span.start : start])
    if article := re.match(rf"(?:The|A|An|This|That|These|Our|Its){GAP}", text[start : match.start()]):
        start += article.end()
    elif opens and not match.group()[0].isupper():
        return None  # the first word of a sentence has a capital anyway
    words = Span(start, match.start() - 1)
    if words.start >= words.end or _of_states(scene, words):
        return Span(match.start(), end) if matter else None
    return Span(start, end)


def _of_states(scene: Scene, words: Span) -> bool:
    """Whether nothing but states is named: "Kenyan", "Kenya-Rwanda", which is no name of an instrument."""
    text = words.of(scene.text)
    for mention in within(scene.actors, words.start - 40, words.end):
        if mention.span.holds(words) and mention.form == "demonym":
            return True
        if scene.kind(mention) == "state" and mention.form != "metonym":  # "the Minsk Agreements" is a name
            text = text.replace(mention.span.of(scene.text), "")
    return not re.search(r"\w", text)


def _phrase(scene: Scene, match: re.Match[str], words: AgreementWords) -> tuple[int, bool]:
    """Where the noun phrase of an instrument begins, and whether it is definite."""
    text = scene.text
    start = _modified(text, max(scene.span.start, match.start() - 90), match.start())
    for stop in BREAKS.finditer(text, start, match.start()):
        if not CHAINED.search(text, max(start, stop.start() - 16), stop.end()):
            start = stop.end()
    for verb in words.verbs.finditer(text, start, match.start()):
        known = verb.group().lower() in ("signed", "renewed", "updated") and DETERMINER.search(
            text, start, verb.start()
        )
        if verb.end() < match.start() and not known:  # "the newly signed pact"
            start = verb.end() + 1
    if found := list(DETERMINER.finditer(text, start, match.start())):
        article = found[-1].group().strip().lower()
        return found[-1].start(), article in ("the", "this", "that", "these", "those")
    return start, False


def _status(scene: Scene, match: re.Match[str], words: AgreementWords, stage: str | None) -> str:
    around = scene.text[max(scene.span.start, match.start() - 60) : match.start()]
    behind = scene.text[match.end() : min(scene.span.end, match.end() + 90)]
    for name, pattern, status in words.stages:
        where = behind if name == "follow-up" else around + behind if name == "ended" else around
        if pattern.search(where) and not (stage and name == "in-force"):
            return status
    return stage or "in_force"


def _modified(text: str, start: int, end: int) -> int:
    """Where the words that may qualify a noun at text[end] begin, in text[start:end]: no marks but for quotation."""
    *words, last = text[start:end].replace("\u00a0", " ").split(" ")
    if len(last) > 1 or last not in OPENING:
        return end - 1 if last[-1:] in OPENING else end
    at = end - len(last)
    for word in reversed(words[-MODIFIERS:]):
        found = MODIFIER.search(word)
        if found is None:
            break
        at -= 1 + len(word) - found.start()
        if found.start():
            break
    return at
