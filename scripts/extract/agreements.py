"""Agreements as one document tells them: tellings that do not contradict each other are of one agreement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scripts.extract.frames import Frame
from scripts.extract.instruments import Instrument
from scripts.extract.model import DateExpression, Mention, Span
from scripts.extract.scene import GAP, REACH, Scene
from scripts.extract.told import TRIED, Meeting, apart, best_date

LOOSE = frozenset({"agreement", "memorandum"})  # kinds that writers use for one another
STRICT = frozenset({"treaty", "convention", "protocol", "letter_of_intent"})  # "the treaty" is no plan told before
ON_VISIT = re.compile(r"\bduring (?:the|his|her|this|that|their) (?:[a-z]+ )?(?:trip|visit)\b")
ANOTHER = re.compile(r"\b(?:similar|another|previous)\b", re.I)
ARTICLE = re.compile(r"^(?:(?:the|an?|this|that|its|their|new|recent|signed) )+", re.I)


@dataclass(slots=True)
class Agreement:
    """An agreement as one document tells it, and what all tellings together say of it, kept so that it is not
    looked for again with each further telling.
    """

    key: int
    told: list[Instrument] = field(default_factory=list)
    date: DateExpression | None = None  # the best of those told
    sides: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)  # of those that are not told as known
    described: set[frozenset[str]] = field(default_factory=set)  # likewise
    names: set[frozenset[str]] = field(default_factory=set)
    matters: set[frozenset[str]] = field(default_factory=set)  # what it is on
    people: set[str] = field(default_factory=set)  # who signed

    def add(self, item: Instrument) -> None:
        """Take up a further telling."""
        self.told.append(item)
        self.date = best_date((self.date, item.date))
        self.sides |= item.sides
        self.people |= item.people
        self.words |= item.descriptors | set(re.findall(r"[a-z]+", item.words.lower().replace("defence", "defense")))
        if item.matter:
            self.matters.add(item.matter)
        if item.named:
            self.names.add(item.descriptors)
        if not item.definite:
            self.kinds.add(item.kind)
            self.described |= {item.descriptors} if item.descriptors else set()

    @property
    def best(self) -> Instrument:
        """The telling that says most: signed, with parties, with a date."""
        return max(self.told, key=lambda i: (i.signed, len(i.parties), i.date is not None, -i.span.start))

    def tells(self, span: Span) -> bool:
        """Whether a telling lies within a span."""
        return any(span.holds(i.span) for i in self.told)

    @property
    def descriptors(self) -> list[str]:
        """The words that tell it from others: those of its descriptions without articles and nouns of agreement."""
        return sorted({w for i in self.told for w in (*i.descriptors, *i.matter)})

    def distinct(self, commonplace: frozenset[str]) -> bool:
        """Whether its name is that of one instrument: "Arusha Accords", not "Defence Cooperation Agreement"."""
        return any(
            w[0].isupper() and w.lower() not in commonplace for i in self.told for w in (i.named or "").split()[:-1]
        )

    @property
    def introduced(self) -> Instrument:
        """The telling with the proper name, else that which introduces it ("a new pact"), else the fullest."""
        return min(self.told, key=lambda i: (i.named is None, i.definite, -len(i.title.split()), i.span))

    @property
    def title(self) -> str:
        """The proper name, else the words that introduce it."""
        told = self.introduced
        return told.named or ARTICLE.sub("", told.title)

    @property
    def place(self) -> Mention | None:
        """The place of a telling with a date, else the first place told."""
        placed = [i for i in self.told if i.place]
        return min(placed, key=lambda i: i.date is None).place if placed else None

    def visit(self, meetings: Sequence[Meeting]) -> Meeting | None:
        """The visit on which it was reached: the last told before "the agreements reached during the trip"."""
        told = next((i for i in self.told if ON_VISIT.search(i.words)), None)
        visits = [m for m in meetings if m.kind == "visit" and told and m.frames[0].span < told.span]
        return visits[-1] if visits else None

    @property
    def status(self) -> str:
        """What the tellings say, the later stage before the earlier."""
        statuses = {i.status for i in self.told}
        return next(s for s in ("ended", "under_follow_up", "signed", "planned", "in_force") if s in statuses)


class Told:
    """Where agreements are told, asked for the one that the content of a statement speaks of."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self.spans = sorted((item.span, a.key) for a in agreements for item in a.told)
        self.starts = [span.start for span, _ in self.spans]
        self.longest = max((span.end - span.start for span, _ in self.spans), default=0)

    def of(self, content: Sequence[Span]) -> int | None:
        """The key of the first agreement that the content speaks of."""
        keys = []
        for span in content if self.spans else ():
            low = bisect_left(self.starts, span.start - self.longest)
            near = self.spans[low : bisect_left(self.starts, span.end)]
            keys += [key for told, key in near if told.meets(span)]
        return min(keys, default=None)


