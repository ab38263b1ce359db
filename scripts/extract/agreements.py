"""Agreements: instruments that are signed, reached, named or spoken of, told apart within one document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.extract.meetings import EventWords, Frame
from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import GAP, Scene, phrases

REACH = 110  # code points between a verb of signing and its instrument
GENERIC = frozenset(  # nouns that are an agreement only where they are signed or named
    [
        "protocol",
        "protocols",
        "convention",
        "declaration",
        "contract",
        "contracts",
        "roadmap",
        "ceasefire",
        "truce",
        "document",
        "documents",
    ]
)
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
COMMONPLACE = frozenset(  # words of which the names of any two states' agreements are made
    [
        "defence",
        "defense",
        "military",
        "security",
        "cooperation",
        "strategic",
        "economic",
        "comprehensive",
        "framework",
        "general",
        "information",
        "mutual",
        "bilateral",
        "joint",
        "technical",
        "trade",
        "partnership",
        "peace",
        "status",
        "forces",
        "of",
        "on",
        "and",
        "for",
        "the",
        "exchange",
        "sharing",
        "logistics",
        "support",
    ]
)
LINK = re.compile(rf"\b(?:with|by|between){GAP}(?:both{GAP})?")
BEYOND = re.compile(r"[.;:]|\b(?:amid|over|despite|following|which|that|said|told)\b")
LOOSE = frozenset({"agreement", "memorandum"})  # kinds that writers use for one another
COMMON = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "new", "recent", "signed", "of", "and", "on", "for", "in", "s"}
)
PLURAL = re.compile(r"(?:s|moranda)$|s of ")


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """The words of agreements, compiled. kinds: noun -> kind; stages: (class, phrase, status)."""

    kinds: Mapping[str, str]
    nouns: re.Pattern[str]
    verbs: re.Pattern[str]
    stages: tuple[tuple[str, re.Pattern[str], str], ...]

    @classmethod
    def of(cls, words: EventWords) -> AgreementWords:
        """From seeds/reference/event_words.csv."""
        stages = [
            (name, re.compile(rf"\b(?:{phrases(words.kinds[name])})\b"), next(iter(words.kinds[name].values())))
            for name in ("follow-up", "ended", "in-force")
        ]
        return cls(words.kinds["agreement-noun"], *_patterns(words), tuple(stages))


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


def instruments(scene: Scene, words: AgreementWords) -> list[Instrument]:
    """The agreements that one sentence speaks of, in order."""
    found: list[Instrument] = []
    for match in words.nouns.finditer(scene.text, scene.span.start, scene.span.end):
        if item := _instrument(scene, match, words):
            found.append(item)
    return found


def _patterns(words: EventWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(nouns, verbs) of agreements."""
    nouns, verbs = words.kinds["agreement-noun"], words.kinds["sign-verb"]
    capital, titled = [n.capitalize() for n in nouns], [n.title().replace(" Of ", " of ") for n in nouns]
    return (
        re.compile(rf"(?<![\w-])(?:{phrases({*nouns, *capital, *titled})})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?:{phrases(verbs)})(?![\w-])"),
    )


