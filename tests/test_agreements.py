"""Which agreements a text tells, between whom, and what is only talk of agreeing."""

from __future__ import annotations

import pytest

from tests.genre import Story

A, B = "Kenyan Defence Minister Josphat Kiprono", "Rwandan Defence Minister Patrice Habimana"
PARTIES = {"Kenya/party", "Rwanda/party"}
SIGNED = PARTIES | {"Josphat Kiprono/signatory", "Patrice Habimana/signatory"}


def test_signed_by_two_people() -> None:
    story = Story(f"{A} signed a defence cooperation agreement with {B} in Nairobi on Tuesday.")
    assert story.agreements() == [("defence cooperation agreement", "signed", "2024-05-14", SIGNED)]
    assert story.row("agreements")["place_id"] == "nairobi"


def test_a_signing_is_a_meeting_of_who_signed() -> None:
    story = Story(f"{A} and {B} signed a memorandum of understanding in Nairobi on Tuesday.")
    assert story.meetings() == [("signing", "held", {"Josphat Kiprono", "Patrice Habimana"}, "2024-05-14")]
    assert story.row("agreements")["meeting"] == story.row("meetings")["meeting"]


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2019, Kenya and Rwanda signed a military pact to guard the lake.",
        "A military pact was signed by Kenya and Rwanda in 2019.",
        "Nairobi and Kigali concluded a military pact in 2019.",
    ],
)
def test_signed_by_states(sentence: str) -> None:
    assert Story(sentence).agreements() == [("military pact", "signed", "2019", PARTIES)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya and Rwanda are in agreement on the lake.",
        "Kiprono said Kenya must deal with smugglers.",
        "The minister spoke of a fraternal pact between the two peoples.",
        "Kenya has a great deal to offer.",
        "The protocol officer led the guests in.",
        "The guest book was signed in line with the protocol.",
    ],
)
def test_no_agreement(sentence: str) -> None:
    assert Story(sentence).agreements() == []


def test_named_instrument_of_the_background() -> None:
    story = Story(f"{A} said that Rwanda had ignored its commitments under the Arusha Accords.")
    assert [a[:2] for a in story.agreements()] == [("Arusha Accords", "in_force")]


def test_later_words_for_it_make_no_second() -> None:
    story = Story(
        f"{A} and {B} signed a defence agreement on Tuesday. The accord provides for patrols. "
        "The signed deal runs for five years."
    )
    assert len(story.agreements()) == 1
    assert len(story.evidence("agreements", "agreement")) == 3


def test_the_agreement_signed_by_two_is_the_one_named_before() -> None:
    story = Story(
        "Kenya and Rwanda have signed a Defence Cooperation Agreement. "
        f"The agreement was signed on Tuesday by {A} and {B}."
    )
    assert story.agreements() == [("Defence Cooperation Agreement", "signed", "2024-05-14", SIGNED)]


def test_an_instrument_of_another_kind_is_another() -> None:
    story = Story(f"{A} and {B} signed a defence agreement on Tuesday. They also signed a training protocol in 2019.")
    assert [a[0] for a in story.agreements()] == ["defence agreement", "training protocol"]


def test_what_is_told_in_passing_is_not_signed() -> None:
    story = Story("Kenya and Rwanda signed a defence deal amid a dispute over an agreement between Uganda and Burundi.")
    assert [(a[0], a[3]) for a in story.agreements()] == [("defence deal", PARTIES)]


def test_abbreviation_behind_the_noun() -> None:
    story = Story("A memorandum of understanding (MoU) was signed by Kenya and Rwanda on Tuesday.")
    assert [(a[0], a[3]) for a in story.agreements()] == [("memorandum of understanding", PARTIES)]


def test_reached_on_a_visit_is_between_the_states_of_the_visit() -> None:
    story = Story(
        "Kenyan President Josphat Kiprono visited Rwanda last week. "
        "Rwandan Defence Minister Patrice Habimana said that the agreements reached during the trip "
        "were being followed up."
    )
    assert [(a[0], a[1], a[3]) for a in story.agreements()] == [("agreements", "under_follow_up", PARTIES)]
    assert story.row("agreements")["meeting"] == story.row("meetings")["meeting"]


def test_who_speaks_of_a_signed_deal_has_not_signed_it_by_that() -> None:
    story = Story(f"Kenya and Rwanda signed a defence pact in 2019. {A} said that the signed deal had lapsed.")
    assert [a[3] for a in story.agreements()] == [PARTIES]


