"""Which meetings a text tells, of whom, when, and whether they took place."""

from __future__ import annotations

import pytest

from tests.genre import Story

KIPRONO, HABIMANA = "Josphat Kiprono", "Patrice Habimana"
A, B = "Kenyan Defence Minister Josphat Kiprono", "Rwandan Army Chief General Patrice Habimana"
BOTH = {KIPRONO, HABIMANA}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (f"{A} met {B} in Nairobi on Tuesday.", "meeting"),
        (f"{A} met with {B} in Nairobi on Tuesday.", "meeting"),
        (f"{A} and {B} met in Nairobi on Tuesday.", "meeting"),
        (f"{A} held talks with {B} in Nairobi on Tuesday.", "meeting"),
        (f"{A} and {B} held talks in Nairobi on Tuesday.", "meeting"),
        (f"{A} received {B} in Nairobi on Tuesday.", "meeting"),
        (f"{A} said in a meeting with {B} in Nairobi on Tuesday that the border was quiet.", "meeting"),
        (f"The meeting between {A} and {B} took place in Nairobi on Tuesday.", "meeting"),
        (f"{B} called on {A} in Nairobi on Tuesday.", "meeting"),
        (f"{A} spoke by phone with {B} on Tuesday.", "call"),
        (f"{A} held a telephone conversation with {B} on Tuesday.", "call"),
        (f"{A} addressed a joint press conference with {B} on Tuesday.", "press_conference"),
    ],
)
def test_meeting(sentence: str, kind: str) -> None:
    assert Story(sentence).meetings() == [(kind, "held", BOTH, "2024-05-14")]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{A} called on the European Union to lift the embargo. {B} was silent.",
        f"{A} refused to meet {B} on Tuesday.",
        f"{A} and {B} did not hold talks on Tuesday.",
        f"{A} received a letter on Tuesday.",
        f"{A} met the deadline. {B} did not.",
        f"“I met {B} in Kigali,” said a soldier.",
    ],
)
def test_no_meeting(sentence: str) -> None:
    assert Story(sentence).meetings() == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (f"{A} will meet {B} in Nairobi on Tuesday.", "planned"),
        (f"{A} is set to hold talks with {B} in Nairobi on Tuesday.", "planned"),
        (f"{A} called for talks with {B}.", "called_for"),
        (f"{A} called \u00a0for talks with {B}.", "called_for"),
        (f"{A} cancelled a meeting with {B} in Nairobi.", "cancelled"),
        (f"{A} calls off talks with {B}.", "cancelled"),
        (f"A meeting of {A} with {B} in Nairobi on Tuesday, 21 May, was cancelled at short notice.", "cancelled"),
        (f"Talks between {A} and {B}, originally planned for Tuesday, 21 May, have been called off.", "cancelled"),
    ],
)
def test_status(sentence: str, status: str) -> None:
    assert [(m[1], m[2]) for m in Story(sentence).meetings()] == [(status, BOTH)]


@pytest.mark.parametrize(
    ("sentence", "day"),  # published on Friday, 17 May
    [
        (f"{A} has called off a meeting with {B} that was to take place in Nairobi on May 20.", "2024-05-20"),
        (f"{A} has called off a meeting with {B} that was to take place in Nairobi on Tuesday.", "2024-05-14"),
        (f"{A} postponed talks with {B} scheduled for Monday.", "2024-05-20"),
        (f"A meeting of {A} with {B} in Nairobi on Monday was called off.", "2024-05-20"),
        (f"A meeting of {A} with {B} in Nairobi on Thursday was called off.", "2024-05-16"),
        (f"{A} postponed talks with {B} over a drill that was planned for June.", None),
    ],
)
def test_the_day_for_which_what_is_called_off_was_meant(sentence: str, day: str | None) -> None:
    assert Story(sentence).meetings() == [("meeting", "cancelled", BOTH, day)]


def test_letters_that_patterns_take_for_others_are_read() -> None:
    """Patterns without case let ſ stand for s, which no lexicon does."""
    assert Story(f"{A} iſ ſet to hold talks with {B} in Nairobi on Tuesday.").meetings()


