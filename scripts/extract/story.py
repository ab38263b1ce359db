"""What a reader of a document knows at one point of it: who was named, who spoke, and whom a reference then means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from scripts.extract.called import calls, content, gender
from scripts.extract.guests import guest
from scripts.extract.model import Entity, Mention, Span
from scripts.extract.names import slug
from scripts.extract.nominals import Reference
from scripts.extract.people import People
from scripts.extract.placed import Placed
from scripts.extract.plurals import HEADS, Plurals, holds

MILITARY = frozenset({"commander", "general", "chief", "officer", "commander-in-chief", "admiral", "marshal"})


SUBJECT = re.compile(  # behind a person of whom a sentence tells something
    r"(?:,[^,.;\n]{1,60},)?[ \u00a0](?:(?:also|later|then|further|earlier|separately)[ \u00a0])?"
    r"(?:on[ \u00a0][A-Z]\w+[ \u00a0])?"
    r"(?:ha[sd]|is|was|will|would|[a-z]{2,}(?:ed|es|ts|ds)|met|paid|held|made|took|gave|went|came|spoke|left|saw|led|flew|told|said|wrote|began|sent|brought|drew|set|rose)\b"
)
QUOTED = re.compile(r"[“\"][^“”\"\n]{0,600}[”\"][ \u00a0]")  # before "he wrote"
HE_SAID = re.compile(
    r",[ \u00a0](?:he|she)[ \u00a0](?:said|says|added|noted|stressed|explained|stated)\b"
)  # behind "A"
OPENING = re.compile(r"\W*|(?:On|In|At|Earlier|Later)\b[^,.;]{0,30},[ \u00a0]")  # before a pronoun
SAID_OF, CLOSED = re.compile(r"[“\"«„]"), re.compile(r"[”\"»]")
ALSO = re.compile(r"(?:[ \u00a0][\w-]+){0,4}?[ \u00a0](?:also|further|added|went[ \u00a0]on)\b")
VISITING = re.compile(r"[Tt]he[ \u00a0]visiting\b")
MOST_LATER = 64  # mentions read ahead for who is named later
SEVERAL = re.compile(r"\b(?:sources|officials|diplomats|analysts|experts|lawmakers|officers|members|witnesses)\b", re.I)
ARTICLE = re.compile(r"^(?:the|an?) ")
OF_ANOTHER = frozenset({"deputy", "assistant", "vice", "associate", "undersecretary"})
RECENT = 16  # mentions added last, among which those of a speaker's words or of the sentence before are


class Story:
    """What a reader knows at one point of the text."""

    def __init__(
        self,
        text: str,
        entities: Mapping[str, Entity],
        mentions: Sequence[Mention],
        people: People,
        sentences: Sequence[Span],
        home: str | None,
    ) -> None:
        self.text = text
        self.calls = calls(text, people)
        self.titles = people.titles
        self.ranks = {key: f"The {rank}" for key, rank in people.ranks.items() if " " in rank}
        self.sentences = sentences
        self.home = home  # the state where the text is written
        self.entities = dict(entities)
        self.starts = [s.start for s in sentences]
        self.mentions = mentions
        self.placed = Placed(mentions)
        self.names = [m for m in mentions if m.entity and entities[m.entity].kind == "person"]
        self.people = Placed(self.names)
        self.added: list[Mention] = []
        self.recent: dict[str, None] = {}  # people, the last named last
        self.spoke: dict[str, None] = {}  # who spoke, the last last
        self.last_speech = -1  # where somebody spoke last
        self.in_speech = False  # whether the words that are read are somebody's
        self.together: tuple[str, ...] = ()  # whom the last plural meant
        self.plurals = Plurals(self)
        self.genders = {key: g for m in self.names if (key := m.entity) and (g := gender(m.span.of(text)))}
        self.pending: list[Reference] = []  # offices whose holder is not known yet

    def is_person(self, key: str) -> bool:
        return self.entities[key].kind == "person"

    def notice(self, key: str) -> None:
        self.recent.pop(key, None)
        self.recent[key] = None

    def speak(self, key: str, at: int) -> None:
        """Somebody speaks at text[at]."""
        self.spoke.pop(key, None)
        self.spoke[key] = None
        self.last_speech = at
        if self.is_person(key):
            self.notice(key)

    def refer(self, reference: Reference, *, quoted: bool) -> None:
        """Resolve one reference, if the text tells whom it means."""
        self.in_speech = quoted
        keys = self.meant(reference) if not (quoted and reference.kind == "pronoun") else []
        whose = reference.span.of(self.text).partition(" ")[0].lower()
        if whose in ("his", "her") and reference.kind in ("counterpart", "guest") and not quoted:
            for key in islice(chain(self.own_subject(reference.span.start), self.last_person()), 1):
                self.genders.setdefault(key, "m" if whose == "his" else "f")
                if reference.kind == "counterpart" and reference.name and reference.name != key:
                    entity = self.entities[reference.name]  # who is told as no more holds the same office
                    offices = entity.offices or self.entities[key].offices
                    self.entities[reference.name] = replace(entity, offices=offices)
        told = reference.kind == "office" or (reference.kind == "counterpart" and reference.country)
        if told and not keys and not quoted:
            self.pending.append(reference)
        form = "pronoun" if reference.kind == "pronoun" else "title"
        if reference.head == "counterparts" and keys and not self.is_person(keys[0]):
            form = "metonym"  # the states of those who are not named
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
            people = self.plurals.several(reference)
            if reference.head == "counterparts":
                whose = islice(chain(self.own_subject(reference.span.start), self.last_person()), 1)
                self.together = tuple(dict.fromkeys((*whose, *people)))
                return people
            self.together = tuple(people) if people and self.is_person(people[0]) else self.together
            return people
        if reference.kind == "pronoun":
            return self.he_or_she(reference)
        if reference.kind == "guest":
            return guest(reference, self.text, reversed(self.recent), self.entities, self.home)
        if reference.kind == "counterpart":
            known = next((key for key in reversed(self.recent) if self.matches(reference, self.entities[key])), None)
            return [known] if known else self.named_later(reference, self.matches)
        known = self.called(reference)
        return [known] if known else self.named_later(reference, self.fits)

    def called(self, reference: Reference) -> str | None:
        """Whom the words of an office mean of those named: whose office has all of them, else whose has their head."""
        words = content(reference.span.of(self.text))
        best, most = None, -1
        visiting = VISITING.match(self.text, reference.span.start)
        for key in chain(self.last_speaker(), reversed(self.recent)):
            if not self.fits(reference, self.entities[key]):
                continue
            own = self.calls.get(key, frozenset())
            score = 2 if len(words) > 1 and words <= own else 1 if reference.head in own else 0
            if score and not own.isdisjoint(OF_ANOTHER - words):
                score -= 1  # "the minister" is not the deputy minister where both are told of
            if self.ranks.get(key, "")[1:] == reference.span.of(self.text)[1:]:
                score = 3  # "the Senior General"
            if visiting and self.entities[key].country is None:
                score = 0  # may be of the country visited
            if score > most:
                best, most = key, score
        if most < 1 and ALSO.match(self.text, reference.span.end):  # whose words tell no one: who is speaking
            best = next((k for k in self.last_speaker() if not self.abroad(reference, k)), best)
        return best

    def abroad(self, reference: Reference, key: str) -> bool:
        """Whether a phrase tells another country than the person's."""
        country = self.entities[key].country
        return bool(reference.country and country and reference.country != country)

    def named_later(self, reference: Reference, fits: Callable[[Reference, Entity], bool]) -> list[str]:
        """Who is named further on: a lead may have the office before the name.

        Only where the phrase tells the country; or where nobody has spoken yet and the person has all its words.
        """
        if not reference.country and (self.spoke or reference.head == "official"):
            return []
        words = content(reference.span.of(self.text))
        low = self.people.at(reference.span.end)
        keys = [m.entity for m in self.names[low : low + MOST_LATER] if m.entity]
        for key in keys:
            if fits(reference, self.entities[key]) and (reference.country or words <= self.calls.get(key, frozenset())):
                return [key]
        own = {key for key in keys if self.entities[key].country == reference.country}
        only = own.pop() if reference.country and len(own) == 1 else None  # of that country, if no office is told
        return [only] if only and not self.entities[only].offices and reference.offices else []

    def matches(self, reference: Reference, entity: Entity) -> bool:
        """Whether the person may be the counterpart meant: of that country, and a head of state only beside another."""
        if entity.country is None or (reference.country and entity.country != reference.country):
            return False
        own = next(
            (self.entities[key] for key in reversed(self.recent) if self.entities[key].country != entity.country), None
        )
        if reference.country is None:  # "his counterpart": of the same office
            whose = [*self.subject_before(reference.span.start)] or self.last_person()
            own = self.entities[whose[0]] if whose else None
            return own is not None and own.country != entity.country and bool({*own.offices} & {*entity.offices})
        return own is None or not own.offices or bool(HEADS & set(own.offices)) == bool(HEADS & set(entity.offices))

    def fits(self, reference: Reference, entity: Entity) -> bool:
        """Whether the person may be whom the office words mean."""
        if self.abroad(reference, entity.key) or (
            entity.country == self.home and VISITING.match(self.text, reference.span.start)
        ):
            return False
        if reference.head == "official" or holds(reference, entity):
            return True
        if reference.head in self.calls.get(entity.key, ()):
            return True
        same = entity.country is not None and reference.country == entity.country
        return not entity.offices and reference.head in MILITARY and same

    def last_speaker(self) -> list[str]:
        """The last person who spoke."""
        return [*islice((key for key in reversed(self.spoke) if self.is_person(key)), 1)]

    def last_body(self) -> tuple[str, ...]:
        """The last that spoke and is no person."""
        return tuple(islice((key for key in reversed(self.spoke) if not self.is_person(key)), 1))

    def last_source(self) -> tuple[str, ...]:
        """Who spoke last."""
        return tuple(islice(reversed(self.spoke), 1))

    def sentence_start(self, at: int) -> int:
        """Where the sentence of text[at] begins."""
        index = bisect_right(self.starts, at) - 1
        return self.starts[index] if index >= 0 else 0

    def last_several(self) -> tuple[str, ...]:
        """The unnamed people who spoke last of all: "informed sources"."""
        last = next(reversed(self.spoke), None)
        name = self.entities[last].name if last and self.entities[last].anonymous else ""
        return (last,) if last and SEVERAL.search(name) else ()

    def last_two(self, *, apart: bool) -> tuple[str, ...]:
        """The two persons of different states named last. apart: only if both states are told."""
        first = next(reversed(self.recent), None)
        if first is None:
            return ()
        country = self.entities[first].country
        other = next((k for k in reversed(self.recent) if k != first and self.entities[k].country != country), None)
        if apart:
            return (other, first) if other and country and self.entities[other].country else ()
        other = other or next((k for k in reversed(self.recent) if k != first), None)
        return (other, first) if other else ()

    def bodies_before(self, at: int) -> Iterator[Mention]:
        """The mentions of bodies and of unnamed speakers before text[at], the last first."""
        last = self.placed.at(at) - 1
        before = (self.mentions[i] for i in range(last, -1, -1))
        yield from (m for m in before if m.entity and not self.is_person(m.entity))
        yield from (m for m in reversed(self.added) if m.entity and not self.is_person(m.entity))

    def named_at(self, at: int) -> str | None:
        """Whom a mention that begins at text[at], or with the article before it, names."""
        low = self.placed.at(at - 4)
        return next(
            (m.entity for m in self.mentions[low : low + 4] if m.span.start <= at < m.span.end and m.entity), None
        )

    def titled(self, span: Span) -> str | None:
        """Whose office the words are, where they stand beside a name."""
        low = bisect_left(self.titles, span.start, key=lambda t: t.span.start)
        near = self.titles[max(0, low - 1) : low + 1]
        return next((t.entity for t in near if t.span.holds(span) or span.holds(t.span)), None)

    def last_person(self) -> list[str]:
        """Whom "he" means: who spoke last, else who was named last."""
        return self.last_speaker() or [*islice(reversed(self.recent), 1)]

    def he_or_she(self, reference: Reference) -> list[str]:
        """Whom a pronoun means, of that gender as far as the text has shown it.

        The subject of the same sentence, or of the one before, if nobody spoke since it began; else who spoke last or
        was named last.
        """
        gender = "f" if reference.head in ("she", "her") else "m"
        at = reference.span.start
        subjects = chain(self.own_subject(at), self.subject_before(at))
        for key in chain(subjects, reversed(self.spoke), reversed(self.recent)):
            if self.is_person(key) and self.genders.setdefault(key, gender) == gender:
                return [key]
        return []

    def own_subject(self, at: int) -> Iterator[str]:
        """The person whose name opens the sentence of text[at], as its subject."""
        index = bisect_right(self.starts, at) - 1
        if index >= 0:
            start = self.sentences[index].start
            for mention in self.people.within(Span(start, at))[:1]:
                opens = OPENING.fullmatch(self.text, start, mention.span.start)
                if opens and SAID_OF.search(opens.group()) and CLOSED.search(self.text, mention.span.end, at):
                    continue  # of whom a quotation tells: “General A has come,” he said
                if mention.entity and opens and SUBJECT.match(self.text, mention.span.end):
                    yield mention.entity

    def subject_before(self, at: int) -> Iterator[str]:
        """The person who is the subject of the sentence before the one that begins with the word at text[at]."""
        index = bisect_right(self.starts, at) - 1
        if index < 1 or not (
            OPENING.fullmatch(self.text, self.sentences[index].start, at)
            or QUOTED.fullmatch(self.text, self.sentences[index].start, at)
            or (HE_SAID.match(self.text, at - 2) and not self.people.within(Span(self.sentences[index].start, at)))
        ):
            return
        before = self.sentences[index - 1]
        if self.last_speech >= before.start:
            return
        referred = (m for m in self.added[-RECENT:] if before.holds(m.span))
        people = [*self.people.within(before), *referred]
        for mention in sorted(people, key=lambda m: m.span):
            if mention.entity and self.is_person(mention.entity) and SUBJECT.match(self.text, mention.span.end):
                yield mention.entity
                return

    def learn(self, key: str, reference: Reference) -> None:
        """What the words of an office tell of a person whose name came without country or office."""
        entity = self.entities[key]
        if not entity.country and reference.country:
            entity = replace(entity, country=reference.country)
        if not entity.offices and reference.head != "official":
            entity = replace(entity, offices=tuple(sorted(reference.offices)))
        self.entities[key] = entity

    def unnamed_mention(self, span: Span) -> Mention:
        """A mention of somebody without a name, who becomes an entity of its own."""
        name = " ".join(span.of(self.text).split())
        bare = ARTICLE.sub("", name.lower())
        key = "unnamed-" + slug(bare)[:60].rstrip("-")
        country = next((self.entities[m.entity].country for m in self.placed.within(span) if m.entity), None)
        self.entities.setdefault(key, Entity(key, "other", name, country, anonymous=True))
        return Mention(span, "title", "unnamed-office", entity=key)
