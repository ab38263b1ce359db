"""Who the references of a document mean, and who speaks: one pass in the order of the text.

Salience-based resolution in the line of Lappin and Leass (1994), much reduced: the last speaker is preferred, then who
was named last; a lead that speaks of an office before the name is resolved by who is named later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from scripts.extract.model import Attribution, Entity, Layout, Mention, Span
from scripts.extract.nominals import Reference
from scripts.extract.people import People
from scripts.extract.placed import Cover
from scripts.extract.speakers import SpeakerWords, Speech
from scripts.extract.story import Story


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities with what the references tell of them (unnamed ones among them), all mentions, and who speaks.

    mentions: in order of position. speakers: for each attribution the keys of its speakers. unnamed: mentions of
    office-holders whom the text does not name, for rules that take them for participants; not among the mentions.
    """

    entities: Mapping[str, Entity]
    mentions: tuple[Mention, ...]
    speakers: tuple[tuple[str, ...], ...]
    unnamed: tuple[Mention, ...]


def resolve(
    layout: Layout,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    references: Sequence[Reference],
    attributions: Sequence[Attribution],
    people: People,
    words: SpeakerWords,
    home: str | None,
    ministry: Callable[[str, str, str], Entity],
) -> Resolution:
    """Resolve references and speakers of one document. mentions (of people and gazetteer), references: by position.

    home: the state (ISO alpha-3) where the text is written or what it tells takes place. ministry: gives that of a
    state by country, class of body and label.
    """
    story = Story(layout.text, entities, mentions, people, [s.span for s in layout.sentences], home)
    speech = Speech(story, words, ministry)
    quoted = Cover([q.content for q in layout.quotations])
    steps: list[tuple[int, int, Mention | Reference | int]] = []
    steps += [(m.span.start, 1, m) for m in mentions if m.entity and story.is_person(m.entity)]
    steps += [(r.span.start, 1, r) for r in references]
    # an attribution comes into force where its speaker has been read
    steps += [(a.speaker.end if a.speaker else _place(a), 2, i) for i, a in enumerate(attributions)]
    steps.sort(key=itemgetter(0, 1))
    for position, _, step in steps:
        if isinstance(step, int):
            speech.speech(step, attributions, position)
        elif isinstance(step, Mention):
            assert step.entity is not None
            if not quoted.at(position):
                speech.remarks(step)
                story.notice(step.entity)
        else:
            story.refer(step, quoted=quoted.at(position) is not None)
    speakers = tuple(speech.shared(i, attributions) for i in range(len(attributions)))
    for attribution, keys in zip(attributions, speakers, strict=True):
        speech.first_person(attribution, keys)
    every = [m for m, _ in groupby(sorted((*mentions, *story.added), key=_order))]
    known = {m.span for m in every}
    unnamed = [story.unnamed_mention(r.span) for r in story.pending if r.span not in known]
    return Resolution(story.entities, tuple(every), speakers, tuple(unnamed))


def _order(m: Mention) -> tuple[Span, str, str, str, str]:
    return m.span, m.entity or "", m.form, m.rule, m.place_id or ""


def _place(attribution: Attribution) -> int:
    return attribution.cue.start if attribution.cue else attribution.content[0].start
