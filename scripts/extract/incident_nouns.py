"""A noun of an incident with what stands around it in its clause."""

from __future__ import annotations

import re
from dataclasses import replace

from scripts.extract.incident_frames import COLLECTIVE, Found, words_at
from scripts.extract.incident_words import Sense
from scripts.extract.model import DateExpression, Mention
from scripts.extract.phrases import Hit, Prep, Words
from scripts.extract.sentence import CALLING, Group, Sentence
from scripts.lexicon import words

UNREAL_NEAR = re.compile(
    r"\b(?:possible|potential|any|future|further|planned|imminent|threat(?:s|ened)?|risk|risks|prevent\w*|deter\w*|"
    r"counter\w*|repel\w*|thwart\w*|foil\w*|defend\w*|avoid\w*|in (?:the )?(?:event|case)|"
    r"plans?|stop\w*|halt\w*|end(?:ing)?|"
    r"lift\w*|eas(?:e|ing)|calls?|called|calling|demand\w*|prospect|fears?|possibility|protect\w*|withstand|likelihood|"
    r"relief|remov\w+|simulated|mock|cessation|ban|ready|prepar\w+|anniversary|verbal|personal|heart|against|from|"
    r"hunger|workers(?=['’])|labou?r|general|no|not|never|going to|"
    r"urge[sd]?|propos\w+|consider\w*|respond|retaliat\w*|if|whether|unless|want\w*|agreed|could|would|will|should|may|"
    r"might|must|seek\w*|aim\w*|intend\w*|discuss\w*|expected|scheduled|request\w*|warn\w*|without)\b[^.;]*$",
    re.I,
)
VOICED = re.compile(
    r"\b(?:reiterat\w*|reaffirm\w*|express\w*|voic\w*|pledg\w*|vow\w*|promis\w*|offer\w*|steadfast|commit\w*|declar\w*|"
    r"underlin\w*|readiness)\b[^.;]*$",
    re.I,
)
AMOUNT = words("more less fewer than at least nearly almost about around over some up to of a an the several")
NEAR = 34  # code points before a noun phrase in which such a word makes it unreal
BEHIND = ("of", "on", "in", "at", "against", "by", "near", "between", "along", "for", "with", "over", "into")
WHERE = ("in", "at", "near", "inside", "across", "on", "outside", "over", "around")


class Noun:
    """A noun of an incident with what stands around it in its clause."""

    def __init__(self, sentence: Sentence, hit: Hit, sense: Sense) -> None:
        self.sentence, self.hit, self.sense = sentence, hit, sense
        self.words = words_at(sentence, hit)
        self.left = sentence.left(self.words.first)
        self.preps: list[Prep] = (
            list(sentence.behind(self.words.after)) if self.words.after < len(sentence.tags) else []
        )
        if self.preps and not self.preps[0].preposition:
            self.preps = self.preps[:0] if sentence.tags[self.words.after] not in "Dd" else self.preps[1:]

    @property
    def plural(self) -> bool:
        """Whether there were several."""
        return (
            self.sense.word.endswith("s")
            or self.sense.word.startswith("acts ")
            or self.sense.word in ("aggression", "shelling", "bombardment")
        )

    @property
    def place(self) -> Mention | None:
        """The first place behind it and a preposition of place."""
        return next(
            (m for p in self.preps if p.preposition in (*WHERE, "of") for m in self.sentence.places(p.phrase)), None
        )

    @property
    def date(self) -> DateExpression | None:
        """The date within its phrase; of what somebody launches, that of the clause."""
        s = self.sentence
        if self.light("light-verb"):
            return s.date(self.hit.start)
        start = s.unit.words[self.left.first][0] if self.left.first < len(s.unit.words) else self.hit.start
        end = self.hit.end
        for prep in self.preps:
            if s.unit.words[prep.at][0] - end > 2:
                break
            end = s.span(prep.phrase).end
        return next((d for d in s.scene.dates if d.edtf and start - 2 <= d.span.start < end + 10), None)

    def prep(self, *names: str) -> Words | None:
        """The first phrase behind one of some prepositions; of "the bombing of A" what "of" governs."""
        return next((p.phrase for p in self.preps if p.preposition in names), None)

    def owners(self) -> list[Mention]:
        """Who is named before the noun."""
        s = self.sentence
        span = s.span(Words(self.left.first, self.words.after)) if self.left.first < self.words.after else None
        return [
            m
            for m in s.scene.actors
            if span and span.start <= m.span.start < self.hit.start and s.text[m.span.end : m.span.end + 1] != "-"
        ]

    @property
    def worded(self) -> bool:
        """Whether it is only voiced: "reiterated its support"."""
        s = self.sentence
        start = s.unit.words[self.left.first][0] if self.left.first < len(s.unit.words) else self.hit.start
        return VOICED.search(s.text, max(s.scene.span.start, start - 3 * NEAR), start) is not None

    @property
    def unreal(self) -> bool:
        """Whether it is only feared, wished, planned or warded off."""
        s = self.sentence
        start = s.unit.words[self.left.first][0] if self.left.first < len(s.unit.words) else self.hit.start
        line = s.text[max(s.scene.span.start, start - NEAR) : self.hit.start]
        return UNREAL_NEAR.search(line) is not None

    def light(self, *parts: str) -> tuple[Hit, Group] | None:
        """The verb before the noun phrase that makes it happen: "launched an attack"."""
        s = self.sentence
        if self.left.first >= len(s.unit.words):
            return None
        start = s.unit.words[self.left.first][0]
        for hit in reversed(s.hits_between(start - 70, start)):
            sense = next((x for x in hit.senses if x.part in parts), None)
            if sense is None:
                continue
            first = words_at(s, hit)
            apart = first.after < self.left.first and s.phrase(first.after) < self.left.first
            if apart and not _amount(s.text[hit.end : start]):
                return None
            group = s.group(first.first, first.after, sense.shape)
            if group and group.governed in CALLING:
                return None
            return (hit, group) if group and (sense.shape != "base" or group.governed) else None
        return None

    def found(self, kind: str, rule: str, **roles: object) -> Found:
        """The result with the words it takes."""
        after = self.words.after
        if self.preps and self.preps[0].at == after and self.preps[0].preposition in BEHIND:
            after = self.preps[0].phrase.after
        subject = self.left if self.left.first < self.left.after else None
        made = Found(kind, rule, subject=subject, end=after, place=self.place)
        return with_roles(made, roles)


def with_roles(made: Found, roles: dict[str, object]) -> Found:
    """The result with some of its parts replaced."""
    return replace(made, **roles)  # type: ignore[arg-type]


def collective(s: Sentence, mentions: list[Mention]) -> list[Mention]:
    """The states, bodies and groups among mentions."""
    return [m for m in mentions if s.entity(m).kind in COLLECTIVE]


def _amount(text: str) -> bool:
    """Whether words only tell how many: "more than 300", "a series of"."""
    told = text.lower().split()
    return all(word in AMOUNT or word[0].isdigit() or told[i + 1 : i + 2] == ["of"] for i, word in enumerate(told))
