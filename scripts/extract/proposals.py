"""What a text tells as called for, offered, pledged, discussed or planned.

A telling has an act ("called for", "is ready to") and behind it what is proposed, whose kind the first verb or noun of
seeds/reference/proposal_words.csv tells. Only sentences with an act are looked at. The words stand in what somebody is
reported to have said, or are the narrator's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.extract.model import Attribution, Layout, Span
from scripts.extract.proposal_kinds import DUTY, FIRM, FUTURE, Reading, idle, needed
from scripts.extract.proposal_words import Act, ProposalWords

REACH = 240  # code points behind an act within which what is proposed is told
BEFORE = 400  # code points before an act within which who proposes is told
CUT = re.compile(
    r"[;:–—\n]|, (?:and |but )?(?:which|who|whose|whom|while|whereas|but|as|after|where|when|because|so|if|although"
    r"|adding|saying|noting|stressing|said|says|according|citing|despite|amid|following)\b"
    r"| (?:because|since|whereas|although|unless|if|while|despite|amid|in order|according to|so that|but"
    r"|as (?:he|she|it|they|soon))(?= )"
    r"|[,.] ?[\"”’']|[\"”’'],? (?:he|she|they|the|said|says)\b"
)
TO = re.compile(r"(?:^| )(?:to|that|for) (?!(?:the|a|an|its|his|her|their|our|this|that|these|those)\b)")
LISTS = re.compile(r", (?:and |as well as )?(?:the|an?|more|joint|closer|greater|[a-z]+ing) ")
LATER = re.compile(
    r" (?:in principle|(?:on |late |early )*(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|\w+ly"
    r"|(?:last|this) week) to "
)
DOUBT = re.compile(r"\b(?:if|whether|unless|until|once)\b[^,;]*$")
JOINED = re.compile(r"(?:,|,? and| as well as|, as well as|,? but)(?: (?:also|has|have|had|is|are|was))? ?$")
REFUSED = re.compile(r"\b(?:reject|refus|dismiss|spurn|declin|turn(?:s|ed)? down)[^;:]*$")
BE = re.compile(r"\b(?:must|should|needs? to|ought to|has to|have to) be $")
RULES = {  # in the order in which they are tried
    "addressee": "asked-to-do",
    "clause": "pledged-that",
    "mandate": "proposed-that",
    "owner": "proposed-to-do",
    "verb": "proposed-to-do",
    "noun": "proposed-thing",
    "subject": "called-necessary",
}


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of a proposal. span: from its act to its end; what: what is proposed.

    act: the words that propose, in small letters. subject: where the words for who proposes, or is asked, may stand.
    statement: index of the attribution in whose content, or as whose cue, it stands; None where the narrator tells it.
    asked: whether the subject is asked to act and does not propose. owner: of a proposal turned down, where the words
    may stand for whose it was ("rejected a Danish offer to host talks").
    """

    span: Span
    what: Span
    kind: str
    status: str
    rule: str
    act: Span
    subject: Span
    sentence: Span
    statement: int | None
    asked: bool = False
    owner: Span | None = None


class Said:
    """In which attribution a position stands: in its content, or in its cue with the content behind it."""

    def __init__(self, said: Sequence[Attribution]) -> None:
        self.contents = sorted((span, i) for i, a in enumerate(said) for span in a.content)
        self.starts = [span.start for span, _ in self.contents]
        self.cues = sorted(
            (a.cue, i, a.content[0]) for i, a in enumerate(said) if a.cue and a.content[0].start >= a.cue.end - 1
        )

    def content(self, position: int) -> tuple[Span, int] | None:
        """The innermost content that holds a position, with the index of its attribution."""
        last = bisect_right(self.starts, position)
        near = [c for c in self.contents[max(0, last - 8) : last] if c[0].end > position]
        return min(near, key=lambda c: c[0].end - c[0].start) if near else None

    def cue(self, act: Act) -> tuple[Span, int] | None:
        """The content of the attribution whose cue an act is."""
        at = bisect_left(self.cues, (Span(act.start - 40, 0),))
        for cue, index, content in self.cues[at : at + 8]:
            if cue.start < act.end and act.start < cue.end and content.start <= act.end + 60:
                return content, index
        return None


