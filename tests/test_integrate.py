"""What several documents tell of one thing is one row; what only looks alike is not."""

from __future__ import annotations

from datetime import date
from random import Random

import polars as pl

from scripts.validate import validate_tables
from tests.genre import published

A, B = "Kenyan Defence Minister Josphat Kiprono", "Rwandan Defence Minister Patrice Habimana"
TUESDAY = f"{A} met {B} in Nairobi on Tuesday."
MAY_17, MAY_18 = date(2024, 5, 17), date(2024, 5, 18)


def ids(frame: pl.DataFrame, column: str) -> list[str]:
    return frame[column].to_list()


def test_a_meeting_of_two_articles_is_one_row_with_the_evidence_of_both() -> None:
    tables = published({"one": (TUESDAY, MAY_17), "two": (f"{B} held talks with {A} on May 14, 2024.", MAY_18)})
    assert ids(tables["meetings"], "meeting_id") == ["2024-05-14-josphat-kiprono-patrice-habimana"]
    assert set(tables["evidence"].filter(field="meeting")["source_id"]) == {"one", "two"}
    assert tables["meetings"].row(0, named=True)["place_id"] == "nairobi"


def test_a_meeting_of_the_same_people_on_another_day_is_another() -> None:
    tables = published({"one": (TUESDAY, MAY_17), "two": (f"{B} met {A} on Wednesday.", MAY_17)})
    assert tables["meetings"].height == 2


def test_an_undated_telling_of_that_week_joins_and_one_of_another_year_does_not() -> None:
    undated = f"{A} met {B} in Nairobi."
    week = published({"one": (TUESDAY, MAY_17), "two": (undated, MAY_18)})
    assert week["meetings"].height == 1
    later = published({"one": (TUESDAY, MAY_17), "two": (undated, date(2025, 3, 1))})
    assert later["meetings"].height == 2


def test_an_undated_telling_that_fits_two_meetings_joins_neither() -> None:
    tables = published(
        {
            "one": (TUESDAY, MAY_17),
            "two": (f"{A} met {B} in Nairobi on Wednesday.", MAY_17),
            "three": (f"{A} met {B} in Nairobi.", MAY_17),
        }
    )
    assert tables["meetings"].height == 3


C, D = "Rwandan Army Commander Eric Mugabo", "Ugandan Defence Minister Moses Okello"
CORE = "2024-05-14-josphat-kiprono-patrice-habimana"


def test_who_else_of_the_same_states_was_there_makes_no_other_meeting() -> None:
    fuller = f"{A} met {B} and {C} in Nairobi on Tuesday."
    other = f"{A} met {B} in Nairobi on Tuesday. The meeting was attended by {C}."
    for more in (fuller, other):
        tables = published({"one": (TUESDAY, MAY_17), "two": (more, MAY_17)})
        assert ids(tables["meetings"], "meeting_id") == [CORE], more
        assert tables["meeting_participants"].height == 3


def test_three_states_are_another_meeting_than_two_of_them() -> None:
    tables = published({"one": (TUESDAY, MAY_17), "two": (f"{A} met {B} and {D} in Nairobi on Tuesday.", MAY_17)})
    assert tables["meetings"].height == 2


def test_two_meetings_that_one_document_tells_stay_two() -> None:
    both = f"{A} met {B} in Nairobi on Tuesday. On Tuesday evening he hosted {B} and {C} for further talks."
    tables = published({"one": (TUESDAY, MAY_17), "two": (both, MAY_17)})
    assert tables["meetings"].height == 2


def test_a_fuller_telling_that_fits_two_meetings_is_neither() -> None:
    tables = published(
        {
            "one": (TUESDAY, MAY_17),
            "two": (f"{A} met {C} in Nairobi on Tuesday.", MAY_17),
            "three": (f"{A} met {B} and {C} in Nairobi on Tuesday.", MAY_17),
        }
    )
    assert tables["meetings"].height == 3


# what they tell of one meeting, one agreement, one attack differs in place, office, rank, title and victims
DIFFER = (
    f"{A} met {B} in Nairobi on Tuesday. The two signed a defence agreement between Kenya and Rwanda.",
    f"{A} met {B} in Kigali on Tuesday. Kiprono called for a joint exercise with Rwanda on the lake.",
    "General Josphat Kiprono, the Kenyan chief of staff, held talks with Patrice Habimana in Kisumu on Tuesday.",
    f"Lieutenant General Josphat Kiprono met {B} on Tuesday. Kiprono called for joint naval exercises with Rwanda.",
    "Kenya and Rwanda signed a defence pact in Kigali on Tuesday. It is the first pact of the two.",
    "Kenya and Rwanda signed a defence deal in Nairobi on Tuesday. It is the first deal of the two.",
    "Rwandan forces bombed Goma on Tuesday, killing 12 people.",
    "Rwandan forces bombed Goma on Tuesday with drones, killing 7 people.",
    f"{A} and Rwandan Foreign Minister Patrice Habimana met on Tuesday. “We want peace with Rwanda,” Kiprono said.",
)


