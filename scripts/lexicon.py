"""Word lists as one regular expression that runs at the speed of a single word."""

from __future__ import annotations

import re
from collections.abc import Iterable

Trie = dict[str, "Trie"]


def words(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())


def trie_regex(phrases: Iterable[str], *, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a list of words and phrases to a pattern that finds whole words, the longest first.

    An alternation of n words tries up to n of them at each place; here words share their beginnings, so that a place
    costs no more than the length of a word. A space in a phrase stands for any run of blanks, U+00A0 among them; a
    straight apostrophe for a curly one too. Raises ValueError where the list is empty.
    """
    root: Trie = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, {})
        if phrase:
            node[""] = {}
    if not root:
        raise ValueError("no words to look for")
    return re.compile(rf"(?<!\w){_branches(root)}(?!\w)", re.IGNORECASE if ignore_case else 0)


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
