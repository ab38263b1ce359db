"""Words that refer without a name: "the Iranian minister", "his Syrian counterpart", "the two sides", "he"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.extract.model import Entity, Mention, Span, Title
from scripts.extract.placed import Cover, Placed
from scripts.extract.titles import ACRONYM, OfficeWord, lowered
from scripts.lexicon import Finder, Lines, PhraseFinder, trie_regex
from scripts.lexicon import words as words_of

BLANKS = " \u00a0"
GAP = f"[{BLANKS}]"
PEOPLE = "officials ministers leaders generals commanders chiefs presidents secretaries diplomats men pair duo"
PEOPLE += " delegations sides parties"
STATES = "countries nations states governments"
QUALITY = (
    "two three four both high-ranking senior top military army navy defense defence foreign visiting friendly brotherly"
)
WORD = r"[A-Za-z][\w.]*"
LAND = rf"{WORD}(?:{GAP}[A-Z][\w.]*)?"
PLURAL = re.compile(
    rf"[TtBb](?<!\w.)(?:(?:he|hese|heir|(?<=[Bb])oth){GAP}"  # its first letter first: the scan is twice as fast
    rf"(?P<owners>{LAND}(?:,{GAP}(?!and\b){LAND}){{0,3}},?{GAP}and{GAP}{LAND}{GAP})?"
    rf"(?:(?i:{QUALITY.replace(' ', '|')}){GAP}){{0,3}}(?P<people>(?i:{PEOPLE.replace(' ', '|')}))"
    rf"(?P<of>{GAP}of{GAP}{LAND}(?:,{GAP}(?!and\b){LAND}){{0,3}}(?:,?{GAP}and{GAP}(?:the{GAP})?{LAND})?)?"
    rf"|(?P<two>he{GAP}two|he{GAP}three|(?<=B)oth)(?={GAP}(?:had|have|also|met|agreed|discussed|will|said|exchanged|signed|talked|spoke|reiterated|expressed"
    r"|stressed|emphasi[sz]ed|reaffirmed|reviewed|exchanged|called|pledged|underlined|underscored|vowed"
    rf"|would|(?:are|were){GAP}(?:to|due|expected|set|scheduled))\b)"
    rf"|(?:he{GAP}two|heir{GAP}two|(?<=[Bb])oth){GAP}(?:[a-z-]+{GAP}(?:and{GAP}[a-z-]+{GAP})?)?"
    rf"(?P<states>{STATES.replace(' ', '|')}))\b"
)
MANY = Lines(["both", *(gap + word for word in (*PEOPLE.split(), "two", "three") for gap in BLANKS)])  # one in each
NUMBER = re.compile(r"\b(?:two|both|three|four)\b", re.I)
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
PRONOUN = Finder(("He", "She", "he", "she"))
HIM = re.compile(r"(?<=ccording to )(?:him|her)(?=[,.;]|$)")
STYLED = re.compile(rf"\bH(?:is|er){GAP}(?:Royal{GAP})?(?:Highness|Excellency|Majesty)(?={GAP}[a-z]|,{GAP}[a-z])")
STYLES = Lines(("Highness", "Excellency", "Majesty"))
PEERS = ("counterpart", "counter part", "colleague", "peer", "opposite number")
PEER = Lines(PEERS)
COUNTERPART = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he){GAP}(?:(?:then|visiting|new){GAP})?"
    rf"(?:(?P<nation>[A-Z][\w.]+(?:[ \u00a0-][A-Z]\w+)?){GAP})?(?:{'|'.join(PEERS)})\b"
)
NATION = r"[A-Z][\w.]+(?:[ \u00a0-][A-Z]\w+)?"
COUNTERPARTS = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir){GAP}(?:(?:visiting|new|two|three|four|[A-Z][a-z]+){GAP})?"
    rf"(?P<nations>{NATION}(?:,{GAP}(?!and\b){NATION}){{0,4}},?{GAP}and{GAP}{NATION}){GAP}"
    rf"(?:(?:defen[cs]e|foreign|military){GAP})?(?:counterparts|colleagues|peers)\b"
)
LISTED = re.compile(rf",?{GAP}and{GAP}|,{GAP}")
HEAD = Lines(f"head{gap}of" for gap in BLANKS)
HEAD_OF = re.compile(  # of a ministry: the minister
    rf"\b[Tt]he{GAP}head{GAP}of{GAP}the{GAP}(?:(?P<nation>[A-Z]\w+(?:{GAP}[A-Z]\w+)?){GAP})?"
    rf"(?P<which>(?i:defence|defense|military|foreign|war)){GAP}(?i:ministry|portfolio)\b"
)
DETERMINERS = frozenset(("the", "this", "that", "his", "her", "their", "its"))
OWNER = re.compile(r"[’']s$|s[’']$")
OWNER_BEFORE = re.compile(rf"(?:[A-Z][\w.]+{GAP}){{1,2}}$")  # of "Saudi Arabia’s"
MODIFIER = re.compile(r"[\w\[\]-]+|\([A-Z]{2,}\)|(?:[A-Z]\.)+[A-Z]?")
MOST = 6  # modifiers between a determiner and its head
PROPER = r"(?:[A-Z]\.)*[A-Z][\w’'-]*"
OF_BODY = re.compile(
    rf"{GAP}(?:of|for){GAP}(?:the{GAP})?{PROPER}(?:{GAP}(?:{PROPER}|(?:and|of|of{GAP}the|for){GAP}{PROPER})){{0,8}}"
)
ADJECTIVAL = re.compile(
    rf"{GAP}(?:[A-Z]|(?:visit|invitation|statement|trip|ceremony|website|talks|news|delegation|guest|welcome|account|media)\b)"
)
BEHIND = re.compile(rf"(?:{GAP}\([A-Z]{{2,6}}\))?,?{GAP}")
NOUNS = (  # nouns of bodies and papers: "General Headquarters" is no general
    "Headquarters|Staff|Information|Security|Assembly|Secretariat|Directorate|Command|Agreement|Hospital|Council|Conference|"
    "Election|Motors|Dynamics|Electric"
)
PROPER_BEHIND = re.compile(rf"{GAP}(?:of{GAP})?(?:[A-Z][a-z]+{GAP}){{0,4}}(?:{NOUNS})\b")
PROPER_BEFORE = re.compile(
    rf"\b(?:Attorney|Directorate|Secretary|Governor|Consul|Solicitor|Surgeon|Auditor|Director){GAP}$"
)
LETTER = re.compile(r"\w")
ADVERB = re.compile(rf"(?:Earlier|Later|Meanwhile|Also|Then|Separately|Previously|Yesterday|Today|However),?{GAP}")
STOP = words_of(
    "a an and or but of in on at by for to with from as is was were are be been has have had which who said says met "
    "told during after before between against than including some any no every each many several two both all other "
    "another new next former late unnamed anonymous unidentified when while where whose what will would also earlier "
    "later meanwhile then separately previously however"
)
ACRONYM_BEHIND = re.compile(
    r"[ \u00a0]?\([ \u00a0]?(?P<short>[A-Z][A-Z-]{1,6})[ \u00a0]?\)"
)  # of "chief of staff (COS)"
# before who speaks at the end of a headline: "… is ready – Chinese minister", "… is ready, says Chinese minister"
TRAILING = re.compile(rf"(?:[–—-]|,?{GAP}(?:says|said)){GAP}$")
ENDS = re.compile(rf"{GAP}*(?:\n|$)")
OFFICE_OF = re.compile(rf"{GAP}(?:[A-Z]|(?:office|house|secretariat)\b)")  # "PM Office" is none


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that refers back (or, in a lead, ahead).

    kind: office, plural, counterpart or pronoun. head: its last word. country: ISO alpha-3 that the phrase tells.
    offices: the classes of office its head may stand for. name: key of the person whose name stands right behind.
    countries, number: of a plural, those it tells, and how many are meant.
    """

    span: Span
    kind: str
    head: str
    country: str | None = None
    offices: frozenset[str] = frozenset()
    name: str | None = None
    countries: tuple[str, ...] = ()
    number: int = 1


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Which classes of office a word may stand for ("minister": defence-minister, foreign-minister, ...).

    acronyms: those in capitals ("CDS"), by themselves. finder: finds the others in a text of small letters; short:
    finds the acronyms in a text as it is.
    """

    offices: Mapping[str, frozenset[str]]
    acronyms: Mapping[str, frozenset[str]]
    finder: PhraseFinder
    short: PhraseFinder

    @classmethod
    def of(cls, rows: Iterable[OfficeWord]) -> OfficeWords:
        """Compile the rows."""
        offices: dict[str, set[str]] = {}
        acronyms: dict[str, set[str]] = {}
        for row in rows:
            if ACRONYM.fullmatch(row.word):
                acronyms.setdefault(row.word, set()).add(row.office)
            else:
                offices.setdefault(row.word.lower(), set()).add(row.office)
        return cls(_frozen(offices), _frozen(acronyms), PhraseFinder(offices), PhraseFinder(acronyms))


def _frozen(offices: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(some) for word, some in offices.items()}


def references(
    text: str,
    entities: Mapping[str, Entity],
    mentions: Sequence[Mention],
    titles: Sequence[Title],
    sentences: Sequence[Span],
    words: OfficeWords,
    demonyms: Mapping[str, str],
) -> list[Reference]:
    """All references of a text in order.

    mentions: by position. titles: offices that stand beside a name and so refer to nobody else.
    """
    people = [m for m in mentions if m.entity and entities[m.entity].kind == "person"]
    closed = Cover([*(t.span for t in titles), *(m.span for m in people)])
    bodies = Cover([m.span for m in mentions if m.form == "name" and m.entity and entities[m.entity].kind != "state"])
    names = {m.span.start: m.entity for m in people}
    small = lowered(text)
    found = list(_pronouns(text))
    for line in MANY.find(small):
        found += [_plural(match, words, demonyms) for match in PLURAL.finditer(text, *line)]
    for match in PEER.matches(COUNTERPART, text):
        nation = match["nation"]
        country = demonyms.get(nation.replace("\u00a0", " ")) if nation else None
        if country or not nation:
            span = Span(*match.span())
            found.append(Reference(span, "counterpart", "counterpart", country, name=_behind(text, span.end, names)))
    for match in PEER.matches(COUNTERPARTS, text):
        told = [demonyms.get(n.replace("\u00a0", " ")) for n in LISTED.split(match["nations"])]
        nations = tuple(n for n in told if n)
        span = Span(*match.span())
        if len(nations) == len(told) and not _behind(text, span.end, names):
            found.append(Reference(span, "plural", "counterparts", countries=nations, number=len(nations)))
    for match in HEAD.matches(HEAD_OF, text):
        country = demonyms.get(match["nation"].replace("\u00a0", " ")) if match["nation"] else None
        held = "foreign-minister" if match["which"].lower() == "foreign" else "defence-minister"
        span = Span(*match.span())
        name = _behind(text, span.end, names)
        found.append(Reference(span, "office", "minister", country, frozenset((held,)), name))
    starts, placed = Cover(sentences), Placed(mentions)
    for start, end in words.finder.find(small):
        if _hyphened(text, start, end) or closed.at(start) or bodies.holds(start, end) or _in_a_name(text, start, end):
            continue
        word = " ".join(small[start:end].split())
        if word == "official" and ADJECTIVAL.match(text, end):
            continue
        at = Span(start, end)
        if office := _office(text, at, word.split()[-1], words.offices[word], entities, placed, starts):
            found.append(replace(office, name=_behind(text, office.span.end, names)))
    for start, end, offices in _acronyms(text, titles, words):
        if _hyphened(text, start, end) or closed.at(start) or bodies.holds(start, end):
            continue
        if text[max(0, start - 2) : start].rstrip().endswith("(") or OFFICE_OF.match(text, end):
            continue
        at = Span(start, end)
        if office := _office(text, at, at.of(text).lower(), offices, entities, placed, starts, acronym=True):
            found.append(office)
    found.sort(key=lambda r: (r.span.start, -r.span.end))
    kept: list[Reference] = []
    for reference in found:
        if not kept or reference.span.start >= kept[-1].span.end:
            kept.append(reference)
        elif kept[-1].kind == reference.kind == "office" and reference.span.end > kept[-1].span.end:
            kept[-1] = replace(reference, span=Span(kept[-1].span.start, reference.span.end))
    return kept


def _pronouns(text: str) -> Iterator[Reference]:
    """ "He", "she", "according to him", "His Excellency"."""
    for word, start, end in PRONOUN.find(text):
        yield Reference(Span(start, end), "pronoun", word.lower())
    rest = HIM.finditer(text) if "ccording to h" in text else ()
    for match in (*rest, *STYLES.matches(STYLED, text)):
        yield Reference(Span(*match.span()), "pronoun", match.group()[:3].lower())


def _hyphened(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "-" or text[end : end + 1] == "-"


def _acronyms(text: str, titles: Iterable[Title], words: OfficeWords) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Acronyms of offices, each with the classes it stands for: those of the lexicon, and those that the text itself
    gives ("(GOC)").
    """
    own: dict[str, frozenset[str]] = {}
    for title in titles:
        given = ACRONYM_BEHIND.match(text, title.span.end)
        if given and given["short"] not in words.acronyms:
            own.setdefault(given["short"], frozenset((title.office,)))
    found = words.short.find(text)
    if own:
        own |= {word: offices for word, offices in words.acronyms.items() if word in text}
        found = (match.span() for match in trie_regex(own).finditer(text))
    for start, end in found:
        word = " ".join(text[start:end].split())
        yield start, end, own.get(word) or words.acronyms[word]


