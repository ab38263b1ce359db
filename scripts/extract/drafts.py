"""The attributions of one sentence, by the rules for each form of cue. Positions are words of a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.extract.around import around, pauses
from scripts.extract.clauses import Unit
from scripts.extract.contents import SPEAKING, Beginning, Region, behind, cites
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
from scripts.extract.subjects import clause_subject, finite, last_finite, subject
from scripts.extract.verbs import Verb, speaker
from scripts.lexicon import words


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
    rights = [None if verb.form == "source" else behind(text, parsed, verb) for verb in found]
    reporting = [index for index, right in enumerate(rights) if _reports(text, parsed, found, index, right)]
    found, rights = [found[index] for index in reporting], [rights[index] for index in reporting]
    for index, verb in enumerate(found):
        if drafts and verb.form != "source" and _within(drafts, verb.first):
            continue
        draft = _draft(text, parsed, found, index, rights[index])
        if draft and _worded(draft, parsed.tags):
            who, other = speaker(parsed.tags, found, index)
            if who and verb.form == "passive" and _nobody(text, parsed, who):
                who = None
            draft.speaker = draft.speaker or cites(text, parsed, verb.after) or who
            draft.link = other
            place[index] = len(drafts)
            drafts.append(draft)
    for draft in drafts:
        if draft.link is not None:
            _resolve(draft, found, place, parsed.tags)
    for noun in nouns:
        if not _within(drafts, noun.first):
            made = Draft([noun.content], None, "noun-that", noun.whose, cue=(noun.first, noun.first + 1))
            made.lemma = noun.cue.lemma
            drafts.append(made)
    tags = parsed.tags
    labelled = NAME_COLON.match(tags) if headline else None
    if labelled and (CREDITED.match(text, parsed.words[0][0]) or _topic(text, parsed, labelled)):
        return []
    if labelled and labelled.end() < len(parsed.tags) and all(draft.rule in LOOSE for draft in drafts):
        drafts = []
    led_up = ":q" in tags and not headline
    if led_up and not any(after == len(tags) for draft in drafts for _, after in draft.regions):
        drafts += _led_up(tags)
    if not drafts:
        drafts = [draft for draft in _without_cue(text, parsed, headline) if _worded(draft, parsed.tags)]
    return drafts


# how often or when, which nobody says: ", as the minister has stressed many times"
HOW_OFTEN = re.compile(
    r"(?:(?:so )?(?:many|several|countless|numerous|a number of|two|three) times|many a time|time and (?:time )?again"
    r"|(?:on|at) (?:many|several|various|numerous|other|previous|earlier) occasions|over and over(?: again)?"
    r"|(?:repeatedly|before|previously|earlier|recently|again|in the past)"
    r"|last (?:week|month|year)|earlier this (?:week|month|year))(?: before)?[.,]?$"
)


def _repeats(text: str, parsed: Unit, found: Sequence[Verb], index: int) -> bool:
    """Whether ", as X has said many times" only tells that X has said so too what the sentence says by another cue."""
    verb, tags = found[index], parsed.tags
    if verb.form != "finite" or verb.inverted or verb.subject is None or verb.subject[0] < 2 or verb.after > len(tags):
        return False
    at = verb.subject[0] - 1
    if tags[at - 1 : at + 1] != ",l" or text[slice(*parsed.words[at])].lower() != "as":
        return False
    said = any(other.form == "finite" for other in found[:index])
    last = parsed.words[verb.after][0] if verb.after < len(tags) else parsed.end
    often = last >= parsed.end or HOW_OFTEN.match(text[last : parsed.end]) is not None
    return said and often


def _worded(draft: Draft, tags: str) -> bool:
    """Whether any content is left once stretches without a word, or with nothing but a date, are dropped."""
    draft.regions = [region for region in draft.regions if tags[slice(*region)].strip(",:;-im")]
    return bool(draft.regions)


LOOSE = frozenset(["noun-object", "consider-as", "call-for", "promise-to"])  # these yield to "Minister: we praise A"
SEALED = frozenset(["indirect-that", "indirect-clause", "quote-cue-before", "participle", "colon"])


def _sealed(draft: Draft) -> Sequence[Region]:
    """Within a reported clause no other is looked for: "He said the army had said A" is one statement."""
    return draft.regions if draft.rule in SEALED else ()


def _within(drafts: Sequence[Draft], word: int) -> bool:
    """Whether a word lies in a clause that is reported already."""
    return any(first <= word < after for draft in drafts for first, after in _sealed(draft))


def _reports(text: str, parsed: Unit, found: Sequence[Verb], index: int, right: Beginning | None) -> bool:
    """Whether a cue has content at all; one that has none bounds the content of no other. right: that behind it."""
    verb = found[index]
    if verb.form == "source":
        return True
    if _repeats(text, parsed, found, index):
        return False
    if not _said(text, parsed, verb):
        return False
    if verb.cue.lemma == "ask" and verb.first and text[slice(*parsed.words[verb.first - 1])].lower() in ("when", "if"):
        return False  # "When asked whether A, she said B"
    if (verb.form == "infinitive" and not purposed(text, parsed, verb, right)) or (
        verb.form == "passive" and not impersonal(parsed.tags, verb)
    ):
        return False
    return right is not None or around(text, parsed, found, index, right) is not None


MODAL = words("should must can could may might cannot would shall will")
NOUGHT = frozenset(["it", "there"])  # subjects that stand for nobody


def _said(text: str, parsed: Unit, verb: Verb) -> bool:
    """Whether anything was said: "It should be noted that A" is the narrator's."""
    if verb.form != "passive" or not verb.subject:
        return True
    helpers = {text[slice(*word)].lower() for word in parsed.words[verb.group : verb.first]}
    return not (helpers & MODAL and _nobody(text, parsed, verb.subject))


