"""Names of persons in a text, found by their words and by what stands beside them, before names are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scripts.extract.beside import Beside, Name
from scripts.extract.lexicons import GAP, POSSESSIVES, Lexicons, Word
from scripts.extract.model import Layout, Mention, Span
from scripts.extract.names import PARTICLES, fold, folded
from scripts.lexicon import Lines

SAYS = (
    r"(?:said|says|told|tells|added|adds|noted|stated|states|stressed|explained|wrote|writes|tweeted|insisted|argued"
    r"|recalled|replied|asked|warned|met|meets|arrived|spoke|visited|vowed|emphasi[sz]ed|underlined|reiterated|thanked"
    r"|praised)"
)
ACTS = re.compile(
    rf"(?:,[^,.\n]{{1,60}},)?{GAP}(?:(?:also|later|then|further|has|had){GAP})?{SAYS}\b|,{GAP}(?:\d\d,|who\b)"
)
SAYS_BEFORE = re.compile(rf"\b(?:says|said|asked|tells){GAP}$")
PLACE_BEFORE = re.compile(
    rf"\b(?:in|near|at|around|outside|into|through|(?:village|town|city|district|port|province|camp|area|region|airport){GAP}of)"
    rf"{GAP}(?:the{GAP})?$"
)
SHIPS = "frigate destroyer cruiser corvette carrier ship vessel submarine icebreaker tanker airbase stadium hotel"
SHIP = re.compile(
    rf"\b(?:{SHIPS.replace(' ', '|')}){GAP}(?:(?:Admiral|Marshal){GAP})?$|\b[Tt]he{GAP}(?:Admiral|Marshal){GAP}$"
)
BEFORE_SHIP = (*SHIPS.split(), "Admiral", "Marshal")  # one of these ends what SHIP finds
CREDITS = "Reporting|Editing|Writing|Written|Compiled|Edited|Translated|Photo|Photos|Photograph|Image|Images"
CREDIT = re.compile(rf"\b(?:{CREDITS}) by [^\n);.]{{0,80}}")  # who wrote or took it is no one the article is about
CREDITED = Lines(f"{word} by " for word in CREDITS.split("|"))
FREE = ("name", "given", "family", "initial", "particle")  # kinds of words that names are made of
REAL = FREE[:3]  # of which every name has one
BEFORE = (*FREE, "title")
BARRED = ("plain", "body", "namesake")
SMALL = frozenset(  # words that headlines in capitals leave small
    word
    for line in (
        "a an the and or but as at by for from in into of off on onto out over per than that to up via vs with after",
        "amid among before between during until under against its their his",
    )
    for word in line.split()
)
SYLLABLES = re.compile(r"[A-Z][a-z]{0,6}-[a-z]{1,6}")  # a Korean given name: "Sun-nam"
ARTICLES = ("Al", "El", "Bin", "Ibn")
ORDERS = frozenset(("KC", "QC", "MP", "NI", "HI", "SI", "MD", "CB", "VC", "OBE", "CBE", "KCB"))  # behind a name
MONTHS = frozenset(("march", "april", "may", "june", "august"))  # that are names too
POSTS = frozenset(("AG", "CM", "DG", "FM", "FS", "PM", "VP"))  # short for offices
FILIAL = frozenset(("bin", "ibn", "bint", "Bin", "Ibn", "Al", "El", "al", "el", "ould", "Ould"))
JOINING = frozenset(("e", "y", "i"))  # between two surnames
STATE_BESIDE = re.compile(rf"{GAP}\((?P<state>[A-Z][\w.]+(?:{GAP}[A-Z]\w+){{0,2}})\)")  # "X (Norland)"
LIST = rf"(?:,{GAP}and|,|;|{GAP}and){GAP}"
LISTED = re.compile(rf"{LIST}(?:[A-Z][\w’'-]+{GAP}){{1,4}}\([A-Z]|{LIST}(?:[A-Z][\w’'-]+{GAP}){{1,4}}\Z")
LISTED_BEFORE = re.compile(rf"\){LIST}$")
MOST = 8  # words of a name, initials counted, those of FILIAL not


class Token(NamedTuple):
    """A word with a capital, or a particle between two. core: its end without a possessive ending.

    kind: name, given, family (stands first), initial, particle, title, plain (no name), body (no name; what it ends is
    a body or a place) or namesake (no name; what follows it is a thing called after someone).
    """

    start: int
    core: int
    end: int
    kind: str
    word: str


class Finder:
    """The names of one text; made for each."""

    def __init__(self, layout: Layout, lexicons: Lexicons, taken: Sequence[Mention]) -> None:
        self.text = layout.text
        self.lexicons = lexicons
        self.beside = Beside(layout.text, lexicons)
        self.taken = {m.span.start: m for m in taken}
        self.starts = {s.span.start for s in layout.sentences}
        self.skipped = [p.span for p in layout.paragraphs if p.kind in ("byline", "furniture")]
        self.skipped += [Span(*m.span()) for m in CREDITED.matches(CREDIT, layout.text)]
        heads = [p.span for p in layout.paragraphs if p.kind in ("headline", "subheadline")]
        heads += [s.span for s in layout.sentences[:1]]
        self.headlines = [span for span in heads if _title_case(span.of(self.text))]
        self.loose: list[Token] = []  # words that are a person's only if one of that name is in the text
        self.weak: list[list[Token]] = []  # names in headlines, where verbs have capitals too

    def find(self) -> Iterator[Name]:
        """Names that their own words, or what stands beside them, show to be persons'."""
        starting, taken, words_of = self.beside.starting, self.taken, self.lexicons.words
        for run in self.lexicons.run.finditer(self.text):
            words = words_of(run.group())
            if not words:
                continue
            start, end = run.span()
            covered = self.beside.covered(start)
            if end <= covered or (self.skipped and _in(self.skipped, start)):
                continue
            if len(words) > 1 or start in starting:
                for tokens in self._tokens(start, words, covered):
                    yield from self._names(tokens)
                continue
            at, core, to, kind, word = words[0]
            token = Token(start + at, start + core, start + to, kind, word)
            if start in taken or (kind != "given" and not self.beside.adjoins(start)):
                self.loose.append(token)  # most words end here
            elif (name := self._name([token], None, None)) is not None:
                yield name

    def _tokens(self, start: int, words: Sequence[Word], covered: int) -> Iterator[list[Token]]:
        """The words of a run, divided where a sentence ends; words of titles and what is taken are marked."""
        starting, places = self.beside.starting, self.taken
        found: list[Token] = []
        taken = last = 0
        if start - 4 in places and self.text[start - 4 : start].lower() == "the ":
            taken = places[start - 4].span.end  # "the | Sri Lankan navy"
        for at, core, to, kind, word in words:
            if found and at - last > 1:
                yield self._honoured(found)
                found = []
            last = to
            at += start
            hit = starting.get(at)
            whole = places[at].span.end if at in places else taken
            if hit is not None and hit.end >= whole:  # not "Sri" of "Sri Lankan"
                covered = max(covered, hit.end)
            if at < covered:
                kind = "title"
            elif at < taken and kind != "particle":
                kind = "body"
            elif at in places and not self._a_surname(places[at], to + start, kind, found):
                mention = places[at]
                taken = mention.span.end
                kind = "plain" if mention.form == "demonym" or (mention.place_id and taken <= to + start) else "body"
            found.append(Token(at, core + start, to + start, kind, word))
        if found:
            yield self._honoured(found)

    def _a_surname(self, mention: Mention, to: int, kind: str, before: Sequence[Token]) -> bool:
        """Whether a place's name is a surname here: "Lloyd Austin"."""
        if mention.place_id is None or mention.span.end > to or kind in BARRED or not before:
            return False
        if before[-1].word in JOINING and len(before) > 1:  # "Joaquim Pinto e Lima"
            return before[-2].kind in FREE
        return before[-1].kind in ("given", "initial", "title") and before[-1].core == before[-1].end

    def _honoured(self, tokens: list[Token]) -> list[Token]:
        """ "Defence Minister Julia Bishop", "General Sheikh", "General Said Omar": words that are names here."""
        for i, token in enumerate(tokens):
            last = tokens[i - 1] if i else None
            if last is None or last.core < last.end:
                continue
            if token.kind == "title" and last.kind in BEFORE:
                hit = self.beside.starting.get(token.start)
                ends = i + 1 == len(tokens) or tokens[i + 1].kind in BARRED
                ends = ends or (token.word == "Sheikh" and last.kind != "title")  # "Hassan Sheikh Omar"
                if hit and hit.honorific and last.kind == "particle" and last.word in FILIAL:
                    tokens[i] = token._replace(kind="name")  # "bint Bandar bin Sultan"
                elif hit and hit.end == token.core and ends and (hit.honorific or hit.rank == "Marshal"):
                    tokens[i] = token._replace(kind="name")
                elif hit and hit.honorific == "religious" and self._ranked(last) and self._is_given(token):
                    tokens[i] = token._replace(kind="given")  # "General Shahid Malik"
            elif "-" in token.word and token.kind != "title" and SYLLABLES.fullmatch(token.word) and self._family(last):
                tokens[i - 1 : i + 1] = [last._replace(kind="family"), token._replace(kind="given")]
            elif token.kind in BARRED and (kind := self._named(tokens, i)):
                tokens[i] = token._replace(kind=kind)
        return tokens

    def _family(self, token: Token) -> bool:
        """Whether a word may be a family name that stands first, whatever else it means."""
        why = self.lexicons.others.get(token.word.lower())
        return token.kind != "title" and why != "function" and fold(token.word) in self.lexicons.family_first

    def _named(self, tokens: Sequence[Token], i: int) -> str:
        """The kind of a word that is a name here only for what stands around it; empty if it is none."""
        token, last = tokens[i], tokens[i - 1]
        small = token.word.lower()
        why = self.lexicons.others.get(small)
        free = i + 1 < len(tokens) and tokens[i + 1].kind in FREE
        if len(token.word) == 2 and token.word.isupper() and token.start not in self.taken and free:
            return "initial" if last.kind == "title" and token.word not in POSTS else ""  # "General SM Karim"
        if token.word in ORDERS and last.kind in FREE and not free:
            return "initial"
        if why == "thing" and last.kind in FREE and free and self._ranked(tokens[0]):
            return "name"  # "General Adel Shaheen Omar"
        if why == "thing" and last.kind == "given" and not free and (i == 1 or tokens[i - 2].kind == "title"):
            return "name"  # "the ambassador, Mehmet Bayraktar"
        if small in MONTHS and not free and (last.kind == "given" or self._honorific(last)):
            return "" if self.text[token.end : token.end + 2].strip()[:1].isdigit() else "name"
        if last.word in ARTICLES and why in ("verb", "function") and i > 1:
            return "name"  # "Omar bin Saif Al Said"
        if (
            small in SMALL
            and last.kind in FREE
            and (tokens[0].kind == "title" or any(t.word == "U" for t in tokens[:i]))
            and not _in(self.headlines, token.start)
        ):
            return "name"  # "Ambassador Kyaw Zin Than"
        land = fold(token.word) in self.lexicons.countries.words and why is None and token.start not in self.taken
        if land and last.kind == "title" and i + 2 < len(tokens) and tokens[i + 1].kind == "particle":
            return "name"  # "General Costa e Silva"
        if land and last.word in JOINING and i > 1 and tokens[i - 2].kind in FREE:
            return "name"  # "Ana Ortega y Costa"
        if land and last.kind in ("given", "name") and not free:
            return "name"  # "Rui Costa", who is not Costa Rica
        family = small in self.lexicons.family_first
        if token.kind != "plain" or not free or _in(self.headlines, token.start) or (small in SMALL and not family):
            return ""
        if last.kind == "title" and why in ("function", "verb"):
            return "family" if family else "name"
        if why == "calendar" and (self._ranked(last) or self._honorific(last)):
            return "name"  # "Air Marshal Sunday Adeyemi"
        syllable = why in ("function", "verb", "calendar") and len(small) < 6
        return "given" if syllable and i > 1 and last.kind == "family" and tokens[i - 2].kind == "title" else ""

    def _is_given(self, token: Token) -> bool:
        return fold(token.word) in self.lexicons.given

    def _ranked(self, token: Token) -> bool:
        """Whether a word is, or ends, a rank."""
        hit = self.beside.title_at(token.start) if token.kind == "title" else None
        return hit is not None and hit.rank is not None

    def _honorific(self, token: Token) -> bool:
        hit = self.beside.starting.get(token.start)
        return hit is not None and hit.honorific == "civil"

    def _names(self, tokens: list[Token]) -> Iterator[Name]:
        """The names among the words of one run."""
        part: list[Token] = []
        before: Token | None = None  # the word before the part
        if not any(token.kind in REAL for token in tokens):
            return
        for i, token in enumerate(tokens):
            if token.kind in FREE:
                if not part:
                    before = tokens[i - 1] if i else None
                part.append(token)
                if token.core == token.end and i + 1 < len(tokens):
                    continue
            if part:
                name = self._name(part, before, None if token is part[-1] else token)
                if name is not None:
                    yield name
                part = []

    def _name(self, part: list[Token], before: Token | None, after: Token | None) -> Name | None:
        """The name that the words make up, if they do; else they are kept to be compared with names found."""
        while part and (part[0].kind == "particle" or (part[0].word == "U" and len(part) > 2)):
            part = part[1:]  # "U" is an address in Myanmar
        if len(part) > 2 and part[-1].word in ORDERS:
            part = part[:-1]
        while part and part[-1].kind == "particle":
            part = part[:-1]
        real = [t for t in part if t.kind in REAL]
        called_after = (after and after.kind in ("body", "namesake")) or (before and before.kind == "namesake")
        if not real or called_after:
            return None
        if len(part) > MOST and len(part) - sum(t.word in FILIAL for t in part) > MOST:
            return None
        if len(part) == 1 and part[0].kind != "given" and not self.beside.adjoins(part[0].start):
            self.loose.append(part[0])
            return None
        name = self._made(part)
        whole = name.titled and len(part) <= 3 and after is None
        if self.headlines and not whole and _in(self.headlines, name.start):
            self.weak.append(part)
            return None
        floor, at = max(0, name.name_start - 24), name.name_start
        if len(real) < 3 and self.text.endswith(BEFORE_SHIP, floor, at - 1) and SHIP.search(self.text, floor, at):
            return None
        if not name.country and name.start > 3 and self.text[name.start - 3 : name.start - 1] in POSSESSIVES:
            name.country = self.lexicons.countries.before(self.text, name.start, frozenset())[0]
        beside = STATE_BESIDE.match(self.text, name.end)
        state = self.lexicons.countries.code(beside["state"]) if beside else None
        name.country = name.country or state
        name.rule = self._rule(name, part, real)
        if not name.rule and beside and state and len(real) > 1 and self._listed(name.start, beside.end()):
            name.rule = "listed-with-state"
        if name.rule:
            self.beside.take(name)
            self.beside.add_behind(name)
            return name
        if len(real) > 1 and part[0].start in self.starts and part[0].kind == "name" and real[1].kind == "given":
            return self._name(part[1:], part[0], after)  # the first word has its capital from the sentence
        words = self.text[part[0].start : part[-1].core]
        self.loose.append(Token(part[0].start, part[-1].core, part[-1].end, "name", words))
        return None

    def _listed(self, start: int, end: int) -> bool:
        """Whether another name with its state in brackets is beside text[start:end]: "X (Norland) and Y (Zubar)"."""
        before = LISTED_BEFORE.search(self.text, max(0, start - 8), start)
        return before is not None or LISTED.match(self.text, end) is not None

    def _made(self, part: Sequence[Token]) -> Name:
        """A name of the words, with what stands before it; not yet said to be a person's."""
        words = tuple([t.word for t in part])
        kept = [t.word for t in part if t.kind != "initial" or t is part[0]]
        name = Name(part[0].start, part[0].start, part[-1].core, words, folded(" ".join(kept)))
        name.surname_first = part[0].kind == "family"
        self.beside.add_before(name)
        return name

    def _rule(self, name: Name, part: Sequence[Token], real: Sequence[Token]) -> str:
        """Why the words are a person's name; empty where nothing shows it."""
        text, first = self.text, part[0]
        if name.titled:
            return "rank-name" if name.rank else "office-name" if name.offices else "honorific-name"
        acts = text[name.end : name.end + 1] in (" ", ",", "\u00a0") and ACTS.match(text, name.end)
        if len(part) == 1:
            spoken = first.kind == "given" and (acts or SAYS_BEFORE.search(text, max(0, name.start - 8), name.start))
            return "acts-as-person" if spoken else ""
        if name.folded in self.lexicons.known:
            return "known-person"
        if len(part) <= 4 and acts and len(real) > 1:
            return "given-name" if first.kind == "given" else "acts-as-person"
        if PLACE_BEFORE.search(text, max(0, name.start - 20), name.start):
            return ""
        if first.kind == "given" and len(real) > 1:
            return "given-name"
        if first.kind == "initial" or (part[1].kind == "initial" and len(part) > 2):
            return "initials"
        sure = len(part) == 3 or "-" in part[1].word or part[1].kind in ("given", "family")
        if first.kind == "family" and len(real) > 1 and len(part) <= 3 and sure:
            return "surname-first"
        if any(t.kind == "particle" and t.word in ("bin", "ibn", "bint", "von", "van") for t in part):
            return "name-particle"
        if first.word in ("Abu", "Abou", "Bin", "Ibn") and len(part) > 2:
            return "name-particle"
        givens = sum(t.kind == "given" for t in part)
        if any(t.kind == "given" for t in part[:2]) and any(t.word in ("Al", "El") for t in part[2:-1]):
            return "name-particle"  # "Mukhtar Salem Ali Al Hamadi"
        return "acts-as-person" if len(real) > 1 and len(part) <= 4 + givens and self.beside.behind(name) else ""

    def headline(self, part: list[Token], knows: Callable[[tuple[str, ...]], bool]) -> Name | None:
        """The name in capitalised words of a headline: one of the body, or what follows a title up to the verb."""
        for first in range(len(part)):
            for last in range(len(part), first, -1):
                name = self._made(part[first:last])
                if knows(name.folded):
                    name.rule = "headline-name"
                    return name
        for count in range(1, len(part)):
            if part[count].kind != "particle" and re.search(
                rf"(?<![\w-]){re.escape(part[count].word.lower())}(?![\w-])", self.text
            ):
                part = part[:count]
                break
        name = self._made(part[:4])
        name.rule = "headline-name" if name.titled or (len(part) > 1 and part[0].kind == "given") else ""
        return name if name.rule else None

    def with_article(self, start: int) -> int:
        """Where a name begins whose article ("al-") stands before its capital."""
        head = self.text[max(0, start - 4) : start]
        if not head.endswith("-"):
            return start
        article = re.split(r"\W", head[:-1])[-1]
        return start - len(article) - 1 if article.lower() in PARTICLES else start


def _in(spans: Sequence[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _title_case(line: str) -> bool:
    """Whether a line is in capitals as headlines are: no word of content is small."""
    words = [w for w in line.split() if w[0].isalpha() and w.lower() not in SMALL]
    return len(words) > 3 and all(w[0].isupper() for w in words)
