"""Who speaks: from the words that name a speaker to actors, an unnamed source among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from scripts.extract.model import Attribution, Mention, Span
from scripts.extract.nominals import GAP, Reference, within
from scripts.extract.story import Story

REMARKS = re.compile(
    r"\s*(?:has |had )?(?:made|delivered|issued) (?:the|these|those|his|her|this) (?:[a-z]+ )?"
    r"(?:remarks?|comments?|statements?|announcement)\b"
)
RECENT = 16  # mentions added last, among which those within a speaker's words are
# a paper that speaks for who issued it; a person who speaks for another
PAPER = re.compile(
    r"\b(?:statement|communiqu[eé]|report|readout|declaration|announcement|press release|letter|document|message|"
    r"article|measure|resolution|decision|ruling|order|law|bill|motion)\b"
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


class Speech:
    """The speakers of the attributions of one document, found as its story is read."""

    def __init__(self, story: Story) -> None:
        self.story = story
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
        self.story.spoke.append(mention.entity)

    def speech(self, index: int, attributions: Sequence[Attribution]) -> None:
        attribution = attributions[index]
        if attribution.speaker is not None:
            self.speakers[index] = self.who(attribution.speaker, index)
        for key in self.shared(index, attributions):
            self.story.spoke.append(key)
            if self.story.is_person(key):
                self.story.notice(key)

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
        words = speaker.of(self.story.text)
        if keys := self.again(words, speaker):
            return keys
        named = [
            m
            for m in [*within(self.story.mentions, speaker), *self.story.added[-RECENT:]]
            if m.entity and speaker.holds(m.span)
        ]
        named.sort(key=lambda m: m.span)
        paper, deputy = PAPER.search(words), DEPUTY.search(words)
        people = [m for m in named if m.entity and self.story.is_person(m.entity)]
        if len(people) > 1:  # "X’s counterpart Y" is Y
            people = [
                m for m in people if not re.match(r"[’']s?[ \u00a0]", self.story.text[m.span.end : m.span.end + 3])
            ] or people
        if paper and not (people and people[0].span.start - speaker.start < paper.start()):
            owners = [
                m.entity
                for m in named
                if m.entity and m.form != "demonym" and m.span.start > speaker.start + paper.start()
            ]
            owners = owners or [m.entity for m in named if m.entity and m.form != "demonym"]
            issuer = tuple(owners[:1]) or self.issuer(paper.group(), speaker)
            if not issuer and words.lower().startswith("the "):  # a paper told of before
                issuer = tuple(
                    [key for key in reversed(self.story.spoke) if not self.story.is_person(key)][:1]
                    or self.story.last_speaker()
                )
            return issuer or (self.source(speaker),)
        if people and not self.behind(deputy, people[0], speaker):
            return tuple(dict.fromkeys(m.entity for m in people if m.entity and not self.behind(deputy, m, speaker)))
        bodies = [m.entity for m in named if m.entity and m.form != "demonym" and self.leads(m, speaker)]
        if bodies and not people:
            return tuple(dict.fromkeys(bodies))
        around = [
            m.entity for m in self.story.added[-RECENT:] if m.entity and m.span.holds(speaker) and m.form == "title"
        ]
        if around and deputy is None:
            return tuple(dict.fromkeys(around))
        if NOBODY.fullmatch(words):
            return ()
        key = self.source(speaker)
        offices = [r for r in self.story.pending if speaker.holds(r.span) or r.span.holds(speaker)]
        if offices:
            self.unnamed.append((index, offices[0]))
        return (key,)

    def again(self, words: str, speaker: Span) -> tuple[str, ...]:
        """Whom "it", "the ministry", "the post" means: the body that spoke last or was named last, the last speaker."""
        plain = words.lower()
        if plain == "they":
            return self.story.together
        if plain == "it":
            return tuple([key for key in reversed(self.story.spoke) if not self.story.is_person(key)][:1])
        if POST.fullmatch(plain):
            return tuple(self.story.last_speaker())
        if match := BODY_AGAIN.fullmatch(plain):
            before = self.story.mentions[: bisect_left(self.story.mentions, speaker.start, key=lambda m: m.span.start)]
            for mention in reversed(before):
                key = mention.entity
                if (
                    key
                    and self.story.entities[key].kind in BODIES
                    and match[1] in mention.span.of(self.story.text).lower()
                ):
                    return (key,)
        return ()

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
        before = re.split(r"\band |, ", self.story.text[speaker.start : mention.span.start])[-1]
        return bool(ARTICLE.fullmatch(before)) and not OWN_NOUN.match(self.story.text, mention.span.end, speaker.end)

    def issuer(self, paper: str, speaker: Span) -> tuple[str, ...]:
        """Whose paper "the report" is: that of the last such paper with a name to it ("a report released by X")."""
        for match in reversed(
            list(
                re.finditer(
                    rf"\b{paper}\b(?:{GAP}[a-z]+){{0,3}}?{GAP}(?:by|from|of){GAP}(?:the{GAP})?",
                    self.story.text[: speaker.start],
                )
            )
        ):
            owner = next((m.entity for m in self.story.mentions if m.span.start == match.end() and m.entity), None)
            if owner:
                return (owner,)
        return ()

    def source(self, speaker: Span) -> str:
        """The key of an unnamed source."""
        mention = replace(self.story.unnamed_mention(speaker), rule="unnamed-source")
        assert mention.entity is not None
        self.story.added.append(mention)
        return mention.entity
