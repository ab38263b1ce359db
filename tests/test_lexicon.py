"""The quick ways to find words agree with the slow ones, lists found together with lists found alone."""

from __future__ import annotations

import random
import re

import pytest

from scripts.extract.clauses import PAUSED, QUOTED, TAGS, TOKEN, unit
from scripts.extract.instruments import _modified
from scripts.lexicon import Finder, Finders, Lines, PhraseFinder, Sieve, made_plain, small, trie_regex

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


LISTS = {
    "acts": ("call on", "call", "ready to help", "help"),
    "topics": ("ready", "to help", "air defence", "air"),
    "words": ("on", "call one", "defence", "fence"),
}
TEXTS = (
    "",
    "he will call on them, and recall on monday that they are ready to help.",
    "the air defence helps; air, defences and a fence: call one, call ones.",
    "call callon call-on _air air_ éair air.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_lists_together_find_what_each_finds_alone(text: str) -> None:
    found = Finders(LISTS).find(text)
    assert found == {name: list(Finder(phrases).find(text)) for name, phrases in LISTS.items()}


def test_lists_together_find_something() -> None:
    found = Finders(LISTS).find(TEXTS[1])
    assert [word for word, _, _ in found["acts"]] == ["call on", "ready to help"]
    assert [word for word, _, _ in found["topics"]] == ["ready", "to help"]


def test_a_sieve_holds_back_no_place_where_a_phrase_begins() -> None:
    phrases = ["met", "met with", "held talks", "Memorandum", "co-chaired", "talks"]
    text = "A Met with B; they held talks, co\u2010chaired talks\u00a0and the committee admitted a MEMORANDUM."
    places = {match.start() for match in trie_regex(phrases, ignore_case=True).finditer(made_plain(text))}
    starts = Sieve(phrases).starts(made_plain(small(text)))
    assert len(places) == 5
    assert places <= set(starts)
    assert starts == sorted(starts)
    assert text.index("mittee") - 3 not in starts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("signed the draft ", "signed the draft "),
        ("in talks, they signed the “new” ", "in talks, they signed the “new” "),
        ("(late) they signed a “", "they signed a “"),
        ("one two three four five six seven eight nine ", "three four five six seven eight nine "),
        ("before; the ", "the "),
        ("a;b the ", "b the "),
        ("a  the ", "the "),
        ("the co", ""),
        ("the ‘", "the ‘"),
        ("", ""),
    ],
)
def test_the_words_that_may_qualify_a_noun(text: str, words: str) -> None:
    start = _modified(text, 0, len(text))
    assert text[start:] == words
    gap = "[ \u00a0]"
    said = rf"(?:[“”\"‘’']?[\w.’-]+[“”\"’']?,?{gap}){{0,7}}[“\"‘']?$"  # the same as one expression, which is slow
    found = re.search(said, text)
    assert found is not None
    assert found.start() == start