def agreed(told: Sequence[Instrument]) -> list[Agreement]:
    """Tellings of one document as agreements, in order; a definite phrase alone ("the deal") founds none.

    Nor does a plural of the headline that sums up what the article tells.
    """
    agreements: list[Agreement] = []
    for founding in (True, False):
        for item in sorted((i for i in told if i.founding == founding), key=lambda i: i.span):
            index = bisect_left(agreements, item.span, key=lambda a: a.told[0].span)
            near = agreements[max(0, index - TRIED) : index + TRIED]
            fitting = [a for a in near if _same(a, item)]
            before = [a for a in fitting if a.told[0].span < item.span]
            if fitting:
                (before or fitting)[-1 if before else 0].add(item)
            elif founding:
                agreements.append(Agreement(len(agreements)))
                agreements[-1].add(item)
    signed = any(i.signed and not i.heading for i in told)
    return [a for a in agreements if not (signed and all(i.heading and i.plural for i in a.told))]


def _same(agreement: Agreement, item: Instrument) -> bool:
    """Whether a telling may be of an agreement: number, kind, date, name and description do not speak against it."""
    if agreement.told[0].plural != item.plural or apart(agreement.date, item.date):
        return False
    if bool(ANOTHER.search(item.title)) != bool(ANOTHER.search(agreement.told[0].title)):
        return False
    if item.people and agreement.people and item.people.isdisjoint(agreement.people):
        return False  # signed by others
    if _elsewhere(agreement.told[0], item) or _elsewhere(item, agreement.told[0]):
        return False
    if item.named and agreement.names:
        return any(item.descriptors <= n or n <= item.descriptors for n in agreement.names)
    if item.named or (agreement.names and not item.definite):
        shared = not item.descriptors.isdisjoint(agreement.words)
        signed = any(i.signed for i in agreement.told[:TRIED])
        return item.signed and signed and shared and agreement.sides == item.sides
    if item.matter and agreement.matters and all(item.matter.isdisjoint(m) for m in agreement.matters):
        return False  # on something else
    kinds = agreement.kinds
    if item.definite:
        strict = item.kind in STRICT and kinds and item.kind not in kinds
        return item.descriptors <= agreement.words and not strict
    early = item.status == "in_force" and item.signed  # in force already, and not what is signed now
    if agreement.told[0].signed and early != (agreement.told[0].status == "in_force"):
        return not item.descriptors.isdisjoint(agreement.words)
    if kinds and item.kind not in kinds and not (LOOSE & kinds and item.kind in LOOSE):
        return False
    described = agreement.described
    return not (item.descriptors and described and all(item.descriptors.isdisjoint(d) for d in described))


def _elsewhere(new: Instrument, known: Instrument) -> bool:
    """Whether one is signed now, or is to be, and the other, of another noun, is told by a signing of its own.

    "They are to sign a joint declaration" is not of "the agreement concluded between A and B".
    """
    if not (known.known and new.signed and not new.known and not new.definite) or known.noun == new.noun:
        return False
    own = known.descriptors - set(re.findall(r"[a-z]+", new.words.lower().replace("defence", "defense")))
    return bool(own) and (new.status == "planned" or known.date is not None or new.kind not in LOOSE)


def signed_by_both(scene: Scene, item: Instrument, pair: Frame | None) -> Instrument:
    """ "They signed a pact", of the two who were told last to have met, right before.

    "After the talks, a pact was signed" is between their states.
    """
    if pair is None or item.parties or item.beside or not item.signed or item.known or item.status == "in_force":
        return item
    if not 0 <= scene.span.start - pair.span.end <= REACH:
        return item
    they = THEY.search(scene.text, scene.span.start, item.span.start)
    if they is None:
        people = (*pair.hosts, *pair.others)
        sides = frozenset(filter(None, map(scene.country, people)))
        there = AT_TALKS.search(scene.text, scene.span.start, scene.span.end)
        return replace(item, beside=people, sides=sides) if there and len(sides) == 2 else item
    span = Span(*they.span("they"))
    persons = [m for m in (*pair.hosts, *pair.others) if scene.kind(m) == "person"]
    both = tuple(Mention(span, "pronoun", "plural-reference", entity=m.entity) for m in persons)
    if len({m.entity for m in both}) < 2:
        return item
    bound = frozenset(scene.country(m) or m.entity for m in both if m.entity)
    return replace(item, parties=both, sides=bound, people=frozenset(m.entity for m in both if m.entity))


