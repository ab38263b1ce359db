"""Proposals: what is called for, offered, pledged, discussed or planned, by whom and for whom; and what is none."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from scripts.extract.proposal_words import PARTS, TAKES, ProposalWord
from scripts.reference import rows
from scripts.validate import check_spans, validate_tables
from tests.genre import REFERENCE, Story, published

LUND = "Norwegian Defence Minister Omar Lund"
HOLM = "Danish Defence Minister Ida Holm"
MET = f"{LUND} met {HOLM} in Oslo on Tuesday. "
SCHEMA_KINDS = 20


def told(story: Story) -> list[tuple[str, str, str]]:
    """(kind, status, what) of each proposal in order."""
    return [(p["kind"], p["status"], p["what"]) for p in story.rows["proposals"]]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, status) for kind, status, _ in told(Story(text))]


def actors(story: Story, index: int = 0) -> set[str]:
    """name/role of the actors of a proposal."""
    key = story.row("proposals", index)["proposal"]
    own = [row for row in story.rows["proposal_actors"] if row["proposal"] == key]
    return {f"{story.names[row['entity']]}/{row['role']}" for row in own}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HOLM} called for a joint exercise with Norway.", [("joint_exercise", "called_for")]),
        (f"{HOLM} stressed the need for training of the Norwegian army.", [("training", "called_for")]),
        (f"{HOLM} said Denmark was ready to supply Norway with howitzers.", [("arms_supply", "offered")]),
        (f"{HOLM} voiced Denmark's readiness to rebuild the Norwegian army.", [("reconstruction", "offered")]),
        (f"{HOLM} voiced the readiness of the Danish army to train Norwegian pilots.", [("training", "offered")]),
        (f"{MET}Holm proposed that the two sides study cooperation in shipyards.", [("cooperation", "called_for")]),
        (f"{MET}Holm proposed that Norway and Denmark hold a joint drill.", [("joint_exercise", "called_for")]),
        (f"{HOLM} said Denmark will strengthen the air defence of Norway.", [("air_defence", "pledged")]),
        (f"{HOLM} vowed to send more ammunition to Norway.", [("arms_supply", "pledged")]),
        (f"{HOLM} demanded the withdrawal of foreign troops from Norway.", [("withdrawal", "called_for")]),
        (f"{HOLM} said Sweden must return to negotiations.", [("negotiation", "called_for")]),
        ("Norway and Denmark agreed to share information on submarines.", [("information_sharing", "pledged")]),
        ("Norway and Denmark are set to hold joint naval drills.", [("joint_exercise", "planned")]),
        ("Denmark has agreed to reopen its ports to Norwegian ships.", [("commitment", "pledged")]),
        ("Denmark will give Norway a loan of 40 million euros, its government said.", [("aid", "pledged")]),
        ("Denmark agreed on Tuesday to host talks.", [("negotiation", "pledged")]),
        ("The rebels have agreed to release 40 hostages.", [("release", "pledged")]),
        ("Denmark will send doctors to Norway, the foreign ministry said.", [("commitment", "pledged")]),
        (f"{MET}They discussed ways to expand military cooperation.", [("cooperation", "discussed")]),
        (f"{MET}Joint patrols in the Kattegat were also discussed.", [("joint_exercise", "discussed")]),
        (f"{MET}Both sides agreed to set up a working group on mines.", [("joint_commission", "pledged")]),
    ],
)
def test_kind_and_status(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{HOLM} watched a joint exercise with Norway.",  # it took place
        f"{HOLM} said Denmark trained Norwegian pilots.",
        f"{HOLM} said Denmark is not ready to train Norwegian pilots.",
        f"{HOLM} refused to send ammunition to Norway.",
        "Norway rejected a Danish offer to host talks.",
        f"{HOLM} asked whether Denmark will help Norway.",
        f"{HOLM} said that if Denmark is ready to help Norway, it should say so.",
        f"{HOLM} praised cooperation with Norway.",
        f"{MET}They discussed bilateral relations.",  # a topic
        f"{HOLM} stressed the importance of cooperation with Norway.",  # praise of what there is
        f"{HOLM} threatened to attack Norway.",
        f"{HOLM} said Denmark will impose sanctions on Norway.",
        f"{HOLM} said Denmark is ready to strike Norwegian ships.",
        "The chairman of the bakers' union promised to release the recipe.",  # nobody who acts for a state or body
        "Anna Roe said she was willing to walk.",
        f"{HOLM} said she would give a speech.",
        f"{HOLM} said the plan would require the help of many.",  # the plan commits nobody
    ],
)
def test_what_is_no_proposal(text: str) -> None:
    assert kinds(text) == []


def test_several_things_of_one_call_are_several_proposals() -> None:
    story = Story(f"{HOLM} called for closer defence ties, a joint exercise and the withdrawal of foreign troops.")
    assert told(story) == [
        ("cooperation", "called_for", "closer defence ties"),
        ("joint_exercise", "called_for", "a joint exercise"),
        ("withdrawal", "called_for", "the withdrawal of foreign troops"),
    ]


def test_a_list_within_one_thing_is_part_of_it() -> None:
    story = Story(f"{HOLM} called for closer ties in training, joint exercises and arms production.")
    assert told(story) == [
        ("cooperation", "called_for", "closer ties in training, joint exercises and arms production")
    ]


def test_several_things_that_will_be_done_are_several_proposals() -> None:
    story = Story(f"{HOLM} said Denmark would deliver ten howitzers to Norway and train 200 Norwegian soldiers.")
    assert told(story) == [
        ("arms_supply", "pledged", "deliver ten howitzers to Norway"),
        ("training", "pledged", "train 200 Norwegian soldiers"),
    ]


def test_what_one_helps_others_do_is_one_proposal() -> None:
    story = Story(f"{HOLM} said Denmark was ready to help Norway rebuild its army and train its officers.")
    assert kinds(story.text) == [("reconstruction", "offered")]


def test_who_offers_and_for_whom() -> None:
    story = Story(f"{HOLM} said Denmark is ready to train the Norwegian army.")
    assert actors(story) == {"Ida Holm/proposer", "Denmark/proposer", "Norwegian Army/beneficiary"}
    assert story.evidence("proposals", "proposal") == ["ready to train the Norwegian army"]


def test_who_is_asked() -> None:
    story = Story(f"{HOLM} urged Sweden to return to talks with Norway.")
    assert actors(story) >= {"Ida Holm/proposer", "Sweden/addressee", "Norway/beneficiary"}
    assert "Sweden/proposer" not in actors(story)


def test_who_must_act_does_not_propose() -> None:
    story = Story(f"{HOLM} said Sweden must withdraw its troops from Norway.")
    assert actors(story) == {"Ida Holm/proposer", "Sweden/addressee", "Norway/beneficiary"}


def test_of_what_is_done_together_the_proposers_have_the_benefit_too() -> None:
    story = Story(f"{HOLM} called for a joint exercise with Norway.")
    assert actors(story) == {"Ida Holm/proposer", "Denmark/beneficiary", "Norway/beneficiary"}


BOTH_SPEAK = {"Omar Lund/proposer", "Ida Holm/proposer"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "They discussed the transfer of Denmark's experience in mine clearance to the Norwegian Army.",
            "Norwegian Army",
        ),
        ("They also discussed the transference of Denmark's expertise to Norway.", "Norway"),
        ("They discussed the passing on of Danish experience in hydrography to Norway.", "Norway"),
    ],
)
def test_what_passes_one_way_benefits_who_receives_it(text: str, who: str) -> None:
    assert actors(Story(MET + text)) == BOTH_SPEAK | {f"{who}/beneficiary"}


def test_what_passes_both_ways_benefits_both() -> None:
    story = Story(MET + "They discussed the exchange of experience in mine clearance.")
    assert actors(story) == BOTH_SPEAK | {"Norway/beneficiary", "Denmark/beneficiary"}


def test_whom_one_stands_against_has_no_benefit() -> None:
    story = Story(f"{HOLM} said Denmark will help the Norwegian army in its fight against Sweden.")
    assert not {a for a in actors(story) if a.startswith("Sweden")}


def test_what_ministers_met_to_discuss_both_propose() -> None:
    story = Story(f"{LUND} met with {HOLM} in Oslo on Tuesday to discuss joint patrols and press for more training.")
    assert [(kind, status) for kind, status, _ in told(story)] == [
        ("joint_exercise", "discussed"),
        ("training", "called_for"),
    ]
    for index in range(2):
        assert {"Omar Lund/proposer", "Ida Holm/proposer"} <= actors(story, index)


def test_the_day_and_the_occasion_are_those_of_the_meeting() -> None:
    story = Story(f"{MET}Holm said Denmark is ready to train Norwegian pilots.")
    row = story.row("proposals")
    assert (row["date"], row["meeting"]) == ("2024-05-14", 0)
    assert story.evidence("proposals", "date") == story.evidence("meetings", "date")


def test_a_pledge_told_with_an_agreement_is_under_it() -> None:
    text = f"“We will train the Danish army,” {LUND} said after signing a defence agreement with {HOLM} on Tuesday."
    row = Story(text).row("proposals")
    assert (row["kind"], row["agreement"]) == ("training", 0)


def test_headline_lead_and_body_tell_one_call() -> None:
    story = Story(
        "Danish minister calls for joint drill with Norway\n\n"
        f"{MET}Holm, calling for a joint exercise, praised Lund.\n\n"
        "Holm stressed the need for staging a joint military exercise by Denmark and Norway.\n"
    )
    assert told(story) == [("joint_exercise", "called_for", "staging a joint military exercise by Denmark and Norway")]
    assert len(story.evidence("proposals", "proposal")) == 3
    assert len(story.rows["proposal_statements"]) == 3


def test_a_proposal_that_was_turned_down_is_marked() -> None:
    text = f"{HOLM} offered to host talks between Norway and Sweden on Tuesday. {{}} the Danish offer to host talks."
    assert kinds(text.format("Norway welcomed")) == [("negotiation", "offered")]
    story = Story(text.format("Norway rejected"))
    assert [(kind, status) for kind, status, _ in told(story)] == [("negotiation", "rejected")]
    assert len(story.evidence("proposals", "proposal")) == 2


def test_two_ministers_make_two_offers() -> None:
    story = Story(f"{MET}Holm said Denmark is ready to train pilots. Lund said Norway is ready to train divers.")
    assert [what for _, _, what in told(story)] == ["train pilots", "train divers"]


def test_different_promises_of_no_special_kind_stay_apart() -> None:
    story = Story(f"{MET}Holm promised to paint the bridge. Later, Holm promised to plant an avenue of trees.")
    assert len(told(story)) == 2


NEWS = "Oslo, 15 May 2024\n\n{} The two called for closer ties.\n"
ONE = f"{MET}{HOLM} stressed the need for a joint exercise by Denmark and Norway."
OTHER = f"{HOLM} and {LUND} met in Oslo on Tuesday and pressed for joint drills."
THIRD = f"{LUND} met {HOLM} in Oslo on Friday, 3 May. Holm called for a joint exercise with Norway."


def test_one_call_told_by_two_articles_is_one_row_with_the_evidence_of_both() -> None:
    tables = published({"one": (ONE, date(2024, 5, 15)), "other": (OTHER, date(2024, 5, 15))})
    assert tables["proposals"]["proposal_id"].to_list() == ["2024-05-14-joint-exercise-ida-holm"]
    proof = tables["evidence"].filter(table_name="proposals", field="proposal")
    assert sorted(proof["source_id"]) == ["one", "other"]
    assert tables["proposals"]["sources"].to_list() == [2]


def test_the_same_call_on_another_day_is_another() -> None:
    tables = published({"one": (ONE, date(2024, 5, 15)), "third": (THIRD, date(2024, 5, 15))})
    assert tables["proposals"]["date"].to_list() == ["2024-05-03", "2024-05-14"]


def test_a_telling_by_a_state_goes_with_the_minister_who_alone_fits() -> None:
    state = "Denmark is set to hold joint drills with Norway, its government said on Tuesday."
    tables = published({"one": (ONE, date(2024, 5, 15)), "state": (state, date(2024, 5, 15))})
    assert tables["proposals"]["proposal_id"].to_list() == ["2024-05-14-joint-exercise-ida-holm"]
    assert tables["proposals"]["sources"].to_list() == [2]


def test_a_telling_by_another_state_is_another() -> None:
    state = "Sweden is set to hold joint drills with Finland, its government said on Tuesday."
    tables = published({"one": (ONE, date(2024, 5, 15)), "state": (state, date(2024, 5, 15))})
    assert tables["proposals"].height == 2


def test_what_is_published_is_valid_and_its_spans_hold() -> None:
    texts = {"one": ONE, "other": OTHER, "third": THIRD}
    tables = published({name: (text, date(2024, 5, 15)) for name, text in texts.items()})
    problems = [p for p in [*validate_tables(tables), *check_spans(tables, texts)] if "proposal" in str(p)]
    assert problems == []


def test_the_order_of_the_documents_changes_nothing() -> None:
    texts = {"one": ONE, "other": OTHER, "third": THIRD}
    forth = published({name: (text, date(2024, 5, 15)) for name, text in texts.items()})
    back = published({name: (texts[name], date(2024, 5, 15)) for name in reversed(texts)})
    for name in ("proposals", "proposal_actors", "proposal_statements"):
        assert forth[name].equals(back[name])


def test_the_lexicon_says_what_it_may() -> None:
    table = rows(REFERENCE / "proposal_words.csv", ProposalWord, ("phrase", "part", "takes"))
    assert {row.part for row in table} == PARTS.keys()
    assert {row.takes for row in table if row.part == "act"} == set(TAKES)
    assert {row.takes for row in table if row.part == "noun"} - {None} <= PARTS.keys()


@pytest.mark.parametrize(
    "unit",
    [
        "is ready to help and will support and ",
        "called for ties, drills, training and ",
        f"{HOLM} said Denmark is ready to help Norway. ",
        "They discussed ways to expand cooperation with Norway. ",
        "must should will would ",
    ],
)
def test_cost_is_linear(unit: str) -> None:
    def cost(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        times = []
        for _ in range(2):
            start = process_time()
            Story(text)
            times.append(process_time() - start)
        return min(times)

    assert cost(32_000) < 10 * max(cost(8_000), 0.02)


def test_who_reports_a_pledge_or_talks_does_not_propose() -> None:
    talks = "“The sides discussed ways to strengthen coordination at sea,” the Norwegian Defence Ministry said."
    both = {"Omar Lund/proposer", "Ida Holm/proposer", "Denmark/beneficiary", "Norway/beneficiary"}
    assert actors(Story(MET + talks)) == both
    pledge = "The two ministers agreed to strengthen military cooperation, the Norwegian Defence Ministry said."
    assert actors(Story(MET + pledge)) == both
    own = "The Norwegian Defence Ministry said it was ready to train Danish pilots."
    assert actors(Story(MET + own)) == {"Norwegian Ministry of Defence/proposer", "Denmark/beneficiary"}


def test_two_who_are_named_with_their_states_both_agree() -> None:
    story = Story("Brazil’s Raul Jardim and Colombia’s Luis Ortega agreed to share intelligence on smugglers.")
    assert {a for a in actors(story) if a.endswith("/proposer")} == {"Raul Jardim/proposer", "Luis Ortega/proposer"}