@pytest.mark.parametrize(
    "sentence",
    [
        f"{A} received on Tuesday {B}.",
        f"{A} received in Nairobi on Tuesday the visiting {B}.",
        f"{A} received a visit from {B} on Tuesday.",
        f"Speaking after talks with {B} on Tuesday, {A} said that the border was quiet.",
        f"Meeting with {B} in Nairobi on Tuesday, {A} praised the patrols.",
        f"{A} and {B} discussed the lake on Tuesday.",
        f"{A} discussed the lake with {B} on Tuesday.",
        f"{A} met his Rwandan counterpart, General Patrice Habimana, on Tuesday.",
        f"{A} held talks with {B}, the longest since the lake was closed in 2011, on Tuesday.",
    ],
)
def test_meeting_in_other_words(sentence: str) -> None:
    assert [m[1:] for m in Story(sentence).meetings() if m[0] == "meeting"] == [("held", BOTH, "2024-05-14")]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{A} spoke with {B} in an introductory call on Tuesday.",
        f"In a phone conversation with {B} on Tuesday, {A} praised the patrols.",
    ],
)
def test_call(sentence: str) -> None:
    assert Story(sentence).meetings() == [("call", "held", BOTH, "2024-05-14")]


def test_here_is_the_place_of_the_dateline() -> None:
    story = Story(f"NAIROBI, May 15 (KNA) – {A} met {B} here on Tuesday.")
    assert (story.row("meetings")["place_id"], story.row("meetings")["host_country"]) == ("nairobi", "KEN")


def test_place_that_opens_a_caption() -> None:
    story = Story(f"May 14, 2024, Nairobi: Press conference of {A} and {B}. Source of photo: KNA\n\nThey were glad.")
    assert story.row("meetings")["place_id"] == "nairobi"


@pytest.mark.parametrize(
    "later",
    [
        "The two had met in Kigali on March 3.",
        "The two ministers had met in Kigali on March 3.",
        "The Kenyan and Rwandan ministers had met in Kigali on March 3.",
        "The ministers of Kenya and Rwanda had met in Kigali on March 3.",
    ],
)
def test_a_plural_meets(later: str) -> None:
    story = Story(f"Kenyan Defence Minister {KIPRONO} met Rwandan Defence Minister {HABIMANA} on Tuesday. {later}")
    assert [m[2:] for m in story.meetings()] == [(BOTH, "2024-05-14"), (BOTH, "2024-03-03")]


def test_three_ministers_are_three() -> None:
    story = Story(
        f"Kenyan Defence Minister {KIPRONO}, Rwandan Defence Minister {HABIMANA} and "
        "Ugandan Defence Minister Moses Barasa flew to Nairobi. The three ministers said that the lake was calm."
    )
    assert set(story.speakers()[0].split(" + ")) == {*BOTH, "Moses Barasa"}


def test_talks_of_the_states_are_those_of_their_ministers() -> None:
    story = Story(f"Kenya, Rwanda hold talks\n\n{A} met {B} on Tuesday. Kenya and Rwanda held talks on the lake.")
    assert [m[2] for m in story.meetings()] == [BOTH]


def test_attended_by() -> None:
    story = Story(f"The ministerial dialogue in Nairobi on Tuesday was attended by {A} and {B}.")
    assert [m[2:] for m in story.meetings()] == [(BOTH, "2024-05-14")]


def test_who_comes_along_takes_part() -> None:
    story = Story(f"{A}, accompanied by Navy chief Moses Barasa, met {B} on Tuesday.")
    assert [m[2] for m in story.meetings()] == [{*BOTH, "Moses Barasa"}]


def test_separate_behind_the_verb() -> None:
    story = Story(f"{A} received, in separate meetings, {B} and Navy chief Brigadier Moses Barasa on Tuesday.")
    assert [m[2] for m in story.meetings()] == [BOTH, {KIPRONO, "Moses Barasa"}]


def test_what_somebody_means_to_do_is_not_held() -> None:
    assert Story(f"{A} expressed his hope to meet {B} soon.").meetings() == []


