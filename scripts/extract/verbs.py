"""Cue words in their sentence: which of them report something, in which form, and whose words they report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.extract.clauses import Unit
from scripts.extract.cues import Cue, Cues
from scripts.extract.subjects import clause_ends, clause_subject, subject
from scripts.lexicon import words

HAVE = frozenset(["has", "have", "had", "having", "’ve", "'ve"])
BE = frozenset(["is", "are", "was", "were", "am", "be", "been", "being", "’s", "'s", "’re", "'re"])
# Forms that are as often a noun; such a form is a verb only behind a plain subject.
EITHER = words(
    "claim claims report reports call calls comment comments remark remarks demand demands offer offers "
    "promise promises pledge pledges vow vows threat state states note notes charge charges attack attacks "
    "question questions estimate estimates detail details outline outlines praise blame hint hints signal "
    "signals post posts tweet tweets quip quips joke jokes boast complaint reply replies response answer "
    "answers appeal appeals rebuke thanks address echo read reads fault credit credits welcome protest "
    "protests brand brands label labels term terms list lists cite order orders request requests caution "
    "account"
)


STATES = frozenset(["states", "attacks", "charges"])  # nouns behind names ("Gulf states")


@dataclass(frozen=True, slots=True)
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
    starts = [word[0] for word in unit.words]
    found: list[Verb] = []
    for start, end in hits:
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] != start:
            continue
        after = bisect_left(starts, end)
        form = " ".join(text[start:end].lower().split()).replace("’", "'")
        cue = cues.verbs.get(form)
        if cue is None or (text[start].isupper() and first and not headline and not _opens(unit.tags, first)):
            continue
        if unit.words[after - 1][1] != end:  # part of a longer word
            continue
        verb = _verb(text, unit, cue, cues.shapes[form], first, after, headline)
        if verb:
            found.append(verb)
    return found


def _opens(tags: str, first: int) -> bool:
    return tags[first - 1] in "q-:;"


def _verb(text: str, unit: Unit, cue: Cue, shape: str, first: int, after: int, headline: bool) -> Verb | None:
    tags = unit.tags
    if cue.frame == "source":
        return Verb(cue, first, after, first, _cut(tags, first), "source", None, False, False)
    group = first
    while group and (tags[group - 1] in "raeNni" or (tags[group - 1] == "p" and tags[group] == "i")):
        group -= 1
    helpers = {text[slice(*unit.words[k])].lower() for k in range(group, first)}
    before = tags[group - 1] if group else ""
    if "n" in tags[group:first] or "N" in tags[group:first]:
        return None
    modal = any(tags[k] == "a" for k in range(group, first)) and not helpers & (HAVE | BE)
    if shape == "participle" and before == "l" and (cited := _quoted_as(text, unit, cue, first, after)):
        return cited
    if before == "t" and shape == "base" and ONGOING.search(text, unit.start, unit.words[group - 1][0]):
        return _went_on(text, unit, cue, first, after, group)
    form = _form(text, unit, cue, shape, (group, first, after), helpers, modal, headline)
    if form == "participle" and cue.frame in ("topic", "thing") and group == 0:
        return None
    if form is None:
        return None
    past = shape in ("past", "either") or bool(helpers & HAVE)
    if form == "participle":
        return Verb(cue, first, after, group, _cut(tags, group), form, None, True, past)
    if form == "attached":
        return Verb(cue, first, after, group, group, form, subject(tags, group) or _noun(tags, group), False, past)
    if before == "A":
        return Verb(cue, first, after, group, _cut(tags, group - 1), form, (group - 1, group), False, past)
    if before == "c" and text[slice(*unit.words[group - 1])].lower() == "nor":
        return None
    if before in ("c", "b"):
        return Verb(cue, first, after, group, _cut(tags, group), form, None, True, past)
    if before == "h" and group > 1 and tags[group - 2] in "vfg":  # "stressed that continued efforts"
        return None
    if before in ("w", "h"):
        end = group - 2 if group > 1 and tags[group - 2] == "," else group - 1
        whose = (subject(tags, end) if end > 0 else None) or _noun(tags, end)
        return Verb(cue, first, after, group, group, form, whose, False, past)
    whose = subject(tags, group)
    if whose and text[slice(*unit.words[whose[0]])].lower() == "according" and whose[1] - whose[0] > 2:
        whose = (whose[0] + 2, whose[1])
    if before and before in ",q-" and form == "finite" and cue.frame in INVERTING:
        match = (INVERTED_QUOTED if before == "q" else INVERTED).match(tags, after)
        bare = whose is None or not _free(tags, whose[0])
        if match and (bare or (before == "," and clause_ends(tags, group - 1))):
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
INVERTED = re.compile(r"(?:o(?=$|[,p;])|[dDPxmz][DPxmz]*)(?:p[dDPxmzi]+)*(?=$|[,;:\-ipylrwchtsg])(?![rpi]{0,3}[aANvf])")
INVERTED_QUOTED = re.compile(r"(?:o(?=$|[,p;])|[dDPxmz][DPxmz]*)(?:p[dDPxmzi]+)*(?![aANv])")
NOUN = re.compile(r"[dD]?[DPxzm]+(?:p[dD]?[DPxzm]+)?$")


QUOTED_AS = re.compile(r"\b(?:quot|cit)(?:ed|ing|es|e)\s+(by\s)?([^,;:\ue000]{2,120}?)\s+as\s+$")


def _quoted_as(text: str, unit: Unit, cue: Cue, first: int, after: int) -> Verb | None:
    """ "The agency quoted Roe as saying that A", "Roe was quoted by the agency as saying that A": Roe speaks."""
    match = QUOTED_AS.search(text, unit.start, unit.words[first][0])
    if not match:
        return None
    at = bisect_left(unit.words, match.start(), key=lambda word: word[0])
    if match.group(1):
        while at and unit.tags[at - 1] in "raei":
            at -= 1
        whose = subject(unit.tags, at)
    else:
        whose = (bisect_left(unit.words, match.start(2), key=lambda word: word[0]), first - 1)
    if whose is None:
        return None
    outer = None if after < len(unit.tags) or match.group(1) else subject(unit.tags, at)
    if outer and outer[0] and unit.tags[outer[0] - 1] in ",q":  # “A,” the agency quoted Roe as saying
        return Verb(cue, first, after, outer[0], _cut(unit.tags, outer[0]), "finite", whose, False, True, True)
    return Verb(cue, first, after, first, _cut(unit.tags, at), "finite", whose, False, True)


ONGOING = re.compile(
    r"\b(?:continue[sd]?|(?:went|goes|going|gone) on|(?:went|goes) (?:so|as) far as|hastened|was quick)\s+$"
)


def _went_on(text: str, unit: Unit, cue: Cue, first: int, after: int, group: int) -> Verb | None:
    """ "Roe went on to say that A"."""
    match = ONGOING.search(text, unit.start, unit.words[group - 1][0])
    start = bisect_left(unit.words, match.start(), key=lambda word: word[0]) if match else group
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


def _form(
    text: str,
    unit: Unit,
    cue: Cue,
    shape: str,
    at: tuple[int, int, int],
    helpers: set[str],
    modal: bool,
    headline: bool,
) -> str | None:
    """finite, participle, attached, infinitive or passive; None where the word is no verb here."""
    tags = unit.tags
    group, first, after = at
    before = tags[group - 1] if group else ""
    word = text[slice(*unit.words[first])].lower()
    following = tags[after] if after < len(tags) else ""
    if shape == "participle":
        if helpers & BE:
            return "finite"
        if before in ("d", "D", "t"):
            return None
        if before == "x" and following == "x" and cue.frame in NOMINAL and ATTRIBUTE.search(tags, 0, group):
            return None  # "a solemn welcoming ceremony"
        if before in ("", ",", "c", "b", "s", "p", "l", "y", "-", "q", ";"):
            return "participle"
        return "attached" if before in "Pxzmf" else None
    if shape in ("past", "either"):
        if helpers & BE and not helpers & {"being"}:
            return "finite" if cue.form.endswith("as saying") else "passive"
        if helpers & HAVE or before == "A":
            return "finite"
        if modal and shape == "either":
            return None
        if following and following in "xz" and before in ("", "d", "m", "p") and cue.frame != "say":
            return None  # "pledged delegates"
        if following == "y" or (before in "dDplyt" and before != "" and not _headed(text, unit, group)):
            return None
        return "finite"
    if shape == "base":
        if before == "t":
            return "infinitive"
        if modal:
            return "finite"
        if before in (",", "-") and following in "ho" and following and word not in EITHER:
            return "finite"
        if before in ("", "d", "D", "p", "l", "y", ",", "c") and not _headed(text, unit, group):
            return None
        if word in EITHER:
            return "finite" if before in "zow" or _plural(text, unit, group) else None
        return "finite" if before in "zoxPwqdD" or (before == "m" and cue.frame == "say") else None
    if helpers or before in ("d", "D", "t", "p", "l", "y", ""):
        return "finite" if helpers and not modal and not helpers & (BE | HAVE) else None
    if word in STATES:
        return "finite" if before in "ow" or _singular(text, unit, group) else None
    last = after == len(tags) and group > 1
    if word in EITHER and before not in "Powc," and not headline and not last and not _singular(text, unit, group):
        return None
    return "finite"


NOMINAL = frozenset(["thing", "object", "topic", "call", "consider", "name"])
ATTRIBUTE = re.compile(r"[dD]x{1,2}$")


def _headed(text: str, unit: Unit, group: int) -> bool:
    """Whether the determiner before the verb is itself the subject ("some say", "this suggests")."""
    if not group or unit.tags[group - 1] != "d":
        return False
    return text[slice(*unit.words[group - 1])].lower() in HEADS


HEADS = words(
    "this these those some many several both all others few most each another one two three four five six seven eight "
    "nine ten half"
)


def _plural(text: str, unit: Unit, group: int) -> bool:
    return unit.tags[group - 1] == "P" and text[unit.words[group - 1][1] - 1] == "s"


PLURAL = words("most many some all several other these those few both")


def _singular(text: str, unit: Unit, group: int) -> bool:
    """Whether the noun before is a subject with its determiner ("the ministry claims"), no adjective of the cue."""
    before = text[slice(*unit.words[group - 1])].lower()
    if before in ADJECTIVES or (
        before.endswith(("al", "ic", "ous", "ive", "ent", "ant", "less")) and before not in PEOPLE
    ):
        return False
    match = SINGULAR.search(unit.tags[max(0, group - 6) : group])
    if not match:
        return False
    return text[slice(*unit.words[max(0, group - 6) + match.start()])].lower() not in PLURAL


ADJECTIVES = words("latest recent new other first second last same main early late false public top key repeated")
PEOPLE = words("general official president government statement document parliament opponent critic agent")


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


SINGULAR = re.compile(r"[dD][xPf]*x$")
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
