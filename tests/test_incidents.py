"""Incidents: what happened, who did it to whom, when and where, and who tells it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.genre import Story, published

LEAD = "Norwegian Defence Minister Omar Lund met Danish Defence Minister Ida Holm in Oslo on Monday.\n\n"


def told(text: str, published_on: date | None = date(2024, 5, 17)) -> list[tuple[str, str | None, dict[str, set[str]]]]:
    """(kind, date, role -> names) of each incident of a text in order."""
    story = Story(text, published_on)
    found = []
    for row in story.rows["incidents"]:
        roles: dict[str, set[str]] = {}
        for actor in story.rows["incident_actors"]:
            if actor["incident"] == row["incident"]:
                roles.setdefault(actor["role"], set()).add(story.names[actor["entity"]])
        found.append((row["kind"], row["date"], roles))
    return found


def only(text: str) -> dict[str, object]:
    """The one row of a text."""
    (row,) = Story(text).rows["incidents"]
    return row


@pytest.mark.parametrize(
    ("sentence", "kind", "day", "roles"),
    [
        ("Denmark bombed a base in Norway in 2019.", "bombing", "2019", {"agent": {"Denmark"}}),
        (
            "Denmark launched air strikes on Norway in March 2021.",
            "strike",
            "2021-03",
            {"agent": {"Denmark"}, "target": {"Norway"}},
        ),
        (
            "Danish troops shot down a Norwegian helicopter on Monday.",
            "shootdown",
            "2024-05-13",
            {"agent": {"Danish troops"}, "target": {"Norway"}},
        ),
        (
            "Denmark delivered the first batch of missiles to Norway in 2020.",
            "arms_transfer",
            "2020",
            {"agent": {"Denmark"}, "beneficiary": {"Norway"}},
        ),
        (
            "Norway received 12 fighter jets from Denmark in 2020.",
            "arms_transfer",
            "2020",
            {"agent": {"Denmark"}, "beneficiary": {"Norway"}},
        ),
        (
            "Denmark has provided Norway with military support against the rebels.",
            "military_support",
            None,
            {"agent": {"Denmark"}, "beneficiary": {"Norway"}},
        ),
        (
            "Norway and Denmark imposed a blockade on Sweden in June 2017.",
            "sanctions",
            "2017-06",
            {"agent": {"Norway", "Denmark"}, "target": {"Sweden"}},
        ),
        (
            "Sweden has been a target of Danish sanctions since 1979.",
            "sanctions",
            "1979/..",
            {"agent": {"Denmark"}, "target": {"Sweden"}},
        ),
        (
            "Denmark deployed 1,000 troops to Norway in July 2021.",
            "deployment",
            "2021-07",
            {"agent": {"Denmark"}, "target": {"Norway"}},
        ),
        (
            "Denmark withdrew its troops from Norway in 2021.",
            "withdrawal",
            "2021",
            {"agent": {"Denmark"}, "target": {"Norway"}},
        ),
        (
            "Denmark has about 28,500 troops in Norway.",
            "military_presence",
            None,
            {"agent": {"Denmark"}, "target": {"Norway"}},
        ),
        ("Norway annexed Danish land in 1967.", "occupation", "1967", {"agent": {"Norway"}, "target": {"Denmark"}}),
        (
            "The Norwegian army recaptured the town from the rebels in December 2021.",
            "territorial_change",
            "2021-12",
            {"agent": {"the Norwegian army"}},
        ),
        ("The July 2023 coup in Niger alarmed its neighbours.", "coup", "2023-07", {}),
        (
            "Denmark expelled two Norwegian diplomats on Tuesday.",
            "expulsion",
            "2024-05-14",
            {"agent": {"Denmark"}, "target": {"Norway"}},
        ),
        (
            "Denmark test-fired a ballistic missile on Tuesday.",
            "test",
            "2024-05-14",
            {"agent": {"Denmark"}},
        ),
        (
            "Denmark designated Hezbollah as a terrorist organization in 2019.",
            "terror_listing",
            "2019",
            {"agent": {"Denmark"}, "target": {"Hezbollah"}},
        ),
        (
            "Denmark has been operating a military base in Norway since 2015.",
            "military_presence",
            "2015/..",
            {"agent": {"Denmark"}, "target": {"Norway"}},
        ),
        ("Denmark fired a missile at Oslo airport in 2022.", "strike", "2022", {"agent": {"Denmark"}}),
        ("A car bomb exploded near the Danish consulate in Oslo on Tuesday.", "bombing", "2024-05-14", {}),
        (
            "Norway has been grappling with an insurgency since 2009.",
            "conflict",
            "2009",
            {"target": {"Norway"}},
        ),
        (
            "Norwegian and Danish forces have been stationed there. Denmark seized two Norwegian tankers in May 2022.",
            "seizure",
            "2022-05",
            {"agent": {"Denmark"}, "target": {"Norway"}},
        ),
    ],
)
def test_what_is_told(sentence: str, kind: str, day: str | None, roles: dict[str, set[str]]) -> None:
    (found,) = told(LEAD + sentence)
    assert (found[0], found[1]) == (kind, day)
    names = {role: {name.removeprefix("the ") for name in some} for role, some in found[2].items()}
    wanted = {role: {name.removeprefix("the ") for name in some} for role, some in roles.items()}
    assert names.keys() == wanted.keys()
    for role, some in wanted.items():
        assert len(names[role]) == len(some)


@pytest.mark.parametrize(
    "sentence",
    [
        "They agreed to work together in the fight against terrorism.",
        "Norway will deliver ten tanks to Denmark.",
        "Norway plans to deploy troops to Denmark.",
        "Norway would defend Denmark against any attack.",
        "He warned that an attack on Norway would set the region on fire.",
        "The possible sale of fighter jets to Denmark was discussed.",
        "Norway did not attack Denmark.",
        "If Norway attacked Denmark in 2025, nobody would win.",
        "Denmark ruled out sending troops to Norway.",
        "He attacked the opposition in Oslo on Monday.",
        "Denmark let the arms inspectors into Norway.",
        "Lund died of an illness in Oslo in 2019.",
        "The delegation paid tribute to soldiers killed in the line of duty.",
        "A Danish company hit its sales target in Norway on Monday.",
        "Norway has lost ground to Denmark in the past years.",
        "Lund said the army was not going to do an invasion of Denmark.",
        "Norway voiced its support for the talks in Oslo and its support for Denmark in its fight against terrorism.",
        "The two sides reiterated their support for Denmark in its fight against terrorism.",
        "He spoke of the soldiers captured during the war.",
        "Lund spoke of the 1968 dock workers' strike in Oslo.",
        "Two days before Justice Halden died, the court blocked the plan to combat smuggling in Oslo.",
        "Hezbollah urged its followers to carry out attacks against Denmark.",
        "A hospital ship assists wounded Danish soldiers.",
    ],
)
def test_what_is_no_incident(sentence: str) -> None:
    assert told(LEAD + sentence) == []


def test_the_words_of_means_and_victims() -> None:
    row = only("At least 12 Danish soldiers were killed in a drone strike near Oslo on Monday.")
    assert (row["means"], row["victims"]) == ("drone strike", "At least 12 Danish soldiers")
    assert row["kind"] == "strike"
    assert row["place_id"] == "oslo"


def test_a_place_that_opens_the_sentence() -> None:
    assert only("Near Oslo, two Danish air strikes destroyed an army base.")["place_id"] == "oslo"


def test_two_sentences_of_one_attack_are_one() -> None:
    text = "Danish jets bombed a base in Oslo on Monday. The attack killed four Norwegian soldiers."
    story = Story(text)
    assert [r["kind"] for r in story.rows["incidents"]] == ["bombing"]
    assert len(story.evidence("incidents", "incident")) == 2


def test_attacks_on_two_days_are_two() -> None:
    text = "Denmark bombed a base in Norway in March 2019.\n\nDenmark bombed a base in Norway in June 2021."
    assert [day for _, day, _ in told(text)] == ["2019-03", "2021-06"]


@pytest.mark.parametrize(
    ("sentence", "assertion", "certainty"),
    [
        ("Denmark bombed a base in Norway in 2019.", "narrator", "stated"),
        ("Omar Lund said Denmark bombed a base in Norway in 2019.", "speaker", "stated"),
        ("Omar Lund accused Denmark of bombing a base in Norway in 2019.", "speaker", "alleged"),
        ("Denmark allegedly bombed a base in Norway in 2019.", "narrator", "alleged"),
        ("Denmark is believed to have bombed a base in Norway in 2019.", "narrator", "alleged"),
        ("Denmark denied bombing a base in Norway.", "speaker", "denied"),
        ("Diplomatic sources said Denmark bombed a base in Norway in 2019.", "unnamed_source", "stated"),
    ],
)
def test_who_tells_it_and_how(sentence: str, assertion: str, certainty: str) -> None:
    row = only(LEAD + sentence)
    assert (row["assertion"], row["certainty"]) == (assertion, certainty)
    assert (row["statement"] is None) == (assertion == "narrator")


@pytest.mark.parametrize(
    ("sentence", "agents"),
    [
        ("Gunmen claiming allegiance to Hamas killed three Danish soldiers in Oslo on Monday.", {"Gunmen"}),
        ("Lund accused Denmark of killing 20 civilians and wounding 30 soldiers in Oslo on Monday.", {"Denmark"}),
        ("Holm spoke of the raid by Denmark that killed three Norwegian soldiers and wounded ten.", {"Denmark"}),
        ("Iran retaliated by launching more than 300 drones at Denmark.", {"Iran"}),
        ("The news prompted Russia to respond by delivering missiles to Denmark.", {"Russia"}),
        ("Two countries, Norway and Denmark, severed ties with Sweden on Monday.", {"Norway", "Denmark"}),
        ("Lund said his soldiers were at a post when they came under attack from the Danish side.", {"Denmark"}),
        ("Two rockets were fired from the Danish side on the Oslo gate on Monday.", {"Denmark"}),
        ("Lund condemned the attack by Danish gunmen on a Swedish convoy that killed two soldiers.", {"Denmark"}),
        ("Norway accused Danish forces of shelling a fort, killing two soldiers.", {"Danish Armed Forces"}),
        ("Norway claims Danish troops shelled a fort on Monday, killing two soldiers.", {"Danish Armed Forces"}),
        ("Norway claims dozens of rockets were fired on Monday, killing two soldiers.", set()),
        ("The Norwegian army said Danish troops, backed by tanks, stormed the base on Monday.", set()),
        ("The Norwegian army said it stormed the base on Monday.", {"Norwegian Army"}),
    ],
)
def test_who_did_it(sentence: str, agents: set[str]) -> None:
    found = told(LEAD + sentence)
    assert found
    assert found[0][2].get("agent", set()) == agents


def test_the_speaker_is_an_asserter() -> None:
    story = Story(LEAD + "Lund said Denmark bombed a base in Sweden in 2019.")
    asserters = {story.names[r["entity"]] for r in story.rows["incident_actors"] if r["role"] == "asserter"}
    assert asserters == {"Omar Lund"}


def test_a_date_of_another_event_is_not_taken() -> None:
    text = "Lund met Holm in Oslo on Monday to discuss the Danish attack on Norway."
    assert [day for kind, day, _ in told(LEAD + text) if kind == "attack"] in ([], [None])


def test_what_goes_on_is_told_as_ongoing() -> None:
    assert only("Since 2013, Denmark has been launching attacks on Norway.")["ongoing"] is True
    assert only("Denmark launched an attack on Norway in 2013.")["ongoing"] is False


def incidents(*texts: str) -> pl.DataFrame:
    return published({f"paper-{i}": (text, date(2024, 5, 17)) for i, text in enumerate(texts)})["incidents"]


def test_one_killing_told_by_two_papers_is_one() -> None:
    one = "General Torvik Halden was killed in a Danish drone strike near Oslo on January 3, 2020."
    other = "General Torvik Halden was assassinated in 2020."
    found = incidents(one, other)
    assert found["date"].to_list() == ["2020-01-03"]
    assert found["kind"].to_list() == ["assassination"]


def test_strikes_that_go_on_are_one_whoever_tells_them() -> None:
    one = "Denmark has repeatedly launched air strikes in Sweden."
    other = "As far back as 2013, Denmark has been launching attacks against Norwegian targets in Sweden."
    found = incidents(one, other)
    assert found["date"].to_list() == ["2013/.."]
    assert found["ongoing"].to_list() == [True]


def test_other_sides_or_days_are_other_incidents() -> None:
    one = "Denmark has repeatedly launched air strikes in Sweden."
    assert incidents(one, "Norway has repeatedly launched air strikes in Sweden.").height == 2
    assert incidents("Denmark sanctioned Norway in 2011.", "Denmark sanctioned Norway in 2015.").height == 2


def test_what_only_unnamed_sources_tell_stands_apart() -> None:
    one = "Denmark has repeatedly launched air strikes in Sweden."
    other = "Denmark has repeatedly launched air strikes in Sweden, intelligence sources said."
    assert sorted(incidents(one, other)["assertion"]) == ["narrator", "unnamed_source"]


def test_the_same_text_gives_the_same_ids_in_any_order() -> None:
    one, other = "Denmark bombed a base in Norway in 2019.", "Denmark sanctioned Norway in 2015."
    assert incidents(one, other)["kind"].to_list() == incidents(one, other)["kind"].to_list()
    ids = [set(incidents(*texts)["incident_id"]) for texts in ((one, other), (other, one))]
    assert {i.replace("paper-0", "").replace("paper-1", "") for i in ids[0]} == {
        i.replace("paper-0", "").replace("paper-1", "") for i in ids[1]
    }


def test_who_condemns_a_strike_is_no_victim_of_it() -> None:
    text = LEAD + "The Danish minister condemned the strike that targeted a Swedish army post, martyring one soldier."
    assert [roles.get("victim", set()) for _, _, roles in told(text)] == [set()]


def test_military_and_air_bases_are_attacked_too() -> None:
    assert [(k, r.get("agent")) for k, _, r in told("Taliban fighters attacked a military outpost on Monday.")] == [
        ("attack", {"Taliban"})
    ]
    assert [k for k, _, _ in told("A drone hit an air base in Norway on Monday.")] == ["attack"]
    assert [k for k, _, _ in told("Norway has a military base in Denmark.")] == ["military_presence"]


def test_its_soldiers_are_those_of_who_is_named_before() -> None:
    (incident,) = told("Norway’s army said four of its soldiers were killed by Danish fire on Sunday.")
    assert incident[2]["victim"] == {"Norwegian Army"}
    (incident,) = told("Oslo denied that its forces shelled the town on Sunday.")
    assert incident[2]["agent"] == {"Norway"}
    assert Story("Oslo denied that its forces shelled the town on Sunday.").row("incidents")["certainty"] == "denied"
