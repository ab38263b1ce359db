"""The words of seeds/reference/act_words.csv, by which a content tells what its speaker does, in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from scripts.lexicon import Place

SIGNS = {
    "ready": "readiness of the one named before it (ready to, willingness)",
    "commit": "a promise of the one named before it, as a noun (commitment to)",
    "will": "what the one named before it is going to do (will, is determined to)",
    "assure": "a promise of the speaker (I assure you)",
    "call": "what is wanted (must, need for, be held accountable)",
    "hope": "a wish (I hope)",
    "thank": "gratitude (grateful, never forget)",
    "congratulate": "congratulation (we felicitate)",
    "praise": "praise spoken (we commend)",
    "condemn": "condemnation spoken (we denounce)",
    "threat": "what is to be feared from the speaker (pay the price, will not tolerate)",
    "deny": "that something told is not true (baseless)",
    "misdeed": "a deed that the one named before it is blamed for (has perpetrated)",
    "wrong": "a noun of a wrong: whose it is stands before it or behind of or by (aggression)",
    "charge": "a charge whoever it is against (source of terrorism)",
    "bad": "an ill name for somebody described (enemy)",
    "good": "a good name for somebody described (hero)",
    "help": "what one does for another (support, assistance)",
    "against": "what stands before the name of an opponent (against, in the face of)",
    "mutual": "what two sides have with each other (ties, bilateral)",
    "leave": "what is wanted of somebody who is not wanted (withdrawal)",
    "punish": "what is wanted against somebody (sanctions)",
    "harm": "a deed whose doer stands behind by (killed)",
}


@dataclass(frozen=True, slots=True)
class ActWord:
    """A word or phrase, in small letters, and its sign: one of SIGNS. A word may have several."""

    phrase: str
    sign: str
    source: str


class Sign(NamedTuple):
    """A sign in a text."""

    start: int
    end: int
    sign: str


class ActWords:
    """The words compiled."""

    def __init__(self, rows: Iterable[ActWord]) -> None:
        self.signs: dict[str, list[str]] = {}
        for row in rows:
            self.signs.setdefault(row.phrase, []).append(row.sign)

    def read(self, found: Iterable[Place]) -> list[Sign]:
        """The signs that words tell which stand in a text, in order."""
        return [Sign(start, end, sign) for word, start, end in found for sign in self.signs[word]]
