"""Which statement of the body a headline, lead or caption repeats: same speaker, like words, a like act."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from scripts.lexicon import words as words_of

WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 5  # letters of a word by which its forms are alike ("cooperate", "cooperation")
LIKE = 0.4  # of the stems of the shorter of two statements
TRIED = 100  # statements of the body that are compared, so that cost stays linear
ENOUGH = 2  # stems shared at least
SHORT = ("headline", "lead", "caption")
RELATED = {"pledge": "offer"}
STOP = words_of(
    "the and that this these those with from for has have had was were are been being its his her their our your they "
    "them will would can could may might shall should must which who whom whose what when where while than then also "
    "into over under about between both all any some such other more most very not but per via upon two country "
    "countries said"
)


@lru_cache(maxsize=1 << 12)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text that tell what it is about."""
    return frozenset(w[:STEM] for w in WORD.findall(text.lower()) if w not in STOP)


def summaries(
    texts: Sequence[str],
    speakers: Sequence[tuple[str, ...]],
    acts: Sequence[str | None],
    targets: Sequence[str | None],
    where: Sequence[str],
) -> list[int | None]:
    """For each statement the index of the one behind it in the body that it sums up, or None.

    targets: the country (or key) of the first target of each.
    """
    body: dict[str, list[int]] = {}
    for index, place in enumerate(where):
        if place == "body":
            for key in speakers[index]:
                body.setdefault(key, []).append(index)
    found: list[int | None] = []
    for index, place in enumerate(where):
        if place not in SHORT or not speakers[index]:
            found.append(None)
            continue
        later = [own[bisect_right(own, index) :][:TRIED] for key in speakers[index] if (own := body.get(key, []))]
        likely = dict.fromkeys(i for some in later for i in some)
        ranked = [
            (_likeness(texts[index], texts[i], _same(acts, index, i), targets[index] == targets[i]), -i) for i in likely
        ]
        best = max(ranked, default=(0.0, 0))
        found.append(-best[1] if best[0] >= LIKE else None)
    return found


def _same(acts: Sequence[str | None], one: int, other: int) -> bool:
    """Whether two statements do the same, and something more telling than to assert."""
    ours, theirs = (RELATED.get(act or "assert", act or "assert") for act in (acts[one], acts[other]))
    return ours == theirs != "assert"


def _likeness(short: str, full: str, same_act: bool, same_target: bool) -> float:
    """Share of the stems of the shorter text that the other has, more where act and target are the same."""
    ours, theirs = stems(short), stems(full)
    shared = len(ours & theirs)
    if shared < (1 if same_act and same_target else ENOUGH):
        return 0.0
    return shared / min(len(ours), len(theirs)) + 0.2 * same_act + 0.1 * same_target
