"""An incident as one sentence tells it, and which tellings of a sentence are of one incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.extract.model import DateExpression, Mention, Span

ROLES = ("agent", "target", "victim", "beneficiary")
VIOLENT = (
    "shootdown",
    "assassination",
    "bombing",
    "strike",
    "killing",
    "attack",
    "clash",
)  # the most telling first


@dataclass(frozen=True, slots=True)
class Telling:
    """An incident as one sentence tells it.

    at: where its trigger stands. roles: role -> mentions. harmed, means: words. standing: it goes on, or happens
    again and again. said: index of the attribution that holds it, None where the narrator tells it.
    """

    span: Span
    at: int
    kind: str
    rule: str
    roles: Mapping[str, tuple[Mention, ...]]
    date: DateExpression | None
    place: Mention | None
    means: Span | None
    harmed: Span | None
    certainty: str
    standing: bool
    again: bool = False
    said: int | None = None

    def keys(self, role: str) -> frozenset[str]:
        """Keys of those in a role."""
        return frozenset(m.entity for m in self.roles.get(role, ()) if m.entity)


def family(kind: str) -> str:
    """Kinds that one incident may be told as."""
    return "violence" if kind in VIOLENT else kind


def joined(a: Telling, b: Telling) -> Telling:
    """Two tellings of one incident as one."""
    roles = {
        r: tuple(dict.fromkeys((*a.roles.get(r, ()), *b.roles.get(r, ()))))
        for r in ROLES
        if r in a.roles or r in b.roles
    }
    kind = a.kind
    if a.kind in VIOLENT and b.kind in VIOLENT:
        kind = min(a.kind, b.kind, key=VIOLENT.index)
    return replace(
        a,
        span=Span(min(a.span.start, b.span.start), max(a.span.end, b.span.end)),
        kind=kind,
        roles=roles,
        date=a.date or b.date,
        place=a.place or b.place,
        means=a.means or b.means,
        harmed=a.harmed or b.harmed,
        certainty=a.certainty
        if a.certainty == b.certainty
        else "alleged"
        if "alleged" in (a.certainty, b.certainty)
        else "stated",
        standing=a.standing or b.standing,
        again=a.again or b.again,
    )


def one_each(found: Sequence[Telling]) -> list[Telling]:
    """Tellings of one sentence that are of one incident as one."""
    kept: list[Telling] = []
    for told in found:
        home = next((i for i, other in enumerate(kept) if _same_sentence(other, told)), None)
        if home is None:
            kept.append(told)
        else:
            kept[home] = joined(kept[home], told)
    return kept


def _same_sentence(a: Telling, b: Telling) -> bool:
    if family(a.kind) != family(b.kind):
        return False
    for role in ("agent", "beneficiary"):
        if a.keys(role) and b.keys(role) and not a.keys(role) & b.keys(role) and a.kind != "territorial_change":
            return False
    if a.date and b.date and a.date.span != b.date.span:
        return False
    return not (a.keys("victim") and b.keys("victim") and not a.keys("victim") & b.keys("victim"))
