"""Content that stands before its cue, or on both sides of it. All positions are words of a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.extract.clauses import PAUSED, Unit
from scripts.extract.contents import Beginning, Region
from scripts.extract.subjects import clause_ends, finite
from scripts.extract.verbs import Verb
from scripts.lexicon import words


def around(
    text: str, parsed: Unit, found: Sequence[Verb], index: int, right: Beginning | None
) -> tuple[list[Region], str] | None:
    """Content before a cue, on both sides of it where it stands in the middle: "A, he said, B"."""
    tags, verb = parsed.tags, found[index]
    if verb.cue.frame not in ("say", "that", "claim", "tell", "quote", "ask", "promise") or verb.form != "finite":
        return None
    if verb.subject is None:
        return None
    stop, after = (verb.group, verb.subject[1]) if verb.inverted else (verb.subject[0], verb.after)
    if stop and tags[stop - 1] == "l" and text[slice(*parsed.words[stop - 1])].lower() == "as":
        stop -= 1
        if not tags[:stop].strip("bcr,") and (rest := _rest(tags, after, None)):
            return [rest], "content-before-cue"
    if stop < 1 or tags[stop - 1] not in ",q-":
        return None
    end = stop if tags[stop - 1] == "q" else stop - 1
    if end < 1:
        return None
    quoted = tags[end - 1] == "q"
    if verb.cue.frame in ("quote", "ask", "promise") and not quoted:
        return None
    if right and _goes_on(text, parsed, verb, end, right):
        return [(0, end), (right[0], len(tags))], "quote-split"
    if right and right[2] and not (quoted and pauses(text, parsed, end - 1)):
        return None
    start = _left_start(text, parsed, found, index, end)
    if right and quoted and tags[start] == "p" and start < end - 1 <= start + 8 and finite(tags, start, end) is None:
        return None  # On “A Show,” he said that
    whole = quoted or (end - start > 2 and tags[start] not in "splyg" and finite(tags, start, end) is not None)
    whole = whole or (not quoted and verb.inverted and clause_ends(tags, end))
    rest = _rest(tags, after, quoted if whole else None)
    split = SPLIT.match(tags, after) if quoted and not rest else None
    if split and not any(after <= other.first < split.end() for other in found):
        rest = (split.end(), len(tags))
    if rest and verb.inverted and not quoted and tags[rest[0]] not in "aANvrqs":  # "A, said Roe, a captain"
        rest = None
    if not quoted:
        told = verb.cue.frame == "tell"
        if not rest and not verb.inverted and not told and tags[after : after + 1] not in ("", *",;:-pislrg"):
            return None
        if tags[start] in "splygt" and not rest and (right or finite(tags, start, end) is None):
            return None
        if right and not rest and not verb.inverted:
            return None
        if end - start < 3 and not rest:
            return None
    regions = [(start, end)] + ([rest] if rest else [])
    rule = "quote-split" if quoted and rest else "quote-cue-after" if quoted else "content-before-cue"
    return regions, rule


CONDITIONS = words("if unless whether because")
LONG = 30  # code points; a quotation that long behind a comma is content by itself
SHORT = 16  # words; a clause before a cue in its middle


def _goes_on(text: str, parsed: Unit, verb: Verb, end: int, right: Beginning) -> bool:
    """ "If the talks fail, he said, “A”": the clause before the cue is said too."""
    tags = parsed.tags
    if right[1] != "quote-cue-before" or tags[end - 1] == "q" or tags[verb.after : verb.after + 2] != ",q":
        return False
    if tags[0] == "s":
        return text[slice(*parsed.words[0])].lower() in CONDITIONS
    return end < SHORT and tags[0] in "dDPoA" and "," not in tags[:end] and finite(tags, 0, end) is not None


def pauses(text: str, parsed: Unit, word: int) -> bool:
    """Whether a quotation ends with a mark that a cue may follow."""
    return text[parsed.words[word][1] - 1] == PAUSED


def _left_start(text: str, parsed: Unit, found: Sequence[Verb], index: int, end: int) -> int:
    """Where content before a cue begins: with the sentence, or with the quotation if another cue stands before it."""
    tags = parsed.tags
    if tags[end - 1] != "q":
        return 0
    first = end - 1
    while first and tags[first - 1] == "q":
        first -= 1
    if not first:
        return 0
    length = len(text[slice(*parsed.words[end - 1])])
    if tags[first - 1] in ":;":
        return first
    if tags[0] == "s" and tags[first - 1] == "," and text[slice(*parsed.words[0])].lower() in CONDITIONS:
        return 0  # "If the talks fail, “A,” he said"
    if any(other.after <= first for other in found[:index]):
        return 0 if tags[first - 1] in "DPxzum" and found[index].inverted else first
    return first if tags[first - 1] in ",-" and length > LONG else 0


REST = re.compile(r"(?:[ri]|pi)*[,:]|[pl][^,:;qaANv]{1,12},(?=r?[aANv])")
REST_QUOTED = re.compile(r"(?:[ri]|pi)*(?:[,:]|-(?=q))|[pyi][^,:q]{0,14},(?=q)")
SPLIT = re.compile(r"[^q;:aANv-]{1,30}?(?<!g)[,-](?=q$|q[^,])")  # “A,” said Roe, a captain in Oslo, “B”
ASIDE = re.compile(r",[^,]{1,24},(?=[aANv])")


def _rest(tags: str, after: int, quoted: bool | None) -> Region | None:
    """The second part of content that a cue divides; quoted: of the first part, None where it cannot stand alone."""
    match = (REST_QUOTED if quoted else REST).match(tags, after)
    if not match:
        return None
    at = match.end()
    if quoted is None and (aside := ASIDE.match(tags, after)):
        at = aside.end()
    if at >= len(tags):
        return None
    if tags[at] in "qh":
        return at, len(tags)
    if quoted is False and tags[at] in "sy":  # "A, he said, because B"
        return at, len(tags)
    if quoted or (quoted is False and tags[at] in "gwpl"):
        return None
    if tags[at] == "g" and finite(tags, at, (tags + ",").index(",", at)) is None:
        return None
    return (at, len(tags)) if quoted is None or finite(tags, at, len(tags)) is not None else None
