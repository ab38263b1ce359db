"""Whom a statement is about or against, and how it stands to them.

An act tells where its target stands: the praised at the beginning or as an owner ("X for …", "X’s support"), the helped
behind the offer ("ready to help X"), the blamed before the deed or as its owner. The speaker's own side is no target.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scripts.extract.act_words import Sign
from scripts.extract.model import Span
from scripts.extract.speech_acts import owner_of
from scripts.extract.talk import YOU, Named, Talk

GAP = "[ \u00a0]"
THERE = re.compile(
    rf"\b(?:in|across|inside|near|throughout|within|into|outside|at|over|visit(?:ing|s|ed)?|bordering){GAP}(?:the{GAP})?"
    rf"(?:[a-z]+{GAP}(?:and|or){GAP})?(?:[a-z-]+{GAP})?$"
)
AGENT = re.compile(rf"\b(?:by|from|led by|of){GAP}(?:the{GAP})?(?:[\w-]+{GAP}){{0,5}}$")
BY = re.compile(rf"\b(?:by|from){GAP}(?:the{GAP})?(?:[\w’'-]+{GAP}){{0,6}}$")
VICTIM = re.compile(
    rf"\b(?:on|against|of|in|with|for|to|toward|towards|over){GAP}(?:the{GAP})?(?:[\w’'-]+{GAP}){{0,3}}$"
)
OWNS = re.compile(r"[’']s?(?!\w)")
WITH = re.compile(
    rf"\b(?:with|between|and|to|for|of|from|towards?|alongside){GAP}(?:the{GAP})?(?:[\w’'-]+{GAP}){{0,3}}$"
)
AND = re.compile(rf"(?:[’']s?)?,?{GAP}(?:(?:and|or|as well as|along with){GAP})?(?:the{GAP})?")
PAIRED = re.compile("[-–—][A-Z]")
REACTION = re.compile(rf"(?:[Ii]n (?:reaction|response|reply) to|[Rr]eacting to|[Rr]esponding to){GAP}")
TOPIC = re.compile(
    rf"(?:[Rr]eferring to|[Tt]ouching on|[Cc]ommenting on|[Rr]egarding|[Oo]n|[Aa]sked about|[Ss]peaking (?:about|of)"
    rf"|[Ww]ith regard to|[Pp]ointing to|[Aa]lluding to){GAP}"
)
STANDS_BY = re.compile(
    rf"\b(?:supports|supported|backs|backed|stands? (?:by|with)|stood (?:by|with)|defends|defended|endorses|endorsed)"
    rf"{GAP}(?:[\w’'-]+{GAP}){{0,3}}$"
)
GATHERING = re.compile(
    rf"(?:[Tt]he|[Tt]his|[Tt]hese){GAP}(?:(?!and\b)[a-z-]+{GAP}){{0,2}}?"
    rf"(?:(?P<visit>visit|trip)|meetings?|talks|dialogue|discussions|consultations)\b"
)
OPENS_IT = re.compile(
    rf"(It|it|Its|its){GAP}(?!(?:is|was|would be|will be){GAP}(?:[a-z]+{GAP}){{0,3}}(?:that|to|for)\b)"
)
CROWD = re.compile(  # people or states that no name tells
    rf"(?:(?:[Tt]he|[Ss]ome|[Aa]ll|[Oo]ther|[Cc]ertain|[Tt]hose|[Tt]hese|[Mm]any){GAP})?(?:(?!(?:and|or|two|both|of|between|with|in|for|to|on|by|from|that|is|are|was|were|will|not)\b)[\w-]+{GAP}){{0,3}}?"
    rf"(?:forces|troops|groups?|militants|terrorists|countries|states|powers|parties|governments|mercenaries|allies|authorities"
    rf"|community|militias?|rebels|nations|members)\b(?:{GAP}and{GAP}their{GAP}\w+)?"
)
OF_WHOM = re.compile(rf"{GAP}(?:of|on|against){GAP}")
PARTNER = re.compile(
    rf"\b(?:partner|ally|puppet|tool|agent|backed|supported|help|support){GAP}(?:of|by|from){GAP}(?:the{GAP})?$"
)
BETWEEN = re.compile(r"[.;:!?,]|\b(?:by|with|for|alongside|of)\b")  # breaks "against" off from a name behind it
NEAR = 50  # code points between a target and the words for what both sides have
FRIENDLY = frozenset(("praise", "thank", "congratulate", "offer", "pledge"))
HOSTILE = frozenset(("condemn", "accuse", "threaten"))


class Target(NamedTuple):
    """Whom (entity, a key), or which agreement or meeting, a statement is about.

    span: the words that tell. stance: positive, negative or neutral.
    """

    span: Span
    stance: str
    rule: str
    entity: str | None = None
    agreement: int | None = None
    meeting: int | None = None


def targets(
    talk: Talk, act: str | None, agreements: Sequence[tuple[Span, int]], preface: Span | None, before: Span | None
) -> tuple[Target, ...]:
    """The targets in order: first the one that the statement is mostly about. preface: words of the sentence before it
    ("In reaction to X, he said")."""
    others = _others(talk)
    found = list(_meeting(talk, act)) or list(_main(talk, act, others, agreements))
    found = found or list(_prefaced(talk, act, preface, REACTION))
    found = found or list(_referred(talk, act, before)) or list(_unnamed(talk, act))
    if not found and act not in HOSTILE and (words := _spoken_to(talk, act)):
        found = [Target(words, _stance(talk, act, words), "target-addressed", talk.addressee)]
    found = found or list(_prefaced(talk, act, preface, TOPIC))
    if act not in HOSTILE and act != "deny":
        found += _opposed(talk, others)
    if len(found) < 2:
        return tuple(found)
    kept: dict[tuple[str | None, int | None, int | None], Target] = {}
    for target in found:
        kept.setdefault((target.entity, target.agreement, target.meeting), target)
    return tuple(kept.values())


def _stance(talk: Talk, act: str | None, span: Span | None = None) -> str:
    """How a statement stands to a target. span: the target's words, near which it must speak of what both have."""
    if act in FRIENDLY:
        return "positive"
    if act in HOSTILE:
        return "negative"
    mutual = span and "mutual" in talk.present and any(s.sign == "mutual" and _near(s, span) for s in talk.words)
    if act == "call_for" and any(s.sign == "leave" and (span is None or s.start >= span.start) for s in talk.words):
        return "neutral" if mutual else "negative"
    return "positive" if mutual else "neutral"


