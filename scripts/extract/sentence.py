"""The verb groups of a sentence: whether what they tell did happen, in which voice, and who is their subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.extract.model import DateExpression
from scripts.extract.phrases import PHRASE, Phrases, Words
from scripts.extract.subjects import clause_subject, subject
from scripts.lexicon import words as words_of

BE = words_of("is are was were be been being am got 's ’s")
HAVE = words_of("has have had having")
UNREAL = words_of("will would could can may might must shall should cannot 'll ’ll")
SINCE = re.compile(r"\b(?:since|as far back as|from|after)(?: the| early| late)?[ \u00a0]$", re.I)
APART = re.compile(r"[;:]|\b(?:who|which|that|whose|when|where|said|says|before|after|but)\b")
OPENERS = words_of("since when because although while")
CALLING = words_of("calling called calls urging urged urges asked asking")
REPORTED = words_of("reported thought believed said alleged known understood rumoured rumored")
TELLS = words_of("claims says reports alleges states adds confirms insists announces")
FOUGHT = words_of("fought battled helped rallied enabled allowed")
HAPPENED = words_of(
    "began begun started commenced continued continue continues continuing helped managed rallied fought "
    "kept resumed stopped admitted denied ceased used"
)
BLAMING = words_of(
    "accused accuses accusing accuse blamed blames blaming suspected condemned condemns condemning "
    "criticized criticised convicted guilty accusations denounced responsible charged"
)
TELLING = BLAMING | words_of(
    "said says say told tells stated states claimed claims claim alleged alleges reported reports confirmed confirms "
    "announced announces added adds maintained insisted insists charged recalled"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group from the word first on.

    perfect: "has struck". subject: None where there is none. governed: the word that governs it ("accused of killing").
    reduced: a participle behind a noun ("a man killed in A").
    """

    first: int
    passive: bool
    perfect: bool
    subject: Words | None
    shape: str
    governed: str = ""
    reduced: bool = False


