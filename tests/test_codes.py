"""Codes of other schemes: every kind and status has one or is said to have none; events in the shape of event data."""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl
import pytest

from schemas.read import tables as schemas
from scripts.facts import ANY, CODED, EventCode
from tests.genre import published, reference

A, B = "Kenyan Defence Minister Josphat Kiprono", "Rwandan Defence Minister Patrice Habimana"
MAY_17 = date(2024, 5, 17)
BY = {  # the columns that a code goes by
    "meetings": ("kind", "status"),
    "agreements": (None, "status"),
    "proposals": ("kind", "status"),
    "statements": ("speech_act", None),
    "incidents": ("kind", None),
}


def values(table: str, column: str | None) -> tuple[str, ...]:
    fields = {field.name: field.enum for field in schemas()[table].fields}
    return (fields[column] or ()) if column else (ANY,)


def rows(table: str) -> dict[tuple[str, str], EventCode]:
    return {(c.kind, c.status): c for c in reference().facts.event_codes if c.table == table}


@pytest.mark.parametrize("table", CODED)
def test_every_kind_and_status_has_a_code_or_is_said_to_have_none(table: str) -> None:
    known = rows(table)
    kinds, statuses = (values(table, column) for column in BY[table])
    for kind, status in product(kinds, statuses):
        assert known.keys() & {(kind, status), (kind, ANY), (ANY, status), (ANY, ANY)}, (table, kind, status)


@pytest.mark.parametrize("table", CODED)
def test_no_row_of_the_crosswalk_is_for_a_value_that_the_table_cannot_have(table: str) -> None:
    kinds, statuses = ({*values(table, column), ANY} for column in BY[table])
    assert {kind for kind, _ in rows(table)} <= kinds
    assert {status for _, status in rows(table)} <= statuses


def test_none_is_said_with_its_reason() -> None:
    for code in reference().facts.event_codes:
        if code.plover is None and code.cameo is None:
            assert code.source.startswith("none: "), code


def codes(tables: dict[str, pl.DataFrame], name: str) -> list[tuple[str | None, str | None]]:
    return list(tables[name].select("plover", "cameo").iter_rows())


def events(tables: dict[str, pl.DataFrame], name: str) -> set[tuple[str, str, str | None]]:
    found = tables["events"].filter(table_name=name)
    return set(found.select("source_actor", "target_actor", "cameo").iter_rows())


def test_a_meeting_is_an_event_both_ways_a_visit_for_one_and_its_reception_for_the_other() -> None:
    tables = published({"one": (f"{A} met {B} in Nairobi on Tuesday.", MAY_17)})
    assert codes(tables, "meetings") == [("CONSULT", "040")]
    assert events(tables, "meetings") == {
        ("patrice-habimana", "josphat-kiprono", "042"),
        ("josphat-kiprono", "patrice-habimana", "043"),
    }
    event = tables["events"].sort("cameo").row(0, named=True)
    assert (event["date"], event["source_country"], event["target_country"]) == ("2024-05-14", "RWA", "KEN")
    assert (event["place_id"], event["source_id"], event["sources"]) == ("nairobi", "one", 1)
    assert event["latitude"] == pytest.approx(-1.3, abs=0.2)


def test_a_meeting_to_come_is_an_agreement_to_meet() -> None:
    tables = published({"one": (f"{A} is to meet {B} in Nairobi on May 28, 2024.", MAY_17)})
    assert codes(tables, "meetings") == [("AGREE", "036")]
    assert {cameo for *_, cameo in events(tables, "meetings")} == {"036"}


def test_a_visit_is_to_the_state_that_receives_it() -> None:
    tables = published({"one": (f"{B} arrived in Nairobi on Tuesday.", MAY_17)})
    assert events(tables, "meetings") <= {("patrice-habimana", "kenya", "042"), ("kenya", "patrice-habimana", "043")}


def test_a_signature_is_an_event_of_the_states() -> None:
    tables = published({"one": ("Kenya and Rwanda signed a defence agreement in Nairobi on May 14, 2024.", MAY_17)})
    assert codes(tables, "agreements") == [("SUPPORT", "057")]
    assert events(tables, "agreements") == {("kenya", "rwanda", "057"), ("rwanda", "kenya", "057")}


def test_a_statement_is_an_event_from_its_speaker_to_whom_it_is_about() -> None:
    tables = published({"one": (f"{A} condemned Rwanda for the raid on the lake.", MAY_17)})
    for row in tables["events"].filter(table_name="statements").iter_rows(named=True):
        assert (row["source_actor"], row["plover"], row["date"]) == ("josphat-kiprono", "ACCUSE", "2024-05-17")


def test_countries_have_their_numbers() -> None:
    countries = published({"one": ("It rained.", MAY_17)})["countries"]
    numbers = dict(countries.select("country", "cow_number").iter_rows())
    assert (numbers["USA"], numbers["IRN"], numbers["SRB"], numbers["DEU"]) == (2, 630, 345, 255)
    assert numbers["PSE"] is None  # not in the list of the Correlates of War
    known = countries["cow_number"].drop_nulls()
    assert known.len() == known.n_unique()
