"""The sentences of a text that hold words of events, as scenes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from scripts.extract.event_words import EventWords
from scripts.extract.model import DateExpression, Entity, Layout, Mention, Span
from scripts.extract.placed import Cover
from scripts.extract.scene import LED, Scene, within


def scenes(
    layout: Layout,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    dates: Sequence[DateExpression],
    words: EventWords,
    spots: Sequence[int],
) -> Iterator[Scene]:
    """The sentences of a text outside page furniture that hold words of events, as scenes.

    spots: where the words of events begin in the text, in order.
    """
    told: dict[int, list[int]] = {}
    for at in spots:
        index = layout.sentence(at)
        if index is not None and layout.paragraphs[layout.sentences[index].paragraph].kind not in WITHOUT:
            told.setdefault(index, []).append(at)
    if not told:
        return
    quoted = Cover([q.content for q in layout.quotations if _is_speech(q.content, layout.text)])
    starts, first_days = [m.span.start for m in mentions], [d.span.start for d in dates]

    def among(span: Span) -> list[Mention]:
        """The mentions in a span outside direct speech."""
        near = mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        return [m for m in near if not quoted.at(m.span.start)]

    datelines = (m for p in layout.paragraphs if p.kind == "byline" for m in among(p.span))
    home = next((m for m in datelines if m.place_id), None)
    leaders: list[Mention] = []
    if "delegation" in layout.text:
        everybody = among(Span(0, len(layout.text)))
        people = [m for m in everybody if m.entity and entities[m.entity].kind == "person"]
        leaders = _leaders(layout.text, people, words)
    for index, own in told.items():
        span, paragraph = layout.sentences[index].span, layout.paragraphs[layout.sentences[index].paragraph]
        near, body = among(span), paragraph.kind == "body"
        days = dates[bisect_left(first_days, span.start) : bisect_left(first_days, span.end)]
        yield Scene(
            layout.text,
            span,
            paragraph,
            [m for m in near if m.entity and (body or m.rule != "unnamed-office")],  # unnamed ones not of labels
            [m for m in near if m.place_id],
            [d for d in days if not quoted.at(d.span.start)],
            entities,
            words,
            home,
            leaders,
            own,
        )


WITHOUT = ("furniture", "byline")  # paragraphs in which nothing is told


def _leaders(text: str, people: Sequence[Mention], words: EventWords) -> list[Mention]:
    """Who leads the delegations of a text: "a Kenyan delegation, headed by Defence Minister A"."""
    found = []
    for led in LED.finditer(text):
        leader = next(iter(within(people, led.end(), led.end() + 120)), None)
        if leader and words.gap.fullmatch(text, led.end(), leader.span.start):
            found.append(leader)
    return found


def _is_speech(span: Span, text: str) -> bool:
    """Quotations of some length; a word or two in marks are the narrator's."""
    return len(span.of(text).split(None, 4)) > 3