def test_a_visit_is_its_visitors_and_not_the_host() -> None:
    story = Story(f"{A} thanked {B}, who paid an official visit to Nairobi on Tuesday.")
    assert [m for m in story.meetings() if m[0] == "visit"] == [("visit", "held", {HABIMANA}, "2024-05-14")]


def test_a_meeting_of_another_year_is_no_part_of_the_visit() -> None:
    story = Story(f"{B} visited Nairobi in July 2022. Habimana met {A} in Kigali on Tuesday.")
    assert [m["part_of"] for m in story.rows["meetings"]] == [None, None]


def test_office_holder_without_a_name_takes_part() -> None:
    story = Story(f"{A} met the Ugandan army chief on Tuesday.")
    assert [m[2] for m in story.meetings()] == [{KIPRONO, "the Ugandan army chief"}]
    assert story.people() == {KIPRONO}


def test_separate_meetings_are_two() -> None:
    story = Story(f"{A} and Navy chief Brigadier Moses Barasa held separate meetings with {B} in Nairobi on Tuesday.")
    assert [m[2] for m in story.meetings()] == [BOTH, {"Moses Barasa", HABIMANA}]


def test_a_meeting_told_twice_is_one() -> None:
    story = Story(f"{A} met {B} on Tuesday.\n\nKiprono said in the meeting with Habimana that the border was quiet.")
    assert [m[2] for m in story.meetings()] == [BOTH]
    assert len(story.evidence("meetings", "meeting")) == 2


def test_meetings_on_two_days_are_two() -> None:
    story = Story(f"{A} met {B} on Tuesday. Kiprono had met Habimana on March 3.")
    assert [m[3] for m in story.meetings()] == ["2024-05-14", "2024-03-03"]


def test_the_day_of_the_report_is_not_that_of_the_meeting() -> None:
    story = Story(f"{A} met {B} on March 3, the ministry said Wednesday.")
    assert [m[3] for m in story.meetings()] == ["2024-03-03"]


def test_the_days_of_another_event_are_not_those_of_the_meeting() -> None:
    story = Story(f"{A} met {B} shortly after the visit of the Ugandan leader on March 20.")
    assert [m[3] for m in story.meetings() if m[0] == "meeting"] == [None]


def test_sides_by_place_and_by_who_received() -> None:
    def sides(text: str) -> dict[str, str]:
        story = Story(text)
        return {story.names[r["entity"]]: r["side"] for r in story.rows["meeting_participants"]}

    assert sides(f"{B} met {A} in Nairobi on Tuesday.") == {HABIMANA: "visitor", KIPRONO: "host"}
    assert sides(f"{A} received {B} on Tuesday.") == {HABIMANA: "visitor", KIPRONO: "host"}


def test_visit_is_the_parent_of_its_meetings() -> None:
    story = Story(f"{B} arrived in Nairobi on Tuesday. Habimana met {A} on Wednesday.")
    visit, meeting = story.rows["meetings"]
    assert (visit["kind"], visit["place_id"], visit["host_country"]) == ("visit", "nairobi", "KEN")
    assert meeting["part_of"] == visit["meeting"]


def test_visit_without_a_date_is_on_the_day_of_its_meeting() -> None:
    story = Story(f"{A} met visiting {B} on Tuesday.")
    visit = next(m for m in story.rows["meetings"] if m["kind"] == "visit")
    assert (visit["date"], visit["date_basis"]) == ("2024-05-14", "weekday")


def test_date_of_a_subordinate_clause_is_not_that_of_the_meeting() -> None:
    story = Story(f"{A} met {B}, who was appointed in 2019.")
    assert [m[3] for m in story.meetings()] == [None]


def test_states_meet_where_no_person_is_named() -> None:
    assert [m[2] for m in Story("Kenya and Rwanda held talks on border patrols on Tuesday.").meetings()] == [
        {"Kenya", "Rwanda"}
    ]


