"""Who speaks: from the words that name a speaker to actors, an unnamed source among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice

from scripts.extract.model import Attribution, Entity, Mention, Span
from scripts.extract.nominals import GAP, Reference
from scripts.extract.story import RECENT, Story
from scripts.lexicon import PhraseFinder, trie_regex

RELATIVE = re.compile(r",? (?:who|which|that)$")
RELATED = re.compile(rf"an?{GAP}(?:[a-z]+{GAP}){{0,2}}?[a-zé]+,{GAP}which")  # "said in | a statement, which | stressed"
REMARKS = re.compile(
    r"\s*(?:has |had )?(?:made|delivered|issued) (?:the|these|those|his|her|this) (?:[a-z]+ )?"
    r"(?:remarks?|comments?|statements?|announcement)\b"
)
LINK = re.compile(r"\b(?:for|of|to|by|from|with|in|at|close)\b")
BY = re.compile(  # whose paper it is, told behind it
    rf"(?:{GAP}(?:issued|released|published|put{GAP}out|read|signed))?(?:{GAP}(?:here|today|later|on{GAP}[A-Z][a-z]+))?"
    rf"{GAP}(?:by|from|of){GAP}(?:the{GAP})?"
)
BY_LATER = re.compile(rf"(?:{GAP}[a-z]+){{0,3}}?{GAP}(?:by|from|of){GAP}(?:the{GAP})?")
NAMED_ASIDE = re.compile(rf"[a-z][\w’' \u00a0-]{{2,40}},{GAP}(?:the{GAP})?(?=[A-Z])")  # "the army’s media wing, | X"
OWN_NOUN = re.compile(
    r"(?:[’']s?)?(?:[ \u00a0](?:\[[^\]]*\]|\([^)]*\)))*[ \u00a0](?!(?:and|in|on|at|of|for|has|have|also)\b)[a-z]"
)
FIRST_PERSON = re.compile(r"I(?<!\w.)\b(?![-.])")  # its letter first: the scan is fast then
NOBODY = re.compile(r"(?i:it|they|who|which|that|this|there|one|some|many|then|[a-z]+ly|as|he|she|we|both)")
ITS_OFFICE = re.compile(r"(?:his|her|the (?:[a-z]+ )?(?:minister|president)[’']s) office")
MINISTRY = re.compile(rf"[Tt]he{GAP}[A-Z][\w.]+(?:[ \u00a0-][A-Z]\w+)?{GAP}ministry")
THE_MINISTRY = re.compile(r"the (?:(?P<which>foreign|defen[cs]e) )?ministry")
A_MINISTRY = re.compile(rf"(?:[Aa]|[Tt]he){GAP}(?:(?P<which>foreign|defen[cs]e){GAP})?ministry(?:[’']s)?{GAP}")
ITS_MINISTRY = re.compile(rf"its{GAP}(?P<which>foreign|defen[cs]e){GAP}ministry")
POST = re.compile(r"(?:the|his|her) (?:post|tweet|message|letter|article)")
AGAIN = re.compile(r"the (?:[a-z]+ ){0,2}?(?P<noun>[a-z]+)")
BOTH = frozenset(("they", "both", "both men", "the pair", "the duo"))
HEADED = {  # bodies, as bodies.csv has them, by the offices of those who head them
    "defence-minister": ("defence-ministry", "Ministry of Defence"),
    "foreign-minister": ("foreign-ministry", "Foreign Ministry"),
    "head-of-state": ("presidency", "Presidency"),
}
FIRST_NAMED = 8  # mentions of people, from the first, among which the minister is of whom a text tells
MOST_BEFORE = 64  # speakers or people told of before, so that cost stays linear
MINISTERS = ("defence-minister", "foreign-minister")
BODIES = frozenset({"government", "military", "media", "international_organisation", "armed_group", "other"})
SIDE = re.compile(rf"[Tt]he{GAP}(?P<nation>[A-Z][\w.]+(?:[ \u00a0-][A-Z]\w+)?){GAP}side")
ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?)?\W*$")
OWNER = re.compile(r"[’']s?[ \u00a0]")
JOINT = re.compile(r"\band |, ")


@dataclass(frozen=True, slots=True)
class SpeakerWord:
    """A noun by which a text names who speaks.

    role: paper (speaks for who issued it), deputy (a person who speaks for another), body ("the ministry": the one
    named last), medium or alliance (the medium, the international organisation named last).
    """

    word: str
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """The words compiled; again: by noun, its roles."""

    paper: PhraseFinder
    deputy: re.Pattern[str]
    again: dict[str, frozenset[str]]

    @classmethod
    def of(cls, rows: Iterable[SpeakerWord]) -> SpeakerWords:
        """Compile the rows."""
        rows = tuple(rows)
        again: dict[str, set[str]] = {}
        for row in rows:
            if row.role in ("body", "medium", "alliance"):
                again.setdefault(row.word, set()).add(row.role)
        return cls(
            PhraseFinder(row.word for row in rows if row.role == "paper"),
            trie_regex(row.word for row in rows if row.role == "deputy"),
            {word: frozenset(roles) for word, roles in again.items()},
        )


class Speech:
    """The speakers of the attributions of one document, found as its story is read."""

    def __init__(self, story: Story, words: SpeakerWords, ministry: Callable[[str, str, str], Entity]) -> None:
        self.story = story
        self.words = words
        self.ministry_of = ministry
        self.speakers: dict[int, tuple[str, ...]] = {}
        self.unnamed: list[tuple[int, Reference]] = []  # attributions whose office-holder is not named yet

    def remarks(self, mention: Mention) -> None:
        """ "X made the remarks": X is who the lead named by office alone."""
        if not self.unnamed or not mention.entity or not REMARKS.match(self.story.text, mention.span.end):
            return
        for index, reference in self.unnamed:
            entity = self.story.entities[mention.entity]
            if reference.country and entity.country and reference.country != entity.country:
                continue
            self.speakers[index] = (mention.entity,)
            self.story.added = [m for m in self.story.added if m.span != reference.span]
            self.story.added.append(Mention(reference.span, "title", "office-before-name", entity=mention.entity))
            self.story.learn(mention.entity, reference)
        self.unnamed = []
        self.story.speak(mention.entity, mention.span.start)

    def speech(self, index: int, attributions: Sequence[Attribution], at: int) -> None:
        attribution = attributions[index]
        if attribution.speaker is not None:
            self.speakers[index] = self.who(attribution.speaker, index)
        for key in self.shared(index, attributions):
            self.story.speak(key, at)

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
        words = RELATIVE.sub("", speaker.of(self.story.text))  # "the ministry, which"
        if keys := self.again(words, speaker):
            return keys
        if self.story.last_speech >= self.story.sentence_start(speaker.start) and RELATED.fullmatch(
            speaker.of(self.story.text)
        ):
            return self.story.last_source()
        named = [m for m in self.story.placed.within(speaker) if m.entity]
        named += [m for m in self.story.added[-RECENT:] if m.entity and speaker.holds(m.span)]
        named.sort(key=lambda m: m.span)
        paper, deputy = self.words.paper.pattern.search(words), self.words.deputy.search(words)
        people = [m for m in named if m.entity and self.story.is_person(m.entity)]
        if len(people) > 1:  # "X’s counterpart Y" is Y
            people = [m for m in people if not OWNER.match(self.story.text, m.span.end)] or people
        if paper and not (people and people[0].span.start - speaker.start < paper.start()):
            return self.issuer(paper, named, speaker) or (self.source(speaker),)
        if people and not self.behind(deputy, people[0], speaker):
            return tuple(dict.fromkeys(m.entity for m in people if m.entity and not self.behind(deputy, m, speaker)))
        if not people and deputy is None and (holder := self.story.titled(speaker)):
            return (holder,)  # "The Army Chief of Staff", before the body of which it is
        bodies = [m.entity for m in named if m.entity and m.form != "demonym" and self.leads(m, speaker)]
        if bodies and not people:
            return tuple(dict.fromkeys(bodies))
        if MINISTRY.fullmatch(words) and named and (ministry := self.ministry(words, named[0].entity or "")):
            return (ministry,)
        if (own := ITS_MINISTRY.fullmatch(words)) and (ministry := self.its_ministry(own["which"], speaker.start)):
            return (ministry,)
        if SIDE.fullmatch(words) and named and named[0].entity:  # "the Azerbaijani side" speaks for the state
            return (named[0].entity,)
        around = [
            m.entity for m in self.story.added[-RECENT:] if m.entity and m.span.holds(speaker) and m.form == "title"
        ]
        if around and deputy is None:
            return tuple(dict.fromkeys(around))
        if NOBODY.fullmatch(words):
            return ()
        key = self.source(speaker)
        offices = [r for r in self.story.pending[-RECENT:] if speaker.holds(r.span) or r.span.holds(speaker)]
        if offices:
            self.unnamed.append((index, offices[0]))
        return (key,)

    def again(self, words: str, speaker: Span) -> tuple[str, ...]:
        """Whom "it", "both", "the ministry", "the post" means: who spoke last or was named last."""
        plain = words.lower().replace("\u00a0", " ")
        if plain in BOTH:
            if plain == "they" and (sources := self.story.last_several()):
                return sources
            told = self.story.together or self.story.last_two(apart=plain == "they")
            return told or self.story.plurals.two_told(speaker.start)
        if plain == "it":
            return self.story.last_body()
        if not plain.startswith(("the ", "his ", "her ")):
            return ()
        if ITS_OFFICE.fullmatch(plain):
            return self.own_office(speaker.start)
        if POST.fullmatch(plain):
            return tuple(self.story.last_speaker())
        match = AGAIN.fullmatch(plain)
        roles = self.words.again.get(match["noun"]) if match else None
        told = self.named_before(plain.removeprefix("the "), roles, speaker) if roles else ()
        ministry = THE_MINISTRY.fullmatch(plain) if not told else None
        return self.home_ministry(ministry["which"]) if ministry else told

    def named_before(self, words: str, roles: frozenset[str], speaker: Span) -> tuple[str, ...]:
        """The body named last before the speaker's words whose own words, or kind, are those of the phrase."""
        told = words.replace("defense", "defence").split()
        for mention in self.story.bodies_before(speaker.start):
            entity = self.story.entities[mention.entity or ""]
            own = f"{mention.span.of(self.story.text)} {entity.name}".lower().replace("defense", "defence")
            if (
                ("body" in roles and entity.kind in BODIES and all(word in own for word in told))
                or ("medium" in roles and entity.kind == "media")
                or ("alliance" in roles and entity.kind == "international_organisation")
            ):
                return (entity.key,)
        return ()

    def own_office(self, at: int) -> tuple[str, ...]:
        """The body that has spoken before, of which the person who is told of at text[at] is the head."""
        whose = next(chain(self.story.own_subject(at), self.story.last_person()), None)
        person = self.story.entities[whose] if whose else None
        bodies = [HEADED[office][0] for office in person.offices if office in HEADED] if person else []
        for key in islice(reversed(self.story.spoke), MOST_BEFORE):
            body = self.story.entities[key]
            if person and body.country in (None, person.country) and any(map(key.endswith, bodies)):
                return (key,)
        return ()

    def ministry(self, words: str, nation: str) -> str | None:
        """ "The Kenyan ministry": that of the one minister of that state of whom the text tells."""
        state = self.story.entities[nation]
        told = (self.story.entities[key] for key in islice(reversed(self.story.recent), MOST_BEFORE))
        people = (person for person in told if person.country == state.country)
        offices = {office for person in people for office in person.offices if office in MINISTERS}
        if len(offices) != 1 or state.kind != "state":
            return None
        body, label = HEADED[offices.pop()]
        name = f"{words[4:].rpartition('ministry')[0].strip()} {label}"
        key = f"{state.key}-{body}"
        self.story.entities.setdefault(key, Entity(key, "government", name, state.country))
        return key

    def its_ministry(self, which: str, at: int) -> str | None:
        """ "Kenya recalled its envoy, its foreign ministry said": that of the state that opens the sentence."""
        start = self.story.sentence_start(at)
        opening = self.story.placed.within(Span(start, min(at, start + 60)))[:1]
        states = (self.story.entities[m.entity] for m in opening if m.entity and m.form in ("name", "metonym"))
        state = next((s for s in states if s.kind == "state"), None)
        if state is None or state.country is None:
            return None
        return self.of_state(state.country, "foreign-minister" if which == "foreign" else "defence-minister")

    def home_ministry(self, which: str | None) -> tuple[str, ...]:
        """ "The ministry" where no body is told before: that of the state where the text is written, if it is the state
        of the minister whom the text names first."""
        home = self.story.home
        people = [self.story.entities[m.entity] for m in self.story.names[:FIRST_NAMED] if m.entity]
        first = next((person for person in people if not set(MINISTERS).isdisjoint(person.offices)), None)
        if home is None or first is None or first.country not in (home, None):
            return ()
        if first.country is None and any(person.country == home for person in people):
            return ()  # the guest is named first
        office = "foreign-minister" if which == "foreign" else "defence-minister" if which else None
        office = office or next(o for o in first.offices if o in MINISTERS)
        return (self.of_state(home, office),)

    def of_state(self, country: str, office: str) -> str:
        """The ministry of a state that the holder of an office heads."""
        entity = self.ministry_of(country, *HEADED[office])
        return self.story.entities.setdefault(entity.key, entity).key

    def first_person(self, attribution: Attribution, keys: Sequence[str]) -> None:
        """Whom "I" means in a quotation: the one who speaks."""
        if attribution.kind == "indirect" or len(keys) != 1 or not self.story.is_person(keys[0]):
            return
        for content in attribution.content:
            for match in FIRST_PERSON.finditer(self.story.text, content.start, content.end):
                span = Span(match.start(), match.end())
                self.story.added.append(Mention(span, "pronoun", "first-person", entity=keys[0]))

    def behind(self, deputy: re.Match[str] | None, mention: Mention, speaker: Span) -> bool:
        """Whether a name only tells for whom an unnamed person speaks ("a spokesman for X")."""
        if deputy is None or mention.span.start - speaker.start < deputy.end():
            return False
        return LINK.search(self.story.text, speaker.start + deputy.end(), mention.span.start) is not None

    def leads(self, mention: Mention, speaker: Span) -> bool:
        """Whether a body is the head of the phrase: nothing but an article before it, and no noun of its own behind."""
        before = JOINT.split(self.story.text[speaker.start : mention.span.start])[-1]
        return bool(ARTICLE.fullmatch(before)) and not OWN_NOUN.match(self.story.text, mention.span.end, speaker.end)

    def issuer(self, paper: re.Match[str], named: Sequence[Mention], speaker: Span) -> tuple[str, ...]:
        """Who issued a paper: whom its phrase names, whom what follows it names, who issued such a paper last."""
        text = self.story.text
        own = [m for m in named if m.form != "demonym"]
        behind = [m.entity for m in own if m.entity and m.span.start > speaker.start + paper.start()]
        if owners := behind or [m.entity for m in own if m.entity]:
            return tuple(owners[:1])
        by = BY.match(text, speaker.start + paper.end())
        if by and (key := self.story.named_at(by.end())):
            return (key,)
        aside = NAMED_ASIDE.match(text, by.end()) if by else None
        if aside and (key := self.story.named_at(aside.end())):
            return (key,)
        for noun, _, key in reversed(self.papers[: bisect_left(self.papers, speaker.start, key=lambda p: p[1])]):
            if noun == paper.group():
                return (key,)
        if (ministry := A_MINISTRY.match(paper.string)) and (known := self.home_ministry(ministry["which"])):
            return known
        if paper.string.lower().startswith("the "):  # a paper told of before
            return self.story.last_body() or tuple(self.story.last_speaker())
        return ()

    @cached_property
    def papers(self) -> list[tuple[str, int, str]]:
        """The papers with a name to them ("a report released by X"): noun, where the name begins, and its key."""
        text = self.story.text
        found = ((text[start:end], BY_LATER.match(text, end)) for start, end in self.words.paper.find(text))
        named = ((noun, by.end(), self.story.named_at(by.end())) for noun, by in found if by)
        return [(noun, at, key) for noun, at, key in named if key]

    def source(self, speaker: Span) -> str:
        """The key of an unnamed source."""
        mention = replace(self.story.unnamed_mention(speaker), rule="unnamed-source")
        assert mention.entity is not None
        self.story.added.append(mention)
        return mention.entity
