"""Words that refer without a name: "the Iranian minister", "his Syrian counterpart", "the two sides", "he"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.extract.model import Entity, Mention, Span
from scripts.extract.titles import OfficeWord
from scripts.lexicon import trie_regex

GAP = "[ \u00a0]"
PEOPLE = "officials ministers leaders generals commanders chiefs presidents secretaries diplomats men pair duo"
PEOPLE += " delegations sides parties"
STATES = "countries nations states governments"
QUALITY = (
    "two three four both high-ranking senior top military army navy defense defence foreign visiting friendly brotherly"
)
WORD = r"[A-Za-z][\w.]*"
PLURAL = re.compile(
    rf"\b(?:(?:[Tt]he|[Tt]hese|[Tt]heir|[Bb]oth){GAP}"
    rf"(?P<owners>{WORD}(?:,{GAP}{WORD}){{0,3}}{GAP}and{GAP}{WORD}{GAP})?"
    rf"(?:(?i:{QUALITY.replace(' ', '|')}){GAP}){{0,3}}(?P<people>(?i:{PEOPLE.replace(' ', '|')}))"
    rf"(?P<of>{GAP}of{GAP}{WORD}(?:,{GAP}{WORD}){{0,3}}(?:{GAP}and{GAP}(?:the{GAP})?{WORD})?)?"
    rf"|[Tt]he{GAP}(?P<two>two|three)(?={GAP}(?:had|have|also|met|agreed|discussed|will|said|exchanged|signed|talked|spoke)\b)"
    rf"|(?:[Tt]he{GAP}two|[Tt]heir{GAP}two|[Bb]oth){GAP}(?:[a-z-]+{GAP}(?:and{GAP}[a-z-]+{GAP})?)?"
    rf"(?P<states>{STATES.replace(' ', '|')}))\b"
)
NUMBER = re.compile(r"\b(?:two|both|three|four)\b", re.I)
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
PRONOUN = re.compile(r"\b(?:He|She|he|she)\b")
COUNTERPART = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he){GAP}(?P<nation>[A-Z][\w.]+(?:[ \u00a0-][A-Z]\w+)?){GAP}"
    r"(?:counterpart|colleague|peer|opposite number)\b"
)
# the words before a head: a determiner or possessive, then modifiers
LEFT = re.compile(
    rf"(?P<determiner>\b(?:[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|(?:[A-Z][\w.]+{GAP}){{0,2}}[A-Z][\w.]+(?:[’']s|s[’'])){GAP})?"
    rf"(?P<modifiers>(?:[\w.\[\]-]+{GAP}){{0,6}})$"
)
THE = re.compile(rf"\b[Tt]he{GAP}")
OF_BODY = re.compile(
    rf"{GAP}(?:of|for){GAP}(?:the{GAP})?[A-Z][\w’'-]*(?:{GAP}(?:[A-Z][\w’'-]*|(?:and|of|of{GAP}the|for){GAP}[A-Z][\w’'-]*)){{0,8}}"
)
ADJECTIVAL = re.compile(
    rf"{GAP}(?:[A-Z]|(?:visit|invitation|statement|trip|ceremony|website|talks|news|delegation|guest|welcome|account|media)\b)"
)
BEHIND = re.compile(rf"(?:{GAP}\([A-Z]{{2,6}}\))?,?{GAP}")
PROPER = (  # nouns of bodies and papers: "General Headquarters" is no general
    "Headquarters|Staff|Information|Security|Assembly|Secretariat|Directorate|Command|Agreement|Hospital|Council|Conference|"
    "Election|Motors|Dynamics|Electric"
)
PROPER_BEHIND = re.compile(rf"{GAP}(?:of{GAP})?(?:[A-Z][a-z]+{GAP}){{0,4}}(?:{PROPER})\b")
PROPER_BEFORE = re.compile(
    rf"\b(?:Attorney|Directorate|Secretary|Governor|Consul|Solicitor|Surgeon|Auditor|Director){GAP}$"
)
ADVERB = re.compile(rf"(?:Earlier|Later|Meanwhile|Also|Then|Separately|Previously|Yesterday|Today|However),?{GAP}")
STOP = re.compile(
    r"\b(?:a|an|and|or|but|of|in|on|at|by|for|to|with|from|as|is|was|were|are|be|been|has|have|had|that|which|who|said|says|met|told|"
    r"during|after|before|between|against|than|including|some|any|no|every|each|many|several|two|both|all|other|another|"
    r"new|next|former|late|unnamed|anonymous|unidentified|when|while|where|whose|what|will|would|also|Earlier|Later|"
    r"Meanwhile|Also|Then|Separately|Previously|However)\b[ \u00a0]*"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that refers back (or, in a lead, ahead).

    kind: office, plural, counterpart or pronoun. head: its last word. country: ISO alpha-3 that the phrase tells.
    offices: the classes of office its head may stand for. name: key of the person whose name stands right behind.
    countries, number: of a plural, those it tells, and how many are meant.
    """

    span: Span
    kind: str
    head: str
    country: str | None = None
    offices: frozenset[str] = frozenset()
    name: str | None = None
    countries: tuple[str, ...] = ()
    number: int = 1


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Which classes of office a word may stand for ("minister": defence-minister, foreign-minister, ...)."""

    offices: Mapping[str, frozenset[str]]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, rows: Iterable[OfficeWord]) -> OfficeWords:
        """Compile the rows."""
        offices: dict[str, set[str]] = {}
        for row in rows:
            offices.setdefault(row.word.lower(), set()).add(row.office)
        return cls({w: frozenset(o) for w, o in offices.items()}, trie_regex(offices, ignore_case=True))


class Cover:
    """Which of many spans, if any, a position lies in."""

    def __init__(self, spans: Iterable[Span]):
        self.spans = sorted(spans)
        self.starts = [s.start for s in self.spans]

    def at(self, position: int) -> Span | None:
        """The span that holds the position, None where there is none."""
        index = bisect_left(self.starts, position + 1) - 1
        return self.spans[index] if index >= 0 and position < self.spans[index].end else None


def references(
    text: str,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    titles: Sequence[Span],
    sentences: Sequence[Span],
    words: OfficeWords,
    demonyms: Mapping[str, str],
) -> list[Reference]:
    """All references of a text in order.

    mentions: by position. titles: offices that stand beside a name and so refer to nobody else.
    """
    people = [m.span for m in mentions if m.entity and entities[m.entity].kind == "person"]
    closed = Cover([*titles, *people])
    names = {m.span.start: m.entity for m in mentions if m.entity and entities[m.entity].kind == "person"}
    found = [Reference(Span(m.start(), m.end()), "pronoun", m.group().lower()) for m in PRONOUN.finditer(text)]
    found += [_plural(match, words, demonyms) for match in PLURAL.finditer(text)]
    for match in COUNTERPART.finditer(text):
        country = demonyms.get(match["nation"].replace("\u00a0", " "))
        span = Span(match.start(), match.end())
        found.append(Reference(span, "counterpart", "counterpart", country, name=_behind(text, span.end, names)))
    starts = Cover(sentences)
    for match in words.pattern.finditer(text):
        hyphen = text[match.start() - 1 : match.start()] == "-" or text[match.end() : match.end() + 1] == "-"
        if hyphen or closed.at(match.start()) or _in_a_name(text, match):
            continue
        if office := _office(text, match, entities, mentions, starts, words):
            found.append(replace(office, name=_behind(text, office.span.end, names)))
    found.sort(key=lambda r: (r.span.start, -r.span.end))
    kept: list[Reference] = []
    for reference in found:
        if not kept or reference.span.start >= kept[-1].span.end:
            kept.append(reference)
        elif kept[-1].kind == reference.kind == "office" and reference.span.end > kept[-1].span.end:
            kept[-1] = replace(reference, span=Span(kept[-1].span.start, reference.span.end))
    return kept


def _plural(match: re.Match[str], words: OfficeWords, demonyms: Mapping[str, str]) -> Reference:
    """ "The two sides", "the three defence ministers", "the French and German ministers", "the army chiefs of A"."""
    head = (match["people"] or match["states"] or match["two"]).lower()
    single = {"secretaries": "secretary"}.get(head, head.removesuffix("s"))
    owners = [w for w in re.findall(WORD, f"{match['owners'] or ''} {match['of'] or ''}") if w in demonyms]
    countries = tuple(dict.fromkeys(demonyms[w] for w in owners))
    number = NUMBER.search(match.group())
    end = match.end() if countries or not match["of"] else match.start("of")
    several = max(len(countries), NUMBERS[number.group().lower()] if number else 2)
    offices = words.offices.get(single, frozenset())
    return Reference(Span(match.start(), end), "plural", head, None, offices, None, countries, several)


def _behind(text: str, end: int, names: Mapping[int, str | None]) -> str | None:
    """Whose name stands right behind a phrase: "his Egyptian counterpart, X", "the chief of staff (COS), General X"."""
    match = BEHIND.match(text, end)
    return names.get(match.end()) if match else None


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether an office word is part of another name: "General Headquarters", "the Attorney General"."""
    if match.group().lower() == "official" and ADJECTIVAL.match(text, match.end()):
        return True
    if not match.group()[0].isupper():
        return False
    before = PROPER_BEFORE.search(text, max(0, match.start() - 20), match.start())
    return before is not None or PROPER_BEHIND.match(text, match.end()) is not None