def tellings(parts: Layout, acts: Sequence[Act], words: ProposalWords, said: Sequence[Attribution]) -> list[Telling]:
    """What the text tells as proposed, in order of position. acts: as of ProposalWords."""
    low = parts.low
    spoken = Said(said)
    found: list[Telling] = []
    first = 0
    for sentence in parts.sentences:
        while first < len(acts) and acts[first].start < sentence.span.start:
            first += 1
        if first == len(acts):
            break
        if acts[first].start >= sentence.span.end or parts.paragraphs[sentence.paragraph].kind in (
            "furniture",
            "byline",
        ):
            continue
        done = sentence.span.start
        while first < len(acts) and acts[first].start < sentence.span.end:
            act, after = acts[first], acts[first + 1 : first + 6]
            first += 1
            if act.start >= done and not idle(low, act, words):
                told = list(_told(low, act, after, sentence.span, words, spoken))
                found += told
                done = max([done, *(t.span.end for t in told)])
    return found


def _told(
    low: str, act: Act, after: Sequence[Act], sentence: Span, words: ProposalWords, spoken: Said
) -> Iterator[Telling]:
    """The tellings that one act opens."""
    home, index = spoken.content(act.start) or (sentence, None)
    if index is None and (cued := spoken.cue(act)):
        home, index = cued
        goes_on = home.end if LISTS.match(low, home.end) is None else sentence.end
        home = Span(min(act.start, home.start), goes_on)
    start = max(home.start, sentence.start) if home.start <= act.start else act.start
    end = min(home.end, max(sentence.end, act.end), act.end + REACH)
    before = low[max(start, act.start - 60) : act.start]
    refused = REFUSED.search(low, max(sentence.start, act.start - 120), act.start)
    if not refused and (words.has("no", before[-30:] + low[act.end : act.end + 5]) or DOUBT.search(before)):
        return
    end = _end(low, act.end, end, after)
    subject = Span(max(act.start - BEFORE, start if index is not None else sentence.start), act.start)
    for takes in RULES:
        status = act.takes.get(takes)
        if status is None:
            continue
        if act.words in FUTURE and index is None:  # the narrator knows of a plan
            status = "planned"
        begin, asked = act.end, act.words in DUTY and not needed(low, act)
        if BE.search(before):  # who must be ready to help is called on to do so
            status, asked = "called_for", True
        if takes == "addressee":
            to = TO.search(low, act.end, min(end, act.end + 120))
            if to is None or not low[act.end : to.start()].strip():
                continue
            subject, begin, asked = Span(act.end, to.start()), to.end(), True
        if takes == "owner":  # "the readiness of the army to train B"
            to = TO.search(low, act.end, min(end, act.end + 80))
            if to is None:
                continue
            begin = to.end()
        if takes == "noun" and status in FIRM and (later := LATER.match(low, act.end, end)):  # "agreed on Friday to"
            takes, begin = "verb", later.end() - 1
        if takes == "subject":
            begin, end = max(start, act.start - REACH), act.start
        read = Reading(low, act, takes, status, words, index is not None).parts(begin, end)
        if not read and takes == "addressee":
            return
        if not read:
            continue
        for number, (what, kind) in enumerate(read):
            whole = Span(act.start, what.end) if takes != "subject" else Span(what.start, act.end)
            if number:
                whole = what
            words_of_act, owner = Span(act.start, act.end), Span(refused.start(), act.start) if refused else None
            status = "rejected" if refused else status
            yield Telling(whole, what, kind, status, RULES[takes], words_of_act, subject, sentence, index, asked, owner)
        return


def _end(low: str, start: int, end: int, after: Sequence[Act]) -> int:
    """Where the complement of an act ends: at the next clause, or at a further act on a par with it."""
    if cut := CUT.search(low, start + 1, end):
        end = cut.start()
    for other in after:
        if start + 8 < other.start < end and (joined := JOINED.search(low, start, other.start)):
            end = joined.start()
    while end > start and low[end - 1] in " .,;:\"”’'“":
        end -= 1
    return end
