"""A sentence as a string of tags, one letter a word, so that its grammar can be asked by regular expression.

Finite-state parsing in the manner of FASTUS (Hobbs et al. 1997): closed classes by list, the rest by ending. Tags:

    d determiner   D word with 's   P name, word with a capital   x other word   m number   i day, month, time of day
    p preposition  y by   t to   l as, after, before, since, until   c and, or   b but, yet   s other conjunction
    w relative or question word     h that                        o pronoun      u pronoun as object
    a finite auxiliary   N the same, negated   A pronoun and auxiliary (he's)   e be, been, being, having   n not, never
    r adverb       v finite verb    f word in -ed   g word in -ing   z word in -s   q a quotation
    , ; : - as they stand; - is any dash
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.extract.model import Layout, Sentence, Span

QUOTED = "\ue000"  # stands in for every character of a quotation while the words around it are parsed
PAUSED = "\ue001"  # the same, for the last character of one that ends with a mark a cue may follow: “A,” he said

TOKEN = re.compile(r"\ue000+\ue001?|[A-Z]\.(?=[ \u00a0])|[$€£#@]?\w+(?:[.'’&/-]+\w+)*['’]?|[,;:–—―]|--+|(?<=\s)-(?=\s)")
WHOLE = re.compile(r"\ue000+\ue001?")
BRACKET = re.compile(r"\([^()\n\ue000]{0,60}\)|\[[^\[\]\n]{0,300}\]")

CLOSED = {
    "d": "the a an this these those his her its their my our your some any no each every both all several many few "
    "most another other others such more two three four five six seven eight nine ten one half",
    "p": "of in on at for from with within without into onto over under against between among amid during through "
    "throughout across around near behind beyond above below inside outside upon toward towards via per than "
    "like unlike despite about alongside following regarding concerning including versus besides except off "
    "out up down amidst",
    "y": "by",
    "l": "as after before since until till",
    "t": "to",
    "c": "and or & nor",
    "b": "but yet",
    "s": "because although though while whereas whilst when whenever if unless once whether lest so",
    "w": "who which whom whose where what why how whoever whatever",
    "h": "that",
    "o": "he she they i we it you there someone everyone nobody",
    "u": "him them me us himself herself itself themselves myself ourselves",
    "a": "is are was were am has have had do does did will would can could may might must shall should ’s 's",
    "N": "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot "
    "couldn't shouldn't mustn't",
    "e": "be been being having",
    "n": "not never",
    "r": "also then now later again already still too even just only once often repeatedly soon further meanwhile "
    "however instead therefore thus moreover furthermore additionally nevertheless nonetheless perhaps maybe "
    "almost always ever earlier previously first finally recently thereby today yesterday tomorrow tonight "
    "here afterwards afterward elsewhere publicly separately",
    "i": "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed "
    "thu thurs fri sat sun morning afternoon evening night noon week",
    "v": "said told wrote made went came took gave got found saw knew thought kept left felt became began brought "
    "bought built held led met paid ran sat sent spent stood spoke won lost grew drew drove fell flew chose "
    "rose broke sought taught caught fought heard laid meant showed shot swore threw understood wore withdrew "
    "arose overcame undertook struck fled fed ate drank forgot forgave froze hid hung lent lit rode rang sang sank "
    "stole stuck swept swung tore woke dealt dug shook slid sped withheld upheld undid oversaw foresaw blew hit set "
    "put says seems appears remains wants needs includes plans goes comes takes makes "
    "gives",
    "g": "saying adding noting",
    "x": "meeting building morning hearing king ring spring thing nothing something anything everything wing "
    "training beijing united armed need speed indeed hundred sacred naked bed red breed seed news series "
    "crisis basis analysis status process press congress progress success business address access across less "
    "unless state family ally july daily early likely assembly supply reply friendly monthly weekly",
}
LEXICON = {word: tag for tag, words in CLOSED.items() for word in words.split()}
NAMES = frozenset(
    ["May", "Will", "March", "August", "Us", "Rose", "Drew", "Won"]
)  # with a capital they are names or months


class _Tags(dict[str, str]):
    """The tag of a word as it is written; learns as it goes, up to a limit."""

    LIMIT = 200_000

    def __missing__(self, word: str) -> str:
        tag = _tag(word)
        if tag != "q" and len(self) < self.LIMIT:
            self[word] = tag
        return tag


def _tag(word: str) -> str:
    first = word[0]
    if first == QUOTED:
        return "q"
    if first in "–—―-":
        return "-"
    if first in ",;:":
        return first
    plain = word.replace("’", "'")
    lower = plain.lower()
    known = LEXICON.get(lower)
    if word in NAMES:
        return "i" if known == "i" else "P"
    if known == "x" and first.isupper():
        return "P"
    if known and not (len(word) > 1 and word.isupper() and known != "d"):
        return known
    if first.isdigit() or first in "$€£":
        return "m"
    head, apostrophe, tail = lower.partition("'")
    if apostrophe:
        if LEXICON.get(head) in ("o", "w", "h") or head in ("that", "here", "let"):
            return "A"
        if tail in ("s", "t", ""):
            return "N" if tail == "t" else "D"
    if first.isupper() or first in "@#":
        return "P"
    return _by_ending(lower)


def _by_ending(word: str) -> str:
    if len(word) > 4 and word.endswith("ing"):
        return "g"
    if len(word) > 3 and word.endswith("ed"):
        return "f"
    if len(word) > 3 and word.endswith("ly"):
        return "r"
    if len(word) > 2 and word.endswith("s") and word[-2] not in "sui":
        return "z"
    return "x"


TAGS = _Tags()


@dataclass(slots=True)  # not frozen, which would make it three times as dear
class Unit:
    """A sentence, quotations whole: words (spans into the text) and their tags, letter i for word i.

    end: of the sentence, its final full stop left out. paragraph: its index in the layout.
    """

    words: Sequence[tuple[int, int]]
    tags: str
    start: int
    end: int
    paragraph: int

    def span(self, first: int, after: int) -> Span:
        """Words first to after (exclusive) as a span; up to the end of the sentence where no word follows."""
        end = self.words[after - 1][1]
        return Span(self.words[first][0], max(end, self.end) if after == len(self.words) else end)


def masked(layout: Layout) -> str:
    """The text, as long as it was, with quotations made opaque and brackets blank."""
    parts: list[str] = []
    done = 0
    for quotation in layout.quotations:
        end = quotation.closing.end if quotation.closing else quotation.content.end
        pauses = layout.text[quotation.content.end - 1] in ",.!?…"
        filler = QUOTED * (end - quotation.opening.start - 1) + (PAUSED if pauses else QUOTED)
        parts += (layout.text[done : quotation.opening.start], filler)
        done = end
    parts.append(layout.text[done:])
    return BRACKET.sub(lambda match: " " * len(match.group()), "".join(parts))


def folded(text: str) -> str:
    """The text in lower case, as long as it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def units(layout: Layout) -> Iterator[tuple[int, int, int]]:
    """Sentences as (start, end, paragraph); those that meet within a quotation are one."""
    quotations = iter(layout.quotations)
    quotation = next(quotations, None)
    start: int | None = None
    for index, sentence in enumerate(layout.sentences):
        if start is None:
            start = sentence.span.start
        end = sentence.span.end
        reach = 0
        while quotation is not None and quotation.opening.start < end:
            reach = quotation.closing.end if quotation.closing else quotation.content.end
            if reach > end:
                break
            quotation = next(quotations, None)
        follower = layout.sentences[index + 1] if index + 1 < len(layout.sentences) else None
        if reach <= end and not (reach == end and follower and _cue_follows(layout, sentence, follower)):
            yield start, end, sentence.paragraph
            start = None


