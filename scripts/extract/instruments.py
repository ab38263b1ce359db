"""Instruments that a sentence tells as signed or reached, names, or speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.extract.event_words import EventWords
from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import DATE, GAP, Scene
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
# the words before a verb of signing, or between an instrument and one behind it
UNREAL = re.compile(
    r"\b(?:not|never|must|should|could|might|may|cannot|if|unless|until|without|no|failed|fail|failing|refused|declined|wants?|wanted|"
    r"hope[sd]?|hoping|seeks?|seeking|sought|calls?|called|calling|urged?|urging|need|needs|rejected|chance|possibility|efforts?|aim\w*)\b"
    r"(?:[ \u00a0][\w’'-]+){0,5}[ \u00a0]?$"
)
TO_COME = re.compile(
    r"\b(?:will|would|shall|to|set|due|expected|expects?|plans?|planned|planning|scheduled|about|ready|close|near|prepar\w+|ahead|before|prior|"
    r"intends?|intend\w*|upcoming|agreed)\b(?:[ \u00a0][\w’'-]+){0,3}[ \u00a0]?$"
)
NOT_OBJECT = re.compile(
    r"[.;:]|\b(?:that|which|who|said|after|during|to|by|amid|over|line|accordance|per|under|talks|meeting)\b"
)
# between an instrument and the passive that tells it as signed: its purpose, parties, worth; no second verb
COMPLEMENT = re.compile(
    r"[ \u00a0]?(?:,[ \u00a0](?:which|that)[ \u00a0]|,[ \u00a0](?!who)|(?:that|which)[ \u00a0])?"
    r"(?:(?!\b(?:said|says|that|which|who|when|while|after|before|but|is|are|were|was|has|have|had|will|would)\b)[^.;:“”])*+"
    r"(?:,?[ \u00a0]?(?:which|that)[ \u00a0])?(?:"
    r"(?:was|were|has|have|had|is|are|been|being|be|will|would|to|must|should|may|could|"
    r"recently|also|already|earlier|finally|formally|officially|"
    r"later|then|not|first|now|due|expected|set)[ \u00a0])*+"
)
IS = re.compile(r"\b(?:was|were|has been|have been|had been|is|are|be|being)[ \u00a0](?:\w+[ \u00a0]){0,2}$")
SUCH = re.compile(r"\bsuch\b")
BOTH = re.compile(rf"{GAP}and{GAP}(?:\w+{GAP})?")
JOINT = re.compile(r"\bjoint\b", re.I)
HAS = re.compile(r"\b(?:has|have|had|under)[ \u00a0]$")
INCLUDING = re.compile(r"\bincluding[ \u00a0](?:the[ \u00a0])?$")
IN_FORCE = re.compile(
    r"\b(?:entered|came|enters|comes)[ \u00a0]into[ \u00a0](?:force|effect)|\btook[ \u00a0]effect|"
    r"\b(?:is|remains|been)[ \u00a0]in[ \u00a0]force\b"
)
PREPOSITION = re.compile(
    r"[ \u00a0]?(?:\([^()]{1,12}\)[ \u00a0]?)?(?:,|(?:of|on|for|between|with|in|to|at|by|worth|last|during)\b|$)"
)
NO_OBJECT = re.compile(
    rf"[,.;)”]|$|{GAP}(?:in|on|by|with|between|at|last|this|during|under|earlier|today|yesterday|here|late|after|and|{DATE})"
)
WITHOUT_DATE = re.compile(r"\b(?:on|in|late|early)\b|\w+day\b")
YEAR = re.compile(rf"{GAP}(?:of|from){GAP}$|{GAP}\($")
BARE = re.compile(r"(?:[ \u00a0](?:that|which)|,[ \u00a0]which)?[ \u00a0](?:the[ \u00a0])?")
AUXILIARY = re.compile(
    r"[ \u00a0](?:(?:has|have|had|recently|already|earlier|formally|also)[ \u00a0])*(?:with[ \u00a0][A-Z]\w+[ \u00a0])?"
)
WITNESSED = re.compile(
    r"\b(?:witness|oversaw|oversee|attend|presided over|watched)\w*[ \u00a0](?:the[ \u00a0])?(?:formal[ \u00a0])?$"
)
WITNESSED_BY = re.compile(r"\b(?:witnessed|attended|overseen|followed|accompanied)[ \u00a0]?$")
PRESENCE = re.compile(rf"\b[Ii]n{GAP}the{GAP}presence{GAP}of{GAP}(?:both{GAP})?")
LINK = re.compile(rf"\b(?:with|by|between){GAP}(?:both{GAP})?")
BEYOND = re.compile(r"[.;:]|\b(?:amid|over|despite|following|which|that|said|told)\b")
COMMON = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "new", "recent", "signed", "of", "and", "on", "for", "in", "s"}
)
PLURAL = re.compile(r"(?:s|moranda)$|(?:s|moranda) of ")


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
            trie_regex(verbs, ignore_case=True),
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
    sides: the countries of the parties, or what they are if they have none. witnesses: who was there and did not sign.
    dated: whether a year is part of its description, by which it is known as by a name.
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

    @property
    def founding(self) -> bool:
        """Whether it tells of an agreement by itself, and not of one that was told before."""
        return self.signed or self.named is not None or self.dated

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
    found.sort(key=lambda f: f[0].start())
    items = [
        _instrument(scene, match, noun, words)
        for i, (match, noun) in enumerate(found)
        if not (i and _doubled(scene.text, found[i - 1][0], match))
    ]
    return [item for item in items if item]


def _doubled(text: str, before: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a plural only doubles the one before it: "eight agreements and memoranda"."""
    plural = PLURAL.search(before.group().lower()) and PLURAL.search(match.group().lower())
    return bool(plural and BOTH.fullmatch(text, before.end(), match.start()))


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
    stage, verb_at, after = _signing(scene, match, start, kind, words)
    if SUCH.search(text, start, match.start()):  # "the first such pact" is one told before
        stage, definite = None, True
    signed = stage is not None
    definite = definite or scene.paragraph.kind == "headline"  # it sums up what the article introduces
    year = _year(scene, start, match)
    if not (signed or named or (definite and kind in BY_ITSELF)):
        return None
    if named and not signed and (kind == "paper" or (kind == "declaration" and match.group().islower())):
        return None
    parties, witnesses = _parties(scene, verb_at, after)
    begin = min([start, *([verb_at] if verb_at is not None else [])])
    tail = TAIL.match(text, max(match.end(), after), scene.span.end)
    span = Span(begin, tail.start() + len(tail.group().rstrip()) if tail else match.end())
    point = verb_at if verb_at is not None else match.start()
    return Instrument(
        span,
        " ".join(re.sub(r"[“”‘’\"]", "", text[start : match.end()]).split()),
        _plain(match.group()),
        kind,
        _status(scene, match, words, stage),
        named.of(text) if named else None,
        signed,
        bool(PLURAL.search(noun)),
        definite,
        parties,
        year or (scene.date(point) if stage in ("signed", "planned") else None),
        scene.place(point) if stage in ("signed", "planned") else None,
        "instrument-signed" if signed else "instrument-named" if named else "instrument-definite",
        span.of(text),
        frozenset(scene.entities[m.entity].country or m.entity for m in parties if m.entity),
        witnesses,
        year is not None and definite,
    )


