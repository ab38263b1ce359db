"""Word lists found together, and by where they may begin."""

from __future__ import annotations

import re

import pytest

from scripts.extract.instruments import _modified
from scripts.lexicon import Finder, Finders, Sieve, made_plain, small, trie_regex

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
