"""Texts made to cost as much as they can: what a benchmark doubles to see that the cost doubles too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

# By name: a stretch that is repeated. "#" stands for a syllable that is never the same twice.
INPUTS = {
    "opening quotation marks": "“",
    "straight quotation marks": '"a ',
    "single quotation marks": " 'a",
    "quotations that never close": "“We agree\n",
    "one word": "a",
    "one word in capitals": "A",
    "one number": "1",
    "blanks": " ",
    "newlines": "\n",
    "full stops": ".",
    "initials": "A. ",
    "hyphens": "a-",
    "parentheses": "(",
    "parentheses with words": "(An Army) ",
    "commas": "a, ",
    "one sentence": "and the house by the river of the town with a view ",
    "nested clauses": "Bo said that Ana said that the army said that ",
    "clauses of unknown people": "General Ada Bo# said that ",
    "statements": "The minister said they agree. He added that “it is late.” ",
    "dates": "on Monday, 3 May 2024, last week, ",
    "capitalised words": "Upper Relief ",
    "names": "General Ada Bo# and Ivo Ke#, ",
    "names in sentences": "General Ada Bo# left. ",
    "offices": "the Kenyan defence minister and his counterpart ",
    "places": "in Paris, France, and in Cairo ",
    "bodies": "the Ministry of Defence of Chad, Relief Committee (RC) ",
    "meetings": "General Ada Bo# met Minister Ivo Ke# in Oslo on Monday. ",
    "meetings in one sentence": "met with General Ada Bo# in Oslo for talks and ",
    "meetings of states": "Kenya and Chad held talks in Oslo on Monday. ",
    "agreements": "Kenya and Chad signed an agreement on trade with Ada Bo#. ",
    "agreements in one sentence": "signed the Oslo Agreement and a memorandum with Chad and ",
    "proposals": "General Ada Bo# said Kenya is ready to help Chad. ",
    "proposals in one sentence": "is ready to help Chad and will support talks and ",
    "pronouns": "he said she told them that they said ",
}


def hostile(name: str, size: int) -> str:
    """The text of INPUTS by that name, as many code points long."""
    unit = INPUTS[name]
    if "#" not in unit:
        return (unit * (size // len(unit) + 1))[:size]
    parts: list[str] = []
    long = 0
    for syllable in _syllables():
        parts.append(unit.replace("#", syllable))
        long += len(parts[-1])
        if long >= size:
            return "".join(parts)[:size]
    raise AssertionError("there is no last syllable")


def _syllables() -> Iterator[str]:
    """ "ba", "ca", …: numbers as they might stand in names."""
    letters = "bcdfghjklmnprstvz"
    for number in count():
        made = ""
        while number or not made:
            number, digit = divmod(number, len(letters))
            made += letters[digit] + "aeiou"[number % 5]
        yield made
