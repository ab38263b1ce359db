"""Finite verbs and the subjects before them, found in the tags of a sentence (see clauses). Positions are words."""

from __future__ import annotations

import re

from scripts.extract.clauses import Unit
from scripts.lexicon import words

FINITE = re.compile(r"[aNAv]|(?<=[Pxzomru])f(?!y)|(?<=[Po])z(?=[dDPphtmxor,w])")
STRONG = re.compile(r"[aNAv]")
MAIN = re.compile(r"[aNAv]|(?<=[Pxzomruq,-])f(?!y)|(?<=[Po,])z(?=[dDPphtmxor,w])")
PARENTHESIS = frozenset("plywsgr")  # tags that begin a stretch between commas which is no subject
WITHIN = "dDPxmipyltcouaANenrvfgz"  # all tags but ";:-shwbq,", over which a subject does not reach to the left
NOMINAL = frozenset("dDPxmzouq")  # tags of which a subject has one
REACH = 80  # tokens a subject may be looked for to the left; a longer stretch is no subject


def finite(tags: str, start: int, end: int) -> int | None:
    """The first word of a stretch that is, or may well be, a finite verb."""
    match = FINITE.search(tags, start, end)
    return match.start() if match else None


def last_finite(tags: str, start: int, end: int) -> int | None:
    """The last of them."""
    last = None
    for match in FINITE.finditer(tags, start, end):
        last = match.start()
    return last


def subject(tags: str, verb: int) -> tuple[int, int] | None:
    """The noun phrase before a verb group that begins at word `verb`, as (first, after); None where there is none.

    "Jane Roe, a spokeswoman, said" has the subject "Jane Roe, a spokeswoman"; a verb behind "and" has none of its own.
    """
    if verb == 0:
        return None
    floor = max(0, verb - REACH)
    if tags[verb - 1] != ",":
        start = _left(tags, verb, floor)
        return (_list_start(tags, start, verb, floor), verb) if start is not None else None
    found = _before_apposition(tags, verb - 1, floor)
    aside = ASIDE.search(tags, *found) if found else None
    return (found[0], aside.start()) if found and aside else found


LISTED = frozenset("dDPxzmpc,")
FIRST = re.compile(r"(?:[dDPxz]{1,5}p)?d?P[Pm]{0,4},(?!p)")


def _list_start(tags: str, start: int, verb: int, floor: int) -> int:
    """Where a list begins whose last members stand before `verb`: "Presidents of Kenya, the UAE and Oman"."""
    if start < 2 or tags[start - 1] not in ",c" or "c" not in tags[start - 1 : verb]:
        return start
    first = start
    while first > floor and tags[first - 1] in LISTED:
        first -= 1
    opens = first == 0 or tags[first - 1] in ";:q"
    return first if opens and FIRST.match(tags, first) else start


PRESENT = re.compile(r"P[zx]?z(?=$|[dxp])")
LAST_STOP = re.compile(r"[;:\-qb](?!.*[;:\-qb])")
ASIDE = re.compile(r",(?:[plyrgsw]|fy)")  # "Roe, for his part," and "Roe, quoted by the agency,"


def _before_apposition(tags: str, end: int, floor: int) -> tuple[int, int] | None:
    """The subject that a comma at word `end` closes: the stretches between commas are walked through to the left."""
    best: tuple[int, int] | None = None
    after = end
    while after > floor:
        comma = tags.rfind(",", floor, after)
        first = max(comma + 1, floor)
        relative = comma >= 0 and tags[first] in "ws"
        stop = None if relative else LAST_STOP.search(tags[first:after])
        if stop:
            first += stop.end()
        while first < after and tags[first] in "cr":
            first += 1
        if best and comma < 0 and first < after and tags[first] in "plyt" and finite(tags, first, after) is None:
            break  # "At the base, where A, | the general, a veteran, | said"
        if not (
            first >= after or relative or ((tags[first] in PARENTHESIS or tags.startswith("fy", first)) and comma >= 0)
        ):
            which = tags.find("w", first, after)
            clause = STRONG.search(tags, first, which if which > first else after)
            start = _left(tags, after, first)
            if start is not None and start > first and PRESENT.search(tags, first, start):
                break  # "Roe holds talks with the minister, says A"
            if start is None or tags[first] in "vfa" or (clause and (start == first or tags[start - 1] != "c")):
                break
            best = (start, end)
            if clause or start > first:
                break
        if comma < 0 or stop:
            break
        after = comma
    return best


HEAD = re.compile(r"[dDPxzmou][DPxzmu]*(?:p[dD]?[DPxzm]+){0,2}$")


