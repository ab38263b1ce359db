"""The incidents that a text tells: attacks, deaths, transfers, sanctions, deployments, and who asserts them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from scripts.extract.clauses import unit
from scripts.extract.event_words import EventWords
from scripts.extract.incident_deeds import DEEDS
from scripts.extract.incident_force import FORCE
from scripts.extract.incident_frames import OFTEN, Found, Frame
from scripts.extract.incident_nouns import Noun
from scripts.extract.incident_tellings import ROLES, VIOLENT, Telling, one_each
from scripts.extract.incident_told_by_nouns import NOUNS
from scripts.extract.incident_words import NEEDS, IncidentWords, Sense
from scripts.extract.model import Attribution, DateExpression, Entity, Layout, Mention, Span
from scripts.extract.phrases import Hit, Words
from scripts.extract.scene import Scene, within
from scripts.extract.sentence import BLAMING, CALLING, Sentence
from scripts.lexicon import Place

SINCE = re.compile(r"\b(?:since|as far back as|ever since|back in|after)(?: the| early| late)?[ \u00a0]$", re.I)
LIMIT = re.compile(r"\b(?:before|until|till|by|ahead of|for)(?: the)?[ \u00a0]$", re.I)
ALLEGED = re.compile(
    r"\b(?:alleged(?:ly)?|reportedly|purported(?:ly)?|supposed(?:ly)?|apparent(?:ly)?|suspected|presumed|believed to|"
    r"said to|thought to|so-called)\b[^,;.]*$",
    re.I,
)
UNCONFIRMED = re.compile(r"\b(?:neither|not|nor|never)\s+(?:\w+\s+)?(?:confirm|den[iy])", re.I)
AGAIN = re.compile(
    r"\b(?:the|this|that|these|those)\s+(?:\w+\s+)?(?:incident|attacks?|(?:air)?strikes?|bombings?|raids?|assault|blasts?|"
    r"explosions?|shooting|ambush|offensive|operation|killing|assassination|crash)\b[^.;]*$",
    re.I,
)
WARLIKE = re.compile(
    r"\b(?:war|battle|fighting|front ?line|airstrikes?|shelling|militar\w+|army|troops|insurgen\w+|militants?|rebels?|"
    r"terror\w*|regime|rockets?|missiles?|drones?|bombs?|jihadists?|peacekeep\w+|coalition)\b",
    re.I,
)
ABSTRACT = frozenset(
    ["arms_transfer", "diplomatic_break", "sanctions", "terror_listing", "terror_listing_call", "expulsion"]
)
ALONE = frozenset(
    ["withdraw-verb", "explode-verb", "die-verb", "erupt-verb", "fight-verb"]
)  # verbs without an object, mostly
ALLEGING = frozenset(
    [
        "accuse",
        "allege",
        "claim",
        "blame",
        "suspect",
        "believe",
        "assume",
        "speculate",
        "charge",
        "accusation",
        "allegation",
    ]
)
DENYING = frozenset(["deny", "reject", "refute", "dismiss", "rebuff", "disavow", "denial"])
FRONTED = re.compile(r"\W{0,12}(?:In|Near|At|Across|Outside|Inside|Around|Over)[ \u00a0](?:the[ \u00a0])?")
BESIDE = 60  # code points beside the words of an incident in which its place may stand
NONE: frozenset[str] = frozenset()
CLAUSES = frozenset(["indirect-that", "indirect-clause"])
OWN = re.compile(r"\b(?:it|its|he|his|she|her|they|their|we|our|I)\b")  # the speaker, within what is said
LONGEST = 2000  # code points; what is longer is no sentence


def tellings(
    parts: Layout,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    dates: Sequence[DateExpression],
    words: EventWords,
    places: Sequence[Place],
    lexicon: IncidentWords,
    lands: Mapping[str, Entity],
    said: Sequence[Attribution],
) -> list[Telling]:
    """Every telling of a text in order. mentions, dates: by position. places: where words of the lexicon stand.

    entities: by key, with the lands: states by their id as a place.
    """
    found = []
    for sentence, able in _sentences(parts, entities, mentions, dates, words, places, lexicon, lands):
        found += _of_sentence(sentence, able)
    holders = _Holders(said)
    return [_asserted(parts.text, t, holders.at(t.at), said) for t in found]


def _sentences(
    parts: Layout,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    dates: Sequence[DateExpression],
    words: EventWords,
    found: Sequence[Place],
    lexicon: IncidentWords,
    lands: Mapping[str, Entity],
) -> Iterator[tuple[Sentence, frozenset[str]]]:
    """Sentences of the story that may tell an incident, by the words in them, and the parts of these words."""
    told: dict[int, list[Place]] = {}
    beside: dict[int, frozenset[str]] = {}
    for place in found:
        index = parts.sentence(place[1])
        if index is not None:
            told.setdefault(index, []).append(place)
            beside[index] = beside.get(index, NONE) | lexicon.parts[place[0]]
    actors, places = [m for m in mentions if m.entity], [m for m in mentions if m.place_id]
    starts, first_places, days = ([item.span.start for item in items] for items in (actors, places, dates))
    groups = [m.span.start for m in actors if entities[m.entity or ""].kind == "armed_group"]
    for index, own in told.items():
        sentence = parts.sentences[index]
        (start, end), paragraph = sentence.span, parts.paragraphs[sentence.paragraph]
        group = bool(groups) and bisect_left(groups, start) < bisect_left(groups, end)
        able = _able(beside[index], group)
        if not able or paragraph.kind in ("furniture", "byline") or end - start > LONGEST:
            continue
        scene = Scene(
            parts.text,
            sentence.span,
            paragraph,
            actors[bisect_left(starts, start) : bisect_left(starts, end)],
            places[bisect_left(first_places, start) : bisect_left(first_places, end)],
            dates[bisect_left(days, start) : bisect_left(days, end)],
            entities,
            words,
            None,
        )
        hits = [Hit(begin, after, lexicon.senses[word]) for word, begin, after in own]
        yield Sentence(scene, unit(parts.text, start, end, sentence.paragraph), hits, lands), able


@lru_cache(maxsize=1 << 12)
def _able(parts: frozenset[str], group: bool) -> frozenset[str]:
    """Of the parts of the words of a sentence, those that may tell an incident beside the others.

    group: whether an armed group is named beside them.
    """
    beside = parts | {"group"} if group else parts
    return frozenset(p for p in parts & RULED if p not in NEEDS or not beside.isdisjoint(NEEDS[p]))


def _of_sentence(sentence: Sentence, able: frozenset[str]) -> list[Telling]:
    """The tellings of a sentence by words of some parts; those of one event are one."""
    found: list[Telling] = []
    for hit in sentence.hits:
        for sense in hit.senses:
            if sense.part not in able:
                continue
            told = _verb(sentence, hit, sense) if sense.part in VERBS else _noun(sentence, hit, sense)
            if told is not None:
                found.append(told)
                break
    return [t for t in one_each(found) if _public(t, sentence)]


def _public(told: Telling, sentence: Sentence) -> bool:
    """Whether violence is that of states, forces or groups, or by means of war: what is left is crime."""
    if told.kind not in VIOLENT and told.kind not in ("detention", "seizure"):
        return True
    if not any(told.roles.values()) and told.place is None and told.date is None:
        return False
    kinds = {sentence.entity(m).kind for some in told.roles.values() for m in some if m.form != "demonym"}
    nations = {sentence.entity(m).country for some in told.roles.values() for m in some} - {None}
    if kinds & {"state", "military", "armed_group", "government", "international_organisation"} or len(nations) > 1:
        return True
    if any(sentence.entity(m).kind in ("state", "military", "armed_group") for m in sentence.scene.actors):
        return True
    words = Words(sentence.index(told.span.start), sentence.index(told.span.end - 1) + 1)
    if sentence.has(words, "force", "group") or told.kind in ("assassination", "strike", "bombing", "shootdown"):
        return True
    return told.means is not None or WARLIKE.search(sentence.text, told.span.start, sentence.scene.span.end) is not None


def _verb(sentence: Sentence, hit: Hit, sense: Sense) -> Telling | None:
    first, after = sentence.index(hit.start), sentence.index(hit.end - 1) + 1
    if first >= len(sentence.tags) or sentence.unit.words[first][0] != hit.start:
        return None
    if sentence.tags[first] == "P" and first and sentence.scene.paragraph.kind not in ("headline", "subheadline"):
        return None
    group = sentence.group(first, after, sense.shape, alone=sense.part in ALONE or sense.word in ("begin", "start"))
    if group is None:
        return None
    frame = Frame(sentence, hit, sense, group, list(sentence.behind(after)))
    if group.governed in CALLING and sense.part != "list-verb":
        return None
    found = VERBS[sense.part](frame)
    if found is None:
        return None
    certainty = "stated"
    if group.governed in (
        "accused",
        "accuses",
        "accusing",
        "blamed",
        "blames",
        "blaming",
        "suspected",
        "accusations",
        "charged",
    ):
        certainty = "alleged"
    if group.governed == "reported":
        certainty = "alleged"
    if group.governed == "denied":
        certainty = "denied"
    if group.governed in BLAMING:  # the day of the accusation is not that of the deed
        behind = [d for d in sentence.scene.dates if d.span.start > hit.start]
        found = replace(found, date=sentence.date(hit.start) if behind else None)
    begin = sentence.unit.words[group.first][0] if group.first < len(sentence.tags) else hit.start
    return _telling(sentence, hit, found, certainty, begin, own=group.governed in BLAMING)


def _noun(sentence: Sentence, hit: Hit, sense: Sense) -> Telling | None:
    first = sentence.index(hit.start)
    if sentence.goes_on(hit) or first >= len(sentence.tags) or sentence.unit.words[first][0] != hit.start:
        return None
    noun = Noun(sentence, hit, sense)
    found = NOUNS[sense.part](noun)
    if found is None:
        return None
    return _telling(
        sentence,
        hit,
        replace(found, date=found.date or noun.date),
        "stated",
        sentence.unit.words[noun.left.first][0],
        own=True,
    )


def _telling(sentence: Sentence, hit: Hit, found: Found, certainty: str, begin: int, *, own: bool = False) -> Telling:
    scene, text = sentence.scene, sentence.text
    roles = dict(zip(ROLES, (found.agents, found.targets, found.victims, found.beneficiaries), strict=True))
    start = begin
    if found.subject and found.subject.first < found.subject.after:
        start = min(start, sentence.span(found.subject).start)
    told = [m for some in roles.values() for m in some]
    start = min([start, *(m.span.start for m in told if hit.start - m.span.start < 160)])
    end = max(hit.end, sentence.span(Words(found.end - 1, found.end)).end if found.end else hit.end)
    end = min(max([end, *(m.span.end for m in told if m.span.end - hit.end < 160)]), scene.span.end)
    day = found.date if own else sentence.date(hit.start)
    if day is not None and day.span.end <= end + 30 and day.span.end > end:
        end = day.span.end
    harmed = sentence.span(found.harmed) if found.harmed and found.harmed.first < found.harmed.after else None
    if day is not None and harmed is not None and harmed.holds(day.span):
        day = None  # "the plotter of 2001"
    before = text[max(scene.span.start, begin - 24) : hit.start]
    if UNCONFIRMED.search(text, max(scene.span.start, begin - 80), hit.start) or ALLEGED.search(before):
        certainty = certainty if certainty == "denied" else "alleged"
    told_by = text[start : hit.start] if start < hit.start else ""
    return Telling(
        Span(start, end),
        hit.start,
        found.kind,
        found.rule,
        {role: tuple(some) for role, some in roles.items() if some},
        _since(text, day, found.kind, found.standing),
        found.place or (None if found.kind in ABSTRACT else _place(sentence, hit, Span(start, end), own)),
        sentence.span(found.means)
        if found.kind in VIOLENT and found.means and found.means.first < found.means.after
        else None,
        sentence.span(sentence.numbered(found.harmed))
        if found.harmed and found.harmed.first < found.harmed.after
        else None,
        certainty,
        found.standing
        or bool(OFTEN.search(before))
        or bool(day and day.edtf and SINCE.search(text[max(0, day.span.start - 22) : day.span.start])),
        AGAIN.search(told_by) is not None,
    )


def _place(sentence: Sentence, hit: Hit, span: Span, own: bool) -> Mention | None:
    """The place of what a trigger tells: as for meetings, else the nearest in its words. own: look nowhere else."""
    place = None if own else sentence.scene.place(hit.start)
    if place is not None and span.start - BESIDE < place.span.start < span.end + BESIDE:
        return place
    first = next(iter(sentence.scene.places), None)
    if first is not None and FRONTED.fullmatch(sentence.text, sentence.scene.span.start, first.span.start):
        return first
    near = within(sentence.scene.places, span.start, span.end)
    return min(near, key=lambda m: abs(m.span.start - hit.start), default=None)


def _since(text: str, day: DateExpression | None, kind: str, standing: bool) -> DateExpression | None:
    """The date, open at its end where the incident goes on since; None where it is only a limit."""
    if day is None:
        return None
    before = text[max(0, day.span.start - 22) : day.span.start]
    if LIMIT.search(before) or day.edtf is None or day.earliest is None:
        return None
    if SINCE.search(before) and kind != "conflict" and "/" not in day.edtf and (standing or "fter" not in before):
        return replace(day, edtf=f"{day.edtf}/..", latest=None)
    return day


class _Holders:
    """Which attribution's content holds a position: the innermost."""

    def __init__(self, said: Sequence[Attribution]) -> None:
        self.spans = sorted((span, index) for index, a in enumerate(said) for span in a.content)
        self.starts = [span.start for span, _ in self.spans]

    def at(self, position: int) -> int | None:
        """Index of the attribution; looks at the last spans that begin before."""
        low = bisect_left(self.starts, position + 1)
        holding = [(s.end - s.start, i) for s, i in self.spans[max(0, low - 12) : low] if position < s.end]
        return min(holding)[1] if holding else None