@pytest.mark.parametrize(
    ("text", "who", "day"),
    [
        ("Minister Omar Lund of Norway and Minister Ida Holm of Denmark discussed drills under a 2022 pact.", 2, None),
        ("General Omar Lund and Minister Ida Holm of Denmark met to review a plan signed in June 2022.", 2, None),
        ("Before a meeting with Norwegian Minister Omar Lund, Ida Holm visited Bergen on Sunday.", 1, "2024-05-12"),
        ("President Karl Tebb visited Moscow in June 2023, during which he met Minister Ida Holm.", 2, "2023-06"),
    ],
)
def test_a_date_belongs_to_what_it_tells_of(text: str, who: int, day: str | None) -> None:
    assert (who, day) in [(len(m[2]), m[3]) for m in Story(text).meetings()]


def test_he_who_meets_where_somebody_visits_is_the_visitor() -> None:
    text = (
        "General Omar Lund thanked the crew. Lund left.\n\n"
        "President Karl Tebb visited Copenhagen, where he met Danish Defence Minister Ida Holm."
    )
    assert {"Karl Tebb", "Ida Holm"} in [m[2] for m in Story(text).meetings()]


def test_talks_on_a_trip_to_come_are_planned() -> None:
    text = (
        "President Karl Tebb is expected to visit Denmark on Saturday for talks with Danish Defence Minister Ida Holm."
    )
    assert ("planned", {"Karl Tebb", "Ida Holm"}) in [(m[1], m[2]) for m in Story(text).meetings()]


def test_what_a_committee_last_did_is_no_meeting_of_ministers() -> None:
    text = (
        "Ministers Omar Lund of Norway and Ida Holm of Denmark praised the committee, which last met in Oslo in 2017."
    )
    assert Story(text).meetings() == []


def test_who_leads_a_delegation_to_a_meeting_takes_part() -> None:
    text = "General Omar Lund had led a delegation to the third meeting of the Danish-Norwegian Committee on Monday."
    assert [("Omar Lund" in m[2], m[3]) for m in Story(text).meetings()] == [(True, "2024-05-13")]


def test_a_headline_sums_up_what_follows() -> None:
    text = (
        "Norwegian minister Omar Lund meets Danish officials\n\n"
        "Norwegian Defence Minister Omar Lund met Danish Defence Minister Ida Holm on Monday. "
        "On Tuesday, Lund met Danish Prime Minister Karl Tebb."
    )
    assert [m[2] for m in Story(text).meetings()] == [{"Omar Lund", "Ida Holm"}, {"Omar Lund", "Karl Tebb"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenyan Defence Minister Josphat Kiprono and his Rwandan counterpart General-in-Chief Patrice Habimana met in "
        "Nairobi on Tuesday.",
        f"{A} and {B} had a short, friendly chat on the sidelines of a parade on Tuesday.",
        f"{A} held a brief conversation with {B} on Tuesday.",
        f"On Tuesday, {A} met Colonel Jean Uwase’s predecessor Patrice Habimana.",
        f"{A} raised the closure of the border with {B} on Tuesday.",
    ],
)
def test_meeting_of_two_however_it_is_told(sentence: str) -> None:
    assert Story(sentence).meetings() == [("meeting", "held", BOTH, "2024-05-14")]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{A} and {B} have spoken by telephone on Tuesday.",
        f"{A} spoke on Tuesday with {B} by telephone.",
    ],
)
def test_call_however_it_is_told(sentence: str) -> None:
    assert Story(sentence).meetings() == [("call", "held", BOTH, "2024-05-14")]


@pytest.mark.parametrize(
    "words",
    [
        "held several meetings, in particular with his counterparts from Rwanda and Malawi,",
        "held meetings with Rwandan Defence Minister",
    ],
)
def test_meetings_with_several_were_one_each(words: str) -> None:
    story = Story(
        f"Malawian Defence Minister Grace Banda is here. {A} {words} Patrice Habimana and Grace Banda on Tuesday."
    )
    assert [m[2] for m in story.meetings()] == [BOTH, {KIPRONO, "Grace Banda"}]


def test_who_only_reports_does_not_meet() -> None:
    story = Story(f"According to spokeswoman Irene Wanjiru, {A} will meet {B} on Saturday.")
    assert [m[2] for m in story.meetings()] == [BOTH]
    assert Story(f"According to {B}, the patrols met the convoy.").meetings() == []


