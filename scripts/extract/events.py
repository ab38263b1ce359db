"""The events of one text: its meetings and agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from scripts.extract.agreements import Agreement, agreed, dated, signed_by_both, signed_when_met, signings
from scripts.extract.dating import by_signing, by_story
from scripts.extract.event_words import AgreementWords, EventWords
from scripts.extract.frames import Frame
from scripts.extract.instruments import Instrument, abbreviations, instruments
from scripts.extract.meetings import earlier, frames
from scripts.extract.model import DateExpression, Entity, Layout, Mention
from scripts.extract.scene import Scene
from scripts.extract.scenes import scenes
from scripts.extract.told import Meeting, together


def events(
    parts: Layout,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    dates: Sequence[DateExpression],
    words: EventWords,
    agreement_words: AgreementWords,
    published: date | None = None,
) -> tuple[list[Meeting], list[Agreement]]:
    """Meetings and agreements in order. entities: by key. mentions, dates: by position."""
    short = agreement_words.short(parts.text)
    spots = words.spots(parts.low)
    if short:
        spots = sorted({*spots, *(m.start() for m in abbreviations(parts.text, short))})
    found: list[tuple[Scene, Frame]] = []
    told: list[Instrument] = []
    main: Frame | None = None  # the first two told to have met
    pair: Frame | None = None  # the last two
    for scene in scenes(parts, entities, mentions, dates, words, spots):
        here = frames(scene)
        items = (signed_when_met(scene, item, here) for item in instruments(scene, agreement_words, short))
        spoken = [signed_by_both(scene, item, pair) for item in items]
        told += spoken
        if not here and main:
            beside = pair and parts.paragraph(pair.span.start) == parts.paragraph(scene.span.start)
            here = earlier(scene, pair if pair and beside else main)
        signed = signings(scene, spoken)
        found += [(scene, f) for f in (*here, *signed)]
        pair = next((f for f in reversed([*signed, *here]) if len(f.who) == 2), pair)
        main = main or pair
    agreements = agreed(told)
    found = [(scene, dated(f, agreements) if f.rule == "signing" else f) for scene, f in found]
    meetings = by_story(found, entities, parts, dates, published)
    by_signing(agreements, meetings, parts.text, published)
    return together(meetings, entities, published), agreements
