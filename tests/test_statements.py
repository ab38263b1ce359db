"""Statements across a document and across documents: what repeats what, through whom it came, what it is about."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from scripts.extract.topics import TopicWord
from scripts.reference import rows
from scripts.validate import validate_tables
from tests.genre import REFERENCE, Story, published
from tests.tiny import ACCORD, SUDORIA, valid

DAY = date(2024, 5, 17)
MET = "Norwegian Defence Minister Omar Lund met Danish Defence Minister Ida Holm in Oslo on Thursday."


def chain(text: str) -> list[tuple[str, str]]:
    story = Story(text)
    return [(story.names[s["entity"]], s["words"]) for s in story.rows["statement_sources"]]


def topics(text: str, table: str) -> set[str]:
    return {t["topic"] for t in Story(text).rows["topics"] if t["table_name"] == table}


def test_a_headline_is_a_summary_of_the_statement_that_it_repeats() -> None:
    story = Story(
        "Omar Lund calls for joint patrols with Denmark\n\n"
        f"{MET}\n\nLund said the winter was long. Lund stressed the need for joint patrols by Norway and Denmark.\n"
    )
    headline, winter, need = story.rows["statements"]
    assert headline["position"] == "headline"
    assert headline["summary_of"] == need["statement"]
    assert winter["summary_of"] is None


def test_a_headline_that_no_statement_repeats_sums_up_nothing() -> None:
    story = Story(f"Omar Lund praises Danish bakers\n\n{MET}\n\nLund said the winter was long.\n")
    assert [s["summary_of"] for s in story.rows["statements"]] == [None, None]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "A report released by Newsweek citing an unnamed Danish official said that the drill was over.",
            ["Newsweek", "an unnamed Danish official"],
        ),
        ("Norwegian Defence Minister Omar Lund told Reuters that the drill was over.", ["Reuters", "Omar Lund"]),
        ("Norwegian Defence Minister Omar Lund said that the drill was over.", []),
        ("Norwegian Defence Minister Omar Lund, who reads Newsweek, said that the drill was over.", []),
    ],
)
def test_through_whom_a_statement_came(text: str, links: list[str]) -> None:
    assert [name for name, _ in chain(text)] == links
    assert all(words in text for _, words in chain(text))


def told(first: str, second: str) -> dict[str, str | None]:
    """same_as by statement of two articles of one meeting."""
    stories = {"a": (f"{MET} {first}", DAY), "b": (f"{MET} {second}", DAY)}
    statements = published(stories)["statements"]
    return dict(zip(statements["statement_id"], statements["same_as"], strict=True))


def test_one_utterance_in_two_articles_is_one() -> None:
    same = told(
        "Lund praised Denmark for guarding the northern harbours.",
        "Lund praised Copenhagen for how it guarded harbours in the north.",
    )
    first, second = same
    assert same == {first: None, second: first}


def test_the_same_run_of_words_of_one_speaker_is_one_utterance() -> None:
    same = told(
        "Lund said that the harbours of the north need new lamps.",
        "“The harbours of the north need new lamps, and soon,” Lund said.",
    )
    first, second = same
    assert same == {first: None, second: first}


@pytest.mark.parametrize(
    "other",
    [
        "Holm praised Copenhagen for how it guarded harbours in the north.",
        "Lund praised Sweden for how it guarded harbours in the north.",
        "Lund said that harbours in the north were dark.",
        "Lund praised Copenhagen for its bread.",
    ],
)
def test_other_speakers_targets_acts_and_words_are_other_utterances(other: str) -> None:
    same = told("Lund praised Denmark for guarding the northern harbours.", other)
    assert set(same.values()) == {None}


def test_topics_of_statements_meetings_and_agreements() -> None:
    text = (
        f"{MET[:-1]} to discuss air defence. "
        "Lund said that joint drills would follow. Norway and Denmark signed an agreement on military training."
    )
    assert topics(text, "meetings") == {"air_defence"}
    assert "joint_exercise" in topics(text, "statements")
    assert "training" in topics(text, "agreements")
    assert "joint drills" in Story(text).evidence("statements", "topic")


def test_nations_that_seek_independence_are_not_about_borders() -> None:
    said = "Norwegian Defence Minister Omar Lund said that Norway would stand by nations seeking independence."
    assert "territorial_integrity" not in topics(said, "statements")
    assert "territorial_integrity" in topics(
        said.replace("nations seeking independence", "the sovereignty of Denmark"), "statements"
    )


def test_a_text_about_nothing_of_the_list_has_no_topics() -> None:
    assert topics("Norwegian Defence Minister Omar Lund said that the winter was long.", "statements") == set()


def test_a_meeting_is_part_of_the_visit_that_another_article_tells() -> None:
    tables = published(
        {
            "a": ("Danish Defence Minister Ida Holm arrived in Norway on Wednesday on a visit to Norway.", DAY),
            "b": (MET, DAY),
        }
    )
    meetings = {row["kind"]: row for row in tables["meetings"].to_dicts()}
    assert meetings["meeting"]["part_of"] == meetings["visit"]["meeting_id"]


def test_topic_words_are_in_small_letters() -> None:
    words = rows(REFERENCE / "topics.csv", TopicWord, ("phrase", "topic"))
    assert all(word.phrase == word.phrase.lower() for word in words)


def test_topics_of_no_record_and_targets_without_words_are_reported() -> None:
    frames = valid()
    frames["topics"] = frames["topics"].with_columns(record_id=pl.lit("gone"))
    frames["evidence"] = frames["evidence"].filter(pl.col("field") != "target")
    found = {(p.file, p.column, p.what) for p in validate_tables(frames)}
    assert ("topics", "record_id", "is in no row of statements") in found
    assert ("statements", "statement_id", "has no evidence of field target") in found


def test_a_target_is_one_actor_agreement_or_meeting() -> None:
    frames = valid()
    both = frames["statement_targets"].with_columns(actor_id=pl.lit(SUDORIA), agreement_id=pl.lit(ACCORD))
    frames["statement_targets"] = both
    assert "name more than one target" in {p.what for p in validate_tables(frames)}
