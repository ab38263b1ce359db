"""Statements in depth against hand-coded articles: what they do, whom they are about, where they were said.

Only statements that are matched (scripts.evaluate) are looked at, so each figure is the share that is right. The
coders' words for acts are mapped to ours; all acts, targets and occasions that they accept are accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from scripts.evaluate import Coded, Compared, Report, folded, forms_of
from scripts.findings import Published, Row, covered
from scripts.scores import Score

ACTS: Mapping[str, frozenset[str]] = {  # the coders' acts -> ours; those not here have the same name
    "pledge/offer": frozenset(("pledge", "offer")),
    "call-for": frozenset(("call_for",)),
    "express-hope": frozenset(("express_hope",)),
    "support": frozenset(("assert",)),
}
ONE_STATE = ("state", "government", "military")  # kinds of actors of which a state's may stand for one another
LIKE = 0.5  # of the characters of two mentions
FIGURES = (
    "speech acts",
    "speech acts, as the coders read them first",
    "targets",
    "targets, or of the same state",
    "occasions",
    "positions in the article",
    "what a headline or lead repeats",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement of the coders with ours: its row."""

    coded: Coded
    row: Row


def figures(report: Report) -> dict[str, Score]:
    """Scores by figure over all articles; what the coders did not judge has none."""
    found = {name: Score() for name in FIGURES}
    for article in report.articles:
        judge = Judge(article, report.published)
        for pair in judge.pairs():
            for name, right in judge.judged(pair):
                found[name] += Score(right=1) if right else Score(wrong=1, missed=1)
    return {name: score for name, score in found.items() if score != Score()}


class Judge:
    """Compares the matched statements of one article."""

    def __init__(self, article: Compared, published: Published) -> None:
        self.published, self.article = published, article
        self.records: dict[str, dict[str, str]] = {}  # by kind, by key of the coders
        for outcome in article.outcomes:
            key = outcome.coded.get("key") or outcome.coded.get("id")
            if key and outcome.record:
                self.records.setdefault(outcome.kind, {})[key] = outcome.record
        bodies = article.article.get("organisations", ())
        self.actors = {body["key"]: aligned(body, article, published) for body in bodies}
        self.actors |= {key: frozenset((actor,)) for key, actor in article.actor_of.items()}
        self.words = {body["key"]: forms_of(body) for body in bodies}

    def pairs(self) -> Iterator[Pair]:
        """The matched statements."""
        rows = self.published.statements.get(self.article.source_id, {})
        for outcome in self.article.outcomes:
            if outcome.kind == "statement" and outcome.coded and outcome.record:
                yield Pair(outcome.coded, rows[outcome.record])

    def judged(self, pair: Pair) -> Iterator[tuple[str, bool]]:
        """Each figure that the coders judged in a statement, and whether it is right."""
        coded, row = pair.coded, pair.row
        act = row["speech_act"] or "assert"  # a bare quotation that does not tell
        if told := coded.get("speech_act"):
            accepted = coded.get("speech_acts") or [told]
            yield FIGURES[0], any(act in ACTS.get(a, (a,)) for a in accepted)
            yield FIGURES[1], act in ACTS.get(told, (told,))
        if "target" in coded:
            yield FIGURES[2], self.target(pair, like=False)
            yield FIGURES[3], self.target(pair, like=True)
        if "occasion" in coded:
            yield FIGURES[4], self.occasion(pair)
        if "position" in coded:
            yield FIGURES[5], row["position"] == coded["position"]
        if coded.get("summary_of"):
            own = self.records.get("statement", {})
            # "s3b" is of the sentence of "s3", which the coders had as one statement at first
            full = {record for key, record in own.items() if key.rstrip("b") in coded["summary_of"]}
            yield FIGURES[6], row["summary_of"] in full

    def target(self, pair: Pair, *, like: bool) -> bool:
        """Whether the coders' target is one of ours, or our first is one that they have second.

        like: whether a state stands for its government and forces, and they for it.
        """
        ours = self.published.targets.get(pair.row["statement_id"], ())
        if pair.coded["target"] is None:
            return not ours
        return any(self.same(pair.coded["target"], row, like) for row in ours) or any(
            self.same(key, row, like) for key in pair.coded.get("secondary_targets") or () for row in ours[:1]
        )

    def same(self, key: str, row: Row, like: bool) -> bool:
        """Whether a target of ours is what a key of the coders stands for."""
        if row["meeting_id"]:
            return bool(self.records.get("meeting", {}).get(key) == row["meeting_id"])
        if row["agreement_id"]:
            return bool(self.records.get("agreement", {}).get(key) == row["agreement_id"])
        actors = self.actors.get(key, frozenset())
        if row["actor_id"] is None or not actors:
            told, forms = set(folded(row["words"])) - {"the"}, self.words.get(key, ())
            return row["actor_id"] is None and any(told & set(folded(form)) for form in forms)
        return row["actor_id"] in actors or (like and self.of_one_state(row["actor_id"], actors))

    def of_one_state(self, actor: str, others: Collection[str]) -> bool:
        known = self.published.actors
        country = known[actor]["country"] if known[actor]["kind"] in ONE_STATE else None
        return country is not None and any(
            known[o]["country"] == country and known[o]["kind"] in ONE_STATE for o in others
        )

    def occasion(self, pair: Pair) -> bool:
        """Whether the meeting is one that the coders accept."""
        coded = pair.coded
        keys = {coded["occasion"], *(coded.get("acceptable_occasions") or ()), *(coded.get("occasions") or ())} - {None}
        meetings = {self.records.get("meeting", {}).get(key) for key in keys}
        return pair.row["meeting_id"] in (meetings - {None} if keys else {None})


def aligned(body: Coded, article: Compared, published: Published) -> frozenset[str]:
    """The actors that mentions of a body of the coders name with us."""
    found: set[str] = set()
    for coded in body.get("mentions") or ():
        theirs = covered(coded)
        for mention in published.mentions.get(article.source_id, ()):
            ours = covered(mention)
            if len(ours & theirs) > LIKE * len(ours | theirs):
                found.add(mention["actor_id"])
    return frozenset(found)
