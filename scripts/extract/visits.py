"""Visits, and those whom a text calls visiting."""

from __future__ import annotations

import re

from scripts.extract.frames import Frame, left, pairs, subject
from scripts.extract.model import Span
from scripts.extract.scene import GAP, Scene, within

ASIDE = re.compile(r",(?! who\b)[^,.;:]{1,120},")
WITH_GUEST = re.compile(rf"\b[a-z]+(?:s|ed){GAP}(?:with{GAP})?(?:the{GAP})?$")


DURING = re.compile(rf"\b(?:during|on){GAP}(?:an?|his|her|their){GAP}(?:[\w-]+{GAP}){{0,2}}$")
WITH_WHOM = re.compile(  # before whom the visitor meets there
    rf"\b(?:with|to|told|met){GAP}(?:(?:his|her|then|[A-Z])[\w.’'-]*{GAP})*$"
)
TO = re.compile(rf"{GAP}(?:to{GAP})?")
VISIT_LINK = re.compile(
    rf"{GAP}(?:(?:to|in|here|at){GAP})?(?:the{GAP}|neighbou?ring{GAP}|capital{GAP})*(?:[A-Z]\w+{GAP}capital{GAP})?"
)


def guest(scene: Scene, match: re.Match[str], status: str) -> list[Frame]:
    """ "A presented visiting B with …": a meeting of A and B, and the visit of B."""
    guests = tuple(m for m in scene.after(match.end() + 1) if scene.somebody(m))[:1]
    if not guests:
        return []
    date, place = scene.date(match.start()), scene.place(match.start())
    visit = Frame(Span(match.start(), guests[0].span.end), "visit", "held", (), guests, date, place, "visiting")
    before = [m for m in scene.before(match.start()) if scene.kind(m) == "person" and m.entity != guests[0].entity]
    if before and scene.paragraph.kind == "caption" and left(scene, match, WITH_GUEST):
        span = Span(before[0].span.start, guests[0].span.end)
        return [visit, Frame(span, "meeting", status, tuple(before), guests, date, place, "with-visitor")]
    return [visit]


def visit(scene: Scene, match: re.Match[str], status: str, last: Frame | None) -> list[Frame]:
    """ "A visited P", "A’s visit to P", "A arrived in P"; "A paid a visit to B" is a meeting."""
    word = match.group().lower()
    before = [m for m in subject(scene, match, last, owner=True) if scene.somebody(m)]
    behind = before[-1].span.end if before else 0
    if before and left(scene, match, DURING):
        start = before[0].span.start
        beside = WITH_WHOM.search(scene.text, max(scene.span.start, start - 120), start)
        before = [m for m in scene.before(beside.start()) if scene.somebody(m)] if beside else before
    reach = match.end(), match.end() + 31
    place = next((m for m in (*within(scene.places, *reach), *within(scene.actors, *reach))), None)
    if before and word != "visit" and "arriv" not in word:
        to = TO.match(scene.text, match.end())
        met = [m for m in scene.after(to.end()) if scene.somebody(m)] if to else []
        if met and (place is None or met[0].span.start <= place.span.start or place in met):
            return pairs(scene, match, "meeting", status, before, met, "called-on")
    if not before or place is None:
        return []
    gap = ASIDE.sub("", scene.text[behind : match.start()])
    near = len(gap) <= 60 and not re.search(r"[.;:]|\b(?:said|that|told|met)\b", gap)
    link = scene.text[match.end() : place.span.start]
    linked = VISIT_LINK.fullmatch(link)
    if not near or not linked or (word not in ("visits", "visited") and not re.search(r"\b(?:to|in|at)\b", link)):
        return []
    span = Span(before[0].span.start, place.span.end)
    return [Frame(span, "visit", status, (), tuple(before), scene.date(match.start()), place, "visit")]
