"""The quick ways to find words agree with the slow ones."""

import random
import re

import pytest

from scripts.extract.clauses import PAUSED, QUOTED, TAGS, TOKEN, unit
from scripts.lexicon import Lines, PhraseFinder, trie_regex

PHRASES = ("set", "set in", "in response to", "in", "chief", "commander-in-chief", "chargé d’affaires", "as well", "a")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the set inland", ["set"]),
        ("reset in  response to it", ["in  response to"]),
        ("set in response to", ["set in"]),
        ("in\u00a0response\u00a0 to a commander-in-chief", ["in\u00a0response\u00a0 to", "a", "commander-in-chief"]),
        ("chargé d'affaires, chargé d’affaires", ["chargé d'affaires", "chargé d’affaires"]),
        ("as_well as wells", []),
    ],
)
def test_phrases_are_found_however_their_blanks_are_written(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in PhraseFinder(PHRASES).find(text)] == found


def test_phrases_are_those_that_the_pattern_finds() -> None:
    chance = random.Random(6)
    parts = (*" \u00a0-'’.\n_", *(word for phrase in PHRASES for word in phrase.split()), *PHRASES, "d", "af")
    finder, pattern = PhraseFinder(PHRASES), trie_regex(PHRASES)
    for _ in range(3000):
        text = "".join(chance.choices(parts, k=chance.randint(1, 12)))
        assert list(finder.find(text)) == [match.span() for match in pattern.finditer(text)], text


def test_lines_are_those_with_a_word() -> None:
    text = "one guest\nnobody\n\na host and a guest"
    assert [text[start:end] for start, end in Lines(("guest", "host")).find(text)] == [
        "one guest",
        "a host and a guest",
    ]
    assert [m.group() for m in Lines(("guest",)).matches(re.compile(r"\ba \w+"), text)] == ["a host", "a guest"]


def test_a_sentence_read_by_its_blanks_has_the_words_of_the_pattern() -> None:
    chance = random.Random(6)
    parts = (*" \u00a0\t-.,:'’$–", "  ", "--", "J.", "U.S.", "Roe’s", "said", "1,000", QUOTED * 3, QUOTED + PAUSED)
    for _ in range(3000):
        text = "".join(chance.choices(parts, k=chance.randint(2, 14)))
        start = chance.randint(0, 1)
        words = [match.span() for match in TOKEN.finditer(text, start)]
        read = unit(text, start, len(text), 0)
        assert read.words == words, text
        assert read.tags == "".join(TAGS[text[first:after]] for first, after in words), text