def _nobody(text: str, parsed: Unit, who: Region) -> bool:
    return parsed.span(*who).of(text).lower() in NOUGHT


def purposed(text: str, parsed: Unit, verb: Verb, right: Beginning | None) -> bool:
    """ "He took the floor to say that A"; "declined to say whether A" and "wants to say A" tell of nothing said."""
    if verb.group < 2 or text[slice(*parsed.words[verb.group - 2])].lower() in UNSAID:
        return False
    return right is not None and (
        right[1] == "indirect-that" or (right[1] == "quote-cue-before" and verb.cue.frame in SPEAKING)
    )


UNSAID = words(
    "decline declined declines declining refuse refused refuses refusing refusal fail failed fails failing failure "
    "want wanted wants wanting plan plans planned planning hope hopes hoped hoping intend intends intended expected "
    "likely unlikely able unable ready reluctant unwilling willing have has had need needs seek seeks not yet set due "
    "going like try tries trying tried attempt is are was were be hesitate hesitated impossible hard difficult easy "
    "important fair wrong right if decision way soon efforts effort updated easier harder awkward helped"
)


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


def _draft(text: str, parsed: Unit, found: Sequence[Verb], index: int, right: Beginning | None) -> Draft | None:
    """The content of one cue, by the rules for its form; None where it reports nothing."""
    verb, tags = found[index], parsed.tags
    if verb.form == "source":
        return _according_to(text, parsed, found, index)
    if verb.cue.lemma == "pay tribute to" and DEAD.search(text, parsed.words[verb.after - 1][1], parsed.end):
        return None  # a wreath, no words
    if verb.cue.lemma in TALK and verb.subject and PLURAL.match(tags, *verb.subject):
        return None  # "the two ministers spoke about A": they talked
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
    if verb.cue.frame in NOUN_FRAMES and rule not in CLAUSES:
        end = min(end, narrated(text, parsed, start, end))
    elif rule != "colon":
        end = min(end, aired(text, parsed, start, end))
    if verb.cue.frame == "name" and (quotation := tags.rfind("q", start, end)) >= 0:
        end = quotation + 1
    if rule == "quote-cue-before" and (narrator := TOLD_OF.match(tags, start, end)):
        at = narrator.start(1)
        end = end if tags[at] == "s" and text[slice(*parsed.words[at])].lower() not in WHEN else at
    if end <= start:
        return None
    if rule in ("noun-object", "call-for", "consider-as"):
        return Draft(without_relative(tags, start, end), verb, rule)
    return Draft(joined_clauses(tags, start, end) if rule in CLAUSES else [(start, end)], verb, rule)