def _near(sign: Sign, span: Span) -> bool:
    return sign.start - span.end <= NEAR and span.start - sign.end <= NEAR


def _others(talk: Talk) -> list[Named]:
    """Those named who are not of the speaker's side, places where something is left out."""
    some = [n for n in talk.named if n.mention and not n.own and not THERE.search(talk.front(n.span))]
    return [n for n in some if talk.entities[n.key].kind != "media" or talk.opens(n.span)]


def _fought(talk: Talk, named: Named) -> bool:
    """Whether a name stands behind words of opposition ("against X")."""
    front = named.span.start - 48
    signs = [s for s in talk.words if s.sign == "against" and front <= s.start and s.end <= named.span.start]
    if not signs:
        return False
    between = talk.text[signs[-1].end : named.span.start]
    return BETWEEN.search(between) is None


def _opposed(talk: Talk, others: Sequence[Named]) -> list[Target]:
    fought = [n for n in others if _fought(talk, n)] if "against" in talk.present else []
    return [Target(named.span, "negative", "target-opposed", named.key) for named in fought]


def _pick(talk: Talk, some: Sequence[Named], others: Sequence[Named], stance: str) -> Iterator[Target]:
    """The first of some, with those of the others that are joined to it by and or commas."""
    chosen = some[0] if some else None
    for named in others:
        if chosen and (named is chosen or AND.fullmatch(talk.text, chosen.span.end, named.span.start)):
            yield Target(named.span, stance, "target-named", named.key)
            chosen = named


