"""Whether what the words of a meeting tell took place: held, planned, called_for, cancelled or never."""

from __future__ import annotations

import re

from scripts.extract.event_words import plain
from scripts.extract.frames import CONTEXT
from scripts.extract.scene import DATE, GAP, Scene

TO_DO = re.compile(
    rf"\bto{GAP}(?:(?:hold|have|conduct|begin|resume|attend|host|pay|make){GAP}(?:[\w-]+{GAP}){{0,3}})?$"
)
# "will hold talks with A and | meet B", "and pay a | courtesy call on B"
AND_DO = re.compile(
    rf"(?:,|\band){GAP}(?:(?:also|then|later|will){GAP})*(?:(?:pay|make|hold|have){GAP}(?:[\w-]+{GAP}){{0,3}})?$"
)
BARE = re.compile(r"(?:meet|call|pay|make|receive|host|welcome|greet|confer|hold|courtesy)\b")
TO_BE_DONE = re.compile(
    rf"\b(?:will|would|(?:is|are|was|were|expected|scheduled|due|set|planned|plans|slated){GAP}to)\b[^.;:]*$"
)
AIM = re.compile(r"\b(?:set|due|expected|scheduled|agreed|plan\w*|intend\w*|arriv\w*|travel\w*|trip|visit\w*)\b")
OFF = re.compile(  # ", planned for May," may stand between
    rf"(?:[^,;:]{{0,160}},{GAP}(?:(?:originally|initially|first|which|had|was|were|been){GAP}){{0,4}}"
    rf"(?:planned|scheduled|due|set|expected|slated)\b[^,;:]{{0,60}},)?"
    rf"(?:[^,;:]|(?<={DATE}),){{0,160}}?\b(?:was|were|is|are|been|being){GAP}"
    rf"(?:cancell?ed|called{GAP}off|postponed|scrapped|put{GAP}off)\b"
)
TO_COME = re.compile(
    rf"[^,;:]{{0,160}}?\b(?:"
    rf"(?:will|would){GAP}(?:also{GAP})?(?:take{GAP}place|be{GAP}held|be{GAP}the|happen|begin|start|convene)|"
    rf"(?:is|are|was|were){GAP}(?:scheduled|planned|expected|set|due|slated|to{GAP}(?:be{GAP}held|take{GAP}place))"
    rf"|(?:scheduled|planned|slated){GAP}(?:for|on|to))\b"
)
TRIP = re.compile(  # "is expected to visit P on Saturday for talks"
    rf"\b(?:will|would|(?:expected|scheduled|due|set|planned|plans|slated|is|are|was|were){GAP}to){GAP}(?:also{GAP})?"
    rf"(?:visit|travel|fly|arrive|go|head|return|come|depart|leave)\b[^.;:]{{0,120}}?{GAP}"
    rf"(?:for|to{GAP}(?:hold|have|attend|conduct)){GAP}(?:[\w-]+{GAP}){{0,4}}$"
)
POSSIBLE = re.compile(
    rf"[^,;:]{{0,120}}?\b(?:is|are|was|were|be|remains?|remained){GAP}(?:not{GAP})?"
    rf"(?:possible|likely|unlikely|needed|necessary|under{GAP}discussion|on{GAP}the{GAP}table|ruled{GAP}out|out{GAP}of{GAP}the{GAP}question)\b"
)
ELSEWHERE = re.compile(r"[,;:.]|\b(?:during|after|said|in)\b")


def status_of(scene: Scene, match: re.Match[str], *, noun: bool) -> str:
    """held, unless the words around say planned, called_for, cancelled, or that it did not take place (never)."""
    start = max(scene.span.start, match.start() - CONTEXT)
    words = scene.words
    told = list(words.status.finditer(scene.text, start, match.start()))
    for name in ("never", "cancelled", "called_for", "planned") if told else ():
        for found in told:
            between = scene.text[found.end() : match.start()]
            if words.statuses[plain(found.group())] == name and not ELSEWHERE.search(between):
                return name
    bare = not noun and BARE.match(plain(match.group()))
    also = AND_DO.search(scene.text, start, match.start()) if bare else None
    if also and TO_BE_DONE.search(scene.text, scene.span.start, also.start()):
        return "planned"
    if TO_DO.search(scene.text, start, match.start()):  # what somebody is to do has not been done
        return (
            "planned" if scene.paragraph.kind == "headline" or AIM.search(scene.text, start, match.start()) else "never"
        )
    if noun and TRIP.search(scene.text, max(scene.span.start, match.start() - 4 * CONTEXT), match.start()):
        return "planned"
    if noun and OFF.match(scene.flat, match.end() - scene.span.start):  # no comma of a date
        return "cancelled"
    if noun and POSSIBLE.match(scene.text, match.end(), scene.span.end):
        return "called_for"
    if noun and TO_COME.match(scene.text, match.end(), scene.span.end):
        return "planned"
    return "held"