# “Why?” Roe asked.
ASKED = re.compile(
    r"(?:[\w.’'-]+,?[ \u00a0]){1,7}?(?:said|says|asked|asks|added|told|wrote|replied|wondered|exclaimed|shouted"
    r"|declared|tweeted|continued|noted)\b(?![,:]?[ \u00a0]?[“\"‘'«:]|[ \u00a0]that\b)"
)


def _cue_follows(layout: Layout, sentence: Sentence, follower: Sentence) -> bool:
    """Whether a sentence in quotation marks with ! or ? at its end goes on with its cue in the next."""
    text = layout.text
    if follower.paragraph != sentence.paragraph or text[sentence.span.end - 2] not in "?!…":
        return False
    return ASKED.match(text, follower.span.start, follower.span.end) is not None


class _Chunks(dict[str, tuple[str, tuple[tuple[int, int], ...], int]]):
    """What stands between two blanks: the tags of its tokens, their spans in it, and its length with one blank.

    Learns as it goes, up to a limit: most words of a text have been read before.
    """

    LIMIT = 100_000

    def __missing__(self, chunk: str) -> tuple[str, tuple[tuple[int, int], ...], int]:
        if WHOLE.fullmatch(chunk):
            return "q", ((0, len(chunk)),), len(chunk) + 1
        spans = [match.span() for match in TOKEN.finditer(f" {chunk} ", 1)]
        read = (
            "".join([TAGS[chunk[first - 1 : after - 1]] for first, after in spans]),
            tuple([(first - 1, after - 1) for first, after in spans]),
            len(chunk) + 1,
        )
        if QUOTED not in chunk and len(self) < self.LIMIT:
            self[chunk] = read
        return read


CHUNKS = _Chunks()
EDGE = re.compile(r"(?:-|[A-Z]\.)$")  # what is another token at the end of a sentence than before a blank


def unit(text: str, start: int, end: int, paragraph: int) -> Unit:
    """Tokenise and tag a sentence of a masked text."""
    words: list[tuple[int, int]] = []
    if text.startswith("-", start) or EDGE.search(text, max(start, end - 2), end):
        words += [match.span() for match in TOKEN.finditer(text, start, end)]
        tags = "".join([TAGS[text[first:after]] for first, after in words])
    else:
        tagged: list[str] = []
        at = start
        for chunk in text[start:end].split(" "):
            some, spans, length = CHUNKS[chunk]
            tagged.append(some)
            for first, after in spans:
                words.append((at + first, at + after))
            at += length
        tags = "".join(tagged)
    if tags[:2] == "Pg" and text[slice(*words[0])].endswith("ly"):  # "Positively assessing the visit, Roe said"
        tags = "r" + tags[1:]
    while end > start and text[end - 1] in ". \t\u00a0":
        end -= 1
    return Unit(words, tags, start, end, paragraph)


LONGEST = 400  # words; what is longer is no sentence, and read in pieces


def pieces(parsed: Unit) -> Iterator[Unit]:
    """The unit, or its stretches to be read one by one, so that the cost of a text is linear in its length."""
    words, count = parsed.words, len(parsed.words)
    if count <= LONGEST:
        yield parsed
        return
    for first in range(0, count, LONGEST):
        after = min(first + LONGEST, count)
        end = parsed.end if after == count else words[after - 1][1]
        yield Unit(words[first:after], parsed.tags[first:after], words[first][0], end, parsed.paragraph)
