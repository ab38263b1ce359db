"""Word lists as one machine or regular expression that runs at the speed of a single word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

# one kind of blank, apostrophe and hyphen
PLAIN = (("\u00a0", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("\u2010", "-"), ("\u2011", "-"))
TWO = re.compile(r"([^ '’]*)((?: [^ '’]*)?)")
Trie = dict[str, "Trie"]
Place = tuple[str, int, int]  # a word or phrase of a list with where it starts and ends in a text


def words(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())


def made_plain(text: str) -> str:
    """A text with one kind of blank, apostrophe and hyphen, as long as it was."""
    for typed, plain in PLAIN:
        text = text.replace(typed, plain)  # faster than str.translate, which looks at each code point
    return text


def small(text: str) -> str:
    """A text in small letters, as long as it was: İ alone has a small letter of two code points."""
    return text.replace("İ", "I").lower()


def machine(phrases: Iterable[str]) -> AhoCorasick:
    """An automaton that finds the longest phrase at each place, twice as fast as the one the library would choose.

    It takes some 5 KB a phrase: not for tens of thousands.
    """
    return AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


class Sieve:
    """Where words of a list may begin, found several times faster than by trie_regex, which is to be asked there.

    A phrase is looked for by its beginning as far as that is another's beginning, too. The text is to be made_plain and
    small.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        known = {made_plain(small(phrase)) for phrase in phrases}
        least = sorted(p for p in known if not any(p[:i] in known for i, c in enumerate(p) if c == " "))
        self.machine = AhoCorasick(least)

    def starts(self, text: str) -> list[int]:
        """The places in order; none where two blanks stand within the words."""
        found = self.machine.find_matches_as_indexes(text, overlapping=True)
        places = {start for _, start, _ in found}
        return sorted(at for at in places if not (text[at - 1 : at].isalnum() or text[at - 1 : at] == "_"))


class Finder:
    """Words and phrases found all at once, several times faster than by trie_regex (Aho and Corasick 1975).

    The text is to be as the words are: made_plain and, where case does not matter, small.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.words = sorted(phrases)
        self.machine = machine(self.words)

    def find(self, text: str) -> Iterator[Place]:
        """Each word with where it starts and ends: whole words in order, the longest first, none within another."""
        for number, start, end in self.machine.find_matches_as_indexes(text):
            if _whole(text, start, end):
                yield self.words[number], start, end


class PhraseFinder:
    """What trie_regex finds, several times faster: where a phrase may begin by Aho-Corasick, the rest by the pattern.

    Raises ValueError where the list is empty.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = [phrase for phrase in phrases if phrase]
        self.pattern = trie_regex(phrases)
        begin = {part for phrase in phrases for part in _beginnings(phrase)}
        self.machine = AhoCorasick(begin, matchkind=MatchKind.Standard, implementation=Implementation.DFA)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each phrase starts and ends, in order, the longest first, none within another."""
        done = 0
        for start in sorted({start for _, start, _ in self.machine.find_matches_as_indexes(text, overlapping=True)}):
            if start >= done and (match := self.pattern.match(text, start)):
                done = match.end()
                yield start, done


def _beginnings(phrase: str) -> Iterator[str]:
    """A word, or two with the blank between them in all ways that it may be written; one of them begins the phrase."""
    found = TWO.match(phrase)
    first, second = found.groups() if found else (phrase, "")
    yield first + second
    if second:
        yield first + "  "
        yield first + "\u00a0"


class Lines:
    """The lines of a text in which any of some words stands: a pattern that needs one of them looks nowhere else.

    The text is to be as the words are; that a word stands there is all that is looked for, be it part of another.
    """

    def __init__(self, needed: Iterable[str]) -> None:
        self.machine = machine(needed)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each such line starts and ends, in order."""
        done = -1
        for _, at, _ in self.machine.find_matches_as_indexes(text):
            if at > done:
                done = text.find("\n", at)
                if done < 0:
                    done = len(text)
                yield text.rfind("\n", 0, at) + 1, done

    def matches(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """What a pattern, none of whose matches reaches over the end of a line, finds in these lines."""
        for start, end in self.find(text):
            yield from pattern.finditer(text, start, end)


class Finders:
    """Several lists, by name, found in one pass over a text, each as a Finder of its own would find it."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self.names = (*lists,)
        holders: dict[str, list[int]] = {}
        for number, phrases in enumerate(lists.values()):
            for phrase in phrases:
                holders.setdefault(phrase, []).append(number)
        self.words = [*holders]
        self.holders = [*holders.values()]
        self.machine = AhoCorasick(self.words)

    def find(self, text: str) -> dict[str, list[Place]]:
        """By list, as of Finder.find."""
        every = self.machine.find_matches_as_indexes(text, overlapping=True)  # in order of their ends
        every.reverse()
        every.sort(key=itemgetter(1))  # now by where they start, the longest first
        found: list[list[Place]] = [[] for _ in self.names]
        ends = [0] * len(found)
        for number, start, end in every:
            for holder in self.holders[number]:
                if start >= ends[holder]:
                    ends[holder] = end
                    if _whole(text, start, end):
                        found[holder].append((self.words[number], start, end))
        return dict(zip(self.names, found, strict=True))


def _whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] neither begins nor ends within a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def trie_regex(phrases: Iterable[str], *, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a list of words and phrases to a pattern that finds whole words, the longest first.

    An alternation of n words tries up to n of them at each place; here words share their beginnings, so that a place
    costs no more than the length of a word. A space in a phrase stands for any run of blanks, U+00A0 among them; a
    straight apostrophe for a curly one too. Raises ValueError where the list is empty.
    """
    found = branches(phrases)
    return re.compile(rf"(?<!\w){found}(?!\w)", re.IGNORECASE if ignore_case else 0)


def branches(phrases: Iterable[str]) -> str:
    """The text of such a pattern, word or part of a word. Raises ValueError where the list is empty."""
    root: Trie = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, {})
        if phrase:
            node[""] = {}
    if not root:
        raise ValueError("no words to look for")
    return _branches(root)


def _branches(node: Trie) -> str:
    """What may follow at a node of the trie, as the text of a pattern."""
    ways = [_letter(letter) + _branches(after) for letter, after in sorted(node.items()) if letter]
    if not ways:
        return ""
    pattern = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{pattern})?" if "" in node else pattern


def _letter(letter: str) -> str:
    if letter == " ":
        return r"[ \u00a0]+"
    return "['’]" if letter in "'’" else re.escape(letter)
