"""The cue words of seeds/reference/cues.csv, by which somebody is said to say something, and what may follow them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scripts.lexicon import PhraseFinder
from scripts.problems import Problem, Problems
from scripts.reference import rows

FRAMES = {
    "say": "a quotation, a clause with or without that; never a noun (said, added)",
    "that": "a quotation or a clause with that (wrote, continued)",
    "claim": "a quotation, a clause with or without that, or a noun (stressed the need for A)",
    "tell": "the addressee, then as say (told reporters that A)",
    "ask": "the addressee, then a question or what is wanted (asked whether A)",
    "promise": "to do A, that A, or a noun (vowed to help)",
    "call": "A, or somebody to do A (called for A, urged B to do A)",
    "object": "A, A for B, A as B (praised A for B)",
    "topic": "what is spoken of; no content where it opens a sentence (referring to A, he said)",
    "thing": "a noun that names no person (welcomed the agreement)",
    "consider": "A only with what it is held to be (considered A to be B)",
    "name": "A with a name for it (called A a “B”)",
    "quote": "a quotation and nothing else (began, asked)",
    "cite": "the one cited, with what follows after as saying (quoted A as saying that B)",
    "source": "the one cited; the clause stands around it (according to A)",
    "noun": "a noun whose content follows (his claim that A)",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a cue. frame: one of FRAMES; speech_act: what is done by saying it, as in the statements table."""

    form: str
    lemma: str
    frame: str
    speech_act: str
    source: str

    @property
    def shape(self) -> str:
        """base, present (third person), past or participle (-ing), by the first word of form and lemma."""
        word, base = self.form.split()[0], self.lemma.split()[0]
        if word == base:
            return "either" if base in SAME_PAST else "base"
        if word.endswith("ing"):
            return "participle"
        return "present" if word.endswith("s") else "past"


SAME_PAST = frozenset(["read", "put", "hit", "let", "set", "quoted"])


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled lexicon. verbs and nouns: by form in lower case with single blanks; finder finds them all in
    text in lower case."""

    finder: PhraseFinder
    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    shapes: dict[str, str]
    acts: dict[str, str]

    def speech_act(self, lemma: str | None) -> str | None:
        """What is done by saying a cue with this lemma; None for a bare quotation."""
        return self.acts.get(lemma or "")


@lru_cache(maxsize=4)
def load_cues(path: Path) -> Cues:
    """Read cues.csv and compile it. Raises Problems where a row is not as it must be."""
    table = rows(path, Cue, key=("form", "frame"))
    wrong = [
        Problem(path.name, cue.form, "frame", cue.frame, "is no known frame", f"write one of {', '.join(FRAMES)}")
        for cue in table
        if cue.frame not in FRAMES
    ]
    if wrong:
        raise Problems(wrong)
    forms: dict[str, dict[str, Cue]] = defaultdict(dict)
    for cue in table:
        forms["noun" if cue.frame == "noun" else "verb"][cue.form] = cue
    words = {cue.form for cue in table}
    return Cues(
        PhraseFinder(word.lower() for word in words),
        forms["verb"],
        forms["noun"],
        {f: c.shape for f, c in forms["verb"].items()},
        # of a lemma that is a verb and a noun, the verb's; of its forms, the first
        {c.lemma: c.speech_act for c in reversed((*forms["verb"].values(), *forms["noun"].values()))},
    )
