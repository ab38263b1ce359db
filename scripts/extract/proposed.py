"""Proposals as one document tells them: tellings of a kind that do not contradict each other are of one proposal."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.extract.agreements import Agreement
from scripts.extract.model import Attribution, DateExpression, Entity, Layout, Span
from scripts.extract.occasions import Occasions
from scripts.extract.proposal_kinds import FIRM
from scripts.extract.proposal_words import Act, ProposalWords
from scripts.extract.proposals import Telling, tellings
from scripts.extract.proposers import Actors, Part
from scripts.extract.remarks import Remark
from scripts.extract.scene import within
from scripts.extract.told import Meeting

FEW = 10  # tellings of a proposal whose words are compared
TRIED = 50  # how many proposals are compared with a telling, so that cost stays linear
GENERAL = frozenset(["cooperation", "assistance"])  # a general offer to help and one to cooperate are one
SINGLE = frozenset(["commitment", "aid", "arms_supply", "agreement", "deployment"])  # of these one may make several
LABELS = frozenset(["headline", "subheadline", "caption"])
INFLECTED = re.compile(r"(?:ed|ing|[^s]s)$")
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Told:
    """A telling with its actors, and the occasion and date on which what it tells was proposed."""

    telling: Telling
    parts: tuple[Part, ...]
    at: Meeting | None
    date: DateExpression | None
    under: int | None
    label: bool

    @property
    def proposers(self) -> set[str]:
        """Keys of those who propose."""
        return {p.entity for p in self.parts if p.role == "proposer"}

    def people(self, entities: Mapping[str, Entity]) -> set[str]:
        """Keys of the people among them."""
        return {key for key in self.proposers if entities[key].kind == "person"}

    def benefits(self, entities: Mapping[str, Entity]) -> set[str]:
        """For whom it is: countries, or actors without one."""
        return {entities[p.entity].country or p.entity for p in self.parts if p.role == "beneficiary"}

    def words(self, text: str) -> set[str]:
        """The beginnings of the longer words of what is proposed."""
        return {w.lower()[:6] for w in WORD.findall(self.telling.what.of(text))}

    @property
    def length(self) -> int:
        """Code points of what is proposed."""
        return self.telling.what.end - self.telling.what.start


@dataclass(slots=True)
class Proposal:
    """A proposal as one document tells it, and what all tellings together say of it, kept so that it is not looked for
    again with each further telling. told: in order of position, those of the running text first.
    """

    key: int
    told: list[Told] = field(default_factory=list)
    at: Meeting | None = None  # the first occasion told
    people: set[str] = field(default_factory=set)
    proposers: set[str] = field(default_factory=set)
    benefits: set[str] = field(default_factory=set)

    def add(self, item: Told, entities: Mapping[str, Entity]) -> None:
        """Take up a further telling."""
        self.told.append(item)
        self.at = self.at or item.at
        self.people |= item.people(entities)
        self.proposers |= item.proposers
        self.benefits |= item.benefits(entities)

    def words(self, text: str) -> Iterable[set[str]]:
        """Those of what the first tellings propose."""
        return (t.words(text) for t in self.told[:FEW])

    @property
    def best(self) -> Telling:
        """The telling whose words are published: of the running text, specific before general, the longest."""
        made = [t for t in self.told if not t.telling.owner]
        return max(made, key=lambda t: (not t.label, t.telling.kind != "cooperation", t.length)).telling

    @property
    def status(self) -> str:
        """What most tellings of the running text say."""
        if any(t.telling.owner for t in self.told):
            return "rejected"
        every = Counter(t.telling.status for t in self.told)
        body = Counter(t.telling.status for t in self.told if t.label == self.told[0].label)
        return max(body, key=lambda status: (body[status], every[status], status == self.told[0].telling.status))

    @property
    def date(self) -> DateExpression | None:
        """The day of the occasion, else the first day told."""
        if self.at and self.at.date:
            return self.at.date
        return next((t.date for t in self.told if t.date), None)

    @property
    def under(self) -> int | None:
        """The first agreement told with it."""
        return next((t.under for t in self.told if t.under is not None), None)

    def parts(self) -> list[tuple[Part, str]]:
        """The actors with the rules that found them, each once a role and span."""
        return list({(p.entity, p.role, p.span): (p, t.telling.rule) for t in self.told for p in t.parts}.values())


class Around:
    """What a document tells elsewhere, by position: meetings, agreements, days."""

    def __init__(
        self, dates: Sequence[DateExpression], meetings: Sequence[Meeting], agreements: Sequence[Agreement]
    ) -> None:
        self.dates, self.meetings, self.occasions = dates, meetings, Occasions(meetings)
        self.frames = sorted((f.span.start, i) for i, m in enumerate(meetings) for f in m.frames)
        held = (m for m in meetings if m.status == "held" and m.kind != "visit")
        self.held = sorted((m.frames[0].span.start, m.key, m) for m in held)
        binding = (g for g in agreements if g.status in ("signed", "in_force"))
        self.agreements = sorted((i.span.start, g.key) for g in binding for i in g.told)

    def met(self, span: Span) -> list[Meeting]:
        """The meetings told in a span."""
        low = bisect_left(self.frames, (span.start,))
        return [
            self.meetings[i] for i in sorted({i for _, i in self.frames[low : bisect_left(self.frames, (span.end,))]})
        ]

    def last(self, position: int) -> Meeting | None:
        """The meeting held that was told last before a position."""
        index = bisect_left(self.held, (position,)) - 1
        return self.held[index][2] if index >= 0 else None

    def signed(self, span: Span) -> int | None:
        """The first agreement signed or in force that a span tells of."""
        index = bisect_left(self.agreements, (span.start,))
        found = self.agreements[index] if index < len(self.agreements) else None
        return found[1] if found and found[0] < span.end else None

    def day(self, span: Span, what: Span) -> DateExpression | None:
        """The first day in a span that is not part of what is proposed."""
        return next(
            (d for d in within(self.dates, span.start, span.end) if _is_day(d) and not what.holds(d.span)), None
        )


def proposed(
    parts: Layout,
    acts: Sequence[Act],
    words: ProposalWords,
    said: Sequence[Attribution],
    actors: Actors,
    around: Around,
    remarks: Sequence[Remark],
) -> list[Proposal]:
    """The proposals of a document, in order. acts: as of ProposalWords. remarks: one for each attribution."""
    found = tellings(parts, acts, words, said)
    items = [i for t in found if not t.owner and (i := _item(parts, t, actors, around, remarks)) is not None]
    proposals: list[Proposal] = []
    for item in sorted(items, key=lambda i: (i.label, i.telling.span)):
        home = next((p for p in proposals[-TRIED:] if _same(p, item, actors)), None)
        if home is None:
            home = Proposal(len(proposals))
            proposals.append(home)
        home.add(item, actors.entities)
    for telling in found:
        if telling.owner:
            _reject(telling, telling.owner, proposals, actors)
    return proposals


def _reject(telling: Telling, owner: Span, proposals: Sequence[Proposal], actors: Actors) -> None:
    """Mark as turned down the proposal told elsewhere that is meant; what nobody is told to have proposed is none."""
    whose = actors.countries(owner)
    alike = (p for p in proposals[:TRIED] if p.told[0].telling.kind == telling.kind)
    meant = [p for p in alike if whose & {actors.entities[key].country for key in p.proposers}]
    if len(meant) == 1:
        meant[0].told.append(Told(telling, (), None, None, None, label=False))


def _item(parts: Layout, telling: Telling, actors: Actors, around: Around, remarks: Sequence[Remark]) -> Told | None:
    heard = actors.heard(telling)
    found = actors.of(heard)
    if found is None:
        return None
    here = around.met(telling.sentence)
    at = _occasion(heard, found, here, actors, around, remarks)
    nobody = heard.statement is None and not any(p.role == "proposer" for p in found)
    if nobody and at is None:
        at = around.last(telling.span.start)
        if at is None and not found and not actors.nameless(heard):
            return None
    if at is not None:
        together = nobody or telling.status == "discussed" or (at in here and _purpose(parts.text, at, telling))
        found = _met(at, found) if together and heard.statement is None else found
        found = _between(at, found, telling, actors)
    index = parts.paragraph(telling.span.start)
    label = index is not None and parts.paragraphs[index].kind in LABELS
    day = around.day(telling.sentence, telling.what)
    return Told(telling, tuple(found), at, day, around.signed(telling.sentence), label)


def _occasion(
    telling: Telling,
    found: Sequence[Part],
    here: Sequence[Meeting],
    actors: Actors,
    around: Around,
    remarks: Sequence[Remark],
) -> Meeting | None:
    """The meeting at which it was proposed: that of the statement, else the one told in the sentence or before."""
    if telling.statement is not None:
        return remarks[telling.statement].at
    people = [p.entity for p in found if p.role == "proposer" and actors.entities[p.entity].kind == "person"]
    own = [m for m in here if m.status == "held" and m.kind != "visit" and (not people or set(people) & m.who)]
    if len(own) == 1:
        return own[0]
    return around.occasions.of(telling.span, people) if people else None


def _met(at: Meeting, found: Sequence[Part]) -> list[Part]:
    """What is discussed at a meeting is proposed by all who take part."""
    known = {p.entity for p in found if p.role == "proposer"}
    people = {m.entity: m.span for f in at.frames for m in (*f.hosts, *f.others) if m.entity in at.who}
    return [*found, *(Part(key, "proposer", span) for key, span in people.items() if key and key not in known)]


def _purpose(text: str, at: Meeting, telling: Telling) -> bool:
    """Whether the act is what a meeting told before it was for: "met B to discuss C and press for D"."""
    frames = [f.span.start for f in at.frames if telling.sentence.start <= f.span.start < telling.act.start]
    verb = telling.act.of(text).split()[0]
    return bool(frames) and not INFLECTED.search(verb) and " to " in text[frames[-1] : telling.act.start]


def _between(at: Meeting, found: Sequence[Part], telling: Telling, actors: Actors) -> list[Part]:
    """What is proposed to be done together at a meeting is for the states that met, where the words name but one."""
    named = {actors.entities[p.entity].country or p.entity for p in found if p.role == "beneficiary"}
    if not actors.joint(telling) or len(named) > 1:
        return list(found)
    people = {m.entity: m.span for f in at.frames for m in (*f.hosts, *f.others) if m.entity in at.who}
    met = {actors.entities[key].country: span for key, span in people.items() if key}
    if len(met) != 2 or not named <= set(met):
        return list(found)
    states = [(actors.states.get(country or ""), span) for country, span in met.items() if country not in named]
    return [*found, *(Part(state.key, "beneficiary", span) for state, span in states if state)]


def _is_day(date: DateExpression) -> bool:
    return date.earliest is not None and date.earliest == date.latest


def _same(proposal: Proposal, item: Told, actors: Actors) -> bool:
    """Whether a telling may be of a proposal: kind, proposers, occasion and beneficiaries do not speak against it."""
    first = proposal.told[0]
    kinds = {first.telling.kind, item.telling.kind}
    firm = first.telling.status in FIRM and item.telling.status in FIRM
    if len(kinds) > 1 and not (firm and kinds <= GENERAL):
        return False
    if proposal.at and item.at and proposal.at is not item.at:
        return False
    people = item.people(actors.entities)
    at = proposal.at or item.at  # two ministers who met a guest separately speak together of more than one meeting
    if at and (people <= at.who) != (proposal.people <= at.who):
        return False
    if not _overlap(proposal.people or proposal.proposers, people or item.proposers, actors.entities):
        return False
    benefits = item.benefits(actors.entities)
    if proposal.benefits and benefits and not proposal.benefits & benefits:
        return False
    if item.telling.kind in SINGLE:
        words = item.words(actors.text)
        return any(len(words & others) >= 2 for others in proposal.words(actors.text))
    return True


def _overlap(mine: set[str], theirs: set[str], entities: Mapping[str, Entity]) -> bool:
    """Whether two may propose together: one actor in common, or a state and its own people."""
    if not mine or not theirs or mine & theirs:
        return True
    if all(entities[key].kind == "person" for key in mine | theirs):
        return False
    return bool({entities[k].country for k in mine} & {entities[k].country for k in theirs} - {None})