def _year(scene: Scene, start: int, match: re.Match[str]) -> DateExpression | None:
    """The year that is part of its description: "the 2015 pact", "the protocol of 1998"."""
    for date in scene.dates:
        if start <= date.span.start < match.start() or (
            match.end() < date.span.start <= match.end() + 8
            and YEAR.fullmatch(scene.text, match.end(), date.span.start)
        ):
            return date if date.edtf and len(date.edtf) == 4 else None
    return None


def _name(scene: Scene, match: re.Match[str]) -> Span | None:
    """The proper name that ends with an instrument's noun: capitals before it, not those alone that open a sentence."""
    text = scene.text
    found = NAMED.search(text, max(scene.span.start, match.start() - 90), match.start())
    if found is None or scene.paragraph.kind == "headline":  # in a headline any word may have a capital
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
    for verb in words.verbs.finditer(text, start, match.start()):
        if verb.end() + 1 < match.start() and verb.group().lower() not in ("signed", "renewed", "updated"):
            start = verb.end() + 1
    if found := list(DETERMINER.finditer(text, start, match.start())):
        article = found[-1].group().strip().lower()
        return found[-1].start(), article in ("the", "this", "that", "these", "those")
    return start, False


def _signing(
    scene: Scene, match: re.Match[str], start: int, kind: str, words: AgreementWords
) -> tuple[str | None, int | None, int]:
    """(signed, planned or None as told; where the verb before it begins or None; where its words end).

    What is not signed, or only called for, is told as neither: the position behind it is then all that counts.
    """
    text = scene.text
    before = list(words.verbs.finditer(text, max(scene.span.start, match.start() - REACH), match.start()))
    if before and _signs(before[-1], kind, words):
        verb = before[-1]
        gap = text[verb.end() : start]
        if verb.start() > start:
            return "signed", None, match.end()  # "the signed deal": its subject is not told
        if _object(gap, words.signing[_plain(verb.group())], text[start : match.start()], words):
            return _stage(scene, verb.start()), min(verb.start(), start), match.end()
    if HAS.search(text, max(scene.span.start, start - 20), start) and text[start : match.start()][:2] in ("a ", "an"):
        return ("in_force" if kind in BY_ITSELF else None), None, match.end()
    if before and INCLUDING.search(text, max(scene.span.start, start - 24), start):
        return _stage(scene, before[0].start()), None, match.end()
    if kind == "declaration" and JOINT.search(text, start, match.start()):
        return "signed", None, match.end()
    end = min(scene.span.end, match.end() + REACH + 40)
    link = PASSIVE.match(text, match.end(), end)
    behind = words.verbs.match(text, link.end()) if link else None
    if behind and behind.group().endswith(("ed", "ck")) and _signs(behind, kind, words):
        stage = "signed" if "to be" not in (link.group() if link else "") else "planned"
        return stage, None, behind.end()
    if (force := IN_FORCE.search(text, match.end(), end)) and COMPLEMENT.fullmatch(text, match.end(), force.start()):
        return "in_force", None, force.end()
    for behind in words.verbs.finditer(text, match.end(), end):
        told = text[match.end() : behind.start()]
        if not behind.group().endswith(("ed", "ck")) or not _signs(behind, kind, words):
            continue
        if words.nouns.search(told):
            break  # it is the nearer one that was signed
        passive = IS.search(told) or (
            PREPOSITION.match(told) and NO_OBJECT.match(scene.flat, behind.end() - scene.span.start)
        )
        if passive and COMPLEMENT.fullmatch(told):
            return (
                (None if UNREAL.search(told) else "planned" if TO_COME.search(told) else "signed"),
                None,
                behind.end(),
            )
        if any(
            _told_by(scene, m, told, match.end()) for m in scene.actors if match.end() < m.span.start < behind.start()
        ):
            return _stage(scene, behind.start()), behind.start(), behind.end()
        break
    return None, None, match.end()