DEAD = re.compile(r"(?i)\b(?:memorials?|monuments?|tombs?|mausoleum|graves?|cemetery|wreaths?|martyrs|fallen)\b")
TALK = frozenset(["speak about", "talk about", "speak of"])
PLURAL = re.compile(r"[dDmPx]*z|[^c]*c")
CLAUSES = frozenset(["indirect-that", "indirect-clause"])
WHEN = words("when while whenever")
TOLD_OF = re.compile(r"q+(,?[lsw]|,[^q]|pi|-?c[vfg]|c[raN]+[vf])")  # "chanted “A” | until Roe came"
SOURCE = re.compile(r"(?:[dDPxmzgfucqoir]|p|y|t|(?<=d)l|w(?=[aANv]))+")
VOICELESS = re.compile(
    r"(?:(?:the|this|that|its|his|her|their|an?)\s)?(?:[\w-]+\s){0,3}?"
    r"(?:plans?|protocols?|schedules?|timetables?|tradition|custom|rules|procedures?|principles?|agenda|standards|criteria"
    r"|needs?|scenario|rank|ability)(?!\w)(?=\s*(?:$|of\b|for\b|on\b|between\b|with\b))"
)
CITING = re.compile(r",[gf][^,;:]{1,30}(?=,)")  # "According to A, citing B, C"
LED_BY = re.compile(r"[sbc],$|h,?$")  # "because, according to A, B"


def _according_to(text: str, parsed: Unit, found: Sequence[Verb], index: int) -> Draft | None:
    """ "According to the UN, A" and "A, according to the UN"."""
    verb, tags = found[index], parsed.tags
    match = SOURCE.match(tags, verb.after)
    if not match:
        return None
    after = match.end()
    who = (verb.after, after)
    if VOICELESS.match(text, parsed.words[verb.after][0], parsed.words[after - 1][1]):
        return None
    if verb.first == 0 or tags[: verb.first].strip("rcb,") == "":
        named = len(tags.rstrip("q"))
        if verb.after < named < after == len(tags):  # "According to A “B”"
            return Draft([(named, after)], verb, "according-to", speaker=(verb.after, named))
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
    if goes_on and verb.cue.lemma.startswith("as ") and any(after < v.first <= after + 2 for v in found):
        return None  # "A, as quoted by B, claimed that C": the words are A's
    if goes_on and finite(tags, start, stop) is None:
        regions.append((after + 1, len(tags)))
    elif stop != verb.first and after + 1 < len(tags) and tags[after] == "," and finite(tags, start, stop) is None:
        if tags[after + 1] not in "vf" or any(v.first == after + 1 for v in found):
            return None  # "Roe, according to A, stressed B": by what Roe did
        regions.append((after + 1, len(tags)))
    return Draft(regions, verb, "according-to", speaker=who) if stop > start else None


