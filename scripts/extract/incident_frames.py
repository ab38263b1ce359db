"""What one verb tells of an incident: the verb with what stands around it, and what was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scripts.extract.incident_words import Sense
from scripts.extract.model import DateExpression, Mention
from scripts.extract.phrases import OWN_FORCES, Hit, Prep, Words
from scripts.extract.sentence import Group, Sentence

COLLECTIVE = ("state", "government", "military", "armed_group", "international_organisation")
OFTEN = re.compile(r"\b(?:frequently|regularly|repeatedly|often|routinely|constantly|continually|still|periodically)\b")
BATTLE = re.compile(
    r"(?<!-)\b(?:battles?|fight|fighting|combat|war|clash(?:es)?|action|attacks?|fights|wars|ambush|crossfire|crossfires)\b",
    re.I,
)
EVENT_NOUNS = ("strike-noun", "means", "clash-noun")
PLACING = frozenset(
    ["in", "at", "near", "on", "to", "into", "off", "inside", "over", "across", "outside", "along", "around"]
)


@dataclass(frozen=True, slots=True)
class Found:
    """Who did what to whom, as one trigger tells it. harmed, means: words. end: the last word of it."""

    kind: str
    rule: str
    agents: Sequence[Mention] = ()
    targets: Sequence[Mention] = ()
    victims: Sequence[Mention] = ()
    beneficiaries: Sequence[Mention] = ()
    harmed: Words | None = None
    means: Words | None = None
    subject: Words | None = None
    end: int = 0
    standing: bool = False
    place: Mention | None = None
    date: DateExpression | None = None


@dataclass(frozen=True)
class Frame:
    """A verb with what stands around it. doer, undergone: the words of who acts and of who suffers it."""

    sentence: Sentence
    hit: Hit
    sense: Sense
    group: Group
    preps: Sequence[Prep]

    @property
    def thing(self) -> Words | None:
        """The words right behind the verb."""
        return self.preps[0].phrase if self.preps and not self.preps[0].preposition else None

    def prep(self, *names: str) -> Words | None:
        """The first phrase behind one of some prepositions."""
        for prep in self.preps:
            if prep.preposition in names:
                return prep.phrase
            if prep.preposition in ("after", "before", "following", "since") and "by" in names:
                return None
        return None

    @property
    def bare(self) -> bool:
        """Whether the verb has no auxiliary."""
        return self.sentence.unit.words[self.group.first][0] == self.hit.start

    @property
    def doer(self) -> Words | None:
        """Who acts."""
        if self.group.passive:
            return self.prep("by")
        who = self.group.subject
        return self.sentence.head(who) if who is not None else None

    @property
    def undergone(self) -> Words | None:
        """Who suffers it."""
        return self.group.subject if self.group.passive else self.thing

    @property
    def means(self) -> Words | None:
        """By what it was done."""
        for prep in self.preps:
            if prep.preposition in ("in", "by", "with", "using", "from", "when", "during", "after") and (
                hit := self.sentence.has(prep.phrase, "means", "strike-noun")
            ):
                return words_at(self.sentence, hit)
        return None

    def collective(self, words: Words | None) -> list[Mention]:
        """The states, bodies and groups named in a stretch."""
        s = self.sentence
        found = [m for m in s.actors(words) if s.entity(m).kind in COLLECTIVE]
        if not found and words is not None and words == self.doer and s.stands_in(words):
            found = [m for m in s.named_before(words.first) if s.entity(m).kind in COLLECTIVE][-1:]
        return found

    def own(self, words: Words | None) -> list[Mention]:
        """Whose "its soldiers" are, as those who suffer: the one named last before."""
        s = self.sentence
        if words is None or s.actors(words) or not s.stands_in(words) or s.word(words.after - 1) not in OWN_FORCES:
            return []
        return [m for m in s.named_before(words.first) if s.entity(m).kind in COLLECTIVE][-1:]

    @property
    def acting(self) -> list[Mention]:
        """Who acts, as far as they are known."""
        return self.collective(self.doer) or self.sentence.actors(self.doer)

    @property
    def place(self) -> Mention | None:
        """The first place behind a preposition of place."""
        s = self.sentence
        return next((m for p in self.preps if p.preposition in PLACING for m in s.places(p.phrase)), None)

    def found(self, kind: str, rule: str, **roles: object) -> Found:
        """The result, with the words that it takes."""
        after = max(
            (p.phrase.after for p in self.preps if p.preposition not in ("with", "as", "for", "after", "before")),
            default=0,
        )
        after = max(after, self.sentence.index(self.hit.end - 1) + 1)
        made = Found(kind, rule, means=self.means, subject=self.group.subject, end=after, place=self.place)
        return replace(made, **roles)  # type: ignore[arg-type]


def words_at(sentence: Sentence, hit: Hit) -> Words:
    """The words of a hit."""
    return Words(sentence.index(hit.start), sentence.index(hit.end - 1) + 1)


def voice(frame: Frame) -> str:
    return "incident-suffered" if frame.group.passive else "incident-acted"


def habitual(frame: Frame) -> bool:
    """Whether a present tense tells what goes on again and again, or stands in a headline."""
    s = frame.sentence
    if s.scene.paragraph.kind in ("headline", "subheadline"):
        return True
    begin = s.unit.words[frame.group.first][0]
    near = s.text[max(s.scene.span.start, begin - 20) : frame.hit.start]
    return bool(OFTEN.search(near)) or frame.group.governed in ("continue", "continues", "continued", "help")


def said(frame: Frame, words: Words) -> str:
    return frame.sentence.span(words).of(frame.sentence.text).lower()