def _instrument(scene: Scene, match: re.Match[str], words: AgreementWords) -> Instrument | None:
    text, noun = scene.text, match.group()
    if NOT_NOUN.search(text[max(scene.span.start, match.start() - 12) : match.start()]):
        return None
    start, definite = _phrase(scene, match, words)
    named = _name(scene, match)
    if named is not None:
        start = min(start, named.start)
    signed, verb_at, after = _signing(scene, match, start, words)
    definite = definite or scene.paragraph.kind == "headline"  # it sums up what the article introduces
    status = _status(scene, match, words, signed)
    if not (signed or named or definite):
        return None
    lower = noun.lower()
    if lower in GENERIC and not (signed or named):
        return None
    parties = _parties(scene, match, verb_at, after)
    begin = min([start, *([verb_at] if verb_at is not None else [])])
    tail = TAIL.match(text, max(match.end(), after), scene.span.end)
    span = Span(begin, tail.start() + len(tail.group().rstrip()) if tail else match.end())
    title = " ".join(re.sub(r"[“”\"]", "", text[start : match.end()]).split())
    kind = words.kinds.get(noun) or words.kinds.get(lower, "agreement")
    rule = "instrument-signed" if signed else "instrument-named" if named else "instrument-definite"
    point = verb_at if verb_at is not None else match.start()
    return Instrument(
        span,
        title,
        lower,
        kind,
        status,
        named.of(text) if named else None,
        signed,
        bool(PLURAL.search(lower)),
        definite,
        parties,
        scene.date(point) if signed else None,
        scene.place(point) if signed else None,
        rule,
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


def _signing(scene: Scene, match: re.Match[str], start: int, words: AgreementWords) -> tuple[bool, int | None, int]:
    """(whether it is told as signed, where the verb before it begins or None, where the words of it end)."""
    text = scene.text
    verbs = words.verbs
    before = list(verbs.finditer(text, max(scene.span.start, match.start() - REACH), match.start()))
    if before:
        verb = before[-1]
        gap = text[verb.end() : start]
        other = words.nouns.search(gap) and not re.search(r"\band\b", gap)
        if not other and not re.search(r"[.;:]|\b(?:that|which|who|said|after|during|to|by|amid|over)\b", gap):
            return True, min(verb.start(), start), match.end()
    link = PASSIVE.match(text, match.end())
    behind = verbs.match(text, link.end() if link else match.end())
    if behind and behind.group().endswith(("ed", "ck")):
        return True, None, behind.end()
    return False, None, match.end()


def _parties(scene: Scene, match: re.Match[str], verb_at: int | None, after: int) -> tuple[Mention, ...]:
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


@dataclass(slots=True)
class Agreement:
    """An agreement as one document tells it."""

    key: int
    told: list[Instrument]

    @property
    def best(self) -> Instrument:
        """The telling that says most: signed, with parties, with a date."""
        return max(self.told, key=lambda i: (i.signed, len(i.parties), i.date is not None, -i.span.start))

    def tells(self, span: Span) -> bool:
        """Whether a telling lies within a span."""
        return any(span.holds(i.span) for i in self.told)

    def best_within(self, content: Sequence[Span]) -> bool:
        """Whether the content of a statement speaks of it."""
        return any(span.meets(i.span) for span in content for i in self.told)

    @property
    def descriptors(self) -> list[str]:
        """The words that tell it from others: those of its descriptions without articles and nouns of agreement."""
        return sorted({w for i in self.told for w in i.descriptors})

    @property
    def distinct(self) -> bool:
        """Whether its name is that of one instrument: "Arusha Accords", not "Defence Cooperation Agreement"."""
        return any(
            w[0].isupper() and w.lower() not in COMMONPLACE for i in self.told for w in (i.named or "").split()[:-1]
        )

    @property
    def title(self) -> str:
        """The proper name, else the words that introduce it ("a comprehensive agreement"), else the fullest."""
        ranked = sorted(self.told, key=lambda i: (i.named is None, i.definite, -len(i.title.split()), i.span))
        return ranked[0].named or ARTICLE.sub("", ranked[0].title)

    @property
    def place(self) -> Mention | None:
        """The place of a telling with a date, else the first place told."""
        placed = [i for i in self.told if i.place]
        return min(placed, key=lambda i: i.date is None).place if placed else None

    @property
    def date(self) -> DateExpression | None:
        """The first date that is a day, else the first."""
        dates = [i.date for i in self.told if i.date and i.date.edtf]
        return min(dates, key=lambda d: d.earliest is None or d.earliest != d.latest, default=None)

    @property
    def status(self) -> str:
        """What the tellings say, the later stage before the earlier."""
        statuses = {i.status for i in self.told}
        return next(s for s in ("ended", "under_follow_up", "signed", "planned", "in_force") if s in statuses)


def agreed(told: Sequence[Instrument]) -> list[Agreement]:
    """Tellings of one document as agreements, in order; a definite phrase alone ("the deal") founds none."""
    agreements: list[Agreement] = []
    for founding in (True, False):
        for item in sorted((i for i in told if bool(i.signed or i.named) == founding), key=lambda i: i.span):
            fitting = [a for a in agreements if _same(a, item)]
            before = [a for a in fitting if a.told[0].span < item.span]
            if fitting:
                (before or fitting)[-1 if before else 0].told.append(item)
            elif founding:
                agreements.append(Agreement(len(agreements), [item]))
    return agreements


def _same(agreement: Agreement, item: Instrument) -> bool:
    """Whether a telling may be of an agreement: number, kind, date, name and description do not speak against it."""
    told = agreement.told
    if any(i.plural != item.plural for i in told) or _apart(agreement.date, item.date):
        return False
    names = [i for i in told if i.named]
    if item.named and names:
        return any(item.descriptors <= i.descriptors or i.descriptors <= item.descriptors for i in names)
    if item.named or (names and not item.definite):
        sides = {side for i in told for side in i.sides}
        shared = not item.descriptors.isdisjoint(w for i in told for w in i.descriptors)
        return item.signed and agreement.best.signed and shared and sides == item.sides
    if item.definite:
        words = {w for i in told for w in re.findall(r"[a-z]+", i.words.lower().replace("defence", "defense"))}
        return item.descriptors <= words
    kinds = {i.kind for i in told if not i.definite}
    described = [i.descriptors for i in told if not i.definite and i.descriptors]
    if kinds and item.kind not in kinds and not (LOOSE & kinds and item.kind in LOOSE):
        return False
    return not (item.descriptors and described and all(item.descriptors.isdisjoint(d) for d in described))


def _apart(one: DateExpression | None, other: DateExpression | None) -> bool:
    """Whether two dates cannot be one."""
    if not (one and other and one.earliest and other.earliest):
        return False
    return one.earliest > (other.latest or other.earliest) or other.earliest > (one.latest or one.earliest)


def signings(scene: Scene, told: Sequence[Instrument]) -> list[Frame]:
    """A signing by people of two sides is a meeting."""
    found: list[Frame] = []
    for item in told:
        people = tuple(m for m in item.parties if scene.kind(m) == "person")
        if item.signed and item.status in ("signed", "under_follow_up") and len({m.entity for m in people}) > 1:
            start = min(item.span.start, *(m.span.start for m in people))
            found.append(
                Frame(Span(start, item.span.end), "signing", "held", (), people, item.date, item.place, "signing")
            )
    return found


def dated(signing: Frame, agreements: Sequence[Agreement]) -> Frame:
    """A signing without date or place has those of its agreement."""
    agreement = next((a for a in agreements if a.tells(signing.span)), None)
    if agreement is None:
        return signing
    return replace(signing, date=signing.date or agreement.date, place=signing.place or agreement.place)