def _office(
    text: str,
    match: re.Match[str],
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    sentences: Cover,
    words: OfficeWords,
) -> Reference | None:
    """The definite phrase around an office word; None where it is not definite or titles the name that follows."""
    left = LEFT.search(text, max(0, match.start() - 100), match.start())
    if left is None:
        return None
    start = left.start("modifiers")
    for stop in STOP.finditer(text, start, match.start()):
        start = stop.end()
    definite = False
    if left["determiner"] and start == left.start("modifiers"):
        start, definite = left.start("determiner"), True
    elif (the := THE.search(text, start, match.start())) is not None:
        start, definite = the.start(), True
    of = OF_BODY.match(text, match.end())
    span = Span(start, of.end() if of else match.end())
    owners = [m for m in within(mentions, span) if m.entity and entities[m.entity].kind != "person"]
    sentence = sentences.at(start)
    opens = sentence is not None and not re.search(
        r"\w", text[sentence.start : start].removeprefix(_adverb(text, sentence))
    )
    titled = opens and text[start].isupper() and match.group()[0].isupper()
    if not definite and not (opens and owners) and not titled:
        return None
    country = next((c for m in owners if m.entity and (c := entities[m.entity].country)), None)
    word = " ".join(match.group().lower().replace("\u00a0", " ").split())
    return Reference(span, "office", word.split()[-1], country, words.offices[word])


def _adverb(text: str, sentence: Span) -> str:
    """The adverb that opens a sentence, "" where there is none."""
    match = ADVERB.match(text, sentence.start)
    return match.group() if match else ""


def within(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """The mentions, given by position, that lie within a span."""
    low = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    high = bisect_left(mentions, span.end, key=lambda m: m.span.start)
    return [m for m in mentions[low:high] if m.span.end <= span.end]
