"""The cost of a whole run against its size, drawn as SVG from the recorded figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from scripts.bench_figures import COST, FILE, Figure

PLOT = FILE.with_suffix(".svg")
WIDTH, HEIGHT = 640, 360
LEFT, TOP, RIGHT, BOTTOM = 64, 40, 110, 48
COLOURS = ("#1b1b1b", "#0063a6", "#b4460a", "#3f7d20", "#7a4fa3", "#8a8a8a")
KINDS = ("whole run", "run: extract", "run: integrate", "run: validate", "run: package")
STYLE = "font: 12px system-ui, sans-serif; fill: #1b1b1b"


def draw(found: Sequence[Figure]) -> str:
    """CPU milliseconds an article by number of articles, a line for each part; level lines mean linear cost."""
    lines = {
        kind: [(f.articles, float(f.value)) for f in found if (f.measure, f.unit) == (kind, COST)] for kind in KINDS
    }
    points = [point for line in lines.values() for point in line]
    if not points:
        raise ValueError("no cost has been recorded")
    sizes = sorted({size for size, _ in points})
    most = max(cost for _, cost in points)
    step = 10.0 ** math.floor(math.log10(most))
    top = math.ceil(most / step) * step
    low, high = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: int) -> float:
        along = (math.log10(size) - low) / (high - low) if high > low else 0.5
        return round(LEFT + (WIDTH - LEFT - RIGHT) * along, 1)

    def y(cost: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * cost / top, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" style="{STYLE}">',
        "<title>Cost of a whole run against its size</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="20">CPU milliseconds an article (level: cost grows as the corpus does)</text>',
    ]
    for tick in range(5):
        cost = top * tick / 4
        parts.append(f'<path d="M{LEFT} {y(cost)}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(cost) + 4:.1f}" text-anchor="end">{cost:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">articles</text>')
    labels: list[float] = []
    for (kind, line), colour in zip(lines.items(), COLOURS, strict=False):
        if not line:
            continue
        path = "L".join(f"{x(size)} {y(cost)}" for size, cost in line)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(size)}" cy="{y(cost)}" r="3" fill="{colour}"/>' for size, cost in line]
        at = y(line[-1][1]) + 4
        while any(abs(at - other) < 14 for other in labels):
            at -= 1
        labels.append(at)
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{at:.1f}" fill="{colour}">{kind.removeprefix("run: ")}</text>')
    return "\n".join([*parts, "</svg>", ""])


def write(found: Sequence[Figure], file: Path = PLOT) -> None:
    """The plot of the figures."""
    file.write_text(draw(found), encoding="utf-8")