def test_by_its_abbreviation() -> None:
    story = Story(
        "Kenya and Rwanda have concluded a Defence Cooperation Agreement (DCA). "
        f"{A} and {B} signed the new DCA on Tuesday."
    )
    assert story.agreements() == [("Defence Cooperation Agreement", "signed", "2024-05-14", SIGNED)]


def test_a_plan_is_one_where_it_is_signed() -> None:
    assert [a[0] for a in Story(f"{A} and {B} signed a plan of cooperation on Tuesday.").agreements()] == ["plan"]
    assert Story("Kenya and Rwanda concluded their plan to guard the lake.").agreements() == []


def test_plural_agreements_stay_apart_from_the_one() -> None:
    story = Story(
        f"{A} and {B} signed a defence agreement on Tuesday. "
        "Kiprono said that the agreements reached in 2019 were being followed up."
    )
    assert [(a[0], a[1]) for a in story.agreements()] == [
        ("defence agreement", "signed"),
        ("agreements", "under_follow_up"),
    ]


def test_planned() -> None:
    story = Story("Kenya and Rwanda are expected to sign a defence agreement next month.")
    assert [a[1] for a in story.agreements()] == ["planned"]


def test_a_similar_agreement_is_another() -> None:
    text = (
        "Norwegian Defence Minister Omar Lund and Danish Defence Minister Ida Holm signed an agreement on Monday. "
        "A similar agreement was signed in Oslo last year."
    )
    assert [a[2] for a in Story(text).agreements()] == ["2024-05-13", "2023"]


def test_what_others_signed_is_another_agreement() -> None:
    story = Story(
        "Kenyan Defence Minister Josphat Kiprono and Rwandan Defence Minister Patrice Habimana signed a framework "
        "agreement on Tuesday. The document was signed in follow-up to the agreement on patrols concluded by Rose "
        "Achieng and Grace Banda on January 12."
    )
    assert [a[2] for a in story.agreements()] == ["2024-05-14", "2024-01-12"]


@pytest.mark.parametrize("who", ["the two ministries had inked", "both countries signed"])
def test_signed_by_both_told_behind_it(who: str) -> None:
    story = Story(f"Kenya praised the memorandum of understanding {who} in April 2017.")
    assert [(a[1], a[2]) for a in story.agreements()] == [("signed", "2017-04")]


def test_agreed_on_a_road_map_in_quotation_marks() -> None:
    story = Story("Kenya and Rwanda agreed on a detailed 'road map' for patrols on Tuesday.")
    assert [a[0] for a in story.agreements()] == ["detailed road map"]


def test_a_contract_that_followed_was_signed() -> None:
    story = Story("Kenya signed a pact in 2021. The first contract, for 18 boats, followed in May 2022.")
    assert ("first contract", "signed") in [(a[0], a[1]) for a in story.agreements()]


def test_the_treaty_is_no_plan_told_before() -> None:
    story = Story("Kenya and Rwanda signed a plan on Tuesday. The treaty on patrols was signed in December 2022.")
    assert sorted(a[2] or "" for a in story.agreements()) == ["2022-12", "2024-05-14"]


def test_what_is_to_be_signed_is_not_what_was_concluded_by_others() -> None:
    story = Story(
        "Minister Berg had in mind the basing agreement concluded between Norway and Canada. "
        "On Friday the Nordic ministers are to sign a joint declaration."
    )
    assert [(a[0], a[1], a[2]) for a in story.agreements()] == [
        ("basing agreement", "signed", None),
        ("joint declaration", "planned", "2024-05-17"),
    ]


def test_instruments_are_told_apart_by_their_matter() -> None:
    story = Story(
        "The ministers signed the Protocol on Data Exchange on 2 May. "
        "The Declaration of Intent on Cyber Defence, executed after the talks, covers training."
    )
    assert [a[0] for a in story.agreements()] == [
        "Protocol on Data Exchange",
        "Declaration of Intent on Cyber Defence",
    ]


def test_an_older_agreement_in_the_background_does_not_date_what_is_signed() -> None:
    story = Story(
        "The Ministry of Defence has signed a memorandum of understanding with its Malawian counterpart. "
        "Malawi is a guarantor of the cessation of hostilities agreement signed by the parties on 4 May 2015."
    )
    assert [(a[0], a[2]) for a in story.agreements()] == [
        ("memorandum of understanding", None),
        ("cessation of hostilities agreement", "2015-05-04"),
    ]


