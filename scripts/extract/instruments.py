"""Instruments that a sentence tells as signed or reached, names, or speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.extract.meetings import EventWords
from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import GAP, Scene
from scripts.lexicon import trie_regex

REACH = 110  # code points between a verb of signing and its instrument
SHORT = re.compile(rf"\b(?P<noun>\w+(?:{GAP}of{GAP}\w+)?){GAP}\((?P<short>[A-Z][A-Za-z]?[A-Z]{{1,5}})\)")
BY_ITSELF = frozenset({"agreement", "memorandum", "treaty", "letter_of_intent"})  # others only where signed or named
SMALL = r"(?:of|on|for|and|in|the|between|to)"
MODIFIERS = re.compile(rf"(?:[“”\"‘’']?[\w.’-]+[“”\"’']?,?{GAP}){{0,7}}$")
DETERMINER = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Ss]everal|[Ss]ome|[Nn]o){GAP}"
)
BREAKS = re.compile(
    r"\b(?:and|or|to|of|with|in|on|at|by|for|from|under|as|is|was|were|are|be|been|has|have|had|that|which|who|said|after|before|between|during|also|"
    r"will|would|recently)\b[ \u00a0]*"
)
NAMED = re.compile(rf"(?:[A-Z][\w.’'-]*{GAP}(?:{SMALL}{GAP})*){{1,7}}$")
BEEN = "was|were|has been|have been|is|are|being|be|recently|already|earlier"
PASSIVE = re.compile(rf"(?:{GAP}\([A-Z][A-Za-z]{{1,6}}\))?{GAP}(?:(?:{BEEN}){GAP}){{0,3}}")
TAIL = re.compile(r"[^,.;:”“\"()]*?(?=[,.;:”“\"()]|[ \u00a0](?:is|was|are|were|has|have|had|will|would|said|says)\b|$)")
NOT_NOUN = re.compile(rf"(?:\b(?:to|will|would|can|could|must|should|great|good|big|raw|in|how|they|we|who)){GAP}$")
ARTICLE = re.compile(r"^(?:(?:the|an?|this|that|its|their|new|recent|signed) )+", re.I)
PLANNED = re.compile(
    r"\b(?:will|would|to|set to|expected to|plans? to|draft|proposed|may|could|should)\b"
    r"(?:[ \u00a0]\w+){0,2}[ \u00a0](?:sign|ink|reach|conclude)\b"
)
LINK = re.compile(rf"\b(?:with|by|between){GAP}(?:both{GAP})?")
BEYOND = re.compile(r"[.;:]|\b(?:amid|over|despite|following|which|that|said|told)\b")
COMMON = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "new", "recent", "signed", "of", "and", "on", "for", "in", "s"}
)
PLURAL = re.compile(r"(?:s|moranda)$|s of ")


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """The words of agreements, compiled.

    kinds: noun -> kind. signing: verb -> signed or reached. stages: (part, phrases, status). commonplace: words of
    which the names of any two states' agreements are made.
    """

    kinds: Mapping[str, str]
    signing: Mapping[str, str]
    nouns: re.Pattern[str]
    verbs: re.Pattern[str]
    stages: tuple[tuple[str, re.Pattern[str], str], ...]
    commonplace: frozenset[str]

    @classmethod
    def of(cls, words: EventWords) -> AgreementWords:
        """From seeds/reference/event_words.csv."""
        nouns, verbs = words.kinds["agreement-noun"], words.kinds["sign-verb"]
        stages = [
            (part, trie_regex(words.kinds[part]), next(iter(words.kinds[part].values())))
            for part in ("follow-up", "ended", "in-force")
        ]
        return cls(
            {noun.lower(): kind for noun, kind in nouns.items()},
            verbs,
            trie_regex(nouns, ignore_case=True),
            trie_regex(verbs),
            tuple(stages),
            frozenset(words.kinds["name-word"]),
        )

    def short(self, text: str) -> Mapping[str, str]:
        """Abbreviations that a text gives to instruments -> noun: DCA of "Defence Cooperation Agreement (DCA)"."""
        return {m["short"]: m["noun"].lower() for m in SHORT.finditer(text) if m["noun"].lower() in self.kinds}


@dataclass(frozen=True, slots=True)
class Instrument:
    """An agreement as one sentence tells it. named: its proper name, if any; signed: told as signed or reached;
    words: those of the span;
    sides: the countries of the parties, or what they are if they have none.
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

    @property
    def descriptors(self) -> frozenset[str]:
        """The words that tell it from others: those of its title without articles and the noun; defence is defense."""
        words = set(re.findall(r"[a-z]+", self.title.lower().replace("defence", "defense")))
        return frozenset(words - COMMON - set(self.noun.split()))


def instruments(scene: Scene, words: AgreementWords, short: Mapping[str, str]) -> list[Instrument]:
    """The instruments that one sentence speaks of, in order. short: as of AgreementWords.short."""
    start, end = scene.span.start, scene.span.end
    found = [(match, _plain(match.group())) for match in words.nouns.finditer(scene.text, start, end)]
    for name, noun in short.items():
        found += [(match, noun) for match in re.compile(rf"(?<!\()\b{name}\b").finditer(scene.text, start, end)]
    items = [_instrument(scene, match, noun, words) for match, noun in sorted(found, key=lambda f: f[0].start())]
    return [item for item in items if item]


def _plain(noun: str) -> str:
    return " ".join(noun.lower().replace("\u00a0", " ").split())


