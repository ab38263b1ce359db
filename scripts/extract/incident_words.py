"""The words of incidents, compiled: seeds/reference/incident_words.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NEEDS = {  # a verb of this part tells an incident only in a sentence with a word of one of these parts
    "give-verb": ("arms", "aid-noun", "plain-aid-noun"),
    "back-verb": ("group", "war-noun", "arms", "aid-noun", "force"),
    "get-verb": ("arms",),
    "keep-verb": ("station-noun", "mission-noun"),
    "deploy-verb": ("force", "arms"),
    "list-verb": ("list-noun",),
    "erupt-verb": ("war-noun",),
    "lose-verb": ("ground", "person-noun"),
    "leave-verb": ("person-noun",),
    "down-verb": ("craft",),
    "sever-verb": ("tie",),
    "expel-verb": ("envoy",),
    "break-verb": ("airspace",),
    "test-verb": ("missile",),
    "transfer-noun": ("arms",),
    "deploy-noun": ("force", "arms"),
    "start-noun": ("war-noun",),
    "backer-noun": ("group",),
    "claim-verb": ("person-noun",),
    "war-noun": ("since-word",),
    "plain-aid-noun": ("war-noun", "group"),
}
DOUBLED = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")


@dataclass(frozen=True, slots=True)
class IncidentWord:
    """A row of seeds/reference/incident_words.csv: a word (of verbs the base form), its part, the kind of incident.

    past: past tense and participle, with | between where they differ; absent where they end in -ed.
    """

    word: str
    part: str
    kind: str | None
    past: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Sense:
    """What a form may be. shape: base, present, past (participles too), participle (-ing) or noun."""

    part: str
    kind: str
    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class IncidentWords:
    """senses, and the parts of these: by form, in small letters with single blanks."""

    senses: Mapping[str, tuple[Sense, ...]]
    parts: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rows: Iterable[IncidentWord]) -> IncidentWords:
        """Compile the rows."""
        senses: dict[str, list[Sense]] = {}
        for row in rows:
            shaped = forms(row.word, row.past) if row.part.endswith("-verb") else {row.word: "noun"}
            for form, shape in shaped.items():
                senses.setdefault(form.lower(), []).append(Sense(row.part, row.kind or "", shape, row.word))
        parts = {form: frozenset(sense.part for sense in some) for form, some in senses.items()}
        return cls({form: tuple(some) for form, some in senses.items()}, parts)


def forms(verb: str, past: str | None) -> dict[str, str]:
    """The forms of a verb with their shapes; only the first word is inflected: "carried out"."""
    head, blank, rest = verb.partition(" ")
    tail = blank + rest
    doubled = DOUBLED.fullmatch(head) or (past or "").startswith(head + head[-1] + "ed")
    stem = head + head[-1] if doubled else head.removesuffix("e") if not head.endswith("ee") else head
    third = head[:-1] + "ies" if re.search("[^aeiou]y$", head) else head + "es" * (head[-1:] in "sxz") or head
    if third == head:
        third = head + ("es" if head.endswith(("ch", "sh")) else "s")
    regular = head[:-1] + "ied" if re.search("[^aeiou]y$", head) else stem + "ed"
    found = {verb: "base", third + tail: "present", stem + "ing" + tail: "participle"}
    if head == "die":
        found = {"die": "base", "dies": "present", "dying": "participle"}
    if head == "have":
        found |= {"has" + tail: "present"}
    for form in past.split("|") if past else [regular + tail]:
        found[form] = "past"  # "hit" and "put" are taken as past
    return found
