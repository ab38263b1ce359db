"""Cue words in their sentence: which of them report something, in which form, and whose words they report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass

from scripts.extract.clauses import Unit
from scripts.extract.cues import Cue, Cues
from scripts.extract.forms import BE, HAVE, as_well, form_of
from scripts.extract.subjects import clause_ends, clause_subject, moved, subject
from scripts.extract.subjects import issuer as issuer_of
from scripts.lexicon import words

SIGNALLERS = re.compile(
    r"\s(?:troops|corps|intelligence|units?|regiments?|battalions?|brigades?|officers?|equipment)\b"
)
NONE: frozenset[str] = frozenset()
ANYBODY = words("whoever whatever what")  # "whoever threatens us" speaks nowhere
BETWEEN = words("both all each since")  # "have both said", "has since said"


@dataclass(slots=True)  # not frozen, which would make it three times as dear
class Verb:
    """A cue in a unit; all numbers are words of the unit.

    first, after: the cue; group: where its verb group begins ("has also stressed"); cut: where the clause it governs
    begins, commas and conjunctions before it included. form: finite, participle, attached (to the noun before it),
    infinitive, passive or source. subject: (first, after), None where it is shared or absent; shared: it is that of the
    clause; inverted: it follows the cue.
    """

    cue: Cue
    first: int
    after: int
    group: int
    cut: int
    form: str
    subject: tuple[int, int] | None
    shared: bool
    past: bool
    inverted: bool = False


def verbs(text: str, unit: Unit, hits: Sequence[tuple[int, int]], cues: Cues, headline: bool) -> list[Verb]:
    """The cues of a unit that are verbs (or "according to"), in order; hits: spans of cue words of the text."""
    if not hits:
        return []
    found: list[Verb] = []
    words = unit.words
    for start, end in hits:
        form = text[start:end].lower()
        cue = cues.verbs.get(form)
        if cue is None:
            form = " ".join(form.split()).replace("’", "'")
            cue = cues.verbs.get(form)
        if cue is None:
            continue
        first = bisect_left(words, (start, 0))
        if first == len(words) or words[first][0] != start:
            continue
        if form == "signals" and SIGNALLERS.match(text, end):
            continue
        if text[start].isupper() and first and not headline and not _opens(unit.tags, first):
            continue
        after = bisect_left(words, (end, 0), lo=first)
        if words[after - 1][1] != end:  # part of a longer word
            continue
        verb = _verb(text, unit, cue, cues.shapes[form], first, after, headline)
        if verb:
            found.append(verb)
    return found


def _group(text: str, unit: Unit, first: int) -> int:
    """Where the verb group of a cue begins: with its auxiliaries and adverbs."""
    tags, group = unit.tags, first
    while group:
        before = tags[group - 1]
        if before in "raeNni" or (before == "p" and tags[group] == "i"):
            group -= 1
        elif before in "dl" and tags[group - 2 : group - 1] == "a" and text[slice(*unit.words[group - 1])] in BETWEEN:
            group -= 2
        else:
            break
    return group


def _opens(tags: str, first: int) -> bool:
    return tags[first - 1] in "q-:;"


def _verb(text: str, unit: Unit, cue: Cue, shape: str, first: int, after: int, headline: bool) -> Verb | None:
    tags = unit.tags
    if cue.frame == "source":
        return Verb(cue, first, after, first, _cut(tags, first), "source", None, False, False)
    group = _group(text, unit, first)
    added = as_well(text, unit, group)
    helpers: Set[str] = NONE
    before = tags[group - 1] if group else ""
    modal = False
    if group < first:
        helping = tags[group:first]
        if "n" in helping or "N" in helping:
            return None
        helpers = {text[slice(*unit.words[k])].lower() for k in range(group, first)}
        modal = "a" in helping and helpers.isdisjoint(HAVE) and helpers.isdisjoint(BE)
    reporting = shape == "participle" or "having" in helpers  # "as saying", "as having said"
    if reporting and before == "l" and (cited := _quoted_as(text, unit, cue, group, after)):
        return cited
    if before == "t" and shape == "base" and ONGOING.search(text, unit.start, unit.words[group - 1][0]):
        return _went_on(text, unit, cue, first, after, group)
    form = form_of(text, unit, cue, shape, (group, first, after), helpers, modal, headline)
    if form == "participle" and cue.frame in ("topic", "thing") and group == 0:
        return None
    if form is None:
        return None
    past = shape in ("past", "either") or bool(helpers & HAVE)
    if form == "infinitive":
        whose = moved(text, unit, group)
        return Verb(cue, first, after, group, _cut(tags, group), form, whose, whose is None, past)
    if form == "participle":
        return Verb(cue, first, after, group, _cut(tags, group), form, None, True, past)
    if form == "attached":
        whose = issuer_of(text, unit, group) or subject(tags, group) or _noun(tags, group)
        return Verb(cue, first, after, group, group, form, whose, False, past)
    if before == "A":
        return Verb(cue, first, after, group, _cut(tags, group - 1), form, (group - 1, group), False, past)
    if before == "c" and text[slice(*unit.words[group - 1])].lower() == "nor":
        return None
    if added and form == "finite":
        return Verb(cue, first, after, group, group - 3, form, None, True, past)
    if before in ("c", "b"):
        return Verb(cue, first, after, group, _cut(tags, group), form, None, True, past)
    if before == "h" and group > 1 and tags[group - 2] in "vfg":  # "stressed that continued efforts"
        return None
    if before == "w" and text[slice(*unit.words[group - 1])].lower() in ANYBODY:
        return None
    if before in ("w", "h"):
        end = group - 2 if group > 1 and tags[group - 2] == "," else group - 1
        issuer = issuer_of(text, unit, end) if before == "h" or tags[end - 1] != "," else None
        whose = issuer or (subject(tags, end) if end > 0 else None) or _noun(tags, end)
        if whose and not issuer:  # "Captain Poe, who": the words that stand for the speaker and those that name him
            whose = (whose[0], group)
        return Verb(cue, first, after, group, group, form, whose, False, past)
    whose = subject(tags, group)
    if whose and text[slice(*unit.words[whose[0]])].lower() == "according" and whose[1] - whose[0] > 2:
        whose = (whose[0] + 2, whose[1])
    if before and before in ",q-" and form == "finite" and cue.frame in INVERTING:
        match = (INVERTED_QUOTED if before == "q" else INVERTED).match(tags, after)
        bare = whose is None or not _free(tags, whose[0])
        rest = tags[match.end() :] if match else ""
        ends = match is not None and not rest.strip("pmi") and cue.frame in ("say", "that")  # no clause follows
        if match and (bare or (before == "," and (ends or clause_ends(tags, group - 1)))):
            return Verb(cue, first, after, group, _cut(tags, group), form, (after, match.end()), False, past, True)
    if before == "-" and (dash := tags.rfind("-", max(0, group - 40), group - 1)) > 0:
        whose = subject(tags, dash)
    if before == "," and whose is None and form == "finite":
        if cue.frame in ("name", "consider"):  # "the drill, dubbed A, ended"
            return None
        return Verb(cue, first, after, group, _cut(tags, group), form, None, True, past)
    cut = _cut(tags, whose[0]) if whose else group
    return Verb(cue, first, after, group, cut, form, whose, False, past)


INVERTING = frozenset(["say", "that", "claim", "tell", "quote", "ask"])
INVERTED = re.compile(
    r"(?:o(?=$|[,p;])|[dDPxmz][DPxmz]*+)(?=((?:p[dDPxmzi]+)*))\1(?:fy[dDPxz]++)?"
    r"(?=$|[,;:\-ipylrwchtsg])(?![rpi]{0,3}[aANvf])"
)
INVERTED_QUOTED = re.compile(r"(?:o(?=$|[,p;])|[dDPxmz][DPxmz]*+)(?=((?:p[dDPxmzi]+)*))\1(?![aANv])")
NOUN = re.compile(r"[dD]?[DPxzm]+(?:p[dD]?[DPxzm]+)?$")


QUOTED_AS = re.compile(r"\b(?:quot|cit)(?:ed|ing|es|e)\s+(?:(by\s)?([^,;:\ue000]{2,120}?)\s+)?as\s+$")


def _quoted_as(text: str, unit: Unit, cue: Cue, first: int, after: int) -> Verb | None:
    """ "The agency quoted Roe as saying that A", "Roe was quoted (by the agency) as saying that A": Roe speaks."""
    match = QUOTED_AS.search(text, unit.start, unit.words[first][0])
    if not match:
        return None
    at = bisect_left(unit.words, (match.start(), 0))
    passive = match.group(1) or not match.group(2) or match.group(2).startswith(("in ", "on "))
    if passive:
        while at and unit.tags[at - 1] in "raei":
            at -= 1
        whose = subject(unit.tags, at)
    else:
        whose = (bisect_left(unit.words, (match.start(2), 0)), first - 1)
    if whose is None:
        return None
    outer = None if after < len(unit.tags) or passive else subject(unit.tags, at)
    if outer and outer[0] and unit.tags[outer[0] - 1] in ",q":  # “A,” the agency quoted Roe as saying
        return Verb(cue, first, after, outer[0], _cut(unit.tags, outer[0]), "finite", whose, False, True, True)
    return Verb(cue, first, after, first, _cut(unit.tags, at), "finite", whose, False, True)


ONGOING = re.compile(
    r"\b(?:continue[sd]?|(?:went|goes|going|gone) on|(?:went|goes) (?:so|as) far as|hastened|was quick)\s+$"
)


def _went_on(text: str, unit: Unit, cue: Cue, first: int, after: int, group: int) -> Verb | None:
    """ "Roe went on to say that A"."""
    match = ONGOING.search(text, unit.start, unit.words[group - 1][0])
    start = bisect_left(unit.words, (match.start(), 0)) if match else group
    if start == 0 or start >= group:
        return None
    before = unit.tags[start - 1]
    whose = None if before in "cb" else subject(unit.tags, start)
    cut = _cut(unit.tags, whose[0] if whose else start)
    return Verb(cue, first, after, start, cut, "finite", whose, whose is None, True)


def _noun(tags: str, end: int) -> tuple[int, int] | None:
    """The last noun phrase before a word, for want of a better subject."""
    match = NOUN.search(tags, max(0, end - 12), end)
    return match.span() if match else None


def _free(tags: str, start: int) -> bool:
    """Whether a subject stands at the beginning of its sentence or behind a quotation or comma."""
    return start == 0 or tags[start - 1] in ",q-cbs"


def _cut(tags: str, start: int) -> int:
    """Where the clause that begins at `start` begins with the conjunctions, adverbs and comma before it."""
    at = start
    if at > 1 and tags[at - 2 : at] == ",w":
        at -= 1
    while at and tags[at - 1] in "cbsrpl" and start - at < 3:
        at -= 1
    while at < start and tags[at] in "pr" and not (at and tags[at - 1] == ","):
        at += 1
    if at and tags[at - 1] in ",;-":
        at -= 1
    return at


PHRASE = re.compile(r"[dDPxmzo]+(?:p[dDPxmz]+)*")


def speaker(tags: str, found: Sequence[Verb], index: int) -> tuple[tuple[int, int] | None, int | None]:
    """Who speaks: the words of the subject, or the index of the verb in `found` that has the same subject."""
    verb = found[index]
    if not verb.shared:
        return verb.subject, None
    if verb.form == "participle" and verb.cut == 0:  # "Noting that A, the minister said": the subject follows
        for later in range(index + 1, len(found)):
            if found[later].form == "finite" and found[later].subject:
                return None, later
    for earlier in range(index - 1, -1, -1):
        candidate = found[earlier]
        if candidate.form in ("finite", "passive") or (candidate.shared and candidate.form == "participle"):
            return None, earlier
    whose = clause_subject(tags, verb.group)
    if whose is None and verb.form == "participle":
        comma = tags.find(",", verb.after)
        if comma >= 0:
            match = PHRASE.match(tags, comma + 1)
            whose = match.span() if match else None
    return whose, None
