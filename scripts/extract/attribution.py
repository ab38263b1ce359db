"""Attributions: which words of a text are whose, and by which reporting words they are theirs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scripts.extract.clauses import PAUSED, Unit, finite, folded, masked, unit, units
from scripts.extract.cues import Cues
from scripts.extract.model import Attribution, Layout, Quotation, Span
from scripts.extract.verbs import Verb, speaker, verbs

Region = tuple[int, int]  # words first, after of a unit
SCARE = 2  # words; a quotation within a clause that is no longer leaves the clause indirect
AHEAD = 12  # cues of a sentence that may end the content of another; more are looked at by no reader


@dataclass(slots=True)
class Draft:
    """An attribution while its sentence is read. regions: its content; link: the draft of the unit that shares its speaker."""

    regions: list[Region]
    verb: Verb | None
    rule: str
    speaker: Region | None = None
    link: int | None = None
    cue: Region | None = None


def attributions(layout: Layout, cues: Cues) -> list[Attribution]:
    """What a text attributes to speakers, in order of position of the sentences. The speakers are words, not persons.

    A statement is what one reporting verb carries; sentences in quotation marks that follow it in its paragraph belong to it
    where it ends with a quotation itself, and are a bare quotation (no cue, speaker of `shares`) where it does not.
    """
    reader = _Reader(layout, cues)
    for start, end, paragraph in units(layout):
        reader.read(start, end, paragraph)
    return _nest(reader.found)


BARE = frozenset("q,-:;cb")  # tags of a sentence that is quoted throughout


class _Reader:
    """Reads the units of a text in order and keeps what it found."""

    def __init__(self, layout: Layout, cues: Cues) -> None:
        self.layout = layout
        self.cues = cues
        self.text = masked(layout)
        self.hits = [match.span() for match in cues.pattern.finditer(folded(self.text))]
        self.hit = 0
        self.found: list[Attribution] = []
        self.last: int | None = None  # index of the attribution whose quotation the next sentence may continue
        self.last_paragraph = -1
        self.pending: Attribution | None = None  # "He added:" at the end of the paragraph before
        self.pending_paragraph = -1
        self.labelled = -1  # the paragraph of an interview that is being read

    def read(self, start: int, end: int, paragraph: int) -> None:
        """Find the attributions of one unit."""
        hits = self._hits(start, end)
        kind = self.layout.paragraphs[paragraph].kind
        if kind in ("furniture", "byline"):
            return
        quoted = self._quoted(start, end)
        if not hits and not quoted and kind == "body":
            self.last = None
            return
        parsed = unit(self.text, start, end, paragraph)
        if not parsed.tags:
            return
        if quoted and set(parsed.tags) <= BARE:
            self._bare(quoted, parsed)
            return
        first = self.layout.paragraphs[paragraph].span == Span(start, end) and paragraph == 0
        headline = kind in ("headline", "subheadline") or first
        if self._label(parsed, headline):
            return
        found = verbs(self.text, parsed, hits, self.cues, headline)
        drafts = _drafts(self.text, parsed, found, headline)
        self._expect(parsed, found)
        base = len(self.found)
        self.last = None
        for draft in drafts:
            made = self._make(parsed, draft, base)
            self.found.append(made)
            if draft.regions and parsed.tags[draft.regions[-1][1] - 1] == "q":
                self.last, self.last_paragraph = len(self.found) - 1, paragraph

    def _label(self, parsed: Unit, headline: bool) -> bool:
        """A paragraph of an interview, "NAME: A": all of it is content. True where the unit belongs to one."""
        if self.labelled == parsed.paragraph:
            made = self.found[-1]
            self.found[-1] = replace(made, content=(Span(made.content[0].start, parsed.end),))
            return True
        match = LABEL.match(self.text, parsed.start, parsed.end)
        if not match or headline or self.layout.paragraphs[parsed.paragraph].span.start != parsed.start:
            return False
        who, colon = Span(*match.span(1)), Span(*match.span(2))
        self.found.append(Attribution((Span(match.end(), parsed.end),), colon, who, "indirect", None, "speaker-label"))
        self.labelled = parsed.paragraph
        return True

    def _expect(self, parsed: Unit, found: Sequence[Verb]) -> None:
        """Keep a cue that a colon ends: what it introduces is the next paragraph."""
        self.pending = None
        if found and parsed.tags[-1] == ":" and found[-1].form == "finite" and found[-1].subject:
            verb = found[-1]
            cue = _cue_span(parsed, verb.group, verb.after)
            who = _cited(self.text, parsed.span(*verb.subject)) if verb.subject else None
            self.pending = Attribution((), cue, who, "direct", verb.cue.lemma, "quote-next-paragraph")
            self.pending_paragraph = parsed.paragraph

    def _hits(self, start: int, end: int) -> list[tuple[int, int]]:
        """The cue words of the unit."""
        first = self.hit
        while self.hit < len(self.hits) and self.hits[self.hit][0] < end:
            self.hit += 1
        return [hit for hit in self.hits[first : self.hit] if hit[0] >= start]

    def _quoted(self, start: int, end: int) -> Sequence[Quotation]:
        """The quotations of the unit."""
        quotations = self.layout.quotations
        first = bisect_left(quotations, start, key=lambda quotation: quotation.opening.start)
        after = bisect_left(quotations, end, lo=first, key=lambda quotation: quotation.opening.start)
        return quotations[first:after]

    def _bare(self, quoted: Sequence[Quotation], parsed: Unit) -> None:
        """A sentence that is quoted throughout: it continues the attribution before it, or belongs to the last speaker."""
        spans = tuple(quotation.content for quotation in quoted)
        last = self.last
        if self.pending and self.pending_paragraph == parsed.paragraph - 1:
            self.found.append(replace(self.pending, content=spans))
            self.pending = None
            self.last, self.last_paragraph = len(self.found) - 1, parsed.paragraph
            return
        if last is None and quoted[0].continued is not None and self.found:
            last = len(self.found) - 1
        if last is not None and (self.last_paragraph == parsed.paragraph or quoted[0].continued is not None):
            self.found[last] = replace(self.found[last], content=(*self.found[last].content, *spans))
        elif self.found:
            shares = len(self.found) - 1
            self.found.append(Attribution(spans, None, None, "direct", None, "quote-bare", shares))
            last = len(self.found) - 1
        else:
            return
        self.last, self.last_paragraph = last, parsed.paragraph

    def _make(self, parsed: Unit, draft: Draft, base: int) -> Attribution:
        content, kind = self._content(parsed, draft.regions)
        cue = draft.cue or ((draft.verb.group, draft.verb.after) if draft.verb else None)
        who = _cited(self.text, parsed.span(*draft.speaker)) if draft.speaker else None
        return Attribution(
            content,
            _cue_span(parsed, *cue) if cue else None,
            who,
            kind,
            draft.verb.cue.lemma if draft.verb else None,
            draft.rule,
            base + draft.link if draft.link is not None and who is None else None,
        )

    def _content(self, parsed: Unit, regions: Sequence[Region]) -> tuple[tuple[Span, ...], str]:
        """The spans of the content, quotation marks left out where a quotation is all or the end of it, and its kind."""
        spans: list[Span] = []
        quoted = clause = False
        for first, after in regions:
            tags = parsed.tags[first:after]
            inner = [self._quotation(parsed.words[first + k]) for k, tag in enumerate(tags) if tag == "q"]
            long = [quotation for quotation in inner if _words(self.layout.text, quotation) > SCARE]
            if inner and set(tags) <= set("q,-:;"):
                spans += [quotation.content for quotation in inner]
                quoted = True
                continue
            clause = True
            quoted = quoted or bool(long)
            start, end = first, after
            lead = tail = None
            if tags[0] == "q" and inner[0] in long:
                lead, start = inner[0].content, first + 1
            if tags[-1] == "q" and inner[-1] in long:
                tail, end = inner[-1].content, after - 1
            while end > start and parsed.tags[end - 1] in ",-:;":
                end -= 1
            while start < end and parsed.tags[start] in ",-:;":
                start += 1
            if lead:
                spans.append(lead)
            if start < end:
                spans.append(parsed.span(start, end))
            if tail:
                spans.append(tail)
        return tuple(spans), ("mixed" if clause else "direct") if quoted else "indirect"

    def _quotation(self, word: tuple[int, int]) -> Quotation:
        at = bisect_left(self.layout.quotations, word[0], key=lambda quotation: quotation.opening.start)
        return self.layout.quotations[at]


def _cue_span(parsed: Unit, first: int, after: int) -> Span:
    """The reporting words, "on Monday" before them left out."""
    while first + 1 < after and parsed.tags[first] in "pi":
        first += 1
    return Span(parsed.words[first][0], parsed.words[after - 1][1])


def _words(text: str, quotation: Quotation) -> int:
    return len(quotation.content.of(text).split(None, SCARE + 1))


LABEL = re.compile(r"([A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]+){0,3})(:)\s+(?=[^\s\ue000])")
CITED = re.compile(r"\b(?:citing|quoting)\s+")


def _cited(text: str, who: Span) -> Span:
    """ "A report citing an official" speaks with the voice of the official."""
    match = CITED.search(text, who.start, who.end)
    return Span(match.end(), who.end) if match else who


def _drafts(text: str, parsed: Unit, found: list[Verb], headline: bool) -> list[Draft]:
    """The attributions of a unit, each with the words of its content."""
    drafts: list[Draft] = []
    place: dict[int, int] = {}
    found = [verb for index, verb in enumerate(found) if _reports(text, parsed, found, index)]
    for index, verb in enumerate(found):
        if any(first <= verb.first < after for draft in drafts for first, after in _sealed(draft)):
            if verb.form != "source":
                continue
        draft = _draft(text, parsed, found, index)
        if draft:
            who, other = speaker(parsed.tags, found, index)
            draft.speaker = draft.speaker or who
            draft.link = other
            place[index] = len(drafts)
            drafts.append(draft)
    for draft in drafts:
        _resolve(draft, found, place, parsed.tags)
    if not drafts:
        drafts = _without_cue(text, parsed, headline)
    return drafts


SEALED = frozenset(["indirect-that", "indirect-clause", "quote-cue-before", "participle", "colon"])


def _sealed(draft: Draft) -> Sequence[Region]:
    """Content that reports what another said is left to its speaker: "He said the army had said A" is one statement."""
    return draft.regions if draft.rule in SEALED else ()


def _reports(text: str, parsed: Unit, found: Sequence[Verb], index: int) -> bool:
    """Whether a cue has content at all; one that has none bounds the content of no other."""
    verb = found[index]
    if verb.form == "source":
        return True
    if verb.form == "infinitive" or (verb.form == "passive" and not _impersonal(parsed.tags, verb)):
        return False
    right = _right(text, parsed, verb)
    return right is not None or _left_content(text, parsed, found, index, right) is not None


def _resolve(draft: Draft, found: Sequence[Verb], place: dict[int, int], tags: str) -> None:
    """Turn a link to a verb into a link to its draft; a verb that made none lends the words of its subject."""
    seen = 0
    link = draft.link
    while link is not None and link not in place and seen < AHEAD:
        who, further = speaker(tags, found, link)
        seen += 1
        if who:
            draft.speaker, draft.link = who, None
            return
        link = further
    draft.link = place.get(link) if link is not None else None


def _draft(text: str, parsed: Unit, found: Sequence[Verb], index: int) -> Draft | None:
    """The content of one cue, by the rules for its form; None where it reports nothing."""
    verb, tags = found[index], parsed.tags
    if verb.form == "source":
        return _according_to(parsed, found, index)
    right = _right(text, parsed, verb)
    left = _left_content(text, parsed, found, index, right)
    if left:
        return left
    if right is None:
        return None
    start, rule, _ = right
    end = _end(tags, start, found, index)
    end = min(end, _interrupted(text, parsed, verb, start))
    if rule == "indirect-clause" and verb.cue.frame == "claim" and tags[start] not in "soAw":
        rule = "indirect-clause" if finite(tags, start + 1, end) is not None else "noun-object"
    if verb.cue.frame in NOUN_FRAMES and rule not in ("indirect-that", "indirect-clause"):
        end = min(end, _narrated(text, parsed, start, end))
    elif rule != "colon":
        end = min(end, _aired(text, parsed, start, end))
    if verb.cue.frame == "name" and (quotation := tags.rfind("q", start, end)) >= 0:
        end = quotation + 1
    if end <= start:
        return None
    if rule in ("noun-object", "call-for", "consider-as"):
        return Draft(_without_relative(tags, start, end), verb, rule)
    return Draft(_joined_clauses(tags, start, end) if rule == "indirect-that" else [(start, end)], verb, rule)


def _joined_clauses(tags: str, start: int, end: int) -> list[Region]:
    """ "that A and that B" has two spans."""
    regions: list[Region] = []
    for match in re.compile(",?ch(?!a)").finditer(tags, start + 1, end - 1):
        regions.append((start, match.start()))
        start = match.end()
    return [*regions, (start, end)]


NOUN_FRAMES = frozenset(["object", "call", "topic", "thing", "consider", "name", "claim"])
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MEDIUM = (
    r"(?:(?:on|via)\s(?:Twitter|Facebook|X|Telegram|social\smedia|state\s(?:TV|television))"
    r"|in\s(?:an?|his|her|their|its)\s(?:[\w-]+\s){0,3}?(?:statement|tweet|speech|interview|letter|post|message|address|video)"
    r"|(?:at|in|during)\s(?:an?|the|his|her|their)\s(?:[\w-]+\s){0,2}?(?:(?:press|news)\sconference|interview|briefing|rally))"
)
OCCASION = re.compile(
    rf"[\s,]+(?:{MEDIUM}|(?:during|at|in)\s(?:an?|the|his|her|their|separate)\s(?:[\w-]+\s){{0,3}}?"
    rf"(?:meetings?|talks|(?:phone|telephone)\scall|conversation|ceremony|session|debate)"
    rf"|during\s(?:an?|the|his|her|their)\s(?:[\w-]+\s){{0,3}}?visit|on\sthe\ssidelines\sof"
    rf"|(?:through|via)\s(?:an?|his|her|its|their)\s(?:lawyer|spokes\w+)"
    rf"|(?:(?:late|early|earlier|last)\s)?(?:on\s)?{DAY}(?:\s(?:morning|afternoon|evening|night))?$)(?!\w)"
)
AIRED = re.compile(rf"[\s,]+{MEDIUM}(?:\s(?:on|with|in|to|at|for)\s[^,;]{{1,60}})?$")
NARRATED = re.compile(r"(?<=..)(?:;|,b|,d[xgPz]*[xg][hwfp]|,cr?[fva]|cr?[fv](?=u))")


def _narrated(text: str, parsed: Unit, start: int, end: int) -> int:
    """Where a noun as content ends before the occasion, or before what the narrator adds: "praised A during a meeting"."""
    match = NARRATED.search(parsed.tags, start, end)
    if match:
        end = match.start()
    return _before(OCCASION, text, parsed, start, end)


def _aired(text: str, parsed: Unit, start: int, end: int) -> int:
    """Where a clause as content ends before the medium that closes the sentence: "said that A in an interview"."""
    return _before(AIRED, text, parsed, start, end)


def _before(pattern: re.Pattern[str], text: str, parsed: Unit, start: int, end: int) -> int:
    if end - start < 4:
        return end
    match = pattern.search(text, parsed.words[start + 1][1], parsed.words[end - 1][1])
    if not match:
        return end
    while end > start and parsed.words[end - 1][0] >= match.start():
        end -= 1
    return end


def _impersonal(tags: str, verb: Verb) -> bool:
    """ "It was announced that A"."""
    return bool(verb.subject) and tags[verb.after : verb.after + 1] == "h" and verb.cue.frame in ("say", "that", "claim")


ADDRESSEE = re.compile(r"(?:[dDPxmzgfuir]|c(?=[dDPxzu])|p(?=[dDPxzmi])|t(?=[dDP])|,[Pmi]{1,3}(?=,?h))*?(?=,?[hqws:]|,r,h|[oA]|t)|[Pxz]*[Pu](?=[dD])|u(?=[Pxz])")
CHAIN = re.compile(r"(?:[^hqaANv:;,]|,(?=[mi])|,r(?=,h)|,[pi][^,hqaANv:;]{1,16}(?=,)){0,40}?(?:,?(h)(?!i|x(?:$|[,;]))|[,:]?(?=(q)))")
CHAIN_CLAUSE = re.compile(r"[pl][^,oqaANvA]{0,20}?(?=o[raANvfx]|A)")


def _right(text: str, parsed: Unit, verb: Verb) -> tuple[int, str, bool] | None:
    """Where the content behind a cue begins, the rule, and whether the words leave no doubt that it stands there."""
    tags, frame = parsed.tags, verb.cue.frame
    at, count = verb.after, len(tags)
    while at < count and (tags[at] in "ri" or (tags[at] == "p" and tags[at + 1 : at + 2] == "i")):
        at += 1
    if frame in ("tell", "ask") and at < count:
        match = ADDRESSEE.match(tags, at)
        if match and (match.end() > at or tags[at] in "hqws:"):
            at = match.end()
            if at < count and tags[at] == "t":
                return (verb.after, "call-for", True) if frame == "ask" and at > verb.after else None
        elif tags[at] != ":" and not tags.startswith((",q", "p"), at):
            return None
    if at >= count:
        return None
    tag, after = tags[at], tags[at + 1 : at + 2]
    if tag == "h" and frame not in ("quote", "name", "consider"):
        return at + 1, "participle" if verb.form == "participle" else "indirect-that", True
    if tag == "q" and (frame not in ("thing", "name", "consider")):
        if frame in ("claim", "object", "topic", "call", "promise", "name") and after not in ("", ","):
            return at, "noun-object", False
        return at, "quote-cue-before", True
    if tags.startswith(",r,h", at):
        return at + 4, "indirect-that", True
    if tags.startswith(",r,q", at):
        return at + 3, "quote-cue-before", True
    if tag in ",:" and after == "q":
        return at + 1, "quote-cue-before", True
    if tag == ":" and after and frame != "name":
        return at + 1, "colon", True
    if frame in ("quote", "that") and tag != "p":
        return None
    if tag in "pls" or (tag == "t" and frame in ("say", "that", "claim")):
        return _behind_chain(text, parsed, verb, at)
    return _complement(text, parsed, verb, at)


def _behind_chain(text: str, parsed: Unit, verb: Verb, at: int) -> tuple[int, str, bool] | None:
    """Content behind adverbials: "said during the meeting on Wednesday that A"."""
    tags = parsed.tags
    frame = verb.cue.frame
    if frame in ("object", "topic", "thing", "name", "consider", "quote"):
        return None
    if tags[at] == "s" and text[slice(*parsed.words[at])].lower() in ("whether", "if") and frame != "promise":
        return at, "indirect-clause", True
    match = CHAIN.match(tags, at)
    if match:
        return match.end(), "indirect-that" if match.group(1) else "quote-cue-before", True
    if frame in ("say", "claim", "tell"):
        match = CHAIN_CLAUSE.match(tags, at)
        if match:
            return match.end(), "indirect-clause", False
    return None


def _complement(text: str, parsed: Unit, verb: Verb, at: int) -> tuple[int, str, bool] | None:
    """Content right behind a cue, with nothing that marks it."""
    tags, frame = parsed.tags, verb.cue.frame
    tag = tags[at]
    if tag in ",;-:y":
        return None
    if tag == "w":
        return (at, "indirect-clause", False) if frame in ("say", "claim", "tell", "ask") else None
    if tag == "t":
        return (at, "promise-to", True) if frame == "promise" else None
    if frame in ("say", "tell", "ask"):
        if _is_clause(tags, at, verb.cue.lemma):
            return at, "participle" if verb.form == "participle" else "indirect-clause", False
        return None
    if frame == "consider":
        return (at, "consider-as", True) if CONSIDERED.search(_near(text, parsed, at)) else None
    if frame == "promise" and verb.cue.lemma == "offer":
        return None
    if frame == "name":
        return (at, "consider-as", True) if NAMED.match(tags, at) else None
    if frame == "thing":
        return (at, "noun-object", False) if THING.match(tags, at) else None
    if tag in "caANvbe":
        return None
    rule = {
        "call": "call-for",
        "claim": "noun-object",
        "object": "noun-object",
        "topic": "noun-object",
        "promise": "noun-object",
    }.get(frame)
    if rule is None:
        return None
    if frame == "claim" and finite(tags, at + 1, len(tags)) is not None and tags[at] in "oAPdD":
        rule = "indirect-clause"
    return at, rule, False


LOOSE = frozenset(["say", "tell", "argue", "insist"])  # no noun follows them, so what follows is a clause
THING = re.compile(r"[dD]?[xzg][^P]")
FIXED = re.compile("[shw,;:-]")


def _is_clause(tags: str, at: int, lemma: str) -> bool:
    """Whether what follows a cue without that is a clause: it has a finite verb of its own, as far as one can tell."""
    if tags[at] in "AaN" or (tags[at] == "o" and at + 2 < len(tags)):
        return True
    if lemma in LOOSE:
        return len(tags) - at > 3 or finite(tags, at + 1, len(tags)) is not None or "q" in tags[at:]
    stop = FIXED.search(tags, at + 1)
    end = stop.start() if stop else len(tags)
    return finite(tags, at + 1, end) is not None or ("q" in tags[at + 1 : end] and tags[at] != "q")


CONSIDERED = re.compile(r"\b(?:to be|as|responsible|accountable)\b")
NAMED = re.compile(r"(?:[^q,;:\-t][^q,;:\-]{0,15})q|[ou][dx]|[dDPxmzu]{0,6}[PxDzdou](?=[dD][xPgq])")


def _near(text: str, parsed: Unit, at: int) -> str:
    last = min(len(parsed.words), at + 60) - 1
    return text[parsed.words[at][0] : parsed.words[last][1]]


def _left_content(
    text: str, parsed: Unit, found: Sequence[Verb], index: int, right: tuple[int, str, bool] | None
) -> Draft | None:
    """Content before a cue, on both sides of it where it stands in the middle: "A, he said, B"."""
    tags, verb = parsed.tags, found[index]
    if verb.cue.frame not in ("say", "that", "claim", "tell", "quote", "ask", "promise") or verb.form != "finite":
        return None
    if verb.subject is None:
        return None
    stop, after = (verb.group, verb.subject[1]) if verb.inverted else (verb.subject[0], verb.after)
    if stop and tags[stop - 1] == "l" and text[slice(*parsed.words[stop - 1])].lower() == "as":
        stop -= 1
        if not tags[:stop].strip("bcr,") and (rest := _rest(tags, after, None)):
            return Draft([rest], verb, "content-before-cue")
    if stop < 1 or tags[stop - 1] not in ",q-":
        return None
    end = stop if tags[stop - 1] == "q" else stop - 1
    if end < 1:
        return None
    quoted = tags[end - 1] == "q"
    if verb.cue.frame in ("quote", "ask", "promise") and not quoted:
        return None
    if right and right[2] and not (quoted and _pauses(text, parsed, end - 1)):
        return None
    start = _left_start(text, parsed, found, index, end)
    whole = quoted or (end - start > 2 and tags[start] not in "splyg" and finite(tags, start, end) is not None)
    rest = _rest(tags, after, quoted if whole else None)
    if not quoted:
        told = verb.cue.frame == "tell"
        if not rest and not verb.inverted and not told and tags[after : after + 1] not in ("", *",;:-pislr"):
            return None
        if tags[start] in "splygt" and not rest and (right or finite(tags, start, end) is None):
            return None
        if right and not rest and not verb.inverted:
            return None
        if end - start < 3 and not rest:
            return None
    regions = [(start, end)] + ([rest] if rest else [])
    rule = "quote-split" if quoted and rest else "quote-cue-after" if quoted else "content-before-cue"
    return Draft(regions, verb, rule)


def _pauses(text: str, parsed: Unit, word: int) -> bool:
    """Whether a quotation ends with a mark that a cue may follow."""
    return text[parsed.words[word][1] - 1] == PAUSED


LONG = 5  # words; a quotation that long behind a comma or colon is content by itself


def _left_start(text: str, parsed: Unit, found: Sequence[Verb], index: int, end: int) -> int:
    """Where content before a cue begins: with the sentence, or with the quotation where another cue stands before it."""
    tags = parsed.tags
    if tags[end - 1] != "q":
        return 0
    first = end - 1
    while first and tags[first - 1] == "q":
        first -= 1
    if not first:
        return 0
    words = len(text[slice(*parsed.words[end - 1])])
    if any(other.after <= first for other in found[:index]) or tags[first - 1] in ":;":
        return first
    return first if tags[first - 1] in ",-" and words > 6 * LONG else 0


def _rest(tags: str, after: int, quoted: bool | None) -> Region | None:
    """The second part of content that a cue divides; quoted: of the first part, None where it cannot stand alone."""
    match = (REST_QUOTED if quoted else REST).match(tags, after)
    if not match:
        return None
    at = match.end()
    if quoted is None and (aside := ASIDE.match(tags, after)):
        at = aside.end()
    if at >= len(tags):
        return None
    if tags[at] in "qh":
        return at, len(tags)
    if quoted or (quoted is False and tags[at] in "gwplsy"):
        return None
    if tags[at] == "g" and finite(tags, at, (tags + ",").index(",", at)) is None:
        return None
    return (at, len(tags)) if quoted is None or finite(tags, at, len(tags)) is not None else None


REST = re.compile(r"(?:[ri]|pi)*[,:]")
REST_QUOTED = re.compile(r"(?:[ri]|pi)*[,:]|[pyi][^,:q]{0,14},(?=q)")
ASIDE = re.compile(r",[^,]{1,24},(?=[aANv])")


def _according_to(parsed: Unit, found: Sequence[Verb], index: int) -> Draft | None:
    """ "According to the UN, A" and "A, according to the UN"."""
    verb, tags = found[index], parsed.tags
    match = SOURCE.match(tags, verb.after)
    if not match:
        return None
    after = match.end()
    who = (verb.after, after)
    if verb.first == 0 or tags[: verb.first].strip("rcb,") == "":
        if after >= len(tags) or tags[after] not in ",:":
            return None
        end = _end(tags, after + 1, found, index)
        return Draft([(after + 1, end)], verb, "according-to", speaker=who) if end > after + 1 else None
    stop = verb.first - 1 if tags[verb.first - 1] in ",-" else verb.first
    start = 0
    if stop == verb.first:
        relative = tags.rfind(",w", 0, stop)
        start = relative + 2 if relative >= 0 else 0
    regions = [(start, stop)]
    if tags[after : after + 1] == "," and finite(tags, after, len(tags)) is not None and stop != verb.first:
        if finite(tags, start, stop) is None:
            regions.append((after + 1, len(tags)))
    return Draft(regions, verb, "according-to", speaker=who) if stop > start else None


SOURCE = re.compile(r"(?:[dDPxmzgfucqo]|p|y|t|w(?=[aANv]))+")


def _without_relative(tags: str, start: int, end: int) -> list[Region]:
    """A noun as content, the narrator's relative clause between commas left out."""
    match = re.compile(r",w[^,]*(?:,[mi][^,]*)*(?:,|$)").search(tags, start, end)
    if not match:
        return [(start, end)]
    rest = match.end() < end and tags[match.end()] != "g"
    return [(start, match.start()), (match.end(), end)] if rest else [(start, match.start())]


