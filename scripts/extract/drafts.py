"""The attributions of one sentence, by the rules for each form of cue. Positions are words of a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.extract.clauses import Unit
from scripts.extract.contents import Region, around, behind
from scripts.extract.endings import (
    AHEAD,
    NOUN_FRAMES,
    aired,
    end_of,
    interrupted,
    joined_clauses,
    narrated,
    without_relative,
)
from scripts.extract.nouns import Reported
from scripts.extract.subjects import finite
from scripts.extract.verbs import Verb, speaker


@dataclass(slots=True)
class Draft:
    """An attribution while its sentence is read. regions: its content; link: the draft whose speaker it shares."""

    regions: list[Region]
    verb: Verb | None
    rule: str
    speaker: Region | None = None
    link: int | None = None
    cue: Region | None = None
    lemma: str | None = None


def drafts_of(text: str, parsed: Unit, found: list[Verb], nouns: Sequence[Reported], headline: bool) -> list[Draft]:
    """The attributions of a unit, each with the words of its content."""
    drafts: list[Draft] = []
    place: dict[int, int] = {}
    found = [verb for index, verb in enumerate(found) if _reports(text, parsed, found, index)]
    for index, verb in enumerate(found):
        inside = any(first <= verb.first < after for draft in drafts for first, after in _sealed(draft))
        if inside and verb.form != "source":
            continue
        draft = _draft(text, parsed, found, index)
        if draft and _worded(draft, parsed.tags):
            who, other = speaker(parsed.tags, found, index)
            draft.speaker = draft.speaker or who
            draft.link = other
            place[index] = len(drafts)
            drafts.append(draft)
    for draft in drafts:
        _resolve(draft, found, place, parsed.tags)
    for noun in nouns:
        if not any(first <= noun.first < after for draft in drafts for first, after in _sealed(draft)):
            made = Draft([noun.content], None, "noun-that", noun.whose, cue=(noun.first, noun.first + 1))
            made.lemma = noun.cue.lemma
            drafts.append(made)
    labelled = NAME_COLON.match(parsed.tags) if headline else None
    if labelled and labelled.end() < len(parsed.tags) and all(draft.rule in LOOSE for draft in drafts):
        drafts = []
    if not drafts:
        drafts = [draft for draft in _without_cue(text, parsed, headline) if _worded(draft, parsed.tags)]
    return drafts


def _worded(draft: Draft, tags: str) -> bool:
    """Whether any content is left once stretches without a word are dropped."""
    draft.regions = [region for region in draft.regions if tags[slice(*region)].strip(",:;-")]
    return bool(draft.regions)


LOOSE = frozenset(["noun-object", "consider-as", "call-for", "promise-to"])  # these yield to "Minister: we praise A"
SEALED = frozenset(["indirect-that", "indirect-clause", "quote-cue-before", "participle", "colon"])


def _sealed(draft: Draft) -> Sequence[Region]:
    """Within a reported clause no other is looked for: "He said the army had said A" is one statement."""
    return draft.regions if draft.rule in SEALED else ()


def _reports(text: str, parsed: Unit, found: Sequence[Verb], index: int) -> bool:
    """Whether a cue has content at all; one that has none bounds the content of no other."""
    verb = found[index]
    if verb.form == "source":
        return True
    if verb.form == "infinitive" or (verb.form == "passive" and not impersonal(parsed.tags, verb)):
        return False
    right = behind(text, parsed, verb)
    return right is not None or around(text, parsed, found, index, right) is not None


def impersonal(tags: str, verb: Verb) -> bool:
    """ "It was announced that A"."""
    return (
        bool(verb.subject) and tags[verb.after : verb.after + 1] == "h" and verb.cue.frame in ("say", "that", "claim")
    )


def _resolve(draft: Draft, found: Sequence[Verb], place: dict[int, int], tags: str) -> None:
    """Turn a link to a verb into a link to its draft; a verb that made none lends the words of its subject."""
    seen = 0
    link = draft.link
    while link is not None and link not in place and seen < AHEAD:
        who, further = speaker(tags, found, link)
        seen += 1
        if who:
            draft.speaker, draft.link = who, None
            return
        link = further
    draft.link = place.get(link) if link is not None else None


def _draft(text: str, parsed: Unit, found: Sequence[Verb], index: int) -> Draft | None:
    """The content of one cue, by the rules for its form; None where it reports nothing."""
    verb, tags = found[index], parsed.tags
    if verb.form == "source":
        return _according_to(parsed, found, index)
    right = behind(text, parsed, verb)
    both = around(text, parsed, found, index, right)
    if both:
        return Draft(both[0], verb, both[1])
    if right is None:
        return None
    start, rule, _ = right
    end = end_of(tags, start, found, index)
    end = min(end, interrupted(text, parsed, verb, start))
    if rule == "indirect-clause" and verb.cue.frame == "claim" and tags[start] not in "soAw":
        rule = "indirect-clause" if finite(tags, start + 1, end) is not None else "noun-object"
    if verb.cue.frame in NOUN_FRAMES and rule not in ("indirect-that", "indirect-clause"):
        end = min(end, narrated(text, parsed, start, end))
    elif rule != "colon":
        end = min(end, aired(text, parsed, start, end))
    if verb.cue.frame == "name" and (quotation := tags.rfind("q", start, end)) >= 0:
        end = quotation + 1
    if end <= start:
        return None
    if rule in ("noun-object", "call-for", "consider-as"):
        return Draft(without_relative(tags, start, end), verb, rule)
    return Draft(joined_clauses(tags, start, end) if rule == "indirect-that" else [(start, end)], verb, rule)


SOURCE = re.compile(r"(?:[dDPxmzgfucqoir]|p|y|t|(?<=d)l|w(?=[aANv]))+")
CITING = re.compile(r",[gf][^,;:]{1,30}(?=,)")  # "According to A, citing B, C"
LED_BY = re.compile(r"[sbc],$|h,?$")  # "because, according to A, B"


def _according_to(parsed: Unit, found: Sequence[Verb], index: int) -> Draft | None:
    """ "According to the UN, A" and "A, according to the UN"."""
    verb, tags = found[index], parsed.tags
    match = SOURCE.match(tags, verb.after)
    if not match:
        return None
    after = match.end()
    who = (verb.after, after)
    if verb.first == 0 or tags[: verb.first].strip("rcb,") == "":
        if after >= len(tags) or tags[after] not in ",:":
            return None
        if cited := CITING.match(tags, after):
            after = cited.end()
        end = end_of(tags, after + 1, found, index)
        return Draft([(after + 1, end)], verb, "according-to", speaker=who) if end > after + 1 else None
    if LED_BY.search(tags, max(0, verb.first - 2), verb.first) and tags[after : after + 1] == ",":
        return Draft([(after + 1, end_of(tags, after + 1, found, index))], verb, "according-to", speaker=who)
    stop = verb.first - 1 if tags[verb.first - 1] in ",-" else verb.first
    start = 0
    if stop == verb.first:
        relative = tags.rfind(",w", 0, stop)
        start = relative + 2 if relative >= 0 else 0
    regions = [(start, stop)]
    goes_on = tags[after : after + 1] == "," and stop != verb.first and finite(tags, after, len(tags)) is not None
    if goes_on and finite(tags, start, stop) is None:
        regions.append((after + 1, len(tags)))
    return Draft(regions, verb, "according-to", speaker=who) if stop > start else None


COLON_NAME = re.compile(r"(?<=.{5})[:\-][DPxz]{1,4}$")
NAME_COLON = re.compile(r"[dPxz]{1,6}:")
UNKNOWN_VERB = re.compile(r"(?<=q)([dDPo][DPx]{0,5})([vf])(?=$|[.,pri])")


def _without_cue(text: str, parsed: Unit, headline: bool) -> list[Draft]:
    """Attributions without a cue: "Minister: A", and a quotation before a verb that the lexicon does not know."""
    tags = parsed.tags
    match = COLON_NAME.search(tags) if headline else None
    if match:
        return [
            Draft(
                [(0, match.start())],
                None,
                "colon",
                (match.start() + 1, len(tags)),
                cue=(match.start(), match.start() + 1),
            )
        ]
    match = NAME_COLON.match(tags)
    if match and match.end() < len(tags) and (headline or tags[match.end()] == "q"):
        return [
            Draft([(match.end(), len(tags))], None, "colon", (0, match.end() - 1), cue=(match.end() - 1, match.end()))
        ]
    match = UNKNOWN_VERB.search(tags)
    if match:
        return [Draft([(0, match.start(1))], None, "quote-cue-after", match.span(1), cue=match.span(2))]
    return []
