"""Through whom the words of a statement came: "a report by X citing Y", "Y told X", a statement within another's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.extract.model import Attribution, Sentence, Span
from scripts.extract.talk import Ground

GAP = "[ \u00a0]"
CITING = re.compile(r"\b(?:citing|cited|cites|quoting|quoted|quotes)\b")
PASSED_ON = re.compile(
    r"\b(?:told|tells|telling|in an interview (?:with|to)|quoted by|cited by|as reported by)"
    rf"{GAP}(?:the{GAP})?(?:[\w-]+{GAP}){{0,2}}$"
)
REPORTED = re.compile(
    rf"(?:{GAP}(?:news agency|agency|newspaper|magazine))?{GAP}(?:has{GAP})?(?:reported|reports|wrote)\b"
)
WINDOW = 250  # code points around the speaker's words in which those stand who pass them on
REACH = 80  # code points before a name in which the words that make it a channel stand

Link = tuple[str, Span]


def chain(
    index: int,
    said: Sequence[Attribution],
    speakers: Sequence[tuple[str, ...]],
    words: Span | None,
    ground: Ground,
    sentence: Sentence | None,
) -> tuple[Link, ...]:
    """Sources of a statement, outermost first and its own speaker last; none where there is only the speaker.

    words: those that name the speaker. Sources around it are the speakers of the statements in which it stands, a
    medium to whom it was told, and who cites the speaker in the same sentence.
    """
    own = speakers[index]
    if not own or words is None:
        return ()
    outer: list[Link] = []
    seen = {index}
    at = said[index].nested
    while at is not None and at not in seen:
        seen.add(at)
        if said[at].speaker and speakers[at]:
            outer.insert(0, (speakers[at][0], said[at].speaker or words))
        at = said[at].nested
    if sentence is not None:
        start, end = max(sentence.span.start, words.start - WINDOW), min(sentence.span.end, words.end + WINDOW)
        outer += _channels(own, words, ground, start, end, said[index])
    if not outer:
        return ()
    links = {key: span for key, span in outer if key not in own}
    return (*links.items(), *((key, words) for key in own[:1])) if links else ()


def _channels(
    own: tuple[str, ...], words: Span, ground: Ground, start: int, end: int, attribution: Attribution
) -> list[Link]:
    """Who passes words on in text[start:end]: who cites the speaker behind it, and media."""
    found: list[Link] = []
    text, entities = ground.text, ground.entities
    citing = text.find("cit", start, words.end) >= 0 or text.find("quot", start, words.end) >= 0
    near = ground.within(start, end)
    for mention in near:
        medium = mention.entity is not None and entities[mention.entity].kind == "media"
        if not (citing or medium) or not mention.entity or mention.entity in own:
            continue
        if any(s.meets(mention.span) for s in attribution.content):
            continue
        front = text[max(near[0].span.start, mention.span.start - REACH) : mention.span.start]
        cites = mention.span.end <= words.end and CITING.search(
            text, mention.span.end, min(words.end, mention.span.end + REACH)
        )
        if cites or (medium and (PASSED_ON.search(front) or REPORTED.match(text, mention.span.end))):
            found.append((mention.entity, mention.span))
    return found