AT_TALKS = re.compile(  # the meeting told before
    rf"\b(?:[Aa]fter|[Ff]ollowing|[Aa]t|[Dd]uring|[Ii]n){GAP}(?:the{GAP}(?:end|conclusion|course|sidelines){GAP}of{GAP})?"
    rf"(?:the|their|these|this|that){GAP}(?:[a-z-]+{GAP})?(?:talks|meeting|visit|discussions|negotiations|session|ceremony)\b"
    rf"|\b[Tt]he{GAP}(?:[a-z-]+{GAP})?(?:talks|meeting|visit|negotiations){GAP}"
    rf"(?:ended|concluded|culminated|closed|resulted|led){GAP}(?:with|in|to)\b"
)
THEY = re.compile(
    rf"(?P<they>\b[Tt]hey){GAP}(?:(?:also|then|later|both|jointly|subsequently|have|had|will|are|were|to|due|set|expected){GAP})*$"
)


def signed_when_met(scene: Scene, item: Instrument, frames: Sequence[Frame]) -> Instrument:
    """An instrument told as signed by one side, or by nobody, in a sentence that tells of a meeting of two states.

    "A met B and signed a pact", "A pact was signed when A met B": it is between the two. With "and" it is who acts in
    the meeting that signs.
    """
    if not item.signed or item.known or item.status not in ("signed", "planned"):
        return item
    for frame in reversed(frames):
        people = (*frame.hosts, *frame.others)
        first, last = min(m.span.start for m in people), max(m.span.end for m in people)
        joined = last < item.span.start and AND_SIGN.search(scene.text, last, item.span.start) is not None
        if joined:
            item = _signed_by(scene, item, frame)
        there = first > item.span.start and MET_THERE.search(scene.text, item.span.start, min(first, frame.span.start))
        sides = frozenset(filter(None, map(scene.country, people)))
        two = len(sides) == 2 and all(map(scene.country, people)) and len(item.sides) < 2 and item.sides <= sides
        same = last < item.span.start and AND_THERE.search(scene.text, last, item.span.start) and not item.parties
        if two and not frame.joins and (there or same or (joined and item.parties)):
            return replace(item, beside=people, sides=sides)
    return item


def _signed_by(scene: Scene, item: Instrument, frame: Frame) -> Instrument:
    """Who acts in a meeting is who signs with the next verb, and not who was met."""
    met = {m.span for m in frame.others}
    if not frame.hosts or not any(m.span in met for m in item.parties):
        return item
    parties = tuple(dict.fromkeys((*frame.hosts, *(m for m in item.parties if m.span not in met))))
    return replace(
        item,
        parties=parties,
        sides=frozenset(scene.country(m) or m.entity for m in parties if m.entity),
        people=frozenset(m.entity for m in parties if m.entity and scene.kind(m) == "person"),
    )


# between an instrument told as signed and the meeting at which it was; and between a meeting and the verb of signing
MET_THERE = re.compile(rf"\b(?:when|as|after|during|following|at{GAP}an?|in{GAP}an?)\b[^.;:]*$")
AND_THERE = re.compile(r"(?:\band|,[ \u00a0](?:where|when|at[ \u00a0]which|during[ \u00a0]which))\b[^,;:.]*$")
AND_SIGN = re.compile(
    rf"\band{GAP}(?:(?:then|also|later|afterwards|jointly|is|was|are|were|has|have|will|due|expected|set|to){GAP})*$"
)


def signings(scene: Scene, told: Sequence[Instrument]) -> list[Frame]:
    """A signing by people of two sides is a meeting."""
    found: list[Frame] = []
    for item in told:
        people = tuple(m for m in item.parties if scene.kind(m) == "person")
        if item.signed and item.status in ("signed", "under_follow_up") and len({m.entity for m in people}) > 1:
            start = min(item.span.start, *(m.span.start for m in people))
            found.append(
                Frame(Span(start, item.span.end), "signing", "held", (), people, item.date, item.place, "signing")
            )
    return found or signed_for(scene)


SIGNED_FOR = re.compile(
    rf"\bsigned{GAP}(?:(?:it|the{GAP}[\w-]+(?:{GAP}of{GAP}understanding)?){GAP})?(?:for|on{GAP}behalf{GAP}of){GAP}"
)


def signed_for(scene: Scene) -> list[Frame]:
    """ "A signed for Norland while B signed for his country" is a meeting of the two."""
    signed = list(SIGNED_FOR.finditer(scene.text, scene.span.start, scene.span.end)) if scene.actors else []
    people = [m for s in signed for m in scene.before(s.start())[-1:] if scene.kind(m) == "person"]
    if len(signed) != 2 or len({m.entity for m in people}) != 2:
        return []
    span = Span(people[0].span.start, signed[1].end() - 1)
    date, place = scene.date(signed[0].start()), scene.place(signed[0].start())
    return [Frame(span, "signing", "held", (), tuple(people), date, place, "signing")]


def dated(signing: Frame, agreements: Sequence[Agreement]) -> Frame:
    """A signing without date or place has those of its agreement."""
    agreement = next((a for a in agreements if a.tells(signing.span)), None)
    if agreement is None:
        return signing
    return replace(signing, date=signing.date or agreement.date, place=signing.place or agreement.place)
