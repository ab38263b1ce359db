"""Why evaluate counts something as missed or wrong: causes computed from the gold, the tables and the text.

The same rules hold for any article. What counts as right and still differs from the gold (a word too many, another
kind) has causes of its own, which end with NOT_COUNTED.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from scripts.evaluate import FIGURES, HALF, Coded, Compared, Outcome, persons_of, same_person, wanted_persons
from scripts.explain import Passage
from scripts.extract.cues import Cue
from scripts.extract.event_words import PARTS, EventWord
from scripts.extract.model import Layout
from scripts.extract.text import REFERENCE
from scripts.findings import Characters, Published, Row, covered
from scripts.lexicon import trie_regex
from scripts.reference import rows
from scripts.scores import best

NOT_COUNTED = " (not counted)"
TABLES = {"meeting": "meetings", "agreement": "agreements", "statement": "statements"}
MAIN = {"meeting": "meeting", "agreement": "agreement", "statement": "text"}  # field of the evidence that tells it


@dataclass(frozen=True, slots=True)
class Finding:
    """One error. figure: the one it harms. passages: what the coders have, what was found, or both. note: what it is
    about."""

    figure: str
    cause: str
    passages: tuple[Passage, ...]
    note: str = ""


@cache
def lexicon(kind: str) -> re.Pattern[str]:
    """The words of the reference tables that may tell a meeting, an agreement or a statement."""
    if kind == "statement":
        return trie_regex((cue.form for cue in rows(REFERENCE / "cues.csv", Cue)), ignore_case=True)
    parts = PARTS if kind == "meeting" else ("agreement-noun",)
    words = rows(REFERENCE / "event_words.csv", EventWord)
    return trie_regex((word.phrase for word in words if word.frame in parts), ignore_case=True)


class Study:
    """The errors of one article. layout: of its text; None where that is not at hand."""

    def __init__(self, compared: Compared, published: Published, layout: Layout | None) -> None:
        self.compared = compared
        self.source = compared.source_id
        self.published = published
        self.layout = layout

    def findings(self) -> list[Finding]:
        """All errors, by kind, in order of the gold."""
        if self.source not in self.published.sources:
            needed = (o for o in self.compared.outcomes if o.needed)
            return [Finding(FIGURES[o.kind][0], "article not published", (), self.source) for o in needed]
        return [*self._persons(), *self._meetings(), *self._agreements(), *self._statements()]

    # persons

    def _persons(self) -> Iterator[Finding]:
        (figure,) = FIGURES["person"]
        both, missed, false = self._split("person")
        mentions = self.published.mentions.get(self.source, ())
        names: defaultdict[str, set[str]] = defaultdict(set)
        for mention in (m for m in mentions if m["form"] == "name"):
            names[mention["actor_id"]].add(mention["surface"])
        for person in (o.coded for o in missed if o.needed):
            where = next((p for form in person["surface_forms"] for p in self._named(form)), None)
            over = [m for m in mentions if where and m["start"] < where.end and where.start < m["end"]]
            taken = str(over[0]["actor_id"]) if over else ""
            cause = "name not found"
            if taken:
                cause = "name taken for another person" if self.published.is_person(taken) else "name taken for a body"
            yield Finding(figure, cause, (where,) if where else (), f"{person['canonical_name']} {taken}".strip())
        known = [name for o in both for name in names[o.record]]
        for actor in (o.record for o in false):
            first = next(m for m in mentions if m["actor_id"] == actor)
            twice = any(same_person(name, other) for name in names[actor] for other in known)
            cause = "one person told as two" if twice else f"false find by rule {first['rule']}"
            yield Finding(figure, cause, (self._passage([first], f"found {actor}", first["rule"]),))

    def _named(self, name: str) -> list[Passage]:
        """The first place where the text has a name."""
        at = self.layout.text.find(name) if self.layout else -1
        return [] if at < 0 else [Passage(self.source, at, at + len(name), "coded", name, "")]

    # meetings and agreements

    def _meetings(self) -> Iterator[Finding]:
        figure, dated = FIGURES["meeting"]
        both, missed, false = self._split("meeting")
        near, missed, false = _pair(missed, false, self._shared_words)
        for ours, theirs in near:
            cause, note = self._participants(ours.coded, theirs.record)
            yield Finding(figure, cause or "another has its words", self._both(ours, theirs), note)
        yield from self._alone(figure, both, missed, false)
        for outcome in both:
            coded, row = outcome.coded, self.published.meetings[outcome.record]
            passages = self._both(outcome, outcome)
            days = f"found {row['date']}, coded {coded['date']}"
            if outcome.needed and not outcome.full:
                rules = [str(e["rule"]) for e in self._evidence(outcome, "date")]
                yield Finding(
                    dated,
                    f"date wrong, by rule {', '.join(dict.fromkeys(rules)) or 'of another source'}",
                    passages,
                    days,
                )
            elif coded["date"] and not row["date"]:
                yield Finding(dated, f"date not found{NOT_COUNTED}", passages, days)
            cause, note = self._participants(coded, outcome.record)
            if cause:
                yield Finding(figure, cause + NOT_COUNTED, passages, note)
            yield from self._status(figure, outcome, row)

    def _participants(self, meeting: Coded, record: str) -> tuple[str, str]:
        """The cause where the persons differ, and who they are."""
        wanted, spared = wanted_persons(meeting, self.compared.article, self.compared.actor_of)
        present = persons_of(record, self.published) - spared
        less, more = sorted(wanted - present), sorted(present - wanted)
        causes = [f"participant {what}" for what, who in (("missing", less), ("too many", more)) if who]
        return " and ".join(causes), "; ".join([*(f"without {who}" for who in less), *(f"with {who}" for who in more)])

    def _agreements(self) -> Iterator[Finding]:
        (figure,) = FIGURES["agreement"]
        both, missed, false = self._split("agreement")
        yield from self._alone(figure, both, [o for o in missed if o.needed], false)
        for outcome in both:
            yield from self._status(figure, outcome, self.published.agreements[outcome.record])

    def _status(self, figure: str, outcome: Outcome, row: Row) -> Iterator[Finding]:
        coded = outcome.coded.get("status")
        if coded and re.sub("[ -]", "_", coded) != row["status"]:  # coders write "under follow-up"
            cause = f"status {row['status']} for {coded}{NOT_COUNTED}"
            yield Finding(figure, cause, self._both(outcome, outcome))

    def _alone(
        self, figure: str, both: Sequence[Outcome], missed: Iterable[Outcome], false: Iterable[Outcome]
    ) -> Iterator[Finding]:
        """Meetings or agreements that come near nothing of the other side."""
        told = frozenset[int]().union(*(self._own(o) | self._theirs(o) for o in both))
        for outcome in missed:
            words = self._words(self._own(outcome), outcome.kind)
            if self._own(outcome) & told:
                cause = "not told apart from another"
            elif self.layout is None:
                cause = "missed"
            else:
                cause = "word of the lexicon not taken" if words else "no word of the lexicon"
            yield Finding(figure, cause, (self._coded(outcome),), ", ".join(words))
        for outcome in false:
            twice = not told.isdisjoint(self._theirs(outcome))
            cause = "one told as two, by rule" if twice else "false find by rule"
            passage = self._found(outcome)
            yield Finding(figure, f"{cause} {passage.rule}", (passage,))

    # statements

    def _statements(self) -> Iterator[Finding]:
        figure, spoken = FIGURES["statement"]
        both, missed, false = self._split("statement")
        near, missed, false = _pair(missed, false, self._shared_words)
        for ours, theirs in near:
            passages = self._both(ours, theirs)
            cause = border(self._own(ours), self._theirs(theirs), self._text())
            yield Finding(figure, cause or "other marks around the same words", passages)
        for outcome in missed:
            yield Finding(figure, self._unheard(outcome, both), (self._coded(outcome),), self._speaker(outcome))
        for outcome in false:
            passage = self._found(outcome)
            part = any(len(self._theirs(outcome) & self._own(o)) >= HALF * len(self._theirs(outcome)) for o in both)
            cause = "one told as two, by rule" if part else "false find by rule"
            yield Finding(figure, f"{cause} {passage.rule}", (passage,))
        for outcome in both:
            passages = self._both(outcome, outcome)
            if outcome.needed and not outcome.full:
                yield Finding(spoken, self._misheard(outcome), passages, self._speaker(outcome))
            kind, coded = self.published.statements[self.source][outcome.record]["kind"], outcome.coded.get("kind")
            if coded not in (None, kind):
                yield Finding(figure, f"kind {kind} for {coded}{NOT_COUNTED}", passages)
            if cause := border(self._own(outcome), self._theirs(outcome), self._text()):
                yield Finding(figure, cause + NOT_COUNTED, passages)

    def _unheard(self, outcome: Outcome, both: Iterable[Outcome]) -> str:
        """Why a statement of which nothing was found was missed."""
        own = self._own(outcome)
        if any(len(own & self._theirs(o)) >= HALF * len(own) for o in both):
            return "told as one with another"
        if self.layout is None:
            return "missed"
        if self._words(own, "statement"):
            return "cue of the lexicon not taken"
        quoted = any(own <= covered({"start": q.content.start, "end": q.content.end}) for q in self.layout.quotations)
        return "quotation without a cue given to nobody" if quoted else "no cue of the lexicon"

    def _misheard(self, outcome: Outcome) -> str:
        """Why a statement has not the right speaker."""
        found = self.published.speakers.get(outcome.record, frozenset())
        words = self._evidence(outcome, "speaker")
        if not found:
            return "speaker not resolved" if words else "speaker without words"
        near = covered(words)
        rules = [
            str(m["rule"])
            for m in self.published.mentions.get(self.source, ())
            if m["actor_id"] in found and not near.isdisjoint(range(m["start"], m["end"]))
        ]
        return f"speaker wrong, by rule {', '.join(dict.fromkeys(rules)) or 'of another statement'}"

    def _speaker(self, outcome: Outcome) -> str:
        found = ", ".join(sorted(self.published.speakers.get(outcome.record, ()))) or "nobody"
        return f"coded {outcome.coded['speaker']}" + (f", found {found}" if outcome.record else "")

    # what they share

    def _split(self, kind: str) -> tuple[list[Outcome], list[Outcome], list[Outcome]]:
        """Those that both sides have, those of the gold alone (optional ones too), those of the tables alone."""
        some = [o for o in self.compared.outcomes if o.kind == kind]
        both = [o for o in some if o.coded and o.record]
        return both, [o for o in some if not o.record], [o for o in some if not o.coded]

    def _evidence(self, outcome: Outcome, field: str) -> list[Row]:
        """The evidence of a record in this article for one of its fields."""
        found = self.published.evidence.get((TABLES[outcome.kind], self.source), {})
        return [row for row in found.get(outcome.record, ()) if row["field"] == field]

    def _own(self, outcome: Outcome) -> Characters:
        """The offsets of the words that the coders have for it."""
        return covered(outcome.coded["content" if outcome.kind == "statement" else "evidence"])

    def _theirs(self, outcome: Outcome) -> Characters:
        """The offsets of the words in which it was found."""
        return covered(self._evidence(outcome, MAIN[outcome.kind]))

    def _shared_words(self, ours: Outcome, theirs: Outcome) -> int:
        return len(self._own(ours) & self._theirs(theirs))

    def _coded(self, outcome: Outcome) -> Passage:
        coded = outcome.coded["content" if outcome.kind == "statement" else "evidence"]
        spans = coded if isinstance(coded, list) else [coded]
        name = outcome.coded.get("key") or outcome.coded.get("id") or ""
        return self._passage(spans if outcome.kind == "statement" else spans[:1], f"coded {name}".rstrip(), "")

    def _found(self, outcome: Outcome) -> Passage:
        spans = self._evidence(outcome, MAIN[outcome.kind])
        first = spans if outcome.kind == "statement" else spans[:1]
        return self._passage(first, f"found {outcome.record}", str(first[0]["rule"]))

    def _both(self, ours: Outcome, theirs: Outcome) -> tuple[Passage, ...]:
        """What the coders have and what was found; one passage where that is the same."""
        coded, found = self._coded(ours), self._found(theirs)
        if (coded.start, coded.end) == (found.start, found.end):
            return (replace(found, field=f"{coded.field}, {found.field}"),)
        return coded, found

    def _passage(self, spans: Sequence[Mapping[str, object]], field: str, rule: str) -> Passage:
        where = covered(spans)
        start, end = min(where), max(where) + 1
        quotes = (str(span.get("quote") or span.get("surface")) for span in spans)
        quote = self.layout.text[start:end] if self.layout else " … ".join(quotes)
        return Passage(self.source, start, end, field, quote, rule)

    def _text(self) -> str:
        return self.layout.text if self.layout else ""

    def _words(self, own: Characters, kind: str) -> list[str]:
        """The words of a lexicon in the sentences that some characters touch; of statements, outside the content."""
        if self.layout is None:
            return []
        found: dict[str, None] = {}
        for sentence in (s.span for s in self.layout.sentences):
            if own.isdisjoint(range(sentence.start, sentence.end)):
                continue
            for match in lexicon(kind).finditer(self.layout.text, sentence.start, sentence.end):
                if kind != "statement" or match.start() not in own:
                    found[match.group()] = None
        return list(found)


def _pair(
    missed: Sequence[Outcome], false: Sequence[Outcome], likeness: Callable[[Outcome, Outcome], float]
) -> tuple[list[tuple[Outcome, Outcome]], list[Outcome], list[Outcome]]:
    """Misses and false finds that come near each other, the nearest first; then what is left, optional misses not."""
    pairs = best(
        (like, i, j)
        for i, ours in enumerate(missed)
        for j, theirs in enumerate(false)
        if (like := likeness(ours, theirs))
    )
    taken = set(pairs.values())
    return (
        [(missed[i], false[j]) for i, j in pairs.items()],
        [o for i, o in enumerate(missed) if i not in pairs and o.needed],
        [o for j, o in enumerate(false) if j not in taken],
    )


def border(coded: Characters, found: Characters, text: str) -> str:
    """Where content that was found begins or ends otherwise than it should; empty where no word differs.

    Of several differences the one of most characters is told.
    """
    first, last = (min(coded), max(coded)), (min(found), max(found))

    def letters(some: Iterable[int]) -> int:
        return sum(1 for at in some if not text or text[at].isalnum())

    sizes = {
        "content starts too early": letters(found & frozenset(range(last[0], first[0]))),
        "content starts too late": letters(coded & frozenset(range(first[0], last[0]))),
        "content ends too late": letters(found & frozenset(range(first[1] + 1, last[1] + 1))),
        "content ends too early": letters(coded & frozenset(range(last[1] + 1, first[1] + 1))),
    }
    inner = range(max(first[0], last[0]), min(first[1], last[1]) + 1)
    sizes["content with a gap"] = letters(at for at in inner if at in coded and at not in found)
    sizes["content without a gap"] = letters(at for at in inner if at in found and at not in coded)
    cause = max(sizes, key=lambda name: sizes[name])
    return cause if sizes[cause] else ""
