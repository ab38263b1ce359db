"""What is proposed in the words behind an act ("called for", "is ready to"), and of what kind it is.

The first verb or noun of seeds/reference/proposal_words.csv decides: of a verb that says little ("strengthen") the noun
behind it, of a compound its last noun. Several things on a par are read one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.extract.model import Span
from scripts.extract.proposal_words import Act, ProposalWords, Thing

FAR = 110  # code points between the words of an act and those that tell the kind
NEAR = 60  # the same, between two verbs ("help A rebuild")
WINDOW = 20  # code points before a verb in which a word that a noun needs may stand
# between an act and what is proposed; "that" opens another thought unless it is the thought that is asked for
APART = re.compile(
    r"\b(?:which|who|whose|after|when|than|rather|instead|against|over|before|until)\b|(?<!realize )\bthat\b"
)
ADVERBS = r"(?:(?:also|further|jointly|fully|soon|continue to|not only|\w+ly) ){0,6}"
VERB = re.compile(rf"[ …\"“‘']*(?:to )?{ADVERBS}(?P<verb>[a-z-]+)")
NO_VERB = re.compile(
    r"(?:the|a|an|its|his|her|their|our|all|any|more|some|such|this|these|that|those|you|me|us|them|him|it|what|how|why"
    r"|anyone|everything|new|closer|full|greater|stronger|further|better|bilateral|mutual|joint|military|at|in|on|by|for"
    r"|with|from|be|been|being|(?!(?:imple|supple|comple)ment|cement|mention|position|speed|(?:pro|suc)ceed)[a-z-]+(?:ed|ion|ment))$"
)
WILL = re.compile(r"\b(?:will|would|shall)\b")
WHO_ACTS = re.compile(  # "that they |", "that both countries should |"
    r" (?:(?:the|our|their) )?(?:two |both )?"
    r"(?:sides|countries|nations|states|parties|armies|militaries|ministries|they|we)"
    r"(?: (?:should|must|also|jointly|soon))*(?= )"
)
ENDED = re.compile(r"(?:ed|ing|s)$")
ASKING = re.compile(r" ?(?:how|why|what|whether|who|if)\b")
AND = re.compile(r",? (?:and|as well as|and also|or) [\"“]?|, [\"“]?")
DETERMINED = re.compile(r"(?:the|a|an|its|his|their) ")
LISTED = re.compile(r"\b(?:in|including|such as|like|through|into|by)\b")
SHORT_WAY = re.compile(r"[\"“‘' ]*(?:[\w'’-]+ ){0,6}[\"“‘']?")
PREPOSITION = re.compile(r"\b(?:of|in|on|for|with|to|from|by|between|against|at|and)\b")
IN = re.compile(r"\b(?:in|of|within the framework of|the result of) (?:[a-z-]+ ){0,2}$")
OURS = re.compile(r"\b(?:we|both (?:sides|countries|nations|parties)|(?:the|our) two \w+|together|jointly)\b")
TALK = frozenset(["discuss", "attend", "mark", "celebrate", "express", "congratulate", "pay", "offer", "brief", "move"])
WAYS = ("ways", "how to", "prospect", "possib", "avenue", "opportunit", "mechanism", "modalit", "explor")
OPEN = ("agree", "consent", "pledg", "vow", "promis", "commit", "ready", "readiness", "willing", "prepared", "offer")
WORTH = ("importance", "significance", "benefit", "interest")
FIRM = ("offered", "pledged")
FUTURE = frozenset(["will", "would", "shall", "would continue to"])
DUTY = frozenset(["must", "should", "ought to", "need to", "needs to", "have to", "has to", "are obliged to"])
WISH = frozenset(["hopes to", "hope to", "wants to", "want to", "would like to", "wishes to", "hoped to"])
SOUGHT = frozenset(["seek", "seeks", "sought", "seeking"])
DUTY_KINDS = frozenset(["withdrawal", "negotiation", "ceasefire", "joint_exercise", "joint_commission", "listing"])
ANNOUNCED = frozenset(
    ["aid", "assistance", "arms_supply", "withdrawal", "deployment", "ceasefire", "joint_exercise", "training"]
)
TOPICS = frozenset(["agreement", "negotiation", "ceasefire", "assistance", "listing", "release"])  # spoken about
EVENTS = frozenset(["negotiation", "agreement"])  # planned ones are meetings and agreements
HELPED = frozenset(["reconstruction", "training", "withdrawal", "negotiation", "release"])  # what one helps others do
VAGUE = frozenset(["cooperation", "agreement", "assistance"])


@dataclass(slots=True)
class Reading:
    """The words of one act and what follows them. low: the text made plain and small. takes: what follows the act,
    as in the lexicon. spoken: whether somebody is reported to have said it.
    """

    low: str
    act: Act
    takes: str
    status: str
    words: ProposalWords
    spoken: bool

    def parts(self, start: int, end: int) -> list[tuple[Span, str]]:
        """What is proposed in low[start:end], part by part, each with its kind."""
        if end - start < 4:
            return []
        if self.takes in ("noun", "subject"):
            return [] if ASKING.match(self.low, start) else self._nouns(start, end)
        return self._verbs(start, end)

    def _verbs(self, start: int, end: int) -> list[tuple[Span, str]]:
        """What is to be done."""
        if self.act.words in FUTURE and self.low.startswith(" to ", start):  # "our will to work"
            return []
        future = WILL.search(self.low, start, end) if self.takes == "clause" else None  # "promised that A will help B"
        things = self.words.find_things(self.low, start, end)
        if self.takes == "mandate":
            start = self._mandated(start, end, things)
        verb = VERB.match(self.low, future.end() if future else start, end)
        if self.takes == "clause" and future is None:  # "agreed that it rained"
            return []
        if verb is None or (self.takes == "verb" and NO_VERB.match(verb["verb"])):
            return []
        at = verb.start("verb")
        if self.words.threats.match(self.low, at) or (self.takes == "addressee" and verb["verb"] in TALK):
            return []
        head = next((t for t in things if t.start <= at < t.end and (t.verb or t.weak is not None)), None)
        head = self._begun(head, things)
        kind = self._verb_kind(head, things, verb) or ("commitment" if self._open(head) else None)
        if kind is None or not self._fits(kind, start, end, head):
            return []
        helping = head is not None and head.weak == "assistance"  # what one helps others do is one
        joined = [] if helping else self._further(at, end, kind)
        begins = [(start, kind), *((begin, further) for _, begin, further in joined)]
        stops = [*(stop for stop, _, _ in joined), end]
        return [(trimmed(self.low, at, stop), kind) for (at, kind), stop in zip(begins, stops, strict=True)]

    def _mandated(self, start: int, end: int, things: Sequence[Thing]) -> int:
        """Where the verb stands that is proposed to somebody: "proposed that the two sides | hold talks"."""
        if told := WHO_ACTS.match(self.low, start, end):
            return told.end()
        acting = (t for t in things if (t.verb or t.weak is not None) and not t.noun and not ENDED.search(t.words))
        return next((t.start for t in acting if start + 2 < t.start < start + NEAR), end)

    def _begun(self, head: Thing | None, things: Sequence[Thing]) -> Thing | None:
        """The verb that a verb of beginning or going on stands before: "begin withdrawing troops"."""
        if head is None or head.weak != "":
            return head
        behind = (t for t in things if self.low[head.end : t.start] in (" ", " to ") and (t.verb or t.weak))
        return next(behind, head)

    def _further(self, start: int, end: int, first: str) -> list[tuple[int, int, str]]:
        """Further verbs on a par with the first: where each is joined, where it begins, its kind ("and to train B")."""
        found: list[tuple[int, int, str]] = []
        for joint in AND.finditer(self.low, start, end):
            verb = VERB.match(self.low, joint.end(), end)
            if len(self.low[start : joint.start()].split()) < 2:  # "form and train a legion": they share their object
                continue
            if verb is None or NO_VERB.match(verb["verb"]) or self.words.threats.match(self.low, verb.start("verb")):
                continue
            things = self.words.find_things(self.low, joint.end(), end)
            head = next((t for t in things if t.start == verb.start("verb")), None)
            if head is None or (head.verb is None and head.weak is None) or head.words.split()[0].endswith("ing"):
                continue
            kind = self._verb_kind(head, things, verb)
            if kind and kind not in {first, *(k for _, _, k in found)} and self._fits(kind, verb.start(), end, head):
                found.append((joint.start(), joint.end(), kind))
        return found

    def _open(self, head: Thing | None) -> bool:
        """Whether the words alone are a commitment, whatever it is to; a simple future is with some verbs only."""
        if self.act.words in FUTURE:
            return head is not None and head.words in self.words.will
        return self.status in FIRM and self.takes in ("verb", "clause") and any(w in self.act.words for w in OPEN)

    def _verb_kind(self, head: Thing | None, things: Sequence[Thing], verb: re.Match[str]) -> str | None:
        """The kind that the verb tells, or with a weak or unknown one the first noun behind it."""
        if head is not None and head.verb:
            return head.verb
        if head is None and self.act.words in FUTURE:
            return None
        start = head.end if head is not None else verb.end()
        noun = self._noun(verb.start("verb"), start, things)
        helps = head is not None and head.weak == "assistance"
        if helps:  # "help Syria rebuild"
            verbs = (t for t in things if t.start > start and t.verb and not t.noun and t.start - start < NEAR)
            further = next(verbs, None)
            if further and (noun is None or further.start < noun.start) and further.verb in HELPED:
                return further.verb
        if noun is not None:
            return noun.noun
        return "assistance" if helps and (self.status != "called_for" or needed(self.low, self.act)) else None

    def _noun(self, since: int, start: int, things: Sequence[Thing]) -> Thing | None:
        """The first noun behind a position that tells a kind; of a compound, its last."""
        for i, thing in enumerate(things):
            if thing.start < start or thing.noun is None:
                continue
            if thing.start - start > FAR or APART.search(self.low, start, thing.start):
                return None
            if not self._given(thing, since):
                continue
            if thing.noun in VAGUE and IN.search(self.low, since, thing.start):
                continue
            if thing.noun in VAGUE and self.low.endswith("to ", since, thing.start):  # "to deal with it"
                continue
            for other in things[i + 1 :]:
                if (
                    self.low[thing.end : other.start] not in (" ", "-")
                    or not other.noun
                    or not self._given(other, since)
                ):
                    break
                thing = other
            return thing
        return None

    def _given(self, thing: Thing, since: int) -> bool:
        """Whether the word that a noun needs stands before it: "send" before "tanks"."""
        need = self.words.needs.get(thing.words)
        return need is None or self.words.has(need, self.low[max(0, since - WINDOW) : thing.start])

    def _nouns(self, start: int, end: int) -> list[tuple[Span, str]]:
        """The things of an enumeration; a list within one of them ("ties in A, B and C") is its own."""
        things = self.words.find_things(self.low, start, end)
        found: list[tuple[int, str]] = []
        at = start
        while following := self._next(at, end, things, found):
            at, kind, begin = following
            found.append((begin, kind))
        if not found and self.act.words.startswith(("agree", "consent")) and " " in self.act.words:
            return [(trimmed(self.low, start, end), "commitment")]  # what is agreed on, whatever it is
        spans = []
        for (begin, kind), following_one in zip(found, [*found[1:], None], strict=False):
            stop = end
            if following_one:
                stop = max(
                    (j.start() for j in AND.finditer(self.low, begin, following_one[0])), default=following_one[0]
                )
            spans.append((trimmed(self.low, begin, stop), kind))
        return [(span, kind) for span, kind in spans if span.end - span.start > 3]

    def _next(
        self, at: int, end: int, things: Sequence[Thing], found: Sequence[tuple[int, str]]
    ) -> tuple[int, str, int] | None:
        """The next thing of an enumeration: where its noun ends, its kind, where its words begin."""
        if not found:
            head = self._head(at, things)
            return (*head, at) if head and self._fits(head[1], at, head[0], None) else None
        listed = False
        for joint in AND.finditer(self.low, at, end):
            listed = listed or LISTED.search(self.low, at, joint.start()) is not None
            begin = joint.end()
            if listed and "as well" not in joint.group() and not DETERMINED.match(self.low, begin):
                continue
            near = next((t for t in things if t.start >= begin), None)
            if near is None:
                return None
            between = self.low[begin : near.start]
            if not SHORT_WAY.fullmatch(between) or PREPOSITION.search(between):
                continue
            head = self._head(begin, things)
            if head is None or head[1] in ("agreement", *(k for _, k in found)):
                continue
            if self._fits(head[1], begin, head[0], None):
                return (*head, begin)
        return None

    def _head(self, start: int, things: Sequence[Thing]) -> tuple[int, str] | None:
        """Where the words end that tell the kind of a noun phrase, and the kind: "expanding ties", "withdrawal"."""
        verb = VERB.match(self.low, start)
        at = verb.start("verb") if verb else start
        gerund = next((t for t in things if t.start <= at < t.end and t.words.split()[0].endswith("ing")), None)
        if gerund and gerund.verb and not gerund.noun:
            return gerund.end, gerund.verb
        noun = self._noun(self.act.start, start, things)
        if noun is not None and noun.noun:
            return noun.end, noun.noun
        if gerund and gerund.weak == "assistance" and self.status != "called_for":
            return gerund.end, gerund.weak
        return None

    def _fits(self, kind: str, start: int, end: int, head: Thing | None) -> bool:
        """Whether the act can propose a thing of that kind: a topic is none without a change, nor an event as such."""
        words = self.act.words
        grows = self.words.has("growth", self.low[start : end + 1]) or (head is not None and head.weak == "cooperation")
        if self.status == "discussed":
            if words.startswith(WAYS):
                return kind != "agreement"
            return kind not in TOPICS and (kind not in ("cooperation", "deployment") or grows)
        if words in WISH:
            return kind not in ("commitment", "assistance", "agreement") and (kind != "cooperation" or grows)
        if words.startswith("announc"):
            return kind in ANNOUNCED
        if words in SOUGHT:
            return kind not in VAGUE and kind not in EVENTS
        if words in DUTY and not needed(self.low, self.act):
            ours = self.spoken and OURS.search(self.low, max(0, self.act.start - 40), self.act.end) is not None
            return kind in DUTY_KINDS or (ours and kind not in ("commitment", "assistance", "agreement"))
        if words.startswith(WORTH):
            return kind not in VAGUE
        if self.status == "planned":
            return kind not in EVENTS and (kind != "cooperation" or grows)
        return True


def idle(low: str, act: Act, words: ProposalWords) -> bool:
    """Whether a simple future is that of a verb that proposes nothing: "will rain"."""
    verb = VERB.match(low, act.end) if act.words in FUTURE else None
    return verb is not None and verb["verb"] not in words.within and "-" not in verb["verb"]


def needed(low: str, act: Act) -> bool:
    """Whether the words are a noun: "the need to support A"."""
    before = (" the ", "“the ", '"the ', " a ", "'s ")
    return act.words == "need to" and low.endswith(before, max(0, act.start - 6), act.start)


def trimmed(low: str, start: int, end: int) -> Span:
    """low[start:end] without blanks and marks around it, and without "also" or "to" before it."""
    while start < end and low[start] in " ,;:\"“”‘’'…":
        start += 1
    if low.startswith(("also ", "to "), start):
        start = low.index(" ", start) + 1
    while end > start and low[end - 1] in " ,;:.\"“”‘’'":
        end -= 1
    return Span(start, end)