def test_present_at_the_meeting_of_another() -> None:
    story = Story(
        f"{A} met {B} on Tuesday. President Rose Achieng met Malawian President Grace Banda on Monday. "
        "Colonel Jean Uwase was present at the meeting with Habimana."
    )
    assert [m[2] for m in story.meetings()] == [BOTH | {"Jean Uwase"}, {"Rose Achieng", "Grace Banda"}]


def test_a_meeting_said_to_be_possible_is_called_for() -> None:
    story = Story(f"{A} said on Monday that a meeting with {B} was possible.")
    assert [m[1] for m in story.meetings()] == ["called_for"]


def test_the_day_a_stay_begins_is_not_that_of_its_meetings() -> None:
    story = Story(f"During his three-day visit from Monday, {A} will meet {B}.")
    assert [m[3] for m in story.meetings()] == [None]


def test_a_visit_that_comes_after_a_meeting_does_not_date_it() -> None:
    story = Story(f"{A} is in Lima. The visit comes two weeks after Kiprono met {B} in Kigali.")
    assert ("meeting", "held", BOTH, "2024-05-03~") in story.meetings()


def test_delegation_without_a_leader_is_its_state() -> None:
    story = Story(f"A Malawian military delegation paid a call on {A} on Tuesday.")
    assert story.meetings() == [("meeting", "held", {"Malawi", KIPRONO}, "2024-05-14")]


def test_who_visits_is_not_whom_they_talk_to_there() -> None:
    story = Story(f"{A} discussed the border with {B} during a visit to Kigali on Tuesday.")
    assert [m[2] for m in story.meetings() if m[0] == "visit"] in ([], [{KIPRONO}])


def test_a_date_of_what_was_discussed_is_not_that_of_the_meeting() -> None:
    story = Story(
        f"{A} met {B} in Kigali on Tuesday. The two ministers also discussed the drills on next year’s calendar."
    )
    assert story.meetings() == [("meeting", "held", BOTH, "2024-05-14")]
    story = Story(f"{A} and {B} discussed the drill planned for 10 May 2024.")
    assert [m[3] for m in story.meetings()] == [None]


def test_what_was_held_was_not_after_the_article() -> None:
    story = Story(f"{A} met {B}, as 2026 begins a new term.")
    assert [m[3] for m in story.meetings()] == [None]


def test_what_is_discussed_over_the_phone_is_told_in_a_call() -> None:
    text = f"{A} discussed drills over the phone with {B} on Tuesday. In the telephone conversation, {A} praised {B}."
    assert Story(text).meetings() == [("call", "held", BOTH, "2024-05-14")]


def test_an_interim_president_may_be_met() -> None:
    text = "On May 3, Kenyan President Josphat Kiprono met with Rwanda’s interim President Patrice Habimana in Kigali."
    assert Story(text).meetings() == [("meeting", "held", BOTH, "2024-05-03")]


def test_who_receives_the_visit_of_another_meets_him() -> None:
    assert Story(f"{A} received the honorary visit of {B} on Tuesday.").meetings() == [
        ("meeting", "held", BOTH, "2024-05-14")
    ]
    assert Story(f"{A} received a letter of {B} on Tuesday.").meetings() == []


def test_what_two_discuss_in_a_telephone_call_is_no_further_meeting() -> None:
    text = f"{A} and {B} discussed border security in a telephone call on Tuesday."
    assert Story(text).meetings() == [("call", "held", BOTH, "2024-05-14")]


def test_what_is_joined_to_what_one_will_do_is_planned_too() -> None:
    text = f"{A} will hold talks with {B} in Nairobi and pay a courtesy call on Rwandan President Jean Mugisha."
    assert [status for _, status, _, _ in Story(text).meetings()] == ["planned", "planned"]
    text = f"{A} held talks with {B} in Nairobi and paid a courtesy call on Rwandan President Jean Mugisha."
    assert [status for _, status, _, _ in Story(text).meetings()] == ["held", "held"]


def test_who_is_welcome_is_not_welcomed_by_whoever_is_named_next() -> None:
    assert Story(f"{A} said that any neighbour was welcome and {B} would stand by it.").meetings() == []
