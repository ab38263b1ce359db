"""Who the references of a document mean, and who speaks: one pass in the order of the text.

Salience-based resolution in the line of Lappin and Leass (1994), much reduced: the last speaker is preferred, then who
was named last; a lead that speaks of an office before the name is resolved by who is named later.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scripts.extract.model import Attribution, Entity, Layout, Mention, Span
from scripts.extract.nominals import GAP, STATES, Cover, Reference, within

OFFICES = frozenset(
    {"ministers", "presidents", "generals", "chiefs", "secretaries"}
)  # plurals that name an office; "officials" may be anybody
REMARKS = re.compile(
    r"\s*(?:has |had )?(?:made|delivered|issued) (?:the|these|those|his|her|this) (?:[a-z]+ )?"
    r"(?:remarks?|comments?|statements?|announcement)\b"
)
RECENT = 16  # mentions added last, among which those within a speaker's words are
HEADS = frozenset({"head-of-state", "head-of-government"})
MILITARY = frozenset({"commander", "general", "chief", "officer", "commander-in-chief", "admiral", "marshal"})
# a paper that speaks for who issued it; a person who speaks for another
PAPER = re.compile(
    r"\b(?:statement|communiqu[eé]|report|readout|declaration|announcement|press release|letter|document|message|"
    r"article|"
    r"measure|resolution|decision|ruling|order|law|bill|motion)\b"
)
DEPUTY = re.compile(
    r"\b(?:spokes\w+|aides?|advis[eo]rs?|lawyers?|sources?|members?|representatives?|officials?|staff|campaign|son|wife|brother|friends?|supporters?|opponents?|critics?|allies)\b"
)
LINK = re.compile(r"\b(?:for|of|to|by|from|with|in|at|close)\b")
OWN_NOUN = re.compile(
    r"(?:[’']s?)?(?:[ \u00a0](?:\[[^\]]*\]|\([^)]*\)))*[ \u00a0](?!(?:and|in|on|at|of|for|has|have|also)\b)[a-z]"
)
FIRST_PERSON = re.compile(r"\bI\b(?![-.])")
NOBODY = re.compile(r"(?i:it|they|who|which|that|this|there|one|some|many|then|[a-z]+ly|as|he|she)")
POST = re.compile(r"(?:the|his|her) (?:post|tweet|message|letter|article)")
BODY_AGAIN = re.compile(
    r"the (ministry|army|navy|embassy|agency|office|presidency|command|council|party|group|department)"
)
BODIES = frozenset({"government", "military", "media", "international_organisation", "armed_group", "other"})
ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?)?\W*$")
SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities with what the references tell of them (unnamed ones among them), all mentions, and who speaks.

    mentions: in order of position. speakers: for each attribution the keys of its speakers. unnamed: mentions of
    office-holders whom the text does not name, for rules that take them for participants; not among the mentions.
    """

    entities: Mapping[str, Entity]
    mentions: tuple[Mention, ...]
    speakers: tuple[tuple[str, ...], ...]
    unnamed: tuple[Mention, ...]


def resolve(
    layout: Layout,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    references: Sequence[Reference],
    attributions: Sequence[Attribution],
) -> Resolution:
    """Resolve references and speakers of one document. mentions (of people and gazetteer), references: by position."""
    story = _Story(layout.text, entities, mentions)
    quoted = Cover([q.content for q in layout.quotations])
    steps: list[tuple[int, int, Mention | Reference | int]] = []
    steps += [(m.span.start, 1, m) for m in mentions if m.entity and story.is_person(m.entity)]
    steps += [(r.span.start, 1, r) for r in references]
    # an attribution comes into force where its speaker has been read
    steps += [(a.speaker.end if a.speaker else _place(a), 2, i) for i, a in enumerate(attributions)]
    steps.sort(key=lambda step: step[:2])
    for position, _, step in steps:
        if isinstance(step, int):
            story.speech(step, attributions)
        elif isinstance(step, Mention):
            assert step.entity is not None
            if not quoted.at(position):
                story.remarks(step)
                story.notice(step.entity)
        else:
            story.refer(step, quoted=quoted.at(position) is not None)
    speakers = tuple(story.shared(i, attributions) for i in range(len(attributions)))
    for attribution, keys in zip(attributions, speakers, strict=True):
        story.first_person(attribution, keys)
    every = sorted({*mentions, *story.added}, key=lambda m: (m.span, m.entity or "", m.form))
    known = {m.span for m in every}
    unnamed = [story.unnamed_mention(r.span) for r in story.pending if r.span not in known]
    return Resolution(story.entities, tuple(every), speakers, tuple(unnamed))


