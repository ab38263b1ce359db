"""Generated articles: the same for the same seed, and what is known of them is true of their text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from scripts.documents import read
from scripts.generated.article import Article
from scripts.generated.composed import Written
from scripts.generated.corpus import NAMES, articles_of, generate
from scripts.generated.grammar import Kind, compiled
from scripts.generated.line import Line
from scripts.generated.occasion import occasion
from scripts.generated.truth import gold, same
from scripts.generated.world import REFERENCE, World

WORLD = World.load(3)
ARTICLES = list(articles_of(WORLD, 150))
QUOTES = '“”"'


def spans(one: Written, found: object) -> Iterator[str]:
    """The words of all spans within some truth."""
    if isinstance(found, dict):
        if "start" in found:
            yield one.text[found["start"] : found["end"]]
        else:
            for value in found.values():
                yield from spans(one, value)
    elif isinstance(found, list):
        for value in found:
            yield from spans(one, value)


def test_the_same_seed_gives_the_same_bytes_and_more_articles_begin_with_the_same(tmp_path: Path) -> None:
    generate(30, tmp_path / "one", seed=3)
    generate(30, tmp_path / "two", seed=3)
    for name in NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert read(tmp_path / "one" / NAMES[0])["text"].to_pylist() == [one.text for one in ARTICLES[:30]]
    generate(30, tmp_path / "other", seed=4)
    assert (tmp_path / "one" / NAMES[0]).read_bytes() != (tmp_path / "other" / NAMES[0]).read_bytes()


def test_the_publisher_takes_them_and_they_are_as_long_as_articles_are(tmp_path: Path) -> None:
    table = read(generate(100, tmp_path))
    assert len(set(table["source_id"].to_pylist())) == 100
    assert 1_500 < sum(table["characters"].to_pylist()) / 100 < 4_000
    assert 0 < table["published_on"].null_count < 30


def test_no_slot_or_mark_is_left_in_a_text() -> None:
    for one in ARTICLES:
        assert not re.search(r"[{}\[\]¶|]|\b[a-z]+_[a-z]+\b", one.text), one.source_id


def test_what_is_known_has_its_words_in_the_text() -> None:
    for one in ARTICLES:
        truth = gold(one)
        assert truth["persons"] or truth["statements"]
        for words in spans(one, [truth[kind] for kind in ("meetings", "agreements", "statements")]):
            assert words
            assert words == words.strip()
        for person in truth["persons"]:
            assert all(form in one.text for form in person["surface_forms"])


def test_direct_quotations_stand_between_quotation_marks() -> None:
    found = 0
    for one in ARTICLES:
        for statement in gold(one)["statements"]:
            for span in statement["content"] if statement["kind"] == "direct" else ():
                assert one.text[span["start"] - 1] in QUOTES
                found += 1
    assert found > 300


def test_whoever_speaks_or_meets_is_known() -> None:
    for one in ARTICLES:
        truth = gold(one)
        bodies = {body["key"] for body in truth["organisations"]}
        for statement in truth["statements"]:
            for key in statement["speakers"]:
                known = key in one.people or key in bodies or key in one.text
                assert known or key in (one.told.host.key, one.told.guest.key), key
        for meeting in truth["meetings"]:
            assert set(meeting["participants"]) <= {one.told.host.key, one.told.guest.key, one.told.other.key}


def test_articles_on_one_occasion_agree_on_what_is_one() -> None:
    tellers: dict[str, set[str]] = {}
    for one in ARTICLES:
        for table, key, source, start, end in same(one):
            assert (table, end > start) in {("actors", True), ("meetings", True), ("agreements", True)}
            tellers.setdefault(key, set()).add(source)
    assert sum(len(sources) > 1 for sources in tellers.values()) > 50
    assert len({one.source_id for one in ARTICLES}) == len(ARTICLES)


def test_nobody_has_the_name_of_a_real_official() -> None:
    with (REFERENCE / "actor_names.csv").open(encoding="utf-8", newline="") as stream:
        taken = {row["name"] for row in csv.DictReader(stream)}
    invented = {name for one in ARTICLES for key, name in one.people.items() if not key.startswith("known:")}
    assert len(invented) > 150
    assert invented.isdisjoint(taken)


@pytest.mark.parametrize("part", WORLD.grammar.parts)
def test_every_template_can_be_filled(part: str) -> None:
    told = next(found for number in range(50) if (found := occasion(WORLD, number)).kind == "signed")
    for template in WORLD.grammar.parts[part]:
        article = Article(WORLD, told, WORLD.grammar.publishers[0], told.day, Random(1))
        line = Line()
        article.write(line, template)
        assert line.text
        assert all(mark.start < mark.end <= line.size for mark in line.marks)


def test_claims_name_nobody_so_that_anybody_may_make_them() -> None:
    for claim in WORLD.grammar.claims:
        slots = {value for form in claim for kind, value in form if kind is Kind.SLOT}
        assert slots <= {"X", "Xs", "Xish", "Y", "Ys", "Yish"} | {slot for slot in slots if slot.islower()}
        assert not any(kind is Kind.OPEN for form in claim for kind, _ in form)


@pytest.mark.parametrize("template", ["{name", "[i:{name}", "name]"])
def test_a_template_that_is_not_closed_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="not closed"):
        compiled(template)
