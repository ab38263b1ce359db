"""Forms of verbs: whether a cue word is a verb in its sentence, and whether it is finite, a participle or passive."""

from __future__ import annotations

import re
from collections.abc import Set

from scripts.extract.clauses import Unit
from scripts.extract.cues import Cue
from scripts.extract.subjects import MAIN
from scripts.lexicon import words

HAVE = frozenset(["has", "have", "had", "having", "’ve", "'ve"])
BE = frozenset(["is", "are", "was", "were", "am", "be", "been", "being", "’s", "'s", "’re", "'re"])
# Cues of persons: behind a noun their -ing form goes back to the subject ("praised the accord underlining that A").
PERSONAL = words("stress underline underscore emphasise emphasize note add affirm reaffirm reiterate insist")
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


def form_of(
    text: str,
    unit: Unit,
    cue: Cue,
    shape: str,
    at: tuple[int, int, int],
    helpers: Set[str],
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
        if following == "h" and cue.lemma in PERSONAL and MAIN.search(tags, 0, group - 1):
            return "participle"  # "praised the accord underlining that A"
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
        headed = _headed(text, unit, group) or as_well(text, unit, group)
        if following == "y" or (before in "dDplyt" and before != "" and not headed):
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
    if following and following in ":hq" and before not in "vfg":  # but "denied reports that A"
        return "finite"
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
SINGULAR = re.compile(r"[dD][xPf]*x$")


def as_well(text: str, unit: Unit, group: int) -> bool:
    """ "praised A as well as | thanked B"."""
    if group < 4 or unit.tags[group - 1] != "l":
        return False
    return text[unit.words[group - 3][0] : unit.words[group - 1][1]].lower() == "as well as"