def _asserted(text: str, told: Telling, index: int | None, said: Sequence[Attribution]) -> Telling:
    if index is None:
        return told
    told = _not_by_the_speaker(text, told, said[index])
    verb = (said[index].verb or "").split(" ")[0]
    certainty = told.certainty
    if verb in ALLEGING and certainty == "stated":
        certainty = "alleged"
    if verb in DENYING:
        certainty = "denied"
    return replace(told, said=index, certainty=certainty)


def _not_by_the_speaker(text: str, told: Telling, made: Attribution) -> Telling:
    """Without the speaker among those who act: "the army said that the rebels, led by A, stormed B"."""
    content = next((span for span in made.content if span.start <= told.at < span.end), None)
    if made.rule not in CLAUSES or content is None or made.speaker is None or made.cue is None:
        return told
    if made.cue.of(text).endswith("ing") or OWN.search(text, content.start, told.at):
        return told
    agents = told.roles.get("agent", ())
    others = tuple(m for m in agents if not made.speaker.holds(m.span))
    if len(others) == len(agents):
        return told
    roles = {role: some for role, some in told.roles.items() if role != "agent"} | ({"agent": others} if others else {})
    return replace(told, roles=roles, span=Span(max(told.span.start, content.start), told.span.end))


VERBS = {**FORCE, **DEEDS}
RULED = VERBS.keys() | NOUNS.keys()
