"""Statements in depth: what each does, whom it is about, on which occasion, through whom it came, what it repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scripts.extract.act_words import Sign
from scripts.extract.agreements import Agreement
from scripts.extract.chains import Link, chain
from scripts.extract.cues import Cues
from scripts.extract.model import Attribution, Entity, Layout, Mention, Span
from scripts.extract.occasions import Occasions
from scripts.extract.speech_acts import speech_act
from scripts.extract.talk import Ground, Talk
from scripts.extract.targets import Target, targets
from scripts.extract.told import Meeting

PREFACE = 400  # code points at most of the words before a statement that tell what it speaks of


class Remark(NamedTuple):
    """What a statement does (act, the words that tell it, the rule), whom it is about, and its chain of sources.

    at: the meeting at which it was said. speaker: the words that name the speaker. addressee: the state of those to
    whom it was said, if it is one and not the speakers' own.
    """

    act: str | None
    act_words: Span | None
    act_rule: str
    targets: tuple[Target, ...]
    sources: tuple[Link, ...]
    at: Meeting | None
    speaker: Span | None
    addressee: Entity | None


def remarks(
    parts: Layout,
    said: Sequence[Attribution],
    speakers: Sequence[tuple[str, ...]],
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    meetings: Sequence[Meeting],
    agreements: Sequence[Agreement],
    states: Mapping[str, Entity],
    signs: Sequence[Sign],
    cues: Cues,
) -> list[Remark]:
    """One for each attribution. mentions: of actors and places, in order. states: by country. signs: as of ActWords."""
    ground = Ground(parts.text, dict(entities), mentions, signs, [m.span.start for m in mentions])
    occasions = Occasions(meetings)
    visits = [m.key for m in meetings if m.kind == "visit"]

    def _told(at: Meeting | None) -> tuple[int | None, int | None]:
        """The meeting and the visit that a statement may be about."""
        visit = at.part_of if at and at.part_of is not None else visits[0] if len(visits) == 1 else None
        return (at.key if at else None), visit

    named = sorted((item.span, agreement.key) for agreement in agreements for item in agreement.told)
    found: list[Remark] = []
    for index, attribution in enumerate(said):
        keys = speakers[index]
        speaker = attribution.speaker or shared_speaker(said, index)
        at = occasions.of(attribution.content[0], keys)
        to = _addressee(keys, at, entities, states) if at else None
        if to:
            ground.entities.setdefault(to.key, to)
        talk = Talk(ground, attribution, keys, to.key if to else None, *_told(at))
        act, act_words, rule = speech_act(talk, cues.speech_act(attribution.verb), attribution.verb)
        number = parts.sentence((attribution.cue or attribution.content[0]).start)
        sentence = parts.sentences[number] if number is not None else None
        before = Span(sentence.span.start, attribution.content[0].start) if sentence else None
        preface = before if before and 0 < before.end - before.start < PREFACE else None
        told = targets(talk, act, named, preface, _previous(parts, number))
        sources = chain(index, said, speakers, speaker, ground, sentence)
        found.append(Remark(act, act_words, rule, told, sources, at, speaker, to))
    return found


def _addressee(
    keys: Sequence[str], at: Meeting, entities: Mapping[str, Entity], states: Mapping[str, Entity]
) -> Entity | None:
    """The state of those whom the speakers met, if it is one and not their own."""
    own = {entities[key].country for key in keys}
    met = {entities[key].country for key in at.who if key not in keys} - own - {None}
    return states.get(next(iter(met)) or "") if len(met) == 1 else None


def _previous(parts: Layout, number: int | None) -> Span | None:
    """The sentence before, in the same paragraph."""
    if not number:
        return None
    before = parts.sentences[number - 1]
    return before.span if before.paragraph == parts.sentences[number].paragraph else None


def shared_speaker(said: Sequence[Attribution], index: int) -> Span | None:
    """The words that name the speaker of the attribution with which this one shares its speaker."""
    for _ in said:
        shares = said[index].shares
        if shares is None:
            return None
        index = shares
        if (speaker := said[index].speaker) is not None:
            return speaker
    return None
