"""Names that mix alphabets."""

from __future__ import annotations

import pytest

from scripts.letters import mixed


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("J\u043esphat Kiprono", ["CYRILLIC SMALL LETTER O"]),
        ("\u0410lpha", ["CYRILLIC CAPITAL LETTER A"]),
        ("Rom\u03b5o 2", ["GREEK SMALL LETTER EPSILON"]),
        ("Öztürk Ağaoğlu-Ćwikła O’Brien", []),
        ("Иван Petrov", []),  # a word in each alphabet
        ("Saʿid al-Maʾmun", []),
        ("", []),
    ],
)
def test_letters_of_another_alphabet_than_their_word(name: str, letters: list[str]) -> None:
    assert mixed(name) == letters
