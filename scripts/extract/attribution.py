"""Attributions: which words of a text are whose, and by which reporting words they are theirs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scripts.extract.clauses import Unit, folded, masked, pieces, unit, units
from scripts.extract.contents import Region
from scripts.extract.cues import Cues
from scripts.extract.drafts import Draft, drafts_of
from scripts.extract.model import Attribution, Layout, Quotation, Span
from scripts.extract.nouns import reported
from scripts.extract.verbs import Verb, verbs

REACH = 8  # attributions a bare quotation looks back for its speaker
HEADING = 50  # characters; longer words in single marks are no heading
SCARE = 2  # words; a quotation within a clause that is no longer leaves the clause indirect
SPOKEN = frozenset(["say", "that", "tell", "ask", "quote", "claim"])
BARE = frozenset("q,-:;cb")  # tags of a sentence that is quoted throughout
LABEL = re.compile(r"([A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]+){0,3})(:)\s+(?=[^\s\ue000])")
SPEAKS = re.compile(r"((?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+)(:)\s+(?=[^\s\ue000])")
DOUBLED = frozenset('"“„«')  # double marks that open
OUTSIDE = re.compile(r",?\s(?:among\s(?:other\sthings|others)|in\spart|as\sfollows|the\sfollowing|inter\salia):")
THAT_IS = re.compile(r"(?:That|This|It)(?:[’']s|\s(?:is|was))")
CITED = re.compile(r"\b(?:citing|quoting)\s+")


def attributions(layout: Layout, cues: Cues) -> list[Attribution]:
    """What a text attributes to speakers, in order of position of the sentences. The speakers are words, not persons.

    A statement is what one reporting verb carries. Sentences in quotation marks that follow it in its paragraph belong
    to it where it ends with a quotation itself; where it does not they are a bare quotation (no cue; shares).
    """
    reader = _Reader(layout, cues)
    for start, end, paragraph in units(layout):
        reader.read(start, end, paragraph)
    return _nest(reader.complete())


class _Reader:
    """Reads the units of a text in order and keeps what it found."""

    def __init__(self, layout: Layout, cues: Cues) -> None:
        self.layout = layout
        self.cues = cues
        self.text = masked(layout)
        self.hits = list(cues.finder.find(folded(self.text)))
        self.hit = 0
        self.found: list[Attribution] = []
        self.more: dict[int, list[Span]] = {}  # what the sentences after an attribution add to its content
        self.last: int | None = None  # index of the attribution whose quotation the next sentence may continue
        self.last_paragraph = -1
        self.pending: Attribution | None = None  # "He added:" at the end of the paragraph before
        self.pending_paragraph = -1
        self.opened: list[Span] = []  # bare quotations at the head of a paragraph, whose cue may follow
        self.opened_paragraph = -1
        heads = (self._headed(p.span.start, p.span.end) for p in layout.paragraphs if p.kind == "body")
        self.labels = Counter(head.group(1) for head in heads if head)
        self.openings = [quotation.opening.start for quotation in layout.quotations]
        self.doubled = any(layout.text[q.opening.start] in DOUBLED for q in layout.quotations)
        self.before: tuple[int, int] | None = None  # the unit read before, of running text
        self.labelled = -1  # the paragraph of an interview that is being read

    def read(self, start: int, end: int, paragraph: int) -> None:
        """Find the attributions of one unit."""
        hits = self._hits(start, end)
        kind = self.layout.paragraphs[paragraph].kind
        before, self.before = self.before, (start, end) if kind == "body" else None
        if kind in ("furniture", "byline"):
            return
        quoted = self._quoted(start, end)
        expected = paragraph == self.labelled or self.pending is not None
        if not hits and not quoted and kind == "body" and not expected and not self._headed(start, end):
            self.last = None
            return
        parsed = unit(self.text, start, end, paragraph)
        if not parsed.tags:
            return
        if quoted and set(parsed.tags) <= BARE:
            self._bare(quoted, parsed)
            return
        first = paragraph == 0 and self.layout.paragraphs[0].span == (start, end)
        headline = kind in ("headline", "subheadline") or first
        if self._label(parsed, headline) or self._expected(parsed, hits):
            return
        self.last = None
        for piece in pieces(parsed):
            self._sentence(piece, hits, headline, before)

    def _sentence(
        self, parsed: Unit, hits: Sequence[tuple[int, int]], headline: bool, before: tuple[int, int] | None
    ) -> None:
        """Find the attributions of a sentence that is not quoted throughout. before: the sentence before it."""
        first = bisect_left(hits, (parsed.start, 0))
        after = bisect_left(hits, (parsed.end, 0))
        found = verbs(self.text, parsed, hits[first:after], self.cues, headline)
        self._expect(parsed, found)
        base = len(self.found)
        nouns = reported(self.text, parsed, hits[first:after], self.cues)
        if not found and not nouns and not headline and "q" not in parsed.tags:
            self.opened = []
            return
        for draft in drafts_of(self.text, parsed, found, nouns, headline):
            made = self._make(parsed, draft, base)
            if (
                self.pending
                and made.cue is not None
                and made.cue == self.pending.cue
                and OUTSIDE.match(self.layout.text, made.cue.end, parsed.end)
            ):
                continue
            if draft.rule == "according-to" and before and THAT_IS.fullmatch(made.content[0].of(self.layout.text)):
                made = replace(made, content=(Span(*before),))
            if led := self._led(parsed, draft):
                made = replace(made, content=(*led, *made.content))
                base = len(self.found)
            self.found.append(made)
            if parsed.tags[draft.regions[-1][1] - 1] == "q":
                self.last, self.last_paragraph = len(self.found) - 1, parsed.paragraph
        self.opened = []

    def _led(self, parsed: Unit, draft: Draft) -> tuple[Span, ...]:
        """What stands between “A.” at the head of a paragraph and “B,” said Roe: both are what Roe said.

        So it is where the quotation runs on from the paragraph before.
        """
        opened, self.opened = self.opened, []
        cued = draft.rule in ("quote-cue-after", "quote-split") and draft.regions[0][0] == 0
        if not opened or not cued:
            return ()
        first, text = self._quoted(parsed.start, parsed.end)[0], self.layout.text
        runs_on = first.continued is not None and text[first.opening.start] == text[opened[0].start - 1]
        if self.opened_paragraph != parsed.paragraph - runs_on:
            return ()
        if self.found and self.found[-1].rule == "quote-bare" and self.found[-1].content[0] == opened[0]:
            self.found.pop()
            self.more.pop(len(self.found), None)
        return tuple(opened)

    def _label(self, parsed: Unit, headline: bool) -> bool:
        """A paragraph of an interview, "NAME: A": all of it is content. True where the unit belongs to one."""
        if self.labelled == parsed.paragraph:
            made = self.found[-1]
            self.found[-1] = replace(made, content=(Span(made.content[0].start, parsed.end),))
            return True
        if headline or self.layout.paragraphs[parsed.paragraph].span.start != parsed.start:
            return False
        match = self._headed(parsed.start, parsed.end)
        if not match or (match.re is SPEAKS and self.labels[match.group(1)] < 2):  # one in small letters comes again
            return False
        who, colon = Span(*match.span(1)), Span(*match.span(2))
        content = (Span(match.end(), parsed.end),)
        self.found.append(Attribution(content, colon, who, "indirect", None, "speaker-label"))
        self.labelled = parsed.paragraph
        return True

    def _headed(self, start: int, end: int) -> re.Match[str] | None:
        """The label, "JANE ROE: " or "Jane Roe: ", with which a stretch begins."""
        if self.text.find(":", start, end) < 0:
            return None
        return LABEL.match(self.text, start, end) or SPEAKS.match(self.text, start, end)

    def _expect(self, parsed: Unit, found: Sequence[Verb]) -> None:
        """Keep a cue that a colon ends: what it introduces is the next paragraph."""
        self.pending = None
        if (
            found
            and parsed.tags[-1] == ":"
            and found[-1].cue.frame in SPOKEN
            and found[-1].form == "finite"
            and found[-1].subject
        ):
            verb = found[-1]
            cue = _cue_span(parsed, verb.group, verb.after)
            who = _cited(self.text, parsed.span(*verb.subject)) if verb.subject else None
            self.pending = Attribution((), cue, who, "direct", verb.cue.lemma, "next-paragraph")
            self.pending_paragraph = parsed.paragraph

    def _expected(self, parsed: Unit, hits: Sequence[tuple[int, int]]) -> bool:
        """A paragraph without quotation marks behind "He said:" at the end of the one before. True where it is one."""
        whole = self.layout.paragraphs[parsed.paragraph].span
        if not self.pending or self.pending_paragraph != parsed.paragraph - 1 or whole.start != parsed.start:
            return False
        if any(v.form == "finite" and v.subject for v in verbs(self.text, parsed, hits, self.cues, headline=False)):
            return False  # it has a speaker of its own
        self.found.append(
            replace(self.pending, content=(Span(parsed.start, parsed.end),), kind="indirect", rule="next-paragraph")
        )
        self.pending, self.labelled = None, parsed.paragraph
        return True

    def _hits(self, start: int, end: int) -> list[tuple[int, int]]:
        """The cue words of the unit; those before it have been passed over."""
        first = bisect_left(self.hits, (start, 0), lo=self.hit)
        self.hit = bisect_left(self.hits, (end, 0), lo=first)
        return self.hits[first : self.hit]

    def _quoted(self, start: int, end: int) -> Sequence[Quotation]:
        """The quotations of the unit."""
        first = bisect_left(self.openings, start)
        return self.layout.quotations[first : bisect_left(self.openings, end, lo=first)]

    def _bare(self, quoted: Sequence[Quotation], parsed: Unit) -> None:
        """A sentence quoted throughout: it continues the attribution before it, or belongs to the last speaker."""
        spans = tuple(quotation.content for quotation in quoted)
        whole = self.layout.paragraphs[parsed.paragraph].span
        if len(quoted) == 1 and quoted[0].opening.start == whole.start and self._heading(quoted[0], whole):
            return
        last = self.last
        if (
            self.layout.paragraphs[parsed.paragraph].span.start == quoted[0].opening.start
            and quoted[0].continued is None
        ):
            self.opened, self.opened_paragraph = list(spans), parsed.paragraph
        elif self.opened:
            self.opened.extend(spans)
            if quoted[0].continued is not None:
                self.opened_paragraph = parsed.paragraph
        if self.pending and self.pending_paragraph == parsed.paragraph - 1:
            self.found.append(replace(self.pending, content=spans))
            self.pending, self.opened = None, []
            self.last, self.last_paragraph = len(self.found) - 1, parsed.paragraph
            return
        if last is None and quoted[0].continued is not None and self.found:
            last = len(self.found) - 1
        if last is not None and (self.last_paragraph == parsed.paragraph or quoted[0].continued is not None):
            self.more.setdefault(last, []).extend(spans)
        elif (speaks := self._last_speaker()) is not None:
            self.found.append(Attribution(spans, None, None, "direct", None, "quote-bare", speaks))
            last = len(self.found) - 1
        else:
            return
        self.last, self.last_paragraph = last, parsed.paragraph

    def _heading(self, quotation: Quotation, whole: Span) -> bool:
        """Whether a paragraph, a few words in single marks, is a heading within a text whose marks are double."""
        if self.layout.text[quotation.opening.start] not in "'‘" or len(quotation.opening.of(self.layout.text)) > 1:
            return False
        closed = quotation.closing is not None and quotation.closing.end == whole.end
        return closed and self.doubled and whole.end - whole.start < HEADING

    def _last_speaker(self) -> int | None:
        """The last attribution that names its speaker, a source in passing ("according to A") not counted."""
        for index in range(len(self.found) - 1, max(-1, len(self.found) - REACH), -1):
            made = self.found[index]
            if made.rule != "according-to":
                return index if made.shares is None else made.shares
        return None

    def complete(self) -> list[Attribution]:
        """All that was found, with the sentences that continue a quotation added to it."""
        for index, spans in self.more.items():
            self.found[index] = replace(self.found[index], content=(*self.found[index].content, *spans))
        return self.found

    def _make(self, parsed: Unit, draft: Draft, base: int) -> Attribution:
        content, kind = self._content(parsed, draft.regions)
        cue = draft.cue or ((draft.verb.group, draft.verb.after) if draft.verb else None)
        who = _cited(self.text, parsed.span(*draft.speaker)) if draft.speaker else None
        return Attribution(
            content,
            _cue_span(parsed, *cue) if cue else None,
            who,
            kind,
            draft.lemma or (draft.verb.cue.lemma if draft.verb else None),
            draft.rule,
            self._root(base + draft.link) if draft.link is not None and who is None else None,
        )

    def _root(self, index: int) -> int:
        """The attribution whose speaker one shares, not one that shares it too."""
        shares = self.found[index].shares if index < len(self.found) else None
        return index if shares is None else shares

    def _content(self, parsed: Unit, regions: Sequence[Region]) -> tuple[tuple[Span, ...], str]:
        """The spans of the content, without the marks of a quotation at its beginning or end, and its kind."""
        spans: list[Span] = []
        quoted = clause = False
        for first, after in regions:
            tags = parsed.tags[first:after]
            inner: list[Quotation] = []
            long: list[Quotation] = []
            if "q" in tags:
                inner = [self._quotation(parsed.words[first + k]) for k, tag in enumerate(tags) if tag == "q"]
                if not tags.strip("q,-:;"):
                    spans += [quotation.content for quotation in inner]
                    quoted = True
                    continue
                long = [quotation for quotation in inner if _words(self.layout.text, quotation) > SCARE]
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
        return self.layout.quotations[bisect_left(self.openings, word[0])]


def _cue_span(parsed: Unit, first: int, after: int) -> Span:
    """The reporting words, "on Monday" before them left out."""
    while first + 1 < after and parsed.tags[first] in "pi":
        first += 1
    return Span(parsed.words[first][0], parsed.words[after - 1][1])


def _words(text: str, quotation: Quotation) -> int:
    return len(quotation.content.of(text).split(None, SCARE + 1))


def _cited(text: str, who: Span) -> Span:
    """ "A report citing an official" speaks with the voice of the official."""
    match = CITED.search(text, who.start, who.end) if text.find("ting", who.start, who.end) > 0 else None
    return Span(match.end(), who.end) if match else who


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
