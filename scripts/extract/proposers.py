"""Who proposes, who is asked, and for whom: the actors of one telling of a proposal."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scripts.extract.frames import ACTOR_KINDS
from scripts.extract.model import Attribution, Entity, Mention, Span
from scripts.extract.proposal_kinds import FIRM, FUTURE
from scripts.extract.proposals import BEFORE, Telling
from scripts.extract.remarks import Remark
from scripts.extract.scene import within
from scripts.lexicon import words

GAP = "[ \u00a0]"
JOINT_KINDS = words(  # of these, those who propose have the benefit too
    "cooperation joint_exercise joint_commission experience_exchange information_sharing negotiation joint_production "
    "agreement ceasefire"
)
ADJUNCT = re.compile(
    rf"\b(?:in|of|with|from|by|at|to|for|on|against|near|after|before|over|about|during|between|under|as){GAP}"
    rf"(?:(?:the|his|her|its|visiting|war-torn|neighbou?ring|\w+’s|\w+'s){GAP}?){{0,3}}$"
)
# between a subject and its verb
LIGHT = re.compile(
    rf"(?:[’']s?)?(?:{GAP}(?:is|are|was|were|has|have|had|be|been|would|will|also|both|all|again|now|today|yesterday|who"
    rf"|stands?|stood|remains?|fully|(?:on|last){GAP}\w+|\w+ly|voiced|expressed|reiterated|reaffirmed|its|their|his|her"
    rf"|sides?|governments?|forces|officials|authorities|leaders|army|military|ministry|rebels|ministers|\([^)]*\)))*"
    rf",?{GAP}?"
)
# the same, where the act is no mere future
LOOSE = re.compile(r"(?![^,;:“\"]*\b(?:that|which|who|said|says|and|told|met|by|to)\b)[^,;:“\"]{0,80}")
JOINS = re.compile(
    rf"(?:{GAP}?,{GAP}?|{GAP}and{GAP}|{GAP}&{GAP}|,{GAP}and{GAP})"
    rf"(?:(?:[A-Z][\w.’'-]*|the|its|of|his|minister|president|chief|foreign|defen[cs]e|prime|army|counterpart){GAP}){{0,6}}"
)
OWNS = re.compile(rf"[’']s?{GAP}")
OTHER_SUBJECT = re.compile(r"\b(?:which|that|this|it|these|those|there|what)\b[^,;]{0,20}$", re.I)
OWN = re.compile(rf"(?:^|[^\w])(?:we|i|he|she|they|it|both sides|the two sides)(?:{GAP}\w+){{0,3}}{GAP}?$", re.I)
FORCES = re.compile(
    r"\b(?:troops?|forces|soldiers?|fighters|militants|militias?|army|armies|personnel|units?|mercenaries|presence|weapons|tanks"
    r"|warships|peacekeepers|contingents?|bases?|military|observers|settlers|rebels|terrorists?)\b",
    re.I,
)
CAPTIVES = re.compile(
    r"\b(?:prisoners?|hostages?|detainees?|captives?|soldiers?|citizens?|nationals?|crews?|sailors?|pilots?|members?|civilians?"
    r"|suspects?|militants?|minister|president|leaders?|officials?|journalists?|bod(?:y|ies)|remains|vessels?|ships?|funds|assets)\b",
    re.I,
)
PROMISED = re.compile(
    r"readi|^plans|intention|willi|prepar|commitm|determin|promise$|pledge$|offer$|vow$|consensus|reached|resolve"
)
GIVES = re.compile(r"(?:give|send|provide|supply|deliver|accept)\b")
RANK = re.compile(
    r"(?:(?:Lt|Lieutenant|Major|Maj|Brig|Brigadier|Vice|Rear|Air|Field|Colonel|Col)\b\.?[ -]?)*"
    r"(?:General|Gen|Admiral|Adm|Marshal|Colonel|Col|Brigadier|Brig|Commodore|Captain|Commander)\b"
)
MEANT = {"withdrawal": FORCES, "release": CAPTIVES}  # without such words something else is withdrawn or released
BODY = re.compile(
    rf"\b(?:government|ministry|country|army|navy|air force|forces|administration|kingdom|sides?|parties"
    rf"|countries|nations?"
    rf"|leaders|ministers|officials|rebels|cabinet|team|military|union|alliance|council|state|republic|bloc|troops|authorities"
    rf"|people|commission)(?:{GAP}\w+){{0,2}}{GAP}?$",
    re.I,
)
OFFICES = words(
    "minister deputy-minister chief-of-staff commander defence-minister deputy-chief-of-staff spokesperson ambassador "
    "head-of-state head-of-government secretary-general leader foreign-minister deputy-head envoy chairman attache "
    "official national-security-adviser defence-official deputy-commander intelligence-chief"
)
TOO = re.compile(rf"(?:,|\band){GAP}?$")
WE = re.compile(r"\b(?:we|i)\b", re.I)
AGAINST = re.compile(
    r"\b(?:against|stand up (?:\w+ )?to|face of|counter|confront\w*|fight\w*|combat\w*|deter\w*"
    r"|threats? (?:from|of|by)|attacks? by|resist\w*|aggression|an end to|destroy\w*|defeat\w*|flee)\b[^,;]{0,25}$"
)
THEY = re.compile(
    rf"\b(?:they|both(?:{GAP}\w+)?|(?:the{GAP})?two{GAP}(?:sides|countries|nations|ministers|leaders|officials|generals|chiefs|parties))"
    rf"(?:{GAP}(?:have|had|also|all|has|\w+ly)){{0,2}}{GAP}?$",
    re.I,
)
PASSED = ("experience_exchange", "information_sharing")  # of these, what may pass one way
ONE_WAY = re.compile(  # "the transfer of its experience in mine clearance to Norway"
    r"\b(?:transfer(?!red)\w*|transmi(?:ssion|t|tting)|(?:pass|hand)(?:ing)?[ \u00a0](?:on|over|down)|impart(?:ing)?)\b"
    r"[^.;:]*?\bto\b"
)
TO = re.compile(rf"\bto{GAP}(?:[\w’'-]+{GAP}){{0,2}}$")
FROM = re.compile(rf"\bfrom{GAP}(?:the{GAP})?$")
HERE = re.compile(rf"\b(?:from|in|inside|out{GAP}of|leave|within|across|to|on){GAP}(?:[\w-]+{GAP}){{0,3}}$")


@dataclass(frozen=True, slots=True)
class Part:
    """An actor of a proposal and the words that tell of it. role: proposer, beneficiary or addressee."""

    entity: str
    role: str
    span: Span


class Actors:
    """The actors of a document, by position, for the tellings of proposals."""

    def __init__(
        self,
        text: str,
        entities: Mapping[str, Entity],
        mentions: Sequence[Mention],
        said: Sequence[Attribution],
        speakers: Sequence[tuple[str, ...]],
        remarks: Sequence[Remark],
        states: Mapping[str, Entity],
    ) -> None:
        by_key = {state.key: state for state in states.values()}
        self.text, self.entities = text, ChainMap(dict(entities), by_key)
        own = (replace(m, entity=m.place_id) if m.entity is None and m.place_id in by_key else m for m in mentions)
        self.mentions = [m for m in own if m.entity and self.entities[m.entity].kind in (*ACTOR_KINDS, "other")]
        self.said, self.speakers, self.remarks, self.states = said, speakers, remarks, states

    @cached_property
    def ranked(self) -> frozenset[str]:
        """Those who are named with a military rank."""
        return frozenset(m.entity or "" for m in self.mentions if RANK.match(self.text, m.span.start))

    def of(self, telling: Telling) -> list[Part] | None:
        """The parts of a telling; None where nobody is told who could propose, or what is told is nobody's pledge."""
        spoken, subject = self._speakers(telling), self._subject(telling.subject, telling)
        asked: list[Mention] = []
        proposers: list[tuple[str, Span]] | None
        if telling.status in ("called_for", "discussed"):
            asked, proposers = self._asked(telling, subject), self._calling(telling, spoken, subject)
        else:
            proposers = self._own(telling, spoken, subject)
        if proposers is None or not self._possible(telling, proposers):
            return None
        told = self._told(telling)
        waits = telling.statement is None and (telling.status == "discussed" or self._they(telling))  # for a meeting
        nameless = self.nameless(telling)
        if not (proposers or told or telling.statement is not None or waits or nameless):
            return None
        if telling.kind == "commitment" and not (proposers or waits or nameless):
            return None
        if telling.kind == "commitment" and not told and GIVES.match(self.text, telling.what.start):
            return None  # "will give a speech"
        if telling.kind in MEANT and not (told or MEANT[telling.kind].search(self._around(telling))):
            return None
        parts = [Part(key, "proposer", span) for key, span in proposers]
        keys = {key for key, _ in proposers}
        parts += [Part(m.entity or "", "addressee", m.span) for m in asked if m.entity not in keys]
        parts += self._benefit(telling, proposers, told)
        return list({(p.entity, p.role): p for p in reversed(parts)}.values())[::-1]

    def heard(self, telling: Telling) -> Telling:
        """A telling without its statement, where a body reports what others discussed: "They discussed A, the ministry
        said"."""
        index = telling.statement
        if index is None or telling.status != "discussed":
            return telling
        inside = any(span.holds(telling.act) for span in self.said[index].content)
        people = any(self.entities[key].kind == "person" for key in self.speakers[index])
        return replace(telling, statement=None) if inside and not people else telling

    def countries(self, region: Span) -> set[str | None]:
        """The countries of the actors that a stretch of the text names, by adjective too."""
        return {self.entities[m.entity or ""].country for m in within(self.mentions, region.start, region.end)} - {None}

    def nameless(self, telling: Telling) -> bool:
        """Whether the narrator tells of a promise of a body without its name: "the rebels agreed to"."""
        before = telling.statement is None and telling.status in FIRM
        return before and BODY.search(self.text, telling.subject.start, telling.act.start) is not None

    def _asked(self, telling: Telling, subject: list[Mention]) -> list[Mention]:
        """Who is asked to act: whom the words address, or of whom it is said that they must."""
        if telling.rule == "asked-to-do":
            return self._within(telling.subject)
        return [] if not telling.asked or OWN.search(telling.subject.of(self.text)) else subject

    def _calling(
        self, telling: Telling, spoken: list[tuple[str, Span]], subject: list[Mention]
    ) -> list[tuple[str, Span]]:
        """Who calls for it or discusses it: who speaks, else the subject of the narrator's sentence."""
        if spoken or telling.statement is not None:
            return spoken
        before = Span(max(telling.sentence.start, telling.act.start - BEFORE), telling.act.start)
        acting = self._subject(before, telling) if telling.asked else subject
        return [(m.entity or "", m.span) for m in acting]

    def _possible(self, telling: Telling, proposers: Sequence[tuple[str, Span]]) -> bool:
        """Whether one of those who propose can commit a state or body, if any are told."""
        strict = telling.kind == "commitment"
        return not proposers or any(self._can_commit(key, strict) for key, _ in proposers)

    def _around(self, telling: Telling) -> str:
        """The words in which a withdrawal or release is told, from those for who acts on."""
        start = telling.what.start if telling.kind == "release" else min(telling.subject.start, telling.what.start)
        return self.text[start : telling.what.end]

    def _they(self, telling: Telling) -> bool:
        """Whether those who act are told by a word that means all who met: they, both sides."""
        return THEY.search(self.text, telling.subject.start, telling.act.start) is not None

    def _speakers(self, telling: Telling) -> list[tuple[str, Span]]:
        """Who says it, with the words that name the speaker, else those that propose."""
        if telling.statement is None:
            return []
        words = self.remarks[telling.statement].speaker or telling.act
        return [(key, words) for key in self.speakers[telling.statement]]

    def _own(
        self, telling: Telling, spoken: list[tuple[str, Span]], subject: Sequence[Mention]
    ) -> list[tuple[str, Span]] | None:
        """Who offers or pledges: the subject, and the speaker who speaks for it. None where it is no actor."""
        acting = [(m.entity or "", m.span) for m in subject]
        within_content = telling.statement is not None and any(
            span.holds(telling.act) for span in self.said[telling.statement].content
        )
        if spoken and not within_content:
            return spoken
        if not acting:
            before = self.text[telling.subject.start : telling.act.start]
            act = self.text[slice(*telling.act)].lower()
            ours = OWN.search(before) or BODY.search(before) or (TOO.search(before) and WE.search(before))
            if within_content and not before.strip() and act in FUTURE:  # "which he said would help"
                return None
            if within_content and before.strip() and not ours and not PROMISED.search(act):
                return None
            told = telling.statement is not None or self._they(telling) or self.nameless(telling)
            return spoken if told else None
        if within_content and any(self.entities[key].kind == "person" for key, _ in acting):
            spoken = [(key, span) for key, span in spoken if self.entities[key].kind == "person"]  # others report
        sides = {self.entities[key].country for key, _ in acting}
        if any(self.entities[key].country in sides for key, _ in spoken):
            return list(dict([*spoken, *acting]).items())
        return acting

    def _subject(self, region: Span, telling: Telling) -> list[Mention]:
        """The actors who are the subject of the act: the last ones before it that no preposition introduces."""
        near = [
            m for m in self._outer(within(self.mentions, region.start, region.end)) if m.span.end <= telling.act.start
        ]
        free = [m for m in near if not ADJUNCT.search(self.text, max(region.start, m.span.start - 40), m.span.start)]
        near_by = free and LIGHT.fullmatch(self.text, free[-1].span.end, telling.act.start)  # "Syrian forces will"
        named = free if near_by else [m for m in free if m.form != "demonym"] or free
        if not named:
            return []
        last = named[-1]
        future = self.text[slice(*telling.act)].lower() in FUTURE
        between = self.text[last.span.end : telling.act.start]
        if not LIGHT.fullmatch(between) and (
            future or (telling.statement is not None and not LOOSE.fullmatch(between))
        ):
            return []
        if OTHER_SUBJECT.search(between):
            return []
        chain, start = [last], last.span.start
        for mention in reversed(named[:-1]):
            beside = self.text[mention.span.end : start]
            if beside.isspace() or OWNS.fullmatch(beside):  # an office beside the name of its holder, "Kenya’s X"
                start = mention.span.start
                continue
            if mention.span != chain[0].span and not JOINS.fullmatch(self.text, mention.span.end, start):
                break
            chain.insert(0, mention)
            start = mention.span.start
        return chain

    def _within(self, region: Span) -> list[Mention]:
        return [m for m in self._outer(within(self.mentions, region.start, region.end)) if m.form != "demonym"]

    def _told(self, telling: Telling) -> list[Mention]:
        """States and bodies in what is proposed; a state by its adjective only where nothing else names one."""
        inner = within(self.mentions, telling.what.start, telling.what.end)
        if telling.kind == "listing":
            return []
        outer = [
            m
            for m in self._outer(inner)
            if self.entities[m.entity or ""].kind in ACTOR_KINDS[1:]
            and not AGAINST.search(self.text, max(telling.what.start, m.span.start - 60), m.span.start)
        ]
        return [m for m in outer if m.form != "demonym"] or outer

    def _outer(self, mentions: Iterable[Mention]) -> list[Mention]:
        """Mentions that do not lie within another."""
        kept: list[Mention] = []
        for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
            if not kept or mention.span == kept[-1].span or mention.span.start >= kept[-1].span.end:
                kept.append(mention)
        return kept

    def joint(self, telling: Telling) -> bool:
        """Whether what is proposed is done together, and does not pass from the one to the other."""
        passes = telling.kind in PASSED and ONE_WAY.search(self.text, *telling.what) is not None
        return telling.kind in JOINT_KINDS and not passes

    def _benefit(self, telling: Telling, proposers: Sequence[tuple[str, Span]], told: Sequence[Mention]) -> list[Part]:
        """For whom: whom the words name; of what is done together, the states of the proposers too."""
        own = {self.entities[key].country for key, _ in proposers} - {None}
        keys = {key for key, _ in proposers}
        if self.joint(telling):
            parts = [Part(m.entity or "", "beneficiary", m.span) for m in told]
            for key, span in proposers:
                state = self.states.get(self.entities[key].country or "")
                if state is not None:
                    parts.append(Part(state.key, "beneficiary", span))
            return parts
        if telling.kind in JOINT_KINDS:  # it passes one way
            receiving = [m for m in told if TO.search(self.text, telling.what.start, m.span.start)]
            return [Part(m.entity or "", "beneficiary", m.span) for m in receiving]
        others = [m for m in told if m.entity not in keys and self.entities[m.entity or ""].country not in own]
        if telling.kind in ("arms_supply", "aid"):
            giving = [m for m in others if FROM.search(self.text, max(0, m.span.start - 20), m.span.start)]
            return [Part(m.entity or "", "addressee" if m in giving else "beneficiary", m.span) for m in others]
        if telling.kind == "withdrawal":
            home = [m for m in told if HERE.search(self.text, max(0, m.span.start - 40), m.span.start)]
            away = [m for m in others if m not in home]
            return [Part(m.entity or "", "beneficiary", m.span) for m in home] + [
                Part(m.entity or "", "addressee", m.span) for m in away
            ]
        return [Part(m.entity or "", "beneficiary", m.span) for m in others]

    def _can_commit(self, key: str, strict: bool) -> bool:
        """Whether an actor can commit a state or body: one itself, or who holds an office of one; not strictly, who is
        known as of a country.
        """
        entity = self.entities[key]
        if entity.kind != "person":
            official = entity.anonymous and entity.country is not None  # "Kenya's president"
            return entity.kind in ACTOR_KINDS or official or (not strict and BODY.search(entity.name) is not None)
        return not OFFICES.isdisjoint(entity.offices) or (
            not strict and (entity.country is not None or key in self.ranked)
        )
