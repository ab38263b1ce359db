from datetime import date

import pytest

from tests.genre import Story

TUESDAY = "Danish Defence Minister Ida Holm met Norwegian Defence Minister Omar Lund in Oslo on Tuesday. {}"
PAIR = {"Ida Holm", "Omar Lund"}
GUEST = {"Ida Holm", "Jens Dahl"}


def day_of(text: str, people: set[str], published: date = date(2024, 5, 17)) -> str | None:
    days = [m[3] for m in Story(text, published).meetings() if m[2] == people and m[0] != "visit"]
    assert len(days) == 1
    return days[0]


@pytest.mark.parametrize(
    "second",
    [
        "Holm was later received by Prime Minister Jens Dahl.",
        "Holm then called on Prime Minister Jens Dahl.",
        "Earlier in the day, Holm had paid a courtesy call on Prime Minister Jens Dahl.",
        "In the evening, Holm held talks with Prime Minister Jens Dahl.",
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_what_the_same_people_do_next_is_on_the_same_day(second: str, gap: str) -> None:
    assert day_of(TUESDAY.format(gap + second), GUEST) == "2024-05-14"


@pytest.mark.parametrize(
    "second",
    [
        "Holm had met Prime Minister Jens Dahl before.",
        "Holm last met Prime Minister Jens Dahl in the mountains.",
        "Holm will also meet Prime Minister Jens Dahl.",
    ],
)
def test_what_is_not_of_the_news_has_not_its_day(second: str) -> None:
    assert day_of(TUESDAY.format(second), GUEST) is None


def test_of_two_days_none_is_chosen() -> None:
    text = (
        "Danish Defence Minister Ida Holm met Norwegian Defence Minister Omar Lund in Oslo on Monday.\n\n"
        "Holm visited a shipyard in Bergen on Tuesday.\n\nHolm was received by Prime Minister Jens Dahl."
    )
    assert day_of(text, GUEST) is None


def test_a_day_of_a_visit_of_several_days_is_not_guessed() -> None:
    text = (
        "Danish Defence Minister Ida Holm arrived in Oslo on Tuesday on a two-day visit.\n\n"
        "Norwegian Defence Minister Omar Lund received Holm at the ministry."
    )
    assert day_of(text, PAIR) is None


def test_a_meeting_on_a_visit_has_the_time_of_the_visit() -> None:
    text = (
        "General Ida Holm paid a three-day visit to Norway last week.\n\n"
        "In Oslo, Holm held talks with Norwegian Defence Minister Omar Lund."
    )
    assert day_of(text, PAIR) == "2024-05-06/2024-05-12"


def test_the_opening_tells_the_day_of_what_it_sums_up() -> None:
    text = (
        "Norway and Denmark yesterday agreed to share spare parts.\n\n"
        "Norwegian Defence Minister Omar Lund and Danish Defence Minister Ida Holm met in Oslo."
    )
    assert day_of(text, PAIR) == "2024-05-16"


def test_a_former_meeting_of_the_same_people_stays_another() -> None:
    text = (
        "Danish Defence Minister Ida Holm travelled to Oslo on Tuesday.\n\n"
        "In the evening, Holm met Prime Minister Jens Dahl.\n\n"
        "She last visited Oslo in November 2023, when she also met Dahl."
    )
    days = {m[3] for m in Story(text).meetings() if m[2] == GUEST}
    assert days == {"2024-05-14", "2023-11"}


def test_the_day_carried_over_points_to_its_words() -> None:
    story = Story(TUESDAY.format("Holm was later received by Prime Minister Jens Dahl."))
    rows = [e for e in story.rows["evidence"] if e["rule"] == "meeting-same-day"]
    assert [e["quote"] for e in rows] == ["Tuesday"]


def test_an_agreement_is_of_the_day_of_its_signing() -> None:
    story = Story(TUESDAY.format("After the talks, the two ministers signed a letter of intent on spare parts."))
    assert [(a[0], a[2]) for a in story.agreements()] == [("letter of intent", "2024-05-14")]
    before = Story(TUESDAY.format("The two countries had signed a letter of intent on spare parts."))
    assert [(a[0], a[2]) for a in before.agreements()] == [("letter of intent", None)]


def test_a_sentence_with_other_days_has_not_that_of_the_opening() -> None:
    text = (
        "OSLO, MAY 17. /NTB/. Danish Defence Minister Ida Holm, who was in Oslo on a visit from May 8 to 10, "
        "met with Norwegian Defence Minister Omar Lund."
    )
    assert day_of(text, PAIR) != "2024-05-17"


def test_their_last_meeting_is_another() -> None:
    story = Story(TUESDAY.format("Their last face-to-face meeting took place in Bergen in March."))
    assert [(m[2], m[3]) for m in story.meetings()] == [(PAIR, "2024-05-14"), (PAIR, "2024-03")]