def _left(tags: str, verb: int, floor: int) -> int | None:
    """Where the noun phrase that ends before `verb` begins, commas not crossed."""
    start = floor + len(tags[floor:verb].rstrip(WITHIN))
    last = last_finite(tags, start, verb)
    if last is not None and start > floor and tags[start - 1] == "w" and (head := HEAD.search(tags, floor, start - 1)):
        return head.start()  # "the officials | who saw the report | said"
    if last is not None:  # another clause before: the phrase begins behind its last "and", else behind its verb
        cut = max(tags.rfind("c", last, verb), last)
        start = cut + 1
    while start < verb and tags[start] in "cbrns":
        start += 1
    if time := SOME_TIME.match(tags, start, verb):  # "a few weeks after the ministry said"
        start = time.end() - 1
    if start < verb and tags[start] == "l":  # "as the ministry said"
        start = next((m.start() for m in BEHIND_LINK.finditer(tags, start + 2, verb)), start + 1)
    elif start < verb and tags[start] in "pyti" and tags[start + 1 : start + 2] != "m":
        behind = _behind_adverbial(tags, start, verb)
        start = behind if behind < verb else start + 1  # "after the ministry said"
    if start >= verb or NOMINAL.isdisjoint(tags[start:verb]):
        return None
    return start


ADVERBIAL_END = re.compile(r"(?<=[PxzmiDug])(?=[do])|(?<=[xzmi])(?=P)|(?<=P)(?=[dDo])")
SOME_TIME = re.compile(r"[drm]{0,3}[xzi]?l")
BEHIND_LINK = re.compile(r"(?<=[Pxzmiu])(?=[od])")


def _behind_adverbial(tags: str, start: int, verb: int) -> int:
    """The noun phrase behind an adverbial without a comma: "At a meeting in Tehran | the general"."""
    found = verb
    for match in ADVERBIAL_END.finditer(tags, start + 1, verb):
        if match.start() > start:
            found = match.start()
    return found


ASSERTS = re.compile(r"[aANv]|(?<=[Pxzo])f(?=[dDPothm])|(?<=[Po])z(?=[dDm])")


def clause_ends(tags: str, end: int) -> bool:
    """Whether a clause ends with the comma at word `end`: "The ship sank, said Roe", not "Roe, a captain, said"."""
    floor = max(0, end - REACH)
    for stretch in tags[floor:end].split(","):
        stretch = stretch.lstrip("rcb")
        verb = ASSERTS.search(stretch) if stretch and stretch[0] not in "swlgh" else None
        if verb and verb.start() and not any(tag in "wsl" for tag in stretch[: verb.start()]):
            return True
    return False


CLAUSE = re.compile(r"(?:[,\-][bsc]?|[;:q]|[bs])(?=[dDPxo])")


def clause_subject(tags: str, verb: int) -> tuple[int, int] | None:
    """The subject of the clause of a verb that has none of its own: the first noun phrase before a finite verb."""
    floor = max(0, verb - 3 * REACH)
    start = floor
    for boundary in CLAUSE.finditer(tags, floor, verb):
        at = boundary.end()
        verb_at = finite(tags, at, verb)
        if verb_at is not None and at < verb_at <= at + 14 and "," not in tags[at:verb_at]:
            start = at
    while True:
        while start < verb and tags[start] in "cbr,":
            start += 1
        if start < verb and tags[start] in "plysgtwi":
            comma = tags.find(",", start, verb)
            if comma < 0:
                start = _behind_adverbial(tags, start, verb) if tags[start] in "pyi" else verb
                break
            start = comma + 1
            continue
        break
    if start < verb and tags[start] == "o":
        return (start, start + 1)
    main = MAIN.search(tags, start, verb)
    if main is None or main.start() <= start:
        return (start, start + 1) if start < verb and tags[start] == "A" else None
    comma = tags.find(",", start, main.start())
    return (start, main.start() if comma < 0 else comma)


PAPER = re.compile(r"[vfg][dD]?[xPzmif]{0,4}?(?:[xz](?:p?i|pP){0,2})$")
PAPERS = words(
    "statement statements letter message video tweet post report readout communique communiqué note email memo ad"
)
ISSUED = words(
    "issued issuing issues released releasing releases published publishing publishes sent sending sends posted "
    "posting posts wrote writing signed signing put circulated tweeted distributed made delivered gave giving"
)


def issuer(text: str, unit: Unit, group: int) -> tuple[int, int] | None:
    """ "The ministry issued a statement saying that A": the ministry speaks."""
    match = PAPER.search(unit.tags, max(0, group - 9), group)
    if not match or text[slice(*unit.words[match.start()])].lower() not in ISSUED:
        return None
    if not any(text[slice(*word)].lower() in PAPERS for word in unit.words[match.start() + 1 : group]):
        return None
    start = match.start()
    while start and unit.tags[start - 1] in "rane":
        start -= 1
    return subject(unit.tags, start) or clause_subject(unit.tags, start)


LED = re.compile(r"(?<=[vfgx])([dDPmo][dDPxzmpu]*)t$")
LEADS = words(
    "led leads lead leading prompted prompts prompt prompting forced forces force forcing allowed allows allow "
    "allowing caused enabled pushed moved helped enabling causing"
)


def moved(text: str, unit: Unit, group: int) -> tuple[int, int] | None:
    """Who speaks by an infinitive: "the vote led | the minister | to say", "| the minister | was moved to say"."""
    tags = unit.tags
    led = LED.search(tags, max(0, group - 12), group)
    if led and text[slice(*unit.words[led.start() - 1])].lower() in LEADS:
        return led.span(1)
    main = list(STRONG.finditer(tags, max(0, group - 40), group))
    return subject(tags, main[-1].start()) if main else None