def test_the_order_of_the_articles_changes_nothing() -> None:
    stories = {f"daily-{n}": (text, MAY_17) for n, text in enumerate(DIFFER)}
    tables = published(stories)
    for seed in range(6):
        mixed = dict(Random(seed).sample([*stories.items()], len(stories)))
        for name, frame in published(mixed).items():
            assert frame.equals(tables[name]), name


def test_an_agreement_of_a_year_is_that_of_a_day_in_it() -> None:
    day = f"{A} signed a comprehensive defence agreement with {B} in Nairobi on May 14, 2024."
    year = "In 2024, Kenya and Rwanda signed a comprehensive agreement on the lake."
    tables = published({"one": (day, MAY_17), "two": (year, date(2025, 1, 9))})
    assert ids(tables["agreements"], "agreement_id") == ["2024-05-14-agreement-kenya-rwanda"]
    assert set(tables["evidence"].filter(table_name="agreements")["source_id"]) == {"one", "two"}


def test_an_agreement_of_another_year_other_parties_or_another_subject_is_another() -> None:
    day = (f"{A} signed a comprehensive defence agreement with {B} in Nairobi on May 14, 2024.", MAY_17)
    for other in (
        "In 2019, Kenya and Rwanda signed a comprehensive agreement on the lake.",
        "In 2024, Kenya and Uganda signed a comprehensive agreement on the lake.",
        "In 2024, Kenya and Rwanda signed a fisheries agreement.",
    ):
        assert published({"one": day, "two": (other, date(2025, 1, 9))})["agreements"].height == 2, other


def test_a_named_instrument_is_one_wherever_it_is_named() -> None:
    one, two = f"{A} spoke of commitments under the Arusha Accords.", "Kenya withdrew from the Arusha Accords in 2019."
    tables = published({"one": (one, MAY_17), "two": (two, MAY_18)})
    assert ids(tables["agreements"], "agreement_id") == ["arusha-accords"]


def test_a_name_that_any_agreement_may_have_is_not_one_wherever_it_stands() -> None:
    one = "Kenya and Rwanda signed a Defence Cooperation Agreement in 2019."
    two = "Uganda and Burundi signed a Defence Cooperation Agreement in 2021."
    assert published({"one": (one, MAY_17), "two": (two, MAY_18)})["agreements"].height == 2


SIGNED = f"{A} and {B} signed a memorandum on mine clearance in Nairobi on Tuesday."
MEMORANDUM = "2024-05-14-agreement-kenya-rwanda"


def test_what_one_document_tells_as_two_agreements_is_two() -> None:
    two = f"{A} and {B} signed a memorandum on mine clearance and a protocol on hydrography in Nairobi on Tuesday."
    other = "Kenya and Rwanda signed a protocol on hydrography on Tuesday."
    tables = published({"one": (SIGNED, MAY_17), "two": (two, MAY_17), "three": (other, MAY_17)})
    assert ids(tables["agreements"], "agreement_id") == [MEMORANDUM, "2024-05-14-protocol-kenya-rwanda"]
    told = tables["evidence"].filter(table_name="agreements", field="agreement").sort("record_id", "source_id")
    assert list(zip(told["record_id"].str.slice(11, 8), told["source_id"], strict=True)) == [
        ("agreemen", "one"),
        ("agreemen", "two"),
        ("protocol", "three"),
        ("protocol", "two"),
    ]


def test_of_one_kind_they_are_told_apart_by_what_they_are_on() -> None:
    two = f"{A} and {B} signed a memorandum on mine clearance and a memorandum on hydrography in Nairobi on Tuesday."
    tables = published({"one": (SIGNED, MAY_17), "two": (two, MAY_17)})
    assert ids(tables["agreements"], "agreement_id") == [
        "2024-05-14-memorandum-clearance-mine-kenya-rwanda",
        "2024-05-14-memorandum-hydrography-kenya-rwanda",
    ]


