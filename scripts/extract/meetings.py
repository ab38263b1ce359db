"""Meetings, calls, press conferences and visits: frames found by their words, one sentence at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scripts.extract.event_status import status_of
from scripts.extract.event_words import plain
from scripts.extract.frames import CONTEXT, Frame, joins, left, pairs, subject
from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import DATE, GAP, PLACE, REACH, Scene, within
from scripts.extract.visits import guest, visit
from scripts.lexicon import branches

LINK = re.compile(rf"{GAP}(?:with|between|of|among){GAP}")
LINK_OR_TO = re.compile(rf"{GAP}(?:with|between|of|among|to){GAP}")
WITH = re.compile(rf"{GAP}with{GAP}")
THEIR = re.compile(rf"\b(?:their|the two|joint)(?:{GAP}[\w-]+){{0,2}}{GAP}[“‘\"']?$")
HOLDING = (
    "hold held holds holding has have had began begin begins resumed opened continued conducted conduct co-chaired"
)
HOLDING += " co-chair chaired addressed gave concluded started"
HELD = re.compile(
    rf"\b(?:{branches(HOLDING.split())}|wrapped{GAP}up)\b(?:{GAP}an?{GAP}[\w-]+,)?(?:{GAP}(?!(?:to|agreed|called|said|for)\b)[“‘\"']?[\w+/-]+[”’\"']?){{0,5}}{GAP}[“‘\"']?$"
)
ONGOING = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|currently|still|now|remains?|(?:is|are|be|been|remains?){GAP}(?:engaged|locked)){GAP}in{GAP}$"
)
CALL = re.compile(r"\b(?:phone|telephone|call|video|videoconference)\b")
BY_PHONE = re.compile(
    rf"\b(?:(?:by|over{GAP}the|via|on{GAP}the){GAP}(?:tele|video)?phone"
    rf"|(?:by|in|during|over|via){GAP}an?{GAP}(?:[a-z]+{GAP})?(?:phone|telephone|telephonic|video){GAP}(?:call|conversation|link))\b"
)
IN_CALL = re.compile(rf"\b(?:in|during|over|by|via|on){GAP}(?:(?:an?|the|their){GAP})?(?:[\w-]+{GAP})?$")
PARTY = re.compile(
    rf"{GAP}(?:(?:an?|the){GAP})?(?:[a-z-]+{GAP}){{0,2}}(?:visit|call|reception|dinner|lunch|luncheon|banquet|ceremony){GAP}"
    rf"(?:(?:on{GAP})?{DATE}+{GAP})?(?:from|by|for|of|in{GAP}honou?r{GAP}of){GAP}"
)
BY = re.compile(rf"{GAP}(?:[\w{DATE}{PLACE}’'-]+{GAP}){{0,8}}?by{GAP}")
TO_BE = re.compile(rf"\b(?:is|are|was|were|be|been|being)(?:{GAP}(?:also|later|first|then|warmly))?{GAP}$")
ATTENDED = re.compile(
    rf"(?:{GAP}[\w-]+){{0,4}}?{GAP}(?:was|were){GAP}(?:also{GAP})?"
    rf"(?:attended|joined|co-chaired|chaired|headed|led){GAP}by{GAP}"
)
ATTENDING = re.compile(
    rf"\b(?:attended|attending|joined|participating{GAP}in|present{GAP}at|took{GAP}part{GAP}in|participated{GAP}in)(?:{GAP}[\w-]+){{0,3}}{GAP}$"
)
AT_WITH = re.compile(rf"{GAP}at{GAP}(?:the|their|his|her){GAP}(?:[\w-]+{GAP}){{0,2}}with{GAP}")
DEFINITE = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hese|[Tt]heir)(?:{GAP}[\w-]+)?{GAP}$")
TOOK_PLACE = re.compile(
    rf"\b(?:(?:took|taken|takes?|taking){GAP}place|(?:was|were|been|be|being|are|is){GAP}held"
    rf"|began|begun|opened|ended|concluded|resumed|kicked{GAP}off)\b"
)
WAS_HELD = re.compile(
    rf"{GAP}(?:(?:was|were|are|is|will{GAP}be|to{GAP}be|being){GAP}held|took{GAP}place|taking{GAP}place)\b"
)
OPENING = re.compile(rf"^(?:During|At|In|Throughout){GAP}(?:the|their|this|these|a){GAP}(?:[\w-]+{GAP}){{0,2}}$")
GATHERED = re.compile(rf"[^.;:,]{{0,80}}?{GAP}(?:brought{GAP}together|gathered|grouped){GAP}")
PRESENT = re.compile(rf"{GAP}(?:was|were){GAP}")
AT = re.compile(
    rf"{GAP}(?:during|at|after|before|ahead{GAP}of|prior{GAP}to){GAP}"
    rf"(?:(?:an?|the|their|his){GAP})?(?:[\w-]+{GAP}){{0,2}}$"
)
GERUND = re.compile(rf"(?:\b(?:before|after|while|by|when|is|are|was|were|been|also|on){GAP}|^)$", re.I)
SIGNING = re.compile(r"\b(?:sign(?:s|ed|ing)?|inked)\b")
WHICH = re.compile(rf"\b(?:which|that){GAP}(?:(?:last|also|first|had|has|have|once|often|regularly){GAP}){{0,2}}$")
THEIR_LAST = re.compile(
    rf"\b[Tt]heir{GAP}(?:[\w-]+{GAP}){{0,2}}?(?:last|latest|previous|first|second|third){GAP}(?:[\w-]+{GAP}){{0,3}}?"
    rf"(?:meeting|talks|encounter){GAP}(?:took{GAP}place|(?:was|were){GAP}(?:held|in|on)|came)\b"
)
SENT = re.compile(
    rf"\b(?:led|leads|headed|heads|leading|heading)\b[^.;:]{{0,60}}\bdelegation\b[^.;:]{{0,40}}?"
    rf"{GAP}(?:to|at|in){GAP}(?:the|an?){GAP}(?:[\w-]+{GAP}){{0,3}}$"
)
SIDE = re.compile(rf"\b(?:side|sides|delegation|delegations|team){GAP}$")


def frames(scene: Scene) -> list[Frame]:
    """The meetings that one sentence tells, in order."""
    found: list[Frame] = []
    for match in scene.triggers if scene.actors else ():
        if not scene.named(match.start()):
            found += _frame(scene, match, found[-1] if found else None)
    return found


def earlier(scene: Scene, pair: Frame) -> list[Frame]:
    """ "Their last meeting took place in P in March": of the people told before."""
    match = THEIR_LAST.search(scene.text, scene.span.start, scene.span.end)
    date = scene.date(match.start()) if match else None
    if match is None or date is None:
        return []
    place = scene.place(match.start())
    return [Frame(Span(*match.span()), "meeting", "held", pair.hosts, pair.others, date, place, "their-meeting")]


def _frame(scene: Scene, match: re.Match[str], last: Frame | None) -> list[Frame]:
    words = scene.words
    phrase = plain(match.group())
    part = words.parts[phrase]
    kind = words.kinds[part][phrase] if part in words.kinds else "visit"
    status = status_of(scene, match, noun=part == "occasion-noun")
    if status == "never":
        return []
    if part == "discuss-verb":
        return _discussed(scene, match, status, last)
    if part == "speak-verb":
        if not (phrase.startswith("conversation") and left(scene, match, HELD)):
            return _spoke(scene, match, status)
        before, after = subject(scene, match, last), scene.after(match.end() + 1)
        kind = "call" if CALL.search(scene.text, scene.span.start, scene.span.end) else "meeting"
        return pairs(scene, match, kind, status, before, after, "occasion-with")
    if part == "occasion-noun":
        return _noun(scene, match, kind, status, last)
    if part == "guest":
        return guest(scene, match, status)
    if part == "visit-word":
        return visit(scene, match, status, last)
    if part == "joint-verb":
        return _jointly(scene, match, status)
    if part == "attend-verb":
        if AT_WITH.match(scene.text, match.end()):
            return []  # the noun tells of it
        return joins(scene, match, scene.before(match.start()), "also-attended")
    if part == "presence":
        if SIGNING.search(scene.text, max(scene.span.start, match.start() - REACH), match.end() + REACH):
            return []  # they witness it
        return joins(scene, match, scene.after(match.end() + 1), "also-attended")
    if part == "side-led":
        return joins(scene, match, scene.after(match.end() + 1), "sides-led-by") if left(scene, match, SIDE) else []
    return _verb(scene, match, part, kind, status, last)


def _verb(scene: Scene, match: re.Match[str], part: str, kind: str, status: str, last: Frame | None) -> list[Frame]:
    """ "A met B", "A received B", "A called on B", "A was received by B"."""
    before, after = subject(scene, match, last), scene.after(match.end() + 1)
    if part == "meet-verb":
        if left(scene, match, WHICH):
            return []
        return pairs(scene, match, kind, status, before, after, "met")
    if part == "host-verb":
        if left(scene, match, TO_BE):
            if match.group().lower() == "welcome":  # "any neighbour is welcome"
                return []
            by = BY.match(scene.flat, match.end() - scene.span.start)
            guest = scene.after(by.end() + scene.span.start) if by else []
            return pairs(scene, match, kind, status, before, guest, "guest-received-by-host") if guest else []
        if not after and (party := PARTY.match(scene.flat, match.end() - scene.span.start)):
            kind = "call" if "call" in party.group() and "courtesy" not in party.group() else kind
            after = scene.after(party.end() + scene.span.start)
    if not after or not scene.somebody(after[0]):
        return []
    return pairs(
        scene, match, kind, status, before, after, "host-received-guest" if part == "host-verb" else "called-on"
    )


def _noun(scene: Scene, match: re.Match[str], kind: str, status: str, last: Frame | None) -> list[Frame]:
    """ "talks with B", "a meeting between A and B", "A and B held talks", "their meeting"."""
    if left(scene, match, ONGOING):
        return []
    if sent := SENT.search(scene.text, max(scene.span.start, match.start() - 4 * CONTEXT), match.start()):
        return _sent(scene, match, sent.start(), kind, status)
    if together := _beside(scene, match):
        return pairs(scene, match, kind, status, together, [], "occasion-held")
    if kind == "signing":
        return []
    joined = _link(scene, match, LINK_OR_TO if kind == "call" else LINK)
    after = scene.after(joined.end()) if joined else []
    if joined and after and left(scene, match, ATTENDING):
        return joins(scene, match, scene.before(match.start()), "occasion-attended", after)
    if joined and (after or not left(scene, match, HELD)):
        if joined.group().strip() in ("between", "among", "of"):
            if after and not any(scene.somebody(m) for m in after):
                return _of_states(scene, match, kind, status, after)
            other = WITH.match(scene.text, after[-1].span.end) if after else None
            return pairs(
                scene, match, kind, status, after, scene.after(other.end()) if other else [], "occasion-between"
            )
        before = subject(scene, match, last, owner=True)
        if after and not before:
            before = scene.subject_behind(after[-1].span.end)
        return pairs(scene, match, kind, status, before, after, "occasion-with")
    if attended := ATTENDED.match(scene.text, match.end()):
        present = scene.after(attended.end())
        if len(present) < 2 or left(scene, match, DEFINITE):
            return joins(scene, match, present, "occasion-attended")
        return pairs(scene, match, kind, status, [], present, "occasion-attended")
    before = scene.before(match.start(), owner=True)
    held = left(scene, match, HELD) or (left(scene, match, THEIR) and any(scene.somebody(m) for m in before))
    if held and len({m.entity for m in before}) > 1:
        return pairs(scene, match, kind, status, before, [], "occasion-held")
    if left(scene, match, ATTENDING):
        there = PRESENT.match(scene.text, match.end())  # "also attending the talks were A and B"
        return joins(scene, match, scene.after(there.end()) if there else before, "occasion-attended")
    if gathered := GATHERED.match(scene.text, match.end()):
        if left(scene, match, DEFINITE):
            return joins(scene, match, scene.after(gathered.end()), "occasion-attended")
        return pairs(scene, match, kind, status, scene.after(gathered.end()), [], "occasion-held")
    if OPENING.search(scene.text[max(scene.span.start, match.start() - CONTEXT) : match.start()]):
        people = [m for m in scene.subject_behind(match.end()) if scene.somebody(m)]
        return pairs(scene, match, kind, status, people, [], "occasion-held")
    if left(scene, match, IN_CALL):
        told = "call-spoke" if kind == "call" else "occasion-held"
        return pairs(scene, match, kind, status, _both(scene, match.start()), [], told)
    if match.group().lower() == "meeting" and left(scene, match, GERUND):
        if scene.text[match.end() : match.end() + 1] == ",":
            return []
        return pairs(scene, match, kind, status, before, scene.after(match.end() + 1), "met")
    return []


def _sent(scene: Scene, match: re.Match[str], verb: int, kind: str, status: str) -> list[Frame]:
    """ "A led a delegation to the seventh meeting of the X-Y Committee": with that body, or the states in its name."""
    people = [m for m in scene.before(verb) if scene.somebody(m)]
    near = [m for m in within(scene.actors, verb, match.end() + 2 * CONTEXT) if not scene.somebody(m)]
    behind = [m for m in near if m.span.start > match.end()] or near
    return pairs(scene, match, kind, status, people, behind, "occasion-delegation") if people else []


def _beside(scene: Scene, match: re.Match[str]) -> list[Mention]:
    """Who stands before "during the signing", as captions have it: "A and B at their meeting in P"."""
    at = AT.search(scene.text, max(scene.span.start, match.start() - 2 * CONTEXT), match.start())
    if at is None:
        return []
    before = [m for m in scene.before(at.start()) if scene.somebody(m)]
    near = before and scene.reaches(before[-1].span.end, at.start())
    return before if near and len({scene.country(m) or m.entity for m in before}) > 1 else []


def _of_states(scene: Scene, match: re.Match[str], kind: str, status: str, states: Sequence[Mention]) -> list[Frame]:
    """ "A and B co-chaired the dialogue between X and Y" is their meeting; "talks between X and Y were held" is one."""
    held = left(scene, match, HELD)
    people = [m for m in scene.before(match.start()) if scene.somebody(m)] if held else []
    if people:
        return pairs(scene, match, kind, status, people, [], "occasion-held")
    if (
        held
        or scene.paragraph.kind == "headline"
        or TOOK_PLACE.search(scene.text, match.end(), min(scene.span.end, match.end() + REACH))
    ):
        return pairs(scene, match, kind, status, states, [], "occasion-between")
    return []


def _link(scene: Scene, match: re.Match[str], links: re.Pattern[str]) -> re.Match[str] | None:
    """The preposition behind a noun, behind nothing but dates, places and the like: "talks in P on Monday with"."""
    held = WAS_HELD.match(scene.text, match.end())
    start = held.end() if held else match.end()
    for link in links.finditer(scene.text, start, min(scene.span.end, start + 2 * CONTEXT)):
        if scene.reaches(start, link.start()):
            return link
    return None


def _both(scene: Scene, position: int) -> list[Mention]:
    """The people before a position, where they are two: "A congratulated B in a phone call"."""
    near = within(scene.actors, position - REACH, position)
    people = [m for m in near if m.span.end <= position and scene.somebody(m)]
    return people if len({m.entity for m in people}) == len({scene.country(m) for m in people}) == 2 else []


def _discussed(scene: Scene, match: re.Match[str], status: str, last: Frame | None) -> list[Frame]:
    """ "A and B discussed …", "A discussed … with B": a meeting where both are people."""
    before = [m for m in subject(scene, match, last) if scene.somebody(m)]
    kind = "call" if BY_PHONE.search(scene.text, match.end(), scene.span.end) else "meeting"
    if len({m.entity for m in before}) > 1 and not match.group().lower().startswith("raise"):
        return _without_topic(pairs(scene, match, kind, status, before, [], "discussed-together"), scene, match)
    joined = DISCUSSED_WITH.match(scene.text, match.end(), scene.span.end)
    after = [m for m in scene.after(joined.end()) if scene.somebody(m)] if joined else []
    told = pairs(scene, match, kind, status, before, after, "discussed-with") if before else []
    return _without_topic(told, scene, match)


def _without_topic(told: list[Frame], scene: Scene, match: re.Match[str]) -> list[Frame]:
    """Without the date of what was discussed: "the drill planned for 5 June", "next year’s budget"."""
    return [replace(f, date=None) if f.date and _of_topic(scene, match.end(), f.date) else f for f in told]


def _of_topic(scene: Scene, start: int, date: DateExpression) -> bool:
    return date.span.start > start and (
        scene.text[date.span.end : date.span.end + 2] in ("’s", "'s")
        or OF_TOPIC.search(scene.text, start, date.span.start) is not None
    )


OF_TOPIC = re.compile(
    rf"\b(?:planned|scheduled|due|set|slated|expected|held|signed|launched|for|of|from|since|until|by|before|after)"
    rf"{GAP}(?:(?:for|on|to{GAP}[a-z]+|in){GAP})?(?:the{GAP})?$"
)

DISCUSSED_WITH = re.compile(rf"[^.;:,“\"]{{0,120}}?{GAP}with{GAP}")


def _spoke(scene: Scene, match: re.Match[str], status: str) -> list[Frame]:
    """ "A spoke with B in a call", "in a phone conversation, A told B": a call."""
    start, end = match.start() - REACH, match.end() + REACH
    if not CALL.search(scene.text, max(scene.span.start, start), min(scene.span.end, end)):
        return []
    before = [m for m in scene.before(match.start()) if scene.somebody(m)]
    after = [m for m in scene.after(match.end() + 1) if scene.somebody(m)]
    return pairs(scene, match, "call", status, before, after, "call-spoke") if before and after else []


def _jointly(scene: Scene, match: re.Match[str], status: str) -> list[Frame]:
    """ "A and B co-chaired the session", "A and B witnessed the signing": people of two countries."""
    before = [m for m in scene.before(match.start()) if scene.somebody(m)]
    if len({scene.country(m) or m.entity for m in before}) < 2:
        return []
    return pairs(scene, match, "meeting", status, before, [], "acted-jointly")