@dataclass(frozen=True)
class Sentence(Phrases):
    """A sentence asked for its verbs, too."""

    def whole(self, words: Words | None) -> Words | None:
        """A noun phrase with what it is told of: "Ukraine" of "the war in Ukraine" with the war."""
        if words is None or words.first < 2 or self.word(words.first - 1) not in ("in", "between", "on", "against"):
            return words
        before = self._nouns_before(words.first - 1)
        return Words(before.first, words.after) if before else words

    def group(self, first: int, after: int, shape: str, *, alone: bool = False) -> Group | None:
        """The verb group of a verb at words first to after; None where what it tells did not happen, or it is no verb.

        alone: whether the verb takes no object.
        """
        tags, start = self.tags, first
        if shape == "base" and tags[first] == "P" and first:
            return None
        while start and (tags[start - 1] in "raeNni" or self.word(start - 1) in ("so", "far")):
            start -= 1
        helpers = {self.word(k) for k in range(start, first)}
        if helpers & UNREAL or any(t in "nN" for t in tags[start:first]):
            return None
        before = tags[start - 1] if start else ""
        if "being" in helpers and not helpers & {"is", "are", "was", "were"}:
            return None
        if shape == "past" and not helpers and before in ("p", "d", "D"):
            return None  # an adjective: "the occupied town"
        if self._conditional(start):
            return None
        governed = ""
        if before == "t" and "have" in helpers and start > 1 and self.word(start - 2) in REPORTED:
            first = start - 2
            while first and tags[first - 1] in "raeNni":
                first -= 1
            passive = shape == "past" and "been" in helpers
            return Group(first, passive, True, self.subject_of(first), shape, "reported")
        if before == "t" or (shape == "participle" and not helpers & BE and before in "pfvgxzyl"):
            link = self._governor(start, shape)
            if link is None:
                return None
            governed, origin, who = link
            return Group(origin, False, False, who, shape, governed)
        if shape == "base":
            if not helpers and (helped := self._helped(start)):
                return Group(start, False, False, helped, shape, "help")
            if not helpers and not (start and tags[start - 1] in "PzowD,"):
                return None
            if helpers and not helpers & {"did"}:
                return None
        passive = shape == "past" and bool(helpers & BE)
        perfect = bool(helpers & HAVE)
        if shape == "participle" and not helpers & BE:
            if before not in ",c" or start == 0:
                return None
            if before == "c" and (other := tags.rfind("g", max(0, start - 9), start - 1)) > 0:
                return self.group(other, other + 1, shape)  # "accused A of killing B and injuring C"
            return Group(start, False, False, self._deed(start), shape)
        if shape == "participle" and helpers & HAVE == set() and not helpers & {"was", "were", "is", "are", "been"}:
            return None
        who = self.subject_of(start)
        if shape == "past" and not helpers and not alone and not self.quantity(after):
            following = tags[after : after + 1]
            if (following in ("y", "p", "l", "i") and not self.phrase(after) > after) or following == "y":
                reduced = start > 0 and tags[start - 1] in "Pxzm,i"
                if reduced or following == "y":
                    return Group(start, True, False, self._noun_before(start), shape, reduced=True)
        return Group(start, passive, perfect, who, shape)

    def _conditional(self, start: int) -> bool:
        """Whether the clause of a verb group begins with "if" or "unless"."""
        for k in range(start - 1, max(-1, start - 12), -1):
            if self.word(k) in ("if", "unless", "whether", "lest"):
                return True
            if self.tags[k] in ",;:vwh":
                return False
        return False

    def _noun_before(self, end: int) -> Words | None:
        while end and self.tags[end - 1] == ",":
            end -= 1
        i = end
        while i and self.tags[i - 1] in "dDPxzmi":
            i -= 1
        return Words(i, end) if i < end else None

    def _helped(self, start: int) -> Words | None:
        """ "A helped B defeat C": the words from A to B."""
        for k in range(start - 1, max(0, start - 8), -1):
            if self.word(k) in ("helped", "help", "helping", "helps"):
                before = subject(self.tags, k) or clause_subject(self.tags, k)
                return Words(before[0] if before else k, start)
            if self.tags[k] not in PHRASE:
                return None
        return None

    def subject_of(self, start: int) -> Words | None:
        """Whose verb group begins at a word."""
        tags = self.tags
        before = tags[start - 1] if start else ""
        if before == "w" or (before == "h" and start > 1 and tags[start - 2] in "Pxzi,"):
            end = start - 1
            while end and tags[end - 1] in ",p":
                end -= 1
            return self._nouns_before(end)
        if before == "," and (aside := tags.rfind(",w", max(0, start - 30), start)) > 0:
            return self._nouns_before(aside)  # "Roe, who served as A, lost his life"
        if before == "c" and start > 2 and tags[start - 2] in "fv":  # "A occupied and annexed B"
            first = start - 2
            while first and tags[first - 1] in "raeNni":
                first -= 1
            return self.subject_of(first)
        if before in ("c", "b") and (verb := self._first_verb(start - 1)) is not None:
            if verb and tags[verb - 1] in "hw":
                return self.subject_of(verb)
            if shared := subject(tags, verb):
                return Words(*shared)
        found = None if before in ("c", "b") else subject(tags, start)
        found = found or clause_subject(tags, start)
        if found is None:
            return None
        if tags[found[1] - 1] == "o":
            return Words(found[1] - 1, found[1])
        opener = next((k for k in range(found[1] - 1, found[0] - 1, -1) if self.word(k) in OPENERS), None)
        if opener is not None and opener + 1 < found[1]:
            return Words(opener + 1, found[1])
        return Words(self._list(found[0]) if "c" in tags[found[0] : found[1]] else found[0], found[1])

    def _first_verb(self, end: int) -> int | None:
        """The first verb, by its auxiliary or form, of the clause that goes on at a word: "said that A has B, and"."""
        begin = max(self.tags.rfind(mark, 0, end) for mark in "hw;:")
        return next((k for verb in ("aANv", "f") for k in range(begin + 1, end) if self.tags[k] in verb), None)

    def _list(self, first: int) -> int:
        """Where an enumeration of names begins that goes on at a word."""
        while first > 1 and self.tags[first - 1] == ",":
            start = first - 1
            while start and self.tags[start - 1] in "dDP":
                start -= 1
            if start == first - 1 or first - start > 9 or (start and self.tags[start - 1] == "c"):
                return first
            first = start
        return first

    def _nouns_before(self, end: int) -> Words | None:
        """The noun phrase that ends before a word, enumerations and "of" gone along with."""
        first = end
        while first and end - first < 25 and self.tags[first - 1] not in "vaNw;:hobsty":
            if self.tags[first - 1] == "," and not self.in_number(first - 1):
                break
            if self.tags[first - 1] in "fz" and first < end and self.tags[first] in "dD" and self.word(first) != "all":
                break  # a verb: "praised the men"
            if (
                self.tags[first - 1] == "p"
                and self.word(first - 1) not in ("of", "than")
                and not self.quantity(first - 1)
            ):
                break
            first -= 1
        return Words(first, end) if first < end else None

    def date(self, position: int) -> DateExpression | None:
        """The date of what happens at a position, that after "since" too."""
        found = self.scene.date(position)
        if found is not None:
            return found
        for day in self.scene.dates:
            opener = SINCE.search(self.text, max(self.scene.span.start, day.span.start - 24), day.span.start)
            if day.edtf and opener:
                gap = (day.span.end, position) if day.span.start < position else (position, opener.start())
                if not APART.search(self.text, *gap):
                    return day
        return None

    def _called(self, start: int) -> tuple[str, int, Words | None] | None:
        """ "A called on B to list C": who called."""
        for k in range(start - 1, max(-1, start - 16), -1):
            if self.word(k) in CALLING:
                return self.word(k), start, self._nouns_before(k) or self.subject_of(k)
        return None

    def _fought(self, start: int) -> tuple[str, int, Words | None] | None:
        """ "A has fought alongside B to retake C": who fought."""
        for k in range(start - 2, max(-1, start - 14), -1):
            if self.word(k) in FOUGHT:
                first = k
                while first and self.tags[first - 1] in "raeNni":
                    first -= 1
                done = not {self.word(i) for i in range(first, k)} & UNREAL
                return (self.word(k), first, self.subject_of(first)) if done else None
            if self.tags[k] in "wsh;:av":
                return None
        return None

    def _governor(self, start: int, shape: str) -> tuple[str, int, Words | None] | None:
        """What governs an infinitive or an -ing form, if what is governed did happen: (its word, where, who)."""
        at = start - 1
        if self.tags[at] == "t":
            at -= 1
        word = self.word(at)
        if shape == "participle" and self.tags[start - 1] in "pyl":
            return self._accused(start)
        if word in HAPPENED:
            first = at
            while first and self.tags[first - 1] in "raeNni":
                first -= 1
            if {self.word(k) for k in range(first, at)} & UNREAL or (first and self.tags[first - 1] == "t"):
                return None
            return word, first, self.subject_of(first)
        if self.tags[start - 1] == "t":
            return self._called(start) or self._fought(start)
        if shape == "participle" and self.word(start - 1) in ("by", "after", "for", "while", "before"):
            return self.word(start - 1), start, clause_words(self.tags, start)
        return None

    def _accused(self, start: int) -> tuple[str, int, Words | None] | None:
        """ "accused A of striking B", "blamed A for striking B", "by delivering A": who did."""
        preposition = self.word(start - 1)
        if preposition not in ("of", "for", "by", "after", "in"):
            return None
        for k in range(start - 2, max(-1, start - 16), -1):
            if self.word(k) in BLAMING:
                return self.word(k), k, Words(k + 1, start - 1)
            if self.tags[k] in "wsh;:" or self.word(k) in UNREAL:
                break
        if preposition in ("of", "in") or any(self.word(k) in UNREAL for k in range(max(0, start - 14), start)):
            return None
        if preposition == "by" and start > 3 and self.tags[start - 3] == "t":  # "prompting A to respond by striking B"
            return preposition, start, self._noun_before(start - 3)
        return preposition, start, clause_words(self.tags, start) or self._main(start - 1)

    def _deed(self, start: int) -> Words | None:
        """Who did what a participle behind a comma tells: not who tells it ("A accused B of shelling C, killing D")."""
        who = clause_words(self.tags, start)
        verb = who.after if who else 0
        while verb < start and self.tags[verb] in "raei":
            verb += 1
        if who is None or self.word(verb) not in TELLING:
            tells = next((k for k in range(who.first + 1, who.after) if self.word(k) in TELLS), None) if who else None
            return Words(tells + 1, who.after) if who and tells and tells + 1 < who.after else who
        for k in range(start - 1, verb, -1):
            if self.tags[k] == "g" and self.word(k - 1) in ("of", "for") and (accused := self._accused(k)):
                return accused[2]
        inner = next((k for k in range(start - 1, verb, -1) if self.tags[k] in "aANvf"), None)
        deed = self.subject_of(inner) if inner else None
        return deed if deed and deed.first != who.first else None

    def _main(self, end: int) -> Words | None:
        """The subject of the last verb before a word."""
        verb = next((k for k in range(end - 1, max(0, end - 12), -1) if self.tags[k] in "vf"), None)
        return self.subject_of(verb) if verb else None


def clause_words(tags: str, verb: int) -> Words | None:
    """The subject of the clause of a verb that has none of its own."""
    found = clause_subject(tags, verb)
    return Words(*found) if found else None
