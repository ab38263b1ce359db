"""The events of one text: its meetings and agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from scripts.extract.agreements import Agreement, agreed, dated, signings
from scripts.extract.event_words import AgreementWords, EventWords
from scripts.extract.frames import Frame
from scripts.extract.instruments import Instrument, instruments
from scripts.extract.meetings import frames
from scripts.extract.model import DateExpression, Entity, Layout, Mention
from scripts.extract.scene import scenes
from scripts.extract.told import Meeting, together
from scripts.lexicon import trie_regex


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
    spots = {m.start() for m in words.spots.finditer(parts.text)}
    named = trie_regex(short) if short else None
    if named:
        spots |= {m.start() for m in named.finditer(parts.text)}
    found: list[Frame] = []
    told: list[Instrument] = []
    for scene in scenes(parts, entities, mentions, dates, words, sorted(spots)):
        spoken = instruments(scene, agreement_words, short, named)
        told += spoken
        found += [*frames(scene), *signings(scene, spoken)]
    agreements = agreed(told)
    return together(
        [dated(f, agreements) if f.rule == "signing" else f for f in found], entities, published
    ), agreements
