"""On which meeting or about which agreement something was said, and where in the article it stands."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.extract.model import Attribution, Layout, Span
from scripts.extract.told import Meeting


def occasion(span: Span, speakers: Sequence[str], meetings: Sequence[Meeting]) -> Meeting | None:
    """The meeting at which a statement was made.

    It is one in which all speakers take part (else, of what several said apart, one of them): the last one told up to
    the end of the statement, else the next. A visit or a meeting still to come is no occasion.
    """
    speaking = set(speakers)
    held = [m for m in meetings if m.status == "held" and m.kind != "visit"]
    own = [m for m in held if speaking and speaking <= m.who]
    own = own or [m for m in held if len(speaking) > 1 and not speaking.isdisjoint(m.who)]  # the same words at several
    before = [
        (f.span.start, -m.key, m)
        for m in own
        for f in m.frames
        if f.span.start <= span.end and f.rule != "met-separately"
    ]
    if before:
        return max(before, key=lambda b: b[:2])[2]
    return own[0] if len(own) == 1 else next((m for m in own if any(f.span.start > span.end for f in m.frames)), None)


def position(attribution: Attribution, layout: Layout, at: Meeting | None, lead: int, any_meeting: bool) -> str:
    """headline, lead, caption, body or background: what none of the meetings of the article is the occasion of.

    lead: index of the first paragraph of running text.
    """
    first = attribution.content[0]
    index = layout.paragraph(first.start)
    kind = layout.paragraphs[lead if index is None else index].kind
    if kind in ("headline", "subheadline"):
        return "headline"
    if kind == "caption":
        return "caption"
    if index == lead:
        return "lead"
    return "background" if any_meeting and at is None else "body"
