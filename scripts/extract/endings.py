"""Where content ends: with its sentence, before another cue, or before what the narrator adds. Positions are words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.extract.clauses import Unit
from scripts.extract.contents import Region
from scripts.extract.subjects import finite
from scripts.extract.verbs import Verb

AHEAD = 12  # cues of a sentence that may end the content of another; more are looked at by no reader


def end_of(tags: str, start: int, found: Sequence[Verb], index: int) -> int:
    """Where the content that begins at word `start` ends: with the sentence, or before the clause of another cue."""
    verb = found[index]
    end = len(tags)
    inner = False  # whether another cue with a subject of its own stands in the content
    for other in found[index + 1 : index + 1 + AHEAD]:
        around = other.subject and other.subject[0] < verb.first and tags[other.group - 1] in ",q"
        if around and other.form == "finite" and other.group > start:  # "Roe, who described A, said"
            end = other.group
            break
        if other.cut >= start and _outside(tags, verb, other):
            if other.form == "finite" and not other.inverted and _waits(tags, start, other.cut):
                continue
            if inner and other.shared and other.form == "finite" and tags[other.cut] == "c":
                continue  # "said that the general praised A | and thanked B"
            end = other.cut
            if (
                end
                and tags[end - 1] == "q"
                and other.form == "finite"
                and (other.inverted or (other.subject and other.subject[0] == end))
                and not _open(tags, start, end)
            ):
                while end > start and tags[end - 1] == "q":
                    end -= 1
            break
        inner = inner or (other.form == "finite" and other.cut >= start and other.subject is not None)
    if tags[end : end + 1] == "l" and (ago := AGO.search(tags, start, end)):  # "that A, a day | after Roe said B"
        end = ago.start()
    while end > start and tags[end - 1] in ",-;:cbs":
        end -= 1
    return end


AGO = re.compile(r",[dm][xzi]$")


def _waits(tags: str, start: int, end: int) -> bool:
    """Whether the content so far only leads up to its main clause: "that during the visit, | Roe repeated A"."""
    return tags[start - 1] == "h" and tags[start] in "psl" and "," not in tags[start:end] and end - start < 20


def _open(tags: str, start: int, end: int) -> bool:
    """Whether the quotation that ends before word `end` completes a clause begun outside it: said China “values A,”."""
    first = end - 1
    while first > start and tags[first - 1] == "q":
        first -= 1
    return first > start and tags[first - 1] in "DPxzum"


def _outside(tags: str, verb: Verb, other: Verb) -> bool:
    """Whether a later cue is the narrator's, not part of what the earlier one reports."""
    if other.form == "source":
        return tags[other.first - 1] in ",-"
    if other.form == "participle":
        if other.group and tags[other.group - 1] in "qDPxzm":
            return True
        return other.cut < other.group and (
            tags[other.cut] in ",-;bsl" or (verb.form == "participle" and tags[other.cut] == "c")
        )
    if other.form != "finite":
        return False
    if other.inverted:
        return True
    if other.subject and tags[other.subject[0] - 1] == "q":
        return True
    if other.subject and tags[other.subject[0] - 1] == "," and not tags[other.after :].strip("irp,"):
        return True  # "A, the agency reports"
    if other.past != verb.past and verb.form == "finite":
        return False
    if other.shared:
        return verb.form != "source"  # "according to Roe, the king praised A | and thanked B"
    return other.subject is not None and other.cut < other.subject[0]


MAIN_CLAUSE = re.compile(r"(?:,|(?<=q),?)(?=[rc]?[dDPxzo][^,q]{0,14}?[aANvfz])")
MAIN_VERB = re.compile(r"(?:,|(?<=q),?)(?=[raeN]*[vfaNAz])")
SUBORDINATE = frozenset(["by", "in", "of"])