def _main(
    talk: Talk, act: str | None, others: Sequence[Named], agreements: Sequence[tuple[Span, int]]
) -> Iterator[Target]:
    if "against" in talk.present:
        others = [n for n in others if not _fought(talk, n)]
    if act in ("praise", "thank", "congratulate"):
        yield from _pick(talk, _praised(talk, others), others, "positive")
    elif act in ("condemn", "accuse"):
        blamed = _blamed(talk, others)
        yield from _pick(talk, blamed, others, "negative")
        for named in (n for n in others if blamed and n.span > blamed[0].span and PARTNER.search(talk.front(n.span))):
            yield Target(named.span, "negative", "target-named", named.key)
    elif act in ("offer", "pledge"):
        yield from _pick(talk, _helped(talk, others), others, "positive")
    elif act == "call_for":
        yield from _called_upon(talk, others)
    elif act == "threaten":
        yield from _pick(talk, others, others, "negative")
    else:
        yield from _told_of(talk, others, act, agreements)


def _meeting(talk: Talk, act: str | None) -> Iterator[Target]:
    """The meeting or visit with which a statement opens ("the talks were useful")."""
    match = GATHERING.match(talk.text, *talk.content[0])
    key = None if match is None else talk.visit if match["visit"] else talk.at
    if match and key is not None:
        yield Target(Span(*match.span()), _stance(talk, act), "target-meeting", meeting=key)


def _praised(talk: Talk, others: Sequence[Named]) -> list[Named]:
    first = [n for n in others if talk.opens(n.span)]
    doing = [n for n in others if OWNS.match(talk.text, n.span.end) or BY.search(talk.front(n.span, 70))]
    demonyms = [n for n in others if n.mention and n.mention.form == "demonym"]
    if not first and talk.said.kind != "indirect" and _spoken_to(talk) and not doing:
        return []
    return first or doing or demonyms or list(others)


def _blamed(talk: Talk, others: Sequence[Named]) -> list[Named]:
    """Who opens the content, who did the deed, whose the wrong is, by whom it was done."""
    owners = [owner for s in talk.words if s.sign in ("wrong", "bad") and (owner := owner_of(talk, s))]
    doers = [who for s in talk.words if s.sign == "misdeed" and (who := talk.before(s.start)) and who in others]
    first = [n for n in others if talk.opens(n.span)]
    doing = [n for n in others if OWNS.match(talk.text, n.span.end) or BY.search(talk.front(n.span, 60))]
    near = talk.said.content[0].start + 40
    free = [n for n in others if n.span.start < near and not VICTIM.search(talk.front(n.span))]
    return first or doers or owners or doing or free


def _helped(talk: Talk, others: Sequence[Named]) -> list[Named]:
    sign = talk.has("ready", "will", "assure")
    behind = [n for n in others if sign is None or n.span.start >= sign.start]
    return behind or [n for n in others if not talk.opens(n.span)] or list(others)


def _called_upon(talk: Talk, others: Sequence[Named]) -> Iterator[Target]:
    """Who is to act or with whom; whom it is against ("to put X on the list")."""
    some = _called(talk, others)
    harsh = talk.has("punish")
    opens = bool(some) and talk.opens(some[0].span)
    yield from _pick(
        talk, some, others, "neutral" if opens and harsh else _stance(talk, "call_for", some[0].span if some else None)
    )
    if harsh:
        for named in (n for n in others if n.span.end <= harsh.start + 40 and (not opens or n is not some[0])):
            yield Target(named.span, "negative", "target-named", named.key)


def _called(talk: Talk, others: Sequence[Named]) -> list[Named]:
    to = [n for n in others if talk.opens(n.span)]
    if to:
        return to
    sign = next((s for s in talk.words if s.sign == "call"), None)
    who = talk.before(sign.start) if sign else None
    if who is not None and who in others:
        return [who]
    return [n for n in others if WITH.search(talk.front(n.span)) or PAIRED.match(talk.text, n.span.end)] or list(others)


