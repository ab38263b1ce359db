"""Whose a body is that no word beside it tells: "the Defence Ministry", "General Headquarters", "the Supreme Court".

Such names fit bodies of many states, so that two articles may mean two bodies by one name. What the article tells is
taken in this order: the owner just before, the place just behind, the same body with its state elsewhere, the one state
that the article is about. Where nothing tells, the body is the article's own (Entity.anonymous).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scripts.extract.bodies import Body
from scripts.extract.model import Span
from scripts.extract.senses import words

OWNER = re.compile(r"['’]s?[ \u00a0](?:the[ \u00a0])?")
IN = re.compile(
    r"(?:['’]s?)?(?:[ \u00a0](?:offices?|building|headquarters|compound|complex))?,?"
    r"[ \u00a0](?:in|at)[ \u00a0](?:the[ \u00a0])?"
)
# words that name no body in particular, alone or together
COMMON = words(
    "academy additional administration affairs agency air anti army armed assembly association authority aviation "
    "bank board border bureau cabinet center central centre chamber civil coalition college command commission "
    "committee company congress constitutional cooperation coordination corps council court criminal cultural cyber "
    "defence defense department development diplomatic directorate district division economic election electoral "
    "emergency executive federal federation fleet force forces foreign forum foundation front fund general government "
    "grand group guard guidance headquarters health high higher home house independent industrial industries "
    "information institute integrity intelligence interior international investigation investigative joint judicial "
    "judiciary justice land law leadership local logistics management maritime media medical military ministerial "
    "ministry movement national naval navy network news northern of office operations opposition organisation "
    "organization parliament parliamentary party peace people peoples police political presidential press production "
    "public regional relations relief research reserve revolutionary school secret secretariat security senate "
    "service services shura sovereign southern space special staff state steering strategic studies supreme task "
    "technical the trade training transitional transport tribal tribunal union university for and on war western "
    "eastern working"
)
WORD = re.compile(r"[^\W\d_]+")
AHEAD = 3  # how many times as often as any other a state must be named to be the one an article is about


@dataclass(slots=True)
class Told:
    """A name found: where, the state it points to, and the body, where the name was read by pattern."""

    span: Span
    country: str | None
    body: Body | None


def common(body: Body) -> bool:
    """Whether the name would do for bodies of many states."""
    return body.body != "named" or _common(body.label)


@lru_cache(maxsize=1 << 14)
def _common(label: str) -> bool:
    return all(word.lower() in COMMON for word in WORD.findall(label))


def owners(text: str, told: Sequence[Told]) -> dict[Body, str]:
    """The states of bodies that are named without one, as far as the text tells them. told: by position."""
    lost = [(i, t.body) for i, t in enumerate(told) if t.body and t.body.country is None and common(t.body)]
    if not lost:
        return {}
    found: dict[Body, str] = {}
    for i, body in lost:
        if country := _beside(text, told, i):
            found.setdefault(body, country)
    known: dict[str, set[str]] = {}
    for t in told:
        if t.body and (country := t.body.country or found.get(t.body)):
            known.setdefault(_class(t.body), set()).add(country)
    subject = _subject(t.country for t in told)
    for _, body in lost:
        elsewhere = known.get(_class(body), set())
        country = next(iter(elsewhere)) if len(elsewhere) == 1 else subject
        if country:
            found.setdefault(body, country)
    return found


def _beside(text: str, told: Sequence[Told], i: int) -> str | None:
    """ "Pakistan Army's General Headquarters", "the Ministry of Defence in Jakarta"."""
    span = told[i].span
    if i and OWNER.fullmatch(text, told[i - 1].span.end, span.start):
        return told[i - 1].country
    if i + 1 < len(told) and IN.fullmatch(text, span.end, told[i + 1].span.start):
        return told[i + 1].country
    return None


def _subject(countries: Iterable[str | None]) -> str | None:
    """The one state that an article is about, None where there are several."""
    ranked = Counter(c for c in countries if c).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < AHEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def _class(body: Body) -> str:
    return body.label.lower() if body.body == "named" else body.body
