"""Whether the name of a country or capital stands for the place or for the state, by the words around it.

The two readings are regular metonymy (Markert and Nissim 2002, "Metonymy resolution as a classification task"); what
decides is the preposition before the name, the word that governs the preposition, and what follows the name.
"""

from __future__ import annotations

import re

BEFORE = 72  # code points read before a name
AFTER = 36  # code points read behind it

PART = (
    r"(?:(?:the|north|south|east|west|central|northern|southern|eastern|western|north-?eastern|north-?western|"
    r"south-?eastern|south-?western|upper|lower|downtown|greater|neighbou?ring|nearby|occupied|liberated|mainland|"
    r"both|capital|capital city|city|city of|capital of|"
    r"\w+-(?:torn|ravaged|stricken|hit|held|controlled|occupied))"
    r"[ \u00a0,]+)"
)
INSIDE = re.compile(
    r"\b(?:in|inside|within|across|throughout|outside|near|around|amid|beyond|into|via|through|at|leav(?:e|es|ing)|visit(?:ed|s|ing)?|"
    r"tour(?:ed|s|ing)|enter(?:ed|s|ing)?|reach(?:ed|es|ing)?|invad(?:e|ed|es|ing)|exit(?:ed|ing)?|"
    r"fle(?:d|e|es|eing)|over|"
    r"captur(?:e|ed|ing)|bomb(?:ed|ing)|retak(?:e|en|ing)|retook|recaptur(?:e|ed|ing)|liberat(?:e|ed|ing)|"
    rf"downtown|landed in|based in)[ \u00a0]+{PART}{{0,3}}$",
    re.I,
)
BELIEF = re.compile(r"\b(?:confidence|trust|faith|believes?|interests?|stake) in[ \u00a0]+$", re.I)
TO = re.compile(rf"\bto[ \u00a0]+{PART}{{0,3}}$", re.I)
FROM = re.compile(rf"\bfrom[ \u00a0]+{PART}{{0,3}}$", re.I)
ON = re.compile(rf"\bon[ \u00a0]+{PART}{{0,2}}$", re.I)
MOTION = re.compile(
    r"\b(?:visit\w*|trips?|travel\w*|tour\w*|journey\w*|fl(?:y|ew|ies|ying|own)|flights?|return\w*|went|go(?:es|ing|ne)?|"
    r"head(?:ed|ing|s)|com(?:e|es|ing)|came|mov(?:e|es|ed|ing)|way|routes?|roads?|highways?|fle(?:e|d|eing)|deport\w*|"
    r"evacuat\w*|arriv\w*|dr(?:ive|ove|iving)|next|close|invit\w+|back|migrat\w*|pilgrims?|moved|taken|brought|flown|"
    r"deploy\w*|dispatch\w*|sen[dt]|sending|repatriat\w*|smuggl\w*|infiltrat\w*|spread\w*|cross(?:ed|ing)?)\b",
    re.I,
)
BACKING = re.compile(
    r"\b(?:support\w*|help|aid|assistance|backing|requests?|pressure|threats?|approval|letters?|messages?|delegations?|guarantees?|"
    r"officials?|representatives?|delegates|ministers?|invitation|permission|orders?|arms|weapons|commitments?|"
    r"statements?|investment|independen\w+|demand\w*|differ\w*|purchas\w+|buy\w*|bought|procur\w+|import\w*|loans?|response|apology)\b",
    re.I,
)
STRIKE = re.compile(r"\b(?:attacks?|strikes?|airstrikes?|raids?|march|advance\w*|assault|offensive|focus)\b", re.I)
OF = re.compile(
    r"\b(?:soil|territor(?:y|ies)|north|south|east|west|north-?east|north-?west|south-?east|south-?west|borders?|parts?|portions?|"
    r"half|halves|city|cities|town|villages?|capital|province|outskirts|suburbs?|districts?|most|rest|much|areas?|regions?|streets?|"
    r"coasts?|shores?|skies|airspace|heart|cent(?:er|re)|out|corners?|maps?|invasion|occupation|outside|kilomet(?:er|re)s|km|miles|"
    r"evacuation|liberation|countryside|inside|populations?|siege|battle|airports?|ports?|waters|island)"
    rf"[ \u00a0]+of[ \u00a0]+{PART}{{0,3}}$",
    re.I,
)
BETWEEN = re.compile(r"\bbetween[ \u00a0][^.;]{0,60}$", re.I)
LISTED = re.compile(r"[ \u00a0]*(?:[,;.)]|and\b|or\b|$)", re.M)
JOINT = re.compile(rf",?[ \u00a0]*(?P<by>,|and|or|&|/|as well as)[ \u00a0]*(?:the[ \u00a0]|in[ \u00a0]|{PART}){{0,3}}")
BELONGS = re.compile(
    r"(?:['’]s?)?[ \u00a0]+(?:\w+[ \u00a0])?(?:provinces?|governorate|region|districts?|cit(?:y|ies)|airports?|"
    r"borders?|soil|territor(?:y|ies)|airspace|countryside|suburbs?|area|coast|waters|streets|neighbou?rhoods?|frontier|"
    r"International|north|south|east|west|capital city|mainland|skies|towns?|villages?)\b"
)
DATELINE = re.compile(
    r"(?:,[ \u00a0][\w.]+(?:[ \u00a0][\w.]+)?){0,3}[ \u00a0]*(?:\([^()\n]{2,30}\))?[ \u00a0]*(?::|–|—|--|-[ \u00a0])"
)
RESIDENT = re.compile(r"-(?:based|born|bound)\b")
WILL = re.compile(r"-(?!(?:based|born|bound)\b)")


def is_place(text: str, start: int, end: int, *, city: bool, opens: bool) -> bool:
    """Whether the name at text[start:end] is the place. city: it names a capital; opens: it opens its paragraph."""
    after = text[end : end + AFTER]
    if opens and city and DATELINE.match(after):
        return True
    before = text[max(0, start - BEFORE) : start]
    before = before[before.rfind("\n") + 1 :]
    if RESIDENT.match(after):
        return True
    if WILL.match(after) or before.endswith("-"):
        return False
    if BETWEEN.search(before):
        return False
    if INSIDE.search(before):
        return not BELIEF.search(before)
    if OF.search(before):
        return True
    if BELONGS.match(after):
        return True
    if TO.search(before):
        motions = [m.end() for m in MOTION.finditer(before)]
        return bool(motions) and BACKING.search(before, motions[-1]) is None
    if FROM.search(before):
        return BACKING.search(before) is None
    if ON.search(before):
        return STRIKE.search(before) is not None
    return False


def joined(text: str, before: int, start: int, end: int) -> bool:
    """Whether the name at text[start:end] stands in a list with the name that ends at before ("in Iraq and Syria")."""
    if start - before > AFTER or (match := JOINT.fullmatch(text, before, start)) is None:
        return False
    return match["by"] != "," or LISTED.match(text, end) is not None