def _instrument(scene: Scene, match: re.Match[str], noun: str, words: AgreementWords) -> Instrument | None:
    text, kind = scene.text, words.kinds[noun]
    if NOT_NOUN.search(text, max(scene.span.start, match.start() - 12), match.start()):
        return None
    start, definite = _phrase(scene, match, words)
    named = _name(scene, match)
    if named is not None:
        start = min(start, named.start)
    signed, verb_at, after = _signing(scene, match, start, kind, words)
    definite = definite or scene.paragraph.kind == "headline"  # it sums up what the article introduces
    if not (signed or named or (definite and kind in BY_ITSELF)):
        return None
    if named and not signed and kind == "paper":
        return None
    parties = _parties(scene, verb_at, after)
    begin = min([start, *([verb_at] if verb_at is not None else [])])
    tail = TAIL.match(text, max(match.end(), after), scene.span.end)
    span = Span(begin, tail.start() + len(tail.group().rstrip()) if tail else match.end())
    point = verb_at if verb_at is not None else match.start()
    return Instrument(
        span,
        " ".join(re.sub(r"[“”‘’\"]", "", text[start : match.end()]).split()),
        _plain(match.group()),
        kind,
        _status(scene, match, words, signed),
        named.of(text) if named else None,
        signed,
        bool(PLURAL.search(noun)),
        definite,
        parties,
        scene.date(point) if signed else None,
        scene.place(point) if signed else None,
        "instrument-signed" if signed else "instrument-named" if named else "instrument-definite",
        span.of(text),
        frozenset(scene.entities[m.entity].country or m.entity for m in parties if m.entity),
    )


def _name(scene: Scene, match: re.Match[str]) -> Span | None:
    """The proper name that ends with an instrument's noun: capitals before it, not those alone that open a sentence."""
    text = scene.text
    found = NAMED.search(text, max(scene.span.start, match.start() - 90), match.start())
    if found is None:
        return None
    start = found.start()
    opens = not re.search(r"\w", text[scene.span.start : start])
    if article := re.match(rf"(?:The|A|An|This|That|These|Our|Its){GAP}", text[start : match.start()]):
        start += article.end()
    elif opens and not match.group()[0].isupper():
        return None  # the first word of a sentence has a capital anyway
    words = Span(start, match.start() - 1)
    if words.start >= words.end or any(m.span.holds(words) and m.form == "demonym" for m in scene.actors):
        return None
    return Span(start, match.end())


def _phrase(scene: Scene, match: re.Match[str], words: AgreementWords) -> tuple[int, bool]:
    """Where the noun phrase of an instrument begins, and whether it is definite."""
    text = scene.text
    left = MODIFIERS.search(text, max(scene.span.start, match.start() - 90), match.start())
    if left is None:
        return match.start(), False
    start = left.start()
    for stop in BREAKS.finditer(text, start, match.start()):
        start = stop.end()
    if found := list(DETERMINER.finditer(text, start, match.start())):
        article = found[-1].group().strip().lower()
        return found[-1].start(), article in ("the", "this", "that", "these", "those")
    for verb in words.verbs.finditer(text, start, match.start()):
        start = verb.end() + 1
    return start, False


def _signing(
    scene: Scene, match: re.Match[str], start: int, kind: str, words: AgreementWords
) -> tuple[bool, int | None, int]:
    """(whether it is told as signed, where the verb before it begins or None, where the words of it end)."""
    text = scene.text
    before = list(words.verbs.finditer(text, max(scene.span.start, match.start() - REACH), match.start()))
    if before and _signs(before[-1], kind, words):
        verb = before[-1]
        gap = text[verb.end() : start]
        other = words.nouns.search(gap) and not re.search(r"\band\b", gap)
        if verb.start() > start:
            return True, None, match.end()  # "the signed deal": its subject is not told
        if not other and not re.search(
            r"[.;:]|\b(?:that|which|who|said|after|during|to|by|amid|over|line|accordance|per)\b", gap
        ):
            return True, min(verb.start(), start), match.end()
    link = PASSIVE.match(text, match.end())
    behind = words.verbs.match(text, link.end() if link else match.end())
    if behind and behind.group().endswith(("ed", "ck")) and _signs(behind, kind, words):
        return True, None, behind.end()
    return False, None, match.end()


def _signs(verb: re.Match[str], kind: str, words: AgreementWords) -> bool:
    """Whether a verb makes an instrument of its object: a plan is one when it is signed, not when it is concluded."""
    return kind != "paper" or words.signing[_plain(verb.group())] == "signed"


def _parties(scene: Scene, verb_at: int | None, after: int) -> tuple[Mention, ...]:
    text, found = scene.text, list[Mention]()
    if verb_at is not None:
        found += scene.before(verb_at)
    end = min(scene.span.end, after + 80)
    if (beyond := BEYOND.search(text, after, end)) is not None:
        end = beyond.start()
    for link in LINK.finditer(text, after, end):
        found += scene.after(link.end())
    return tuple(dict.fromkeys(found))


def _status(scene: Scene, match: re.Match[str], words: AgreementWords, signed: bool) -> str:
    around = scene.text[max(scene.span.start, match.start() - 60) : match.start()]
    behind = scene.text[match.end() : min(scene.span.end, match.end() + 90)]
    for name, pattern, status in words.stages:
        where = behind if name == "follow-up" else around + behind if name == "ended" else around
        if pattern.search(where) and not (signed and name == "in-force"):
            return status
    if signed:
        planned = PLANNED.search(around)
        return "planned" if planned else "signed"
    return "in_force"
