"""The words of events, compiled: seeds/reference/event_words.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.lexicon import Sieve, branches, trie_regex

PARTS = (
    *("meet-verb", "host-verb", "call-on", "discuss-verb", "speak-verb", "visit-word", "occasion-noun"),
    *("joint-verb", "attend-verb", "side-led", "presence"),
)
GAP = "[ \u00a0]"
SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z]?[A-Z]{1,5})\)")
BEFORE_SHORT = re.compile(rf"\b(?P<noun>\w+(?:{GAP}of{GAP}\w+)?){GAP}$")
LONG_NOUN = 100  # code points
STATUSES = ("never", "cancelled", "called-for", "planned")


@dataclass(frozen=True, slots=True)
class EventWord:
    """A row of seeds/reference/event_words.csv: a phrase, its part in a frame, the kind of event or status it tells."""

    phrase: str
    frame: str
    kind: str | None
    source: str


@dataclass(frozen=True, slots=True)
class EventWords:
    """The rows by part: phrase -> kind; and the patterns made of them.

    trigger: the words of meetings. parts: trigger -> part. begun: where those of meetings and of agreements begin.
    sieve: for them, too. status: words that tell whether a meeting took place. gap: what may stand between a word of an
    event and a name: titles, dates and places as of Scene.flat, capitals, no verb.
    """

    kinds: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, str]
    trigger: re.Pattern[str]
    begun: re.Pattern[str]
    sieve: Sieve
    status: re.Pattern[str]
    statuses: Mapping[str, str]
    gap: re.Pattern[str]

    @classmethod
    def of(cls, rows: Iterable[EventWord]) -> EventWords:
        """Compile the rows."""
        kinds: dict[str, dict[str, str]] = {}
        for row in rows:
            kinds.setdefault(row.frame, {})[row.phrase] = row.kind or ""
        parts = {phrase.lower(): part for part in PARTS for phrase in kinds[part]} | {"visiting": "guest"}
        statuses = {p: name.replace("-", "_") for name in STATUSES for p in kinds[name]}
        between = rf"[\s,;()\[\]’'“”‘\"\x01\x02]|\b{branches(kinds['gap-word'])}(?!\w)|[A-Z][\w.’'-]*+"
        gap = rf"(?=(?P<gap>(?:{between})*))(?P=gap)"
        both = [*parts, *kinds["agreement-noun"]]
        return cls(
            kinds,
            parts,
            trie_regex(parts, ignore_case=True),
            re.compile(f"(?={trie_regex(map(str.lower, both)).pattern})"),
            Sieve(both),
            trie_regex(statuses, ignore_case=True),
            statuses,
            re.compile(gap),
        )

    def spots(self, low: str) -> list[int]:
        """Where words of meetings and of agreements begin in a text (made plain and small), in order."""
        if "  " in low:  # they may stand within a phrase, where a sieve does not find it
            return [match.start() for match in self.begun.finditer(low)]
        return [at for at in self.sieve.starts(low) if self.begun.match(low, at)]


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """The words of agreements, compiled.

    kinds: noun -> kind. signing: verb -> signed or reached. stages: (part, phrases, status). commonplace: words of
    which the names of any two states' agreements are made.
    """

    kinds: Mapping[str, str]
    signing: Mapping[str, str]
    nouns: re.Pattern[str]
    verbs: re.Pattern[str]
    stages: tuple[tuple[str, re.Pattern[str], str], ...]
    commonplace: frozenset[str]

    @classmethod
    def of(cls, words: EventWords) -> AgreementWords:
        """From seeds/reference/event_words.csv."""
        nouns, verbs = words.kinds["agreement-noun"], words.kinds["sign-verb"]
        stages = [
            (part, trie_regex(words.kinds[part]), next(iter(words.kinds[part].values())))
            for part in ("follow-up", "ended", "in-force")
        ]
        return cls(
            {noun.lower(): kind for noun, kind in nouns.items()},
            verbs,
            trie_regex(nouns, ignore_case=True),
            trie_regex(verbs, ignore_case=True),
            tuple(stages),
            frozenset(words.kinds["name-word"]),
        )

    def short(self, text: str) -> Mapping[str, str]:
        """Abbreviations that a text gives to instruments -> noun: DCA of "Defence Cooperation Agreement (DCA)"."""
        found = {}
        for match in SHORT.finditer(text):
            before = BEFORE_SHORT.search(text, max(0, match.start() - LONG_NOUN), match.start())
            if before and before["noun"].lower() in self.kinds:
                found[match["short"]] = before["noun"].lower()
        return found


LIKE = str.maketrans({"ı": "i", "İ": "i", "ſ": "s"})  # what a pattern without case takes for an ASCII letter


def plain(words: str) -> str:
    """Words that a lexicon's pattern found, as the lexicon has them: in small letters, with single blanks."""
    return " ".join(words.translate(LIKE).lower().split())
