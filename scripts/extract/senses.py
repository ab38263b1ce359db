"""Whether the name of a country or capital stands for the place or for the state, by the words around it.

The two readings are regular metonymy (Markert and Nissim 2002, "Metonymy resolution as a classification task"); what
decides is the preposition before the name, the word that governs the preposition, and what follows the name.
"""

from __future__ import annotations

import re

BEFORE = 72  # code points read before a name
AFTER = 36  # code points read behind it


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


# words that may stand between a preposition and the name: "in the war-torn northern …"
BETWIXT = words(
    "the both north south east west central northern southern eastern western northeastern northwestern "
    "southeastern southwestern north-eastern north-western south-eastern south-western upper lower downtown "
    "greater neighboring neighbouring nearby occupied liberated mainland capital city"
)
MARRED = ("-torn", "-ravaged", "-stricken", "-hit", "-held", "-controlled", "-occupied")
INSIDE = words(
    "in inside within across throughout outside near around amid beyond into via through at over leave leaves "
    "leaving left visit visited visits visiting tour toured tours touring enter entered enters entering reach reached "
    "reaches reaching invade invaded invades invading exit exited exiting flee fled flees fleeing capture "
    "captured capturing bomb bombed bombing retake retaken retaking retook recapture recaptured recapturing "
    "liberate liberated liberating downtown"
)
BELIEF = words("confidence trust faith believe believes interest interests stake")
# nouns of place before "of": "on the soil of …"
PART = words(
    "soil territory territories north south east west northeast northwest southeast southwest north-east "
    "north-west south-east south-west border borders part parts portion portions half halves city cities town village "
    "villages capital province outskirts suburb suburbs district districts most rest much area areas region "
    "regions street streets coast coasts shore shores skies airspace heart center centre out corner corners map "
    "maps invasion occupation outside kilometers kilometres km miles evacuation liberation countryside inside "
    "population populations siege battle airport airports port ports waters island"
)
STRIKE = re.compile(r"\b(?:attacks?|strikes?|airstrikes?|raids?|march|advance\w*|assault|offensive|focus)\b", re.I)
# what is held or made about a country: "the conference on Syria", "sanctions on Mali"
TOPIC = words(
    "conference conferences summit talks meeting meetings forum listings sanctions resolution resolutions report "
    "reports policy briefing consultations debate discussion discussions process position positions views focus"
)
TROUBLE = re.compile(r"['’]?s?[ \u00a0](?:civil[ \u00a0])?(?:crisis|conflict|war|file|issue|earthquakes?|quake)\b")
MOTION = re.compile(
    r"\b(?:visit\w*|trips?|travel\w*|tour\w*|journey\w*|fl(?:y|ew|ies|ying|own)|flights?|return\w*|went|go(?:es|ing|ne)?|"
    r"head(?:ed|ing|s)|com(?:e|es|ing)|came|mov(?:e|es|ed|ing)|way|routes?|roads?|highways?|fle(?:e|d|eing)|deport\w*|"
    r"evacuat\w*|arriv\w*|dr(?:ive|ove|iving)|next|close|invit\w+|back|migrat\w*|pilgrims?|taken|brought|"
    r"deploy\w*|dispatch\w*|sen[dt]|sending|repatriat\w*|smuggl\w*|infiltrat\w*|spread\w*|cross(?:ed|ing)?)\b",
    re.I,
)
BACKING = re.compile(
    r"\b(?:support\w*|help|aid|assistance|backing|requests?|pressure|threats?|approval|letters?|messages?|delegations?|"
    r"guarantees?|officials?|representatives?|delegates|ministers?|invitation|permission|orders?|arms|weapons|response|"
    r"commitments?|statements?|investment|independen\w+|demand\w*|differ\w*|purchas\w+|buy\w*|bought|procur\w+|"
    r"import\w*|loans?|apology)\b",
    re.I,
)
LEAVING = re.compile(r"\b(?:left|leaves?|leaving|depart\w*|head(?:ed|ing|s)|bound|set off|sets off)\b", re.I)
LISTED = re.compile(r"[ \u00a0]*(?:[,;.)]|and\b|or\b|$)", re.M)
JOINT = re.compile(
    r"(?:[ \u00a0]on[ \u00a0]\d{1,2}[ \u00a0][A-Z][a-z]+)?,?[ \u00a0]*(?P<by>,|and|or|&|/|as well as)[ \u00a0]*"
    r"(?:(?:the|in|(?:north|south|east|west)(?:ern)?|neighbou?ring|occupied)[ \u00a0]){0,3}"
)
BELONGS = re.compile(
    r"(?:['’]s?)?[ \u00a0]+(?:\w+[ \u00a0])?(?:provinces?|governorate|region|districts?|cit(?:y|ies)|airports?|"
    r"borders?|soil|territor(?:y|ies)|airspace|countryside|suburbs?|area|coast|waters|streets|neighbou?rhoods?|frontier|"
    r"International|north|south|east|west|capital city|mainland|skies|towns?|villages?)\b"
)
DATELINE = re.compile(
    r"(?:,[ \u00a0][\w.]+(?:[ \u00a0][\w.]+){0,2}){0,3}[ \u00a0]*(?:\([^()\n]{2,30}\))?"
    r"[ \u00a0]*(?::|–|—|--|-[ \u00a0])"
)
RESIDENT = re.compile(r"-(?:based|born|bound)\b")


def is_place(text: str, start: int, end: int, *, city: bool, opens: bool) -> bool:
    """Whether the name at text[start:end] is the place. city: it names a capital; opens: it opens its paragraph."""
    if text[end : end + 1] == "-":
        return RESIDENT.match(text, end) is not None
    if start and text[start - 1] == "-":
        return False
    if opens and (text[end : end + 1] in ("", "\n") or (city and DATELINE.match(text, end, end + AFTER))):
        return True
    line = text[max(0, start - BEFORE) : start].rpartition("\n")[2]
    before = line.replace("\u00a0", " ").lower().split()
    if "between" in before[-9:]:
        return False
    at = len(before) - 1
    for _ in range(4):
        if at >= 0 and (before[at].rstrip(",") in BETWIXT or before[at].rstrip(",").endswith(MARRED)):
            at -= 1
    preposition, head = (before[at], before[at - 1] if at else "") if at >= 0 else ("", "")
    if preposition in INSIDE:
        whose = city and text[end : end + 1] in ("'", "’") and not BELONGS.match(text, end, end + AFTER)
        return not (whose or (preposition == "in" and head in BELIEF))
    if (preposition == "of" and head in PART) or BELONGS.match(text, end, end + AFTER):
        return True
    if preposition == "to":
        motions = [m.end() for m in MOTION.finditer(line)]
        return bool(motions) and BACKING.search(line, motions[-1]) is None
    if preposition == "from":
        return MOTION.fullmatch(head) is not None or BACKING.search(" ".join(before[max(0, at - 3) : at])) is None
    if preposition == "for":
        return LEAVING.search(line) is not None
    if preposition == "on":
        return head in TOPIC or STRIKE.search(line) is not None
    return TROUBLE.match(text, end, end + AFTER) is not None


def joined(text: str, before: int, start: int, end: int) -> bool:
    """Whether the name at text[start:end] stands in a list with the name that ends at before ("in Iraq and Syria")."""
    if start - before > AFTER or (match := JOINT.fullmatch(text, before, start)) is None:
        return False
    return match["by"] != "," or LISTED.match(text, end) is not None