def _object(gap: str, verb: str, modifiers: str, words: AgreementWords) -> bool:
    """Whether an instrument is what a verb of signing before it has as its object. gap: the text between them."""
    if verb == "agreed":  # "agreed to a truce", not "agreed to implement the truce"
        return not WITHOUT_DATE.sub("", gap).strip() and DETERMINER.match(modifiers) is not None
    if PREPOSITION.match(gap) and " and " in gap:
        return False  # "the treaty signed in 1998 and the protocol"
    other = words.nouns.search(gap) and not re.search(r"\band\b|,", gap)
    return not other and not NOT_OBJECT.search(gap)


def _told_by(scene: Scene, actor: Mention, told: str, start: int) -> bool:
    """Whether an actor signed what stands before: "a series of deals that Poland signed"."""
    return BARE.fullmatch(told[: actor.span.start - start]) is not None and bool(
        AUXILIARY.fullmatch(told[actor.span.end - start :])
    )


def _stage(scene: Scene, verb: int) -> str | None:
    """signed or planned, or None for what is not done or only wished, by the words before a verb of signing."""
    around = scene.text[max(scene.span.start, verb - 60) : verb]
    if UNREAL.search(around):
        return None
    return "planned" if TO_COME.search(around) else "signed"


def _signs(verb: re.Match[str], kind: str, words: AgreementWords) -> bool:
    """Whether a verb makes an instrument of its object: a plan is one when it is signed, not when it is concluded."""
    how = words.signing[_plain(verb.group())]
    if how == "adopted":
        return kind in ("declaration", "roadmap", "protocol", "convention", "treaty")
    if how == "agreed":
        return kind in ("agreement", "ceasefire", "memorandum", "treaty", "roadmap", "contract")
    if kind == "understanding":
        return how == "reached"
    return kind != "paper" or how == "signed"


def _parties(scene: Scene, verb_at: int | None, after: int) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """(who is bound or signs, who only witnesses)."""
    text, found, seen = scene.text, list[Mention](), list[Mention]()
    if verb_at is not None:
        signing = WITNESSED.search(text, max(scene.span.start, verb_at - 60), verb_at)
        (seen if signing else found).extend(scene.before(signing.start() if signing else verb_at))
    end = min(scene.span.end, after + 80)
    if (beyond := BEYOND.search(text, after, end)) is not None:
        end = beyond.start()
    for link in LINK.finditer(text, after, end):
        witness = WITNESSED_BY.search(text, max(after, link.start() - 20), link.start())
        (seen if witness else found).extend(scene.after(link.end()))
    for presence in PRESENCE.finditer(text, scene.span.start, scene.span.end):
        seen += scene.after(presence.end())
    present = {m.span for m in seen}
    return tuple(dict.fromkeys(m for m in found if m.span not in present)), tuple(dict.fromkeys(seen))


def _status(scene: Scene, match: re.Match[str], words: AgreementWords, stage: str | None) -> str:
    around = scene.text[max(scene.span.start, match.start() - 60) : match.start()]
    behind = scene.text[match.end() : min(scene.span.end, match.end() + 90)]
    for name, pattern, status in words.stages:
        where = behind if name == "follow-up" else around + behind if name == "ended" else around
        if pattern.search(where) and not (stage and name == "in-force"):
            return status
    return stage or "in_force"