def interrupted(text: str, parsed: Unit, verb: Verb, start: int) -> int:
    """Where the main clause sets in or goes on behind a cue in a subordinate or relative clause before it."""
    tags = parsed.tags
    pattern = None
    first = verb.subject[0] if verb.subject and not verb.inverted else verb.group
    if tags[verb.group - 1 : verb.group] == "w" and verb.group:
        pattern = MAIN_VERB if tags[verb.group - 2 : verb.group - 1] == "," else None
    elif first == 0 and verb.form == "participle":
        pattern = MAIN_CLAUSE
    elif first and finite(tags, 0, verb.cut) is None:
        before = text[slice(*parsed.words[first - 1])].lower()
        pattern = MAIN_CLAUSE if tags[first - 1] in "sl" or before in SUBORDINATE else None
    match = pattern.search(tags, start + 1) if pattern else None
    return match.start() if match else len(tags)


NOUN_FRAMES = frozenset(["object", "call", "topic", "thing", "consider", "name", "claim"])
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MEDIUM = (
    r"(?:(?:on|via)\s(?:Twitter|Facebook|X|Telegram|social\smedia|state\s(?:TV|television))"
    r"|in\s(?:an?|his|her|their|its)\s(?:[\w-]+\s){0,3}?"
    r"(?:statement|tweet|speech|interview|letter|post|message|address|video)"
    r"|(?:at|in|during)\s(?:an?|the|his|her|their)\s(?:[\w-]+\s){0,2}?"
    r"(?:(?:press|news)\sconference|interview|briefing|rally))"
)
OCCASION = re.compile(
    rf"[\s,]{{1,4}}(?:{MEDIUM}|(?:during|at|in)\s(?:an?|the|his|her|their|separate)\s(?:[\w-]+\s){{0,3}}?"
    rf"(?:meetings?|talks|(?:phone|telephone)\scall|conversation|ceremony|session|debate)"
    rf"|during\s(?:an?|the|his|her|their)\s(?:[\w-]+\s){{0,3}}?visit|on\sthe\ssidelines\sof"
    rf"|(?:through|via)\s(?:an?|his|her|its|their)\s(?:lawyer|spokes\w+)"
    rf"|(?:(?:late|early|earlier|last)\s)?(?:on\s)?{DAY}(?:\s(?:morning|afternoon|evening|night))?$)(?!\w)"
)
AIRED = re.compile(rf"[\s,]{{1,4}}{MEDIUM}(?:\s(?:on|with|in|to|at|for)\s[^,;]{{1,60}})?$")
NARRATED = re.compile(r"(?<=..)(?:;|,b|,d[xgPz]*[xg][hwfp]|,cr?[fva]|cr?[fv](?=[du])|br?[fv])")


def narrated(text: str, parsed: Unit, start: int, end: int) -> int:
    """Where a noun as content ends before the occasion or what the narrator adds: "praised A during a meeting"."""
    match = NARRATED.search(parsed.tags, start, end)
    if match:
        end = match.start()
    return _before(OCCASION, text, parsed, start, end)


def aired(text: str, parsed: Unit, start: int, end: int) -> int:
    """Where a clause as content ends before the medium that closes the sentence: "said that A in an interview"."""
    return _before(AIRED, text, parsed, start, end)


def _before(pattern: re.Pattern[str], text: str, parsed: Unit, start: int, end: int) -> int:
    if end - start < 4:
        return end
    match = pattern.search(text, parsed.words[start + 1][1], parsed.words[end - 1][1])
    if not match:
        return end
    while end > start and parsed.words[end - 1][0] >= match.start():
        end -= 1
    return end


RELATIVE = re.compile(r",w[^,]*(?:,[mi][^,]*)*(?:,|$)")
AND_THAT = re.compile(r",?ch(?!a)")


def without_relative(tags: str, start: int, end: int) -> list[Region]:
    """A noun as content, the narrator's relative clause between commas left out."""
    match = RELATIVE.search(tags, start, end)
    if not match:
        return [(start, end)]
    rest = match.end() < end and tags[match.end()] != "g"
    return [(start, match.start()), (match.end(), end)] if rest else [(start, match.start())]


def joined_clauses(tags: str, start: int, end: int) -> list[Region]:
    """ "that A and that B" has two spans."""
    regions: list[Region] = []
    for match in AND_THAT.finditer(tags, start + 1, end - 1):
        regions.append((start, match.start()))
        start = match.end()
    return [*regions, (start, end)]