COLON_NAME = re.compile(r"(?<=.{5})[:\-][DPxz]{1,4}$")
CREDITED = re.compile(
    r"(?i:(?:photo |picture |image )?source(?: of (?:the )?photo)?|via|courtesy|credit|photo|image)\s?:"
)
TOPIC = re.compile(  # the head of a label that tells what a headline is about, and is nobody's name
    r"(?:analysis|attacks?|breaking|clash(?:es)?|conflict|crisis|deal|dispute|exclusive|explained|explainer|factbox|feature"
    r"|interview|live|opinion|pact|photos?|profile|row|standoff|strikes?|summit|talks|tensions?|timeline|updated?|video|visit"
    r"|war|watch)$",
    re.I,
)
NAME_COLON = re.compile(r"[dPxz]{1,6}:")
FROM_COLON = re.compile(r"[xd]?p([dDPxz]{1,6}(?:p[dDPxz]{1,4})?):(?=q+$)")  # "From the report: “A”"
SIGNED = re.compile(r"q+[-]([dDPxz]{1,5}(?:,[dDPxzp]{1,8})?)$")  # "“A” – Jane Roe"
CUE = 5  # words; what stands between a verb and its colon is no cue if it is longer
LED_UP_BY = re.compile(r":q(?=$|q$)")
HOW_PUT = re.compile(r"q+(aw)([dDPxzop]{1,8})([vfx]o)$")  # “A,” was how Roe put it
HOW = re.compile(r"(?:is|was)\show\s.{1,80}?\s(?:put|described|phrased)\sit$")
UNKNOWN_INVERTED = re.compile(r"(?<=^q)([vf])([dDP][DPxz]{0,5})(?=$|[.,pyw])")
UNKNOWN_VERB = re.compile(r"(?<=q)([dDPo][DPx]{0,5})([vf])(?=$|[.,pri])")


def _topic(text: str, parsed: Unit, label: re.Match[str]) -> bool:
    """Whether a label of a headline tells what it is about: "Border tension: A summons B"."""
    return TOPIC.match(text[slice(*parsed.words[label.end() - 2])]) is not None


def _without_cue(text: str, parsed: Unit, headline: bool) -> list[Draft]:
    """Attributions without a cue: "Minister: A", and a quotation before a verb that the lexicon does not know."""
    tags = parsed.tags
    if not headline and "q" not in tags:
        return []
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
    if match and CREDITED.match(text, parsed.words[0][0]):
        return []
    if match and match.end() < len(tags) and (headline or tags[match.end()] == "q"):
        return [
            Draft([(match.end(), len(tags))], None, "colon", (0, match.end() - 1), cue=(match.end() - 1, match.end()))
        ]
    match = FROM_COLON.match(tags)
    if match:
        return [Draft([(match.end(), len(tags))], None, "colon", match.span(1), cue=(match.end() - 1, match.end()))]
    match = SIGNED.match(tags)
    if match and "P" in match.group(1):
        return [
            Draft(
                [(0, match.start(1) - 1)], None, "quote-signed", match.span(1), cue=(match.start(1) - 1, match.start(1))
            )
        ]
    match = HOW_PUT.match(tags)
    if match and HOW.search(text, parsed.words[match.start(1)][0], parsed.end):
        return [Draft([(0, match.start(1))], None, "quote-cue-after", match.span(2), cue=match.span(3))]
    match = UNKNOWN_VERB.search(tags)
    if match and pauses(text, parsed, match.start() - 1):
        return [Draft([(0, match.start(1))], None, "quote-cue-after", match.span(1), cue=match.span(2))]
    match = UNKNOWN_INVERTED.search(tags)
    if match and pauses(text, parsed, 0):
        return [Draft([(0, match.start(1))], None, "quote-cue-after", match.span(2), cue=match.span(1))]
    return []


def _led_up(tags: str) -> list[Draft]:
    """ "The envoy was blunt: “A”", by a verb that the lexicon does not know."""
    match = LED_UP_BY.search(tags)
    verb = last_finite(tags, 1, match.start()) if match else None
    who = subject(tags, verb) or clause_subject(tags, verb) if verb else None
    if match is None or verb is None or who is None:
        return []
    after = match.start() if match.start() - verb < CUE else verb + 1
    return [Draft([(match.end() - 1, len(tags))], None, "colon", who, cue=(verb, after))]