MAIN_CLAUSE = re.compile(r"(?:,|(?<=q),?)(?=[rc]?[dDPxzo][^,q]{0,14}?[aANvfz])")
MAIN_VERB = re.compile(r"(?:,|(?<=q),?)(?=[raeN]*[vfaNAz])")
SUBORDINATE = frozenset(["by", "in", "of"])


def _interrupted(text: str, parsed: Unit, verb: Verb, start: int) -> int:
    """Where the main clause sets in, or goes on, behind a cue that stands in a subordinate or relative clause before it."""
    tags = parsed.tags
    pattern = None
    first = verb.subject[0] if verb.subject and not verb.inverted else verb.group
    if tags[verb.group - 1 : verb.group] == "w" and verb.group:
        pattern = MAIN_VERB if tags[verb.group - 2 : verb.group - 1] == "," else None
    elif first == 0 and verb.form == "participle":
        pattern = MAIN_CLAUSE
    elif first and finite(tags, 0, verb.cut) is None:
        before = text[slice(*parsed.words[first - 1])].lower()
        pattern = MAIN_CLAUSE if tags[first - 1] in "sl" or before in SUBORDINATE else None
    match = pattern.search(tags, start + 1) if pattern else None
    return match.start() if match else len(tags)


def _end(tags: str, start: int, found: Sequence[Verb], index: int) -> int:
    """Where the content that begins at word `start` ends: at the sentence's end or before the clause of another cue."""
    verb = found[index]
    end = len(tags)
    for other in found[index + 1 : index + 1 + AHEAD]:
        around = other.subject and other.subject[0] < verb.first and tags[other.group - 1] in ",q"
        if around and other.form == "finite" and other.group > start:  # "Roe, who described A, said"
            end = other.group
            break
        if other.cut >= start and _outside(tags, verb, other):
            end = other.cut
            if (
                end
                and tags[end - 1] == "q"
                and other.form == "finite"
                and (other.inverted or (other.subject and other.subject[0] == end))
            ):
                while end > start and tags[end - 1] == "q":
                    end -= 1
            break
    while end > start and tags[end - 1] in ",-;:cbs":
        end -= 1
    return end


