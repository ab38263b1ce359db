"""Meetings, calls, press conferences and visits: frames found by their words, then told apart within one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import GAP, Scene
from scripts.lexicon import trie_regex

CONTEXT = 40  # code points before the words of a meeting in which its status is looked for


PARTS = ("meet-verb", "host-verb", "call-on", "discuss-verb", "speak-verb", "visit-word", "occasion-noun")


@dataclass(frozen=True, slots=True)
class Frame:
    """A meeting as one sentence tells it."""

    span: Span
    kind: str
    status: str
    hosts: tuple[Mention, ...]
    others: tuple[Mention, ...]
    date: DateExpression | None
    place: Mention | None
    rule: str

    @property
    def who(self) -> frozenset[str]:
        """Keys of those who take part."""
        return frozenset(m.entity for m in (*self.hosts, *self.others) if m.entity)


@dataclass(frozen=True, slots=True)
class EventWord:
    """A row of seeds/reference/event_words.csv: a phrase, its part in a frame, the kind of event or status it tells."""

    phrase: str
    frame: str
    kind: str | None
    source: str


@dataclass(frozen=True, slots=True)
class EventWords:
    """The rows by part: phrase -> kind; and the patterns made of them."""

    kinds: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, str]
    trigger: re.Pattern[str]
    status: re.Pattern[str]
    statuses: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[EventWord]) -> EventWords:
        """Compile the rows."""
        kinds: dict[str, dict[str, str]] = {}
        for row in rows:
            kinds.setdefault(row.frame, {})[row.phrase] = row.kind or ""
        statuses = {
            p: name.replace("-", "_") for name in ("never", "cancelled", "called-for", "planned") for p in kinds[name]
        }
        parts = {phrase.lower(): part for part in PARTS for phrase in kinds[part]} | {"visiting": "guest"}
        trigger = trie_regex(parts, ignore_case=True)
        return cls(kinds, parts, trigger, trie_regex(statuses, ignore_case=True), statuses)


WITH = re.compile(
    rf"(?:{GAP}(?:here|there|held|today|[A-Z]\w+day|on{GAP}[A-Z]\w+day|in{GAP}[A-Z]\w+)){{0,2}}{GAP}(?:with|between|of|among){GAP}"
)
WITH_ONLY = re.compile(rf"{GAP}(?:with|between|of|among){GAP}")
THEIR = re.compile(rf"\b(?:their|the two|joint)(?:{GAP}[\w-]+){{0,2}}{GAP}$")
HELD = re.compile(
    rf"\b(?:h[eo]ld|holds|holding|has|have|had|began|begin|begins|resumed|opened|continued|conducted|conduct|co-chaired|chaired|attended|addressed|gave|"
    rf"wrapped up|concluded|started)(?:{GAP}(?:a|an|the|their|[\w-]+)){{0,5}}{GAP}$"
)
ASIDE = re.compile(r",(?! who\b)[^,.;:]{1,120},")
CALL = re.compile(r"\b(?:phone|telephone|call|video|videoconference)\b")
PARTY = re.compile(
    rf"{GAP}(?:an?{GAP})?(?:[a-z-]+{GAP}){{0,2}}(?:visit|call|reception|dinner|lunch|luncheon|banquet|ceremony){GAP}"
    rf"(?:from|by|for|in{GAP}honou?r{GAP}of){GAP}"
)
TO_DO = re.compile(rf"\bto{GAP}(?:(?:hold|have|conduct|begin|resume|attend|host){GAP}(?:[\w-]+{GAP}){{0,3}})?$")
ATTENDED = re.compile(rf"(?:{GAP}[\w-]+){{0,4}}?{GAP}(?:was|were){GAP}(?:also{GAP})?attended{GAP}by{GAP}")
AIM = re.compile(r"\b(?:set|due|expected|scheduled|agreed|plan\w*|intend\w*|arriv\w*|travel\w*|trip|visit\w*)\b")
SEPARATE = re.compile(r"\bseparate(?:ly)?\b")


def frames(scene: Scene, words: EventWords) -> list[Frame]:
    """The meetings that one sentence tells, in order."""
    found: list[Frame] = []
    for match in words.trigger.finditer(scene.text, scene.span.start, scene.span.end):
        if any(m.span.start <= match.start() < m.span.end for m in scene.actors if m.form == "name"):
            continue
        found += _frame(scene, match, words)
    return found


def _frame(scene: Scene, match: re.Match[str], words: EventWords) -> list[Frame]:
    status = _status(scene, match, words)
    if status == "never":
        return []
    phrase = " ".join(match.group().lower().replace("\u00a0", " ").split())
    part = words.parts[phrase]
    kind = words.kinds[part][phrase] if part in words.kinds else "visit"
    if part == "discuss-verb":
        return _discussed(scene, match, status)
    if part == "speak-verb":
        return _spoke(scene, match, status)
    if part == "occasion-noun":
        return _noun(scene, match, kind, status)
    if part == "guest":
        return _guest(scene, match, status)
    if part == "visit-word":
        return _visit(scene, match, status)
    before, after = scene.before(match.start()), scene.after(match.end() + 1)
    if part == "host-verb" and not after and (party := PARTY.match(scene.text, match.end())):
        kind = "call" if "call" in party.group() and "courtesy" not in party.group() else kind
        after = scene.after(party.end())
    if part == "meet-verb":
        return _pairs(scene, match, kind, status, before, after, "met")
    if not after or not scene.somebody(after[0]):
        return []
    rule = "host-received-guest" if part == "host-verb" else "called-on"
    return _pairs(scene, match, kind, status, before, after, rule)


def _noun(scene: Scene, match: re.Match[str], kind: str, status: str) -> list[Frame]:
    """ "talks with B", "a meeting between A and B", "A and B held talks", "their meeting"."""
    joined = WITH.match(scene.text, match.end()) or WITH_ONLY.match(scene.text, match.end())
    if joined:
        after = scene.after(joined.end())
        between = joined.group().split()[-1] in ("between", "among", "of")
        if between:
            return _pairs(scene, match, kind, status, [], after, f"{kind.replace('_', '-')}-between")
        if after and not scene.before(match.start(), owner=True):
            opener = scene.subject_behind(after[-1].span.end)
            return _pairs(scene, match, kind, status, opener, after, f"{kind.replace('_', '-')}-with")
        return _pairs(
            scene, match, kind, status, scene.before(match.start(), owner=True), after, f"{kind.replace('_', '-')}-with"
        )
    if attended := ATTENDED.match(scene.text, match.end()):
        return _pairs(scene, match, kind, status, [], scene.after(attended.end()), f"{kind.replace('_', '-')}-attended")
    left = scene.text[max(scene.span.start, match.start() - CONTEXT) : match.start()]
    before = scene.before(match.start(), owner=True)
    if (HELD.search(left) or THEIR.search(left)) and len({m.entity for m in before}) > 1:
        return _pairs(scene, match, kind, status, before, [], f"held-{kind.replace('_', '-')}")
    return []


def _discussed(scene: Scene, match: re.Match[str], status: str) -> list[Frame]:
    """ "A and B discussed …", "A discussed … with B": a meeting where both are people."""
    before = [m for m in scene.before(match.start()) if scene.somebody(m)]
    if len({m.entity for m in before}) > 1:
        return _pairs(scene, match, "meeting", status, before, [], "discussed-together")
    joined = re.compile(rf"[^.;:,“\"]{{1,120}}?{GAP}with{GAP}").match(scene.text, match.end(), scene.span.end)
    after = [m for m in scene.after(joined.end()) if scene.somebody(m)] if joined else []
    return _pairs(scene, match, "meeting", status, before, after, "discussed-with") if before else []


def _spoke(scene: Scene, match: re.Match[str], status: str) -> list[Frame]:
    """ "A spoke with B in a call", "in a phone conversation, A told B": a call."""
    if not CALL.search(scene.text, scene.span.start, scene.span.end):
        return []
    before = [m for m in scene.before(match.start()) if scene.somebody(m)]
    after = [m for m in scene.after(match.end() + 1) if scene.somebody(m)]
    return _pairs(scene, match, "call", status, before, after, "call-spoke") if before and after else []


def _pairs(
    scene: Scene, match: re.Match[str], kind: str, status: str, hosts: list[Mention], others: list[Mention], rule: str
) -> list[Frame]:
    """One frame, or one each where the meetings were separate."""
    hosts = [m for m in hosts if m.entity not in {o.entity for o in others}]
    if len({m.entity for m in (*hosts, *others)}) < 2:
        return []
    if not any(
        scene.kind(m) in ("person", "state", "government", "military", "international_organisation", "armed_group")
        for m in (*hosts, *others)
    ):
        return []
    start = min(m.span.start for m in (*hosts, *others))
    end = max([match.end(), *(m.span.end for m in others)])
    span = Span(min(start, match.start()), end)
    date, place = scene.date(match.start()), scene.place(match.start())
    left = scene.text[max(scene.span.start, match.start() - CONTEXT) : match.start()]
    if others:  # "separate" may stand behind the verb too
        left += scene.text[match.end() : max(match.end(), others[0].span.start)]
    if SEPARATE.search(left) and len(hosts) > 1 and others:
        return [Frame(span, kind, status, (host,), tuple(others), date, place, f"separate-{rule}") for host in hosts]
    if SEPARATE.search(left) and len(others) > 1 and len(hosts) == 1:
        return [Frame(span, kind, status, tuple(hosts), (other,), date, place, f"separate-{rule}") for other in others]
    return [Frame(span, kind, status, tuple(hosts), tuple(others), date, place, rule)]


def _guest(scene: Scene, match: re.Match[str], status: str) -> list[Frame]:
    """ "A presented visiting B with …": a meeting of A and B, and the visit of B."""
    guests = [m for m in scene.after(match.end() + 1) if scene.somebody(m)][:1]
    if not guests:
        return []
    place = scene.place(match.start())
    visit = Frame(
        Span(match.start(), guests[0].span.end),
        "visit",
        "held",
        (),
        tuple(guests),
        scene.date(match.start()),
        place,
        "visiting",
    )
    before = [m for m in scene.before(match.start()) if scene.kind(m) == "person" and m.entity != guests[0].entity]
    verb = re.search(
        rf"\b[a-z]+(?:s|ed){GAP}(?:with{GAP})?(?:the{GAP})?$", scene.text[max(0, match.start() - 40) : match.start()]
    )
    if before and verb and scene.paragraph.kind == "caption":
        span = Span(before[0].span.start, guests[0].span.end)
        meeting = Frame(
            span, "meeting", status, tuple(before), tuple(guests), scene.date(match.start()), place, "with-visitor"
        )
        return [visit, meeting]
    return [visit]


def _visit(scene: Scene, match: re.Match[str], status: str) -> list[Frame]:
    """ "A visited P", "A’s visit to P", "A arrived in P"."""
    word = match.group().lower()
    before = [m for m in scene.before(match.start(), owner=True) if scene.somebody(m)]
    place = next((m for m in (*scene.places, *scene.actors) if match.end() <= m.span.start <= match.end() + 30), None)
    if not before or place is None:
        return []
    gap = ASIDE.sub("", scene.text[before[-1].span.end : match.start()])
    near = len(gap) <= 60 and not re.search(r"[.;:]|\b(?:said|that|told|met)\b", gap)
    link = scene.text[match.end() : place.span.start]
    linked = re.fullmatch(
        rf"{GAP}(?:(?:to|in|here|at){GAP})?(?:the{GAP}|neighbou?ring{GAP}|capital{GAP})*(?:[A-Z]\w+{GAP}capital{GAP})?",
        link,
    )
    if not near or not linked or (word not in ("visits", "visited") and not re.search(r"\b(?:to|in|at)\b", link)):
        return []
    span = Span(before[0].span.start, place.span.end)
    return [Frame(span, "visit", status, (), tuple(before), scene.date(match.start()), place, "visit")]


def _status(scene: Scene, match: re.Match[str], words: EventWords) -> str:
    """held, unless the words before say planned, called_for, cancelled, or that it did not take place (never)."""
    start = max(scene.span.start, match.start() - CONTEXT)
    for name in ("never", "cancelled", "called_for", "planned"):
        for found in words.status.finditer(scene.text, start, match.start()):
            between = scene.text[found.end() : match.start()]
            if words.statuses[found.group().lower().replace("\u00a0", " ")] == name and not re.search(
                r"[,;:.]|\b(?:during|after|said|in)\b", between
            ):
                return name
    if TO_DO.search(scene.text, start, match.start()):  # what somebody is to do has not been done
        return (
            "planned" if scene.paragraph.kind == "headline" or AIM.search(scene.text, start, match.start()) else "never"
        )
    tail = scene.text[match.end() : match.end() + CONTEXT]
    if re.match(r"[^,;.]*\b(?:was|were|has been|have been) (?:cancell?ed|called off|postponed)\b", tail):
        return "cancelled"
    return "held"