def test_the_pact_signed_by_them_is_that_told_before() -> None:
    story = Story(
        "General Omar Lund and General Ana Berg signed a defence pact in Oslo on Tuesday. "
        "The agreement signed by the generals covers training."
    )
    assert [a[0] for a in story.agreements()] == ["defence pact"]


def test_the_document_of_a_day_is_that_told_before() -> None:
    story = Story("Kenya and Rwanda signed a support agreement. Officials signed the May 9th document in Kigali.")
    assert [(a[0], a[2]) for a in story.agreements()] == [("support agreement", "2024-05-09")]


def test_a_plural_of_the_headline_sums_up() -> None:
    story = Story("Kenya, Rwanda Sign Joint Agreements\n\nKenya and Rwanda signed a support agreement on Tuesday.")
    assert [a[0] for a in story.agreements()] == ["support agreement"]


def test_a_named_instrument_that_somebody_only_mentions() -> None:
    story = Story("“We stand by the 2012 Memorandum on Maritime Safety,” said spokesman Peter Hale.")
    assert [a[0] for a in story.agreements()] == ["Memorandum on Maritime Safety"]
    story = Story("The Treaty of Friendship of 1998 remains the basis of the ties.")
    assert [a[0] for a in story.agreements()] == ["Treaty of Friendship"]


def test_one_signed_for_one_state_and_one_for_the_other() -> None:
    story = Story(
        "At a ceremony in Abuja on Monday, Dr Bala Idrisu signed the memorandum for Nigeria while Major General "
        "Adel Fahim signed for his country."
    )
    assert [m for m in story.meetings() if m[0] == "signing"] == [
        ("signing", "held", {"Bala Idrisu", "Adel Fahim"}, "2024-05-13")
    ]


def test_the_parties_of_an_older_agreement_are_not_those_who_meet() -> None:
    story = Story(
        "Kenyan minister Juma Otieno met Malawian minister Grace Banda in Nairobi on Tuesday. Malawi is a "
        "guarantor of the ceasefire agreement signed by the parties on 4 May 2015."
    )
    assert [(m[0], m[3]) for m in story.meetings()] == [("meeting", "2024-05-14")]
    assert [(a[2], a[3]) for a in story.agreements()] == [("2015-05-04", set())]


@pytest.mark.parametrize(
    "sentence",
    [
        "A pact on fishing between Kenya and Rwanda was signed in 1999.",
        "A pact with Rwanda on fishing in the lake was concluded by Kenya in 1999.",
        "Patrols rest on the pact on fishing in the lake that Kenya and Rwanda signed in 1999.",
        "Patrols rest on the pact on fishing, which Kenya and Rwanda had signed in 1999.",
    ],
)
def test_parties_between_the_instrument_and_its_verb(sentence: str) -> None:
    assert Story(sentence).agreements() == [("pact", "signed", "1999", PARTIES)]


def test_signed_by_both_in_a_clause_behind_what_it_is_on() -> None:
    story = Story("The envoys praised the pact on fishing in the lake that the two countries had signed in 1999.")
    assert [a[:3] for a in story.agreements()] == [("pact", "signed", "1999")]


def test_a_second_clause_is_not_of_the_pact_spoken_of() -> None:
    story = Story("Kenya praised the pact on the lake that binds it while Uganda and Burundi signed in 1999.")
    assert story.agreements() == []


def test_signatures_put_to_it() -> None:
    story = Story(f"{A} and {B} put their signatures to a training protocol in Nairobi on Tuesday.")
    assert story.agreements() == [("training protocol", "signed", "2024-05-14", SIGNED)]


def test_the_two_are_to_sign() -> None:
    story = Story(f"{A} will receive {B} in Nairobi on Monday, and the two are to sign a defence pact.")
    assert story.agreements() == [("defence pact", "planned", "2024-05-20", SIGNED)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{B} held talks with {A} in Nairobi on Tuesday and signed a defence pact.",
        f"On Tuesday in Nairobi, {B} met {A} and then signed a defence pact.",
    ],
)
def test_who_acts_in_the_meeting_signs_with_the_state_of_the_other(sentence: str) -> None:
    assert [a[3] for a in Story(sentence).agreements()] == [PARTIES | {"Patrice Habimana/signatory"}]