def _plural(match: re.Match[str], words: OfficeWords, demonyms: Mapping[str, str]) -> Reference:
    """ "The two sides", "the three defence ministers", "the French and German ministers", "the army chiefs of A"."""
    head = (match["people"] or match["states"] or match["two"]).lower().split()[-1]
    single = {"secretaries": "secretary"}.get(head, head.removesuffix("s"))
    said = [*LISTED.split((match["owners"] or "").strip()), *LISTED.split((match["of"] or "")[4:])]
    lands = [land.removeprefix("the ").replace("\u00a0", " ") for land in said]
    owners = [land if land in demonyms else land.partition(" ")[0] for land in lands]
    countries = tuple(dict.fromkeys(demonyms[w] for w in owners if w in demonyms))
    number = NUMBER.search(match.group())
    end = match.end() if countries or not match["of"] else match.start("of")
    if match["of"] and countries and owners[-1] != lands[-1]:  # "of Norway Monday"
        end -= len(lands[-1]) - len(owners[-1])
    several = max(len(countries), NUMBERS[number.group().lower()] if number else 2)
    offices = words.offices.get(single, frozenset())
    return Reference(Span(match.start(), end), "plural", head, None, offices, None, countries, several)


def _behind(text: str, end: int, names: Mapping[int, str | None]) -> str | None:
    """Whose name stands right behind a phrase: "his Egyptian counterpart, X", "the chief of staff (COS), General X"."""
    match = BEHIND.match(text, end)
    return names.get(match.end()) if match else None


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Whether an office word is part of another name: "General Headquarters", "the Attorney General"."""
    if not text[start].isupper():
        return False
    before = PROPER_BEFORE.search(text, max(0, start - 20), start)
    return before is not None or PROPER_BEHIND.match(text, end) is not None


def _office(
    text: str,
    at: Span,
    head: str,
    offices: frozenset[str],
    entities: Mapping[str, Entity],
    placed: Placed,
    sentences: Cover,
    *,
    acronym: bool = False,
) -> Reference | None:
    """The definite phrase around an office word; None where it is not definite or titles the name that follows.

    An acronym of three letters or more is definite by itself.
    """
    sentence = sentences.at(at.start)
    start, definite = _left(text, at.start, sentence.start if sentence else 0)
    of = OF_BODY.match(text, at.end)
    span = Span(start, of.end() if of else at.end)
    owners = [m for m in placed.within(span) if m.entity and entities[m.entity].kind != "person"]
    opens = sentence is not None and LETTER.search(text, _behind_adverb(text, sentence), start) is None
    titled = opens and text[start].isupper() and text[at.start].isupper()
    trails = TRAILING.search(text, max(0, start - 8), start) and ENDS.match(text, span.end)
    if not (definite or (opens and owners) or titled or trails or (acronym and len(head) > 2)):
        return None
    told = (m.entity for m in owners if m.rule != "body-by-article")
    countries = {c for key in told if key and (c := entities[key].country)}
    return Reference(span, "office", head, countries.pop() if len(countries) == 1 else None, offices)


def _left(text: str, end: int, floor: int) -> tuple[int, bool]:
    """Where the phrase begins whose head stands at text[end], and whether it is definite: by "the" or an owner.

    floor: where its sentence begins.
    """
    start, floor = end, max(floor, end - 100)
    for _ in range(MOST + 1):
        if start == floor or text[start - 1] not in " \u00a0":
            break
        at = start - 1
        begin = max(floor - 1, *(text.rfind(blank, floor, at) for blank in " \u00a0\n")) + 1
        word = text[begin:at]
        bare = word.lstrip("“\"‘'")
        begin += len(word) - len(bare)
        if bare.lower() in DETERMINERS:
            return begin, True
        if OWNER.search(bare) and bare[0].isupper():
            more = OWNER_BEFORE.search(text, max(floor, begin - 40), begin)
            return (more.start() if more else begin), True
        if bare.lower() in STOP or not (MODIFIER.fullmatch(bare) or OWNER.search(bare)):
            break
        start = begin
        if bare != word:
            break
    return start, False


def _behind_adverb(text: str, sentence: Span) -> int:
    """Where a sentence begins, the adverb that opens it left out."""
    match = ADVERB.match(text, sentence.start)
    return match.end() if match else sentence.start
