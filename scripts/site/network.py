"""Who met whom and who spoke of whom, as a picture: actors on a circle by country, lines between them.

A circle needs no search for places, so it is the same on every machine; names stand outside it and never on each other.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

MOST = 60  # actors in the picture: as many as have room to be read and pressed
LISTED = 500  # pairs in the table beside it
RADIUS = 300.0  # of the circle, in units of the picture
MARGIN = 200.0  # for names
PULL = 0.35  # how far a line keeps from the middle, of the way to it

# held meetings, each pair of participants once, smaller id first
MET = """
SELECT a.actor_id AS source, b.actor_id AS target, count(DISTINCT meeting_id) AS times
FROM meeting_participants a JOIN meeting_participants b USING (meeting_id) JOIN meetings m USING (meeting_id)
WHERE a.actor_id < b.actor_id AND m.status = 'held'
GROUP BY ALL
ORDER BY times DESC, source, target
"""
# an utterance counts once, however often it is repeated
SPOKE = """
SELECT p.actor_id AS source, t.actor_id AS target, count(DISTINCT s.statement_id) AS times,
       count(DISTINCT s.statement_id) FILTER (t.stance = 'positive') AS favour,
       count(DISTINCT s.statement_id) FILTER (t.stance = 'negative') AS against
FROM statements s JOIN statement_speakers p USING (statement_id) JOIN statement_targets t USING (statement_id)
WHERE t.actor_id IS NOT NULL AND t.actor_id <> p.actor_id AND s.same_as IS NULL AND s.summary_of IS NULL
GROUP BY ALL
ORDER BY times DESC, source, target
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """kind: met (both ways) or spoke (source of target). favour, against: statements with that stance; 0 if met."""

    kind: str
    source: str
    target: str
    times: int
    favour: int = 0
    against: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """An actor of the picture. x, y: its place. angle: of its name, in degrees. left: whether that ends at x."""

    number: int
    actor: str
    name: str
    x: float
    y: float
    angle: float
    left: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A pair in the picture. path: of SVG. ends: the numbers of its nodes. width: in units of the picture."""

    pair: Pair
    path: str
    ends: tuple[int, int]
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """What the template shows. size: of the square picture. total: of all pairs; actors: of all actors in them."""

    size: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]
    total: int
    actors: int


def network(db: duckdb.DuckDBPyConnection) -> Network:
    """The network of the published tables, which are views in the database."""
    pairs = [Pair("met", *row) for row in db.execute(MET).fetchall()]
    pairs += [Pair("spoke", *row) for row in db.execute(SPOKE).fetchall()]
    known = {row[0]: row[1:] for row in db.execute("SELECT actor_id, name, country, kind FROM actors").fetchall()}
    weights: Counter[str] = Counter()
    for pair in pairs:
        weights[pair.source] += pair.times
        weights[pair.target] += pair.times
    chosen = sorted(weights, key=lambda actor: (-weights[actor], actor))[:MOST]
    nodes = _placed(chosen, known)
    at = {node.actor: node for node in nodes}
    lines = tuple(_line(pair, at) for pair in pairs if pair.source in at and pair.target in at)
    pairs.sort(key=lambda pair: (-pair.times, pair.kind, pair.source, pair.target))
    return Network(2 * (RADIUS + MARGIN), nodes, lines, tuple(pairs[:LISTED]), len(pairs), len(weights))


def _placed(actors: Sequence[str], known: Mapping[str, tuple[str, str | None, str]]) -> tuple[Node, ...]:
    """The actors round the circle, those of one country side by side: its state first, then by kind and name."""

    def order(actor: str) -> tuple[bool, str, bool, str, str, str]:
        name, country, kind = known[actor]
        return country is None, country or "", kind != "state", kind, name, actor

    centre = RADIUS + MARGIN
    nodes = []
    for number, actor in enumerate(sorted(actors, key=order)):
        angle = 2 * math.pi * number / len(actors) - math.pi / 2
        left = math.cos(angle) < -1e-9
        turned = math.degrees(angle) + (180 if left else 0)
        x, y = centre + RADIUS * math.cos(angle), centre + RADIUS * math.sin(angle)
        nodes.append(Node(number, actor, known[actor][0], round(x, 1), round(y, 1), round(turned, 1), left))
    return tuple(nodes)


def _line(pair: Pair, at: Mapping[str, Node]) -> Line:
    """A curve that bends to the middle; what is said of someone bends a little more, so that both lines are seen."""
    source, target = at[pair.source], at[pair.target]
    centre = RADIUS + MARGIN
    pull = PULL if pair.kind == "met" else PULL / 2
    middle = [
        round(centre + ((first + second) / 2 - centre) * pull, 1)
        for first, second in ((source.x, target.x), (source.y, target.y))
    ]
    path = f"M{source.x} {source.y}Q{middle[0]} {middle[1]} {target.x} {target.y}"
    return Line(pair, path, (source.number, target.number), round(1.5 + math.log2(pair.times), 1))