def _place(attribution: Attribution) -> int:
    return attribution.cue.start if attribution.cue else attribution.content[0].start


class _Story:
    """What a reader knows at one point of the text."""

    def __init__(self, text: str, entities: Mapping[str, Entity], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.entities = dict(entities)
        self.mentions = mentions
        self.names = [m for m in mentions if m.entity and entities[m.entity].kind == "person"]
        self.added: list[Mention] = []
        self.recent: list[str] = []  # people, the last named last
        self.spoke: list[str] = []  # who spoke, the last last
        self.speakers: dict[int, tuple[str, ...]] = {}
        self.pending: list[Reference] = []  # offices whose holder is not known yet
        self.unnamed: list[tuple[int, Reference]] = []  # attributions whose office-holder is not named yet

    def is_person(self, key: str) -> bool:
        return self.entities[key].kind == "person"

    def notice(self, key: str) -> None:
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def refer(self, reference: Reference, *, quoted: bool) -> None:
        """Resolve one reference, if the text tells whom it means."""
        keys = self.meant(reference) if not (quoted and reference.kind == "pronoun") else []
        if reference.kind in ("office", "counterpart") and not keys and not quoted:
            self.pending.append(reference)
        form = "pronoun" if reference.kind == "pronoun" else "title"
        self.added += [Mention(reference.span, form, f"{reference.kind}-reference", entity=key) for key in keys]
        for key in keys:
            if reference.kind == "office":
                self.learn(key, reference)
            if self.is_person(key) and not quoted:
                self.notice(key)

    def meant(self, reference: Reference) -> list[str]:
        """Keys of those whom a reference means; none where the text does not tell."""
        if reference.name:
            return [reference.name]
        if reference.kind == "plural":
            return self.several(reference)
        if reference.kind == "pronoun":
            return self.last_person()
        fits = self.matches if reference.kind == "counterpart" else self.fits
        spoken = self.last_speaker() if reference.kind == "office" else []
        known = [key for key in [*spoken, *reversed(self.recent)] if fits(reference, self.entities[key])]
        return known[:1] or self.named_later(reference, fits)

    def named_later(self, reference: Reference, fits: Callable[[Reference, Entity], bool]) -> list[str]:
        """Who is named further on, where the phrase tells the country: a lead may have the office before the name."""
        if not reference.country:
            return []
        for mention in self.names[bisect_left(self.names, reference.span.end, key=lambda m: m.span.start) :]:
            if mention.entity and fits(reference, self.entities[mention.entity]):
                return [mention.entity]
        return []

    def matches(self, reference: Reference, entity: Entity) -> bool:
        """Whether the person may be the counterpart meant: of that country, and a head of state only beside another."""
        if not reference.country or entity.country != reference.country:
            return False
        own = next(
            (self.entities[key] for key in reversed(self.recent) if self.entities[key].country != entity.country), None
        )
        return own is None or not own.offices or bool(HEADS & set(own.offices)) == bool(HEADS & set(entity.offices))

    def fits(self, reference: Reference, entity: Entity) -> bool:
        """Whether the person may be whom the office words mean."""
        if reference.country and entity.country and reference.country != entity.country:
            return False
        if reference.head == "official" or self.holds(reference, entity):
            return True
        same = entity.country is not None and reference.country == entity.country
        return not entity.offices and reference.head in MILITARY and same

    def last_speaker(self) -> list[str]:
        """The last person who spoke."""
        return [key for key in reversed(self.spoke) if self.is_person(key)][:1]

    def last_person(self) -> list[str]:
        """Whom "he" means: who spoke last, else who was named last."""
        return self.last_speaker() or self.recent[-1:]

    def several(self, reference: Reference) -> list[str]:
        """Whom "the two sides" means: the last people of so many countries, or of those named; of "countries", states."""
        states = reference.head in STATES.split()
        if not states:
            wanted: list[str | None] = [*reference.countries] or [None] * reference.number
            people: list[str] = []
            for country in wanted:
                key = next((k for k in self.candidates(reference) if self.joins(k, people, country, reference)), None)
                people += [key] if key else []
            if len(people) == len(wanted):
                return people
        if reference.countries:
            return []
        return self.main_states if states or reference.head in ("sides", "parties") else []

    def candidates(self, reference: Reference) -> Iterator[str]:
        """People in the order in which a plural may mean them; later ones only where it tells the countries."""
        yield from [*self.last_person(), *reversed(self.recent)]
        if reference.countries:
            later = bisect_left(self.names, reference.span.end, key=lambda m: m.span.start)
            yield from (m.entity for m in self.names[later:] if m.entity)

    def joins(self, key: str, people: Sequence[str], country: str | None, reference: Reference) -> bool:
        """Whether a person may be next of those meant: of the country told, or of one not had yet; of that office."""
        entity = self.entities[key]
        if key in people or (reference.head in OFFICES and not self.holds(reference, entity)):
            return False
        return (
            entity.country == country if country else entity.country not in {self.entities[k].country for k in people}
        )

    def holds(self, reference: Reference, entity: Entity) -> bool:
        """Whether a person has an office that the words may stand for; a plain minister may be any."""
        plain = "minister" in entity.offices and any(office.endswith("minister") for office in reference.offices)
        return plain or bool(reference.offices & set(entity.offices))

    @cached_property
    def main_states(self) -> list[str]:
        """The two states that the document names most; none where it names one only."""
        times = Counter(m.entity for m in self.mentions if m.entity and self.entities[m.entity].kind == "state")
        first = {m.entity: i for i, m in reversed(list(enumerate(self.mentions)))}
        ranked = sorted(times, key=lambda key: (-times[key], first[key]))
        return ranked[:2] if len(ranked) > 1 else []

    def learn(self, key: str, reference: Reference) -> None:
        """What the words of an office tell of a person whose name came without country or office."""
        entity = self.entities[key]
        if not entity.country and reference.country:
            entity = replace(entity, country=reference.country)
        if not entity.offices and reference.head != "official":
            entity = replace(entity, offices=tuple(sorted(reference.offices)))
        self.entities[key] = entity

    def remarks(self, mention: Mention) -> None:
        """ "X made the remarks": X is who the lead named by office alone."""
        if not self.unnamed or not mention.entity or not REMARKS.match(self.text, mention.span.end):
            return
        for index, reference in self.unnamed:
            entity = self.entities[mention.entity]
            if reference.country and entity.country and reference.country != entity.country:
                continue
            self.speakers[index] = (mention.entity,)
            self.added = [m for m in self.added if m.span != reference.span]
            self.added.append(Mention(reference.span, "title", "office-before-name", entity=mention.entity))
            self.learn(mention.entity, reference)
        self.unnamed = []
        self.spoke.append(mention.entity)

    def speech(self, index: int, attributions: Sequence[Attribution]) -> None:
        attribution = attributions[index]
        if attribution.speaker is not None:
            self.speakers[index] = self.who(attribution.speaker, index)
        for key in self.shared(index, attributions):
            self.spoke.append(key)
            if self.is_person(key):
                self.notice(key)

    def shared(self, index: int, attributions: Sequence[Attribution]) -> tuple[str, ...]:
        """The speakers of an attribution, its own or those of the one it shares them with."""
        for _ in attributions:
            shares = attributions[index].shares
            if index in self.speakers or shares is None:
                break
            index = shares
        return self.speakers.get(index, ())

    def who(self, speaker: Span, index: int) -> tuple[str, ...]:
        """The actors that a speaker's words name; an unnamed source becomes an entity of its own."""
        words = speaker.of(self.text)
        if keys := self.again(words, speaker):
            return keys
        named = [
            m for m in [*within(self.mentions, speaker), *self.added[-RECENT:]] if m.entity and speaker.holds(m.span)
        ]
        named.sort(key=lambda m: m.span)
        paper, deputy = PAPER.search(words), DEPUTY.search(words)
        people = [m for m in named if m.entity and self.is_person(m.entity)]
        if paper and not (people and people[0].span.start - speaker.start < paper.start()):
            owners = [
                m.entity
                for m in named
                if m.entity and m.form != "demonym" and m.span.start > speaker.start + paper.start()
            ]
            owners = owners or [m.entity for m in named if m.entity and m.form != "demonym"]
            return tuple(owners[:1]) or self.issuer(paper.group(), speaker) or (self.source(speaker),)
        if people and not self.behind(deputy, people[0], speaker):
            return tuple(dict.fromkeys(m.entity for m in people if m.entity and not self.behind(deputy, m, speaker)))
        bodies = [m.entity for m in named if m.entity and m.form != "demonym" and self.leads(m, speaker)]
        if bodies and not people:
            return tuple(dict.fromkeys(bodies))
        around = [m.entity for m in self.added[-RECENT:] if m.entity and m.span.holds(speaker) and m.form == "title"]
        if around and deputy is None:
            return tuple(dict.fromkeys(around))
        if NOBODY.fullmatch(words):
            return ()
        key = self.source(speaker)
        offices = [r for r in self.pending if speaker.holds(r.span) or r.span.holds(speaker)]
        if offices:
            self.unnamed.append((index, offices[0]))
        return (key,)

    def again(self, words: str, speaker: Span) -> tuple[str, ...]:
        """Whom "it", "the ministry", "the post" means: the body that spoke last or was named last, the last speaker."""
        plain = words.lower()
        if plain == "it":
            return tuple([key for key in reversed(self.spoke) if not self.is_person(key)][:1])
        if POST.fullmatch(plain):
            return tuple(self.last_speaker())
        if match := BODY_AGAIN.fullmatch(plain):
            before = self.mentions[: bisect_left(self.mentions, speaker.start, key=lambda m: m.span.start)]
            for mention in reversed(before):
                key = mention.entity
                if key and self.entities[key].kind in BODIES and match[1] in mention.span.of(self.text).lower():
                    return (key,)
        return ()

    def first_person(self, attribution: Attribution, keys: Sequence[str]) -> None:
        """Whom "I" means in a quotation: the one who speaks."""
        if attribution.kind == "indirect" or len(keys) != 1 or not self.is_person(keys[0]):
            return
        for content in attribution.content:
            for match in FIRST_PERSON.finditer(self.text, content.start, content.end):
                span = Span(match.start(), match.end())
                self.added.append(Mention(span, "pronoun", "first-person", entity=keys[0]))

    def behind(self, deputy: re.Match[str] | None, mention: Mention, speaker: Span) -> bool:
        """Whether a name only tells for whom an unnamed person speaks ("a spokesman for X")."""
        if deputy is None or mention.span.start - speaker.start < deputy.end():
            return False
        return LINK.search(self.text, speaker.start + deputy.end(), mention.span.start) is not None

    def leads(self, mention: Mention, speaker: Span) -> bool:
        """Whether a body is the head of the phrase: nothing but an article before it, and no noun of its own behind."""
        before = re.split(r"\band |, ", self.text[speaker.start : mention.span.start])[-1]
        return bool(ARTICLE.fullmatch(before)) and not OWN_NOUN.match(self.text, mention.span.end, speaker.end)

    def issuer(self, paper: str, speaker: Span) -> tuple[str, ...]:
        """Whose paper "the report" is: that of the last such paper with a name to it ("a report released by X")."""
        for match in reversed(
            list(
                re.finditer(
                    rf"\b{paper}\b(?:{GAP}[a-z]+){{0,3}}?{GAP}(?:by|from|of){GAP}(?:the{GAP})?",
                    self.text[: speaker.start],
                )
            )
        ):
            owner = next((m.entity for m in self.mentions if m.span.start == match.end() and m.entity), None)
            if owner:
                return (owner,)
        return ()

    def source(self, speaker: Span) -> str:
        """The key of an unnamed source."""
        mention = replace(self.unnamed_mention(speaker), rule="unnamed-source")
        assert mention.entity is not None
        self.added.append(mention)
        return mention.entity

    def unnamed_mention(self, span: Span) -> Mention:
        """A mention of somebody without a name, who becomes an entity of its own."""
        name = " ".join(span.of(self.text).split())
        bare = re.sub(r"^(?:the|an?) ", "", name.lower())
        key = "unnamed-" + SLUG.sub("-", bare).strip("-")[:60].rstrip("-")
        country = next((self.entities[m.entity].country for m in within(self.mentions, span) if m.entity), None)
        self.entities.setdefault(key, Entity(key, "other", name, country, anonymous=True))
        return Mention(span, "title", "unnamed-office", entity=key)