def _outside(tags: str, verb: Verb, other: Verb) -> bool:
    """Whether a later cue is the narrator's, not part of what the earlier one reports."""
    if other.form == "source":
        return tags[other.first - 1] in ",-"
    if other.form == "participle":
        if other.group and tags[other.group - 1] == "q":
            return True
        return other.cut < other.group and (
            tags[other.cut] in ",-;bsl" or (verb.form == "participle" and tags[other.cut] == "c")
        )
    if other.form != "finite":
        return False
    if other.inverted:
        return True
    if other.subject and tags[other.subject[0] - 1] == "q":
        return True
    if other.past != verb.past and verb.form == "finite":
        return False
    if other.shared:
        return True
    return other.subject is not None and other.cut < other.subject[0]


def _without_cue(text: str, parsed: Unit, headline: bool) -> list[Draft]:
    """Attributions without a cue of the lexicon: "Minister: A", and a quotation behind a colon or before an unknown verb."""
    tags = parsed.tags
    match = COLON_NAME.search(tags) if headline else None
    if match:
        return [Draft([(0, match.start())], None, "colon", (match.start() + 1, len(tags)), cue=(match.start(), match.start() + 1))]
    match = NAME_COLON.match(tags)
    if match and match.end() < len(tags) and (headline or tags[match.end()] == "q"):
        return [
            Draft([(match.end(), len(tags))], None, "colon", (0, match.end() - 1), cue=(match.end() - 1, match.end()))
        ]
    match = UNKNOWN_VERB.search(tags)
    if match:
        return [Draft([(0, match.start(1))], None, "quote-cue-after", match.span(1), cue=match.span(2))]
    return []


COLON_NAME = re.compile(r"(?<=.{5})[:\-][DPxz]{1,4}$")
NAME_COLON = re.compile(r"[dPxz]{1,6}:")
UNKNOWN_VERB = re.compile(r"(?<=q)([dDPo][DPx]{0,5})([vf])(?=$|[.,pri])")


def _nest(found: list[Attribution]) -> list[Attribution]:
    """Set nested: the smallest attribution in whose content another stands."""
    spans = sorted(((span.start, -span.end, index) for index, made in enumerate(found) for span in made.content))
    marks = sorted(
        (
            ((made.cue or made.content[0]).start, (made.cue or made.content[0]).end, index)
            for index, made in enumerate(found)
        )
    )
    result = list(found)
    open_: list[tuple[int, int]] = []
    at = 0
    for start, end, index in marks:
        while at < len(spans) and spans[at][0] <= start:
            open_.append((-spans[at][1], spans[at][2]))
            at += 1
        while open_ and open_[-1][0] < end:
            open_.pop()
        for stop, owner in reversed(open_):
            if owner != index and stop >= end:
                result[index] = replace(result[index], nested=owner)
                break
    return result