def _told_of(
    talk: Talk, others: Sequence[Named], act: str | None, agreements: Sequence[tuple[Span, int]]
) -> Iterator[Target]:
    """Of a plain assertion: what it opens with; else those it tells of together with the own side."""
    start = talk.said.content[0].start
    for span, key in agreements[(at := bisect_left(agreements, (Span(start, start),))) : at + 1]:
        if span.start <= start + 30 and talk.opens(span):
            yield Target(span, "neutral", "target-agreement", agreement=key)
    first = [n for n in others if n.span.start - start < 80 and talk.opens(n.span)]
    if first:
        stance = "positive" if talk.has("good", "help") and not talk.has("bad", "wrong", "misdeed") else "neutral"
        harmed = talk.has("harm")
        doers = [n for n in others if harmed and n.span > first[0].span and BY.search(talk.front(n.span))]
        yield from (Target(n.span, "negative", "target-named", n.key) for n in doers)
        yield from _pick(talk, first, first[:1], stance)
        return
    own = next((n for n in talk.named if n.own and n.span.start - start < 12), None)
    if not others:
        return
    joined = [n for n in others if _shares(talk, n) or PAIRED.match(talk.text, n.span.end) or _backed(talk, n, own)]
    if joined:
        yield from _pick(talk, joined, others, "positive")
    elif own is None:
        if not (_spoken_to(talk) and talk.addressee):
            yield from _pick(talk, others, others, "neutral")
    elif act == "express_hope":
        yield from _pick(talk, others, others, "neutral")


def _shares(talk: Talk, named: Named) -> bool:
    """Whether words for what two sides have stand in a content, and it may be with this one."""
    return talk.has("mutual") is not None and talk.entities[named.key].kind != "armed_group"


def _backed(talk: Talk, named: Named, own: Named | None) -> bool:
    """Whether the own side stands by somebody, or acts together with it ("A and B aim to …")."""
    together = own is not None and AND.fullmatch(talk.text, own.span.end, named.span.start)
    return bool(together) or STANDS_BY.search(talk.front(named.span, 60)) is not None


def _prefaced(talk: Talk, act: str | None, preface: Span | None, opening: re.Pattern[str]) -> Iterator[Target]:
    """Whom the words before a statement name as what it speaks of."""
    match = opening.match(talk.text, *preface) if preface else None
    if match is None or preface is None:
        return
    some = [m for m in talk.mentions_in(Span(match.end(), preface.end)) if m.entity and not talk.own(m.entity)]
    if some:
        yield Target(some[0].span, _stance(talk, act), "target-prefaced", some[0].entity)


def _referred(talk: Talk, act: str | None, before: Span | None) -> Iterator[Target]:
    """Whom a person means by an opening "it": the state or body with which the sentence before begins to tell."""
    it = OPENS_IT.match(talk.text, *talk.content[0])
    if it is None or before is None or not any(talk.entities[k].kind in ("person", "other") for k in talk.speakers):
        return
    some = (m for m in talk.mentions_in(before) if m.entity and talk.entities[m.entity].kind not in ("person", "other"))
    first = next(some, None)
    if first and first.entity and not talk.own(first.entity):
        yield Target(Span(*it.span(1)), _stance(talk, act), "target-referred", first.entity)


def _unnamed(talk: Talk, act: str | None) -> Iterator[Target]:
    """Those whom no name tells: who opens the content ("some Arab countries"), whose withdrawal is wanted."""
    places = [talk.said.content[0].start]
    if act == "call_for" and (sign := talk.has("leave", "punish")):
        places += [m.end() for m in OF_WHOM.finditer(talk.text, sign.end, sign.end + 8)]
    for place in places:
        if (crowd := CROWD.match(talk.text, place, talk.said.content[0].end)) is not None:
            yield Target(Span(*crowd.span()), _stance(talk, act), "target-unnamed")
            return


def _spoken_to(talk: Talk, act: str | None = None) -> Span | None:
    """Words that mean those spoken to: "you", what the two sides have with each other, what thanks are for."""
    if talk.addressee is None:
        return None
    for piece in talk.said.content:
        if talk.said.kind != "indirect" and (you := YOU.search(talk.text, *piece)):
            return Span(*you.span())
    sign = talk.has("mutual") or (talk.has("help") if act == "thank" else None)
    return Span(sign.start, sign.end) if sign else None