def test_the_ministries_of_two_states_sign_for_them() -> None:
    bodies = (
        "The Kenyan Defence Ministry and the Rwandan Defence Force signed a memorandum on mine clearance on Tuesday."
    )
    tables = published({"one": (SIGNED, MAY_17), "two": (bodies, MAY_17)})
    assert ids(tables["agreements"], "agreement_id") == [MEMORANDUM]
    assert ids(tables["agreement_parties"].filter(role="party").sort("actor_id"), "actor_id") == ["kenya", "rwanda"]
    alone = published({"two": (bodies, MAY_17)})["agreement_parties"]
    assert ids(alone.sort("actor_id"), "actor_id") == ["kenya-defence-ministry", "rwanda-defence-forces"]


def test_an_undated_signing_of_that_week_joins_and_one_of_another_year_does_not() -> None:
    undated = "Kenya and Rwanda have signed a memorandum on mine clearance."
    assert published({"one": (SIGNED, MAY_17), "two": (undated, MAY_18)})["agreements"].height == 1
    assert published({"one": (SIGNED, MAY_17), "two": (undated, date(2025, 3, 1))})["agreements"].height == 2
    other = "Kenya and Rwanda have signed a memorandum on hydrography."
    assert published({"one": (SIGNED, MAY_17), "two": (other, MAY_18)})["agreements"].height == 2


def people(tables: dict[str, pl.DataFrame]) -> list[str]:
    return ids(tables["actors"].filter(kind="person"), "actor_id")


def test_a_longer_name_is_the_same_person() -> None:
    longer = TUESDAY.replace("Josphat Kiprono", "Josphat Kimutai Kiprono")
    tables = published({"one": (TUESDAY, MAY_17), "two": (longer, MAY_17)})
    assert people(tables) == ["josphat-kiprono", "patrice-habimana"]
    assert tables["meetings"].height == 1


def test_a_name_with_two_longer_ones_stays_by_itself() -> None:
    tables = published(
        {
            "one": (TUESDAY, MAY_17),
            "two": (TUESDAY.replace("Josphat Kiprono", "Josphat Kimutai Kiprono"), MAY_17),
            "three": (TUESDAY.replace("Josphat Kiprono", "Josphat Arap Kiprono"), MAY_17),
        }
    )
    assert len(people(tables)) == 4


def test_namesakes_of_two_countries_are_two_people() -> None:
    other = "Ugandan Defence Minister Josphat Kiprono met Rwandan Defence Minister Patrice Habimana on Tuesday."
    assert people(published({"one": (TUESDAY, MAY_17), "two": (other, MAY_17)})) == [
        "josphat-kiprono-ken",
        "josphat-kiprono-uga",
        "patrice-habimana",
    ]


def test_namesake_of_somebody_in_the_reference_is_somebody_else() -> None:
    other = "Kenyan Defence Minister Mahmoud Abbas met Rwandan Defence Minister Patrice Habimana on Tuesday."
    tables = published({"one": (other, MAY_17)})
    assert "mahmoud-abbas" not in people(tables)
    assert "mahmoud-abbas-ken" in people(tables)


def test_unnamed_sources_of_two_articles_are_never_one() -> None:
    text = "A senior official said that the lake was quiet."
    tables = published({"one": (text, MAY_17), "two": (text, MAY_17)})
    assert tables["actors"].filter(kind="other").height == 2


def test_days_of_one_visit_are_one_row() -> None:
    one = f"{B} arrived in Nairobi on Tuesday."
    two = f"{B} arrived in Nairobi on Wednesday."
    visit = published({"one": (one, MAY_17), "two": (two, MAY_17)})["meetings"].row(0, named=True)
    assert (visit["kind"], visit["date"]) == ("visit", "2024-05-14/2024-05-15")


def test_an_office_only_a_caption_gives_is_disputed() -> None:
    text = (
        "Kenyan Defence Minister General Moses Barasa speaks to reporters in Nairobi on May 14, 2024. (Photo: KNA)\n\n"
        "Chief of the General Staff of Kenya General Moses Barasa praised the troops on Tuesday."
    )
    positions = published({"one": (text, MAY_17)})["positions"]
    assert dict(zip(positions["office"], positions["disputed"], strict=True)) == {
        "defence-minister": True,
        "chief-of-staff": False,
    }


def test_a_source_id_may_have_blanks_and_letters_of_any_alphabet() -> None:
    tables = published({"Mišel / 14 май 2024": (f"{TUESDAY} Kiprono said that a source had called.", MAY_17)})
    assert validate_tables(tables) == []


def test_a_number_behind_a_name_makes_no_other_person() -> None:
    one = TUESDAY.replace("Kiprono", "Kiprono III")
    tables = published({"one": (one, MAY_17), "two": (TUESDAY, MAY_17)})
    assert [a for a in ids(tables["actors"], "actor_id") if "kiprono" in a] == ["josphat-kiprono"]
    assert tables["meetings"].height == 1