def test_who_was_met_has_not_signed_with_a_third() -> None:
    story = Story(f"{B} held talks with {A} in Nairobi on Tuesday and signed a defence pact with Burundi.")
    assert [a[3] for a in story.agreements()] == [{"Patrice Habimana/signatory", "Rwanda/party", "Burundi/party"}]


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        (f"A defence pact was signed on Tuesday when {B} met {A} in Nairobi.", PARTIES),
        (f"A defence pact was signed in Nairobi on Tuesday after {A} received {B}.", PARTIES),
        (f"A defence pact was signed on Tuesday. {B} met {A} in Nairobi.", set()),
    ],
)
def test_signed_when_two_met_is_between_their_states(sentence: str, parties: set[str]) -> None:
    assert [a[3] for a in Story(sentence).agreements()] == [parties]


def test_they_signed_who_met_before() -> None:
    story = Story(f"{B} met {A} in Nairobi on Tuesday. They also signed a training protocol.")
    assert story.agreements() == [("training protocol", "signed", "2024-05-14", SIGNED)]
    assert story.meetings() == [("signing", "held", {"Josphat Kiprono", "Patrice Habimana"}, "2024-05-14")]


def test_they_who_did_not_meet_have_signed_nothing() -> None:
    story = Story(f"{A} toured a port on Tuesday. They signed a training protocol in 2019, residents said.")
    assert [a[3] for a in story.agreements()] == [set()]


def test_of_one_kind_and_on_two_things_they_are_two() -> None:
    story = Story(f"{A} and {B} signed a memorandum on mine clearance and a memorandum on hydrography on Tuesday.")
    assert [a[0] for a in story.agreements()] == ["memorandum", "memorandum"]


@pytest.mark.parametrize(
    "later",
    [
        "The agreement on mine clearance runs for five years.",
        "They signed the memorandum on Tuesday in the port.",
        "Kenya and Rwanda signed an agreement on military cooperation.",
    ],
)
def test_other_words_for_what_it_is_on_make_no_second(later: str) -> None:
    story = Story(f"{A} and {B} signed a memorandum on Tuesday on mine clearance. {later}")
    assert len(story.agreements()) == 1


def test_its_kind_is_that_of_the_words_that_introduce_it() -> None:
    story = Story(f"Kenya, Rwanda sign deal\n\n{A} and {B} signed a training protocol in Nairobi on Tuesday.")
    assert (story.row("agreements")["title"], story.row("agreements")["kind"]) == ("training protocol", "protocol")


def test_the_words_before_the_verb_are_no_title() -> None:
    story = Story("Kenya and Rwanda signed 8 agreements and Memorandums of Understanding (MoUs) on Tuesday.")
    assert [a[0] for a in story.agreements()] == ["8 agreements"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A pact on fishing between the Kenyan and Rwandan governments was signed in 1999.",
        "A pact on fishing was signed in 1999 by the two defence ministries of Kenya and Rwanda.",
        "A pact was concluded between the navies of Kenya and Rwanda in 1999.",
    ],
)
def test_states_told_by_their_bodies_in_common(sentence: str) -> None:
    assert Story(sentence).agreements() == [("pact", "signed", "1999", PARTIES)]


@pytest.mark.parametrize("states", ["Kenya-Rwanda", "Kenyan-Rwandan"])
def test_states_joined_before_the_instrument(states: str) -> None:
    story = Story(f"A {states} pact was signed in 1999.")
    assert [a[3] for a in story.agreements()] == [PARTIES]
    assert not story.row("agreements")["named"]  # any two states may have many


@pytest.mark.parametrize(
    ("later", "parties"),
    [
        ("After the talks, a pact on fishing was signed.", PARTIES),
        ("The meeting ended with the signing of a memorandum.", PARTIES),
        ("A pact on fishing was signed in Oslo in 2019.", set()),
        ("After the talks, he spoke of a pact signed in Oslo in 2019.", set()),
    ],
)
def test_signed_after_the_talks_told_before(later: str, parties: set[str]) -> None:
    assert [a[3] for a in Story(f"{A} met {B} in Nairobi on Tuesday. {later}").agreements()] == [parties]


def test_signed_in_the_sentence_of_the_talks() -> None:
    story = Story(f"{A} met {B} in Nairobi on Tuesday, and a protocol on hydrography was signed.")
    assert [a[3] for a in story.agreements()] == [PARTIES]


def test_a_place_makes_a_name() -> None:
    assert [a[0] for a in Story(f"{A} said that Rwanda had ignored the Minsk Agreements.").agreements()] == [
        "Minsk Agreements"
    ]
