"""What a curator decides is carried out, published and checked; a decision that does not fit stops the publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scripts import publish as job
from scripts.__main__ import main
from scripts.decision import JUDGEMENTS, Correction, Decisions, Judgement
from scripts.decisions import SHAPES, load
from scripts.package import ROOT
from scripts.problems import Problems
from scripts.publish import DECISIONS, DOCUMENTS_FOLDER
from scripts.reference import IdChange
from scripts.validate import check_spans, validate_tables
from tests import tiny
from tests.genre import published

CORRECTION = "action,table_name,record_id,field,expected,new_value,reason,decided_by,decided_on"
JUDGEMENT = "judgement,table_name,left_id,right_id,reason,decided_by,decided_on"
BY = ",Because.,A. Curator,2031-05-10"
A, B = "Kenyan Defence\u00a0Minister Josphat Kiprono", "Rwandan Defence Minister Patrice Habimana"
MET = f"{A} met {B} in Nairobi on Tuesday. Kiprono said that the lake is safe."
MAY_17 = date(2024, 5, 17)
ONE = {"one": (MET, MAY_17)}
MEETING = "2024-05-14-josphat-kiprono-patrice-habimana"
SAID = f"one.s{MET.index('the lake')}"
Stories = Mapping[str, tuple[str, date | None]]


def decided(folder: Path, corrections: list[str] | None = None, same_as: list[str] | None = None) -> Decisions:
    """The decisions of these rows, each without reason, person and day."""
    folder.mkdir(exist_ok=True)
    for name, header, given in (("corrections", CORRECTION, corrections), ("same_as", JUDGEMENT, same_as)):
        (folder / f"{name}.csv").write_text("\n".join([header, *(f"{row}{BY}" for row in given or [])]) + "\n")
    return load(folder)


@cache
def plain(stories: tuple[tuple[str, tuple[str, date | None]], ...]) -> dict[str, pl.DataFrame]:
    """The tables of these stories without any decision, made once."""
    return published(dict(stories))


def undecided(stories: Stories) -> dict[str, pl.DataFrame]:
    return plain(tuple(stories.items()))


def tables(
    folder: Path, stories: Stories, corrections: list[str] | None = None, same_as: list[str] | None = None
) -> dict[str, pl.DataFrame]:
    """The published tables under these decisions; they are valid, and their words are those of the stories."""
    made = published(stories, decided(folder, corrections, same_as))
    assert [str(p) for p in validate_tables(made)] == []
    assert check_spans(made, {source: text for source, (text, _) in stories.items()}) == []
    return made


def senseless(folder: Path, corrections: list[str] | None = None, same_as: list[str] | None = None) -> list[str]:
    """The problems of these decisions by themselves."""
    return [str(problem) for problem in decided(folder, corrections, same_as).problems]


def wrong(
    folder: Path,
    stories: Stories,
    corrections: list[str] | None = None,
    same_as: list[str] | None = None,
) -> list[str]:
    """The problems that stop a publication under these decisions."""
    with pytest.raises(Problems) as caught:
        published(stories, decided(folder, corrections, same_as))
    return [str(problem) for problem in caught.value.problems]


def row(made: Mapping[str, pl.DataFrame], table: str, **where: Any) -> dict[str, Any]:
    return made[table].filter(**where).row(0, named=True)


# corrections that fit


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """One article's tables with a handful of corrections."""
    corrections = [
        f"set,meetings,{MEETING},kind,meeting,visit",
        f"clear,meetings,{MEETING},host_country,KEN,",
        f"set,meetings,{MEETING},date,2024-05-14,2024-05",
        f"keep,meetings,{MEETING},status,held,",
        "set,actors,josphat-kiprono,country,KEN,TZA",
        f"set,statement_speakers,{SAID} | 1,actor_id,josphat-kiprono,patrice-habimana",
        f"remove,meeting_participants,{MEETING} | patrice-habimana,side,visitor,",
        f"add,meeting_participants,{MEETING} | kenya,side,,host",
        f"keep,positions,{undecided(ONE)['positions']['position_id'][0]},title,Kenyan Defence Minister,",
    ]
    return tables(tmp_path_factory.mktemp("corrected"), ONE, corrections)


def test_a_cell_is_set_and_the_decision_published(corrected: dict[str, pl.DataFrame]) -> None:
    assert row(corrected, "meetings")["kind"] == "visit"
    assert row(corrected, "actors", actor_id="josphat-kiprono")["country"] == "TZA"
    decision = row(corrected, "decisions", applied=1)
    assert decision["decision_id"] == f"set:meetings:{MEETING}:kind"
    assert (decision["expected"], decision["new_value"], decision["decided_by"]) == ("meeting", "visit", "A. Curator")
    assert decision["decided_on"] == date(2031, 5, 10)


def test_a_cell_is_cleared(corrected: dict[str, pl.DataFrame]) -> None:
    assert undecided(ONE)["meetings"]["host_country"].to_list() == ["KEN"]
    assert corrected["meetings"]["host_country"].to_list() == [None]


def test_bounds_follow_a_corrected_date(corrected: dict[str, pl.DataFrame]) -> None:
    meeting = row(corrected, "meetings")
    assert (meeting["date_start"], meeting["date_end"]) == (date(2024, 5, 1), date(2024, 5, 31))


def test_what_is_made_of_a_table_is_made_of_it_as_corrected(corrected: dict[str, pl.DataFrame]) -> None:
    assert set(undecided(ONE)["meetings"]["cameo"]) != set(corrected["meetings"]["cameo"])


def test_a_row_with_a_composite_key_is_set_removed_and_added(corrected: dict[str, pl.DataFrame]) -> None:
    assert corrected["statement_speakers"]["actor_id"].to_list() == ["patrice-habimana"]
    assert corrected["meeting_participants"].select("actor_id", "side").rows() == [
        ("josphat-kiprono", "host"),
        ("kenya", "host"),
    ]


def test_what_is_kept_is_as_it_was_whatever_its_blanks(corrected: dict[str, pl.DataFrame]) -> None:
    assert corrected["positions"].equals(undecided(ONE)["positions"])
    assert "\u00a0" in corrected["positions"]["title"][0]
    assert corrected["decisions"].filter(action="keep").height == 2


def test_a_record_is_removed_with_its_parts_and_what_refers_to_it_goes_on(tmp_path: Path) -> None:
    made = tables(tmp_path, ONE, [f"remove,meetings,{MEETING},,,"])
    assert made["meetings"].is_empty()
    assert made["meeting_participants"].is_empty()
    assert made["evidence"].filter(table_name="meetings").is_empty()
    assert row(made, "statements")["meeting_id"] is None
    change = row(made, "id_changes", old_id=MEETING)
    assert (change["new_id"], change["decision_id"]) == (None, f"remove:meetings:{MEETING}")


def test_words_are_cited_for_a_value_that_had_none(tmp_path: Path) -> None:
    text = f"{A} met {B} last spring. They spoke in Nairobi."
    at = text.index("Nairobi")
    key = undecided({"one": (text, None)})["meetings"]["meeting_id"][0]
    corrections = [
        f"set,meetings,{key},place_id,,nairobi",
        f"cite,meetings,{key},place,Nairobi,one:{at}-{at + 7}",
    ]
    made = tables(tmp_path, {"one": (text, None)}, corrections)
    words = row(made, "evidence", record_id=key, field="place")
    assert (words["quote"], words["rule"]) == ("Nairobi", "cited-by-curator")
    assert row(made, "rules", rule="cited-by-curator")["stage"] == "decisions"


def test_a_value_without_words_is_not_published(tmp_path: Path) -> None:
    text = f"{A} met {B} last spring. They spoke in Nairobi."
    key = undecided({"one": (text, None)})["meetings"]["meeting_id"][0]
    made = published({"one": (text, None)}, decided(tmp_path, [f"set,meetings,{key},place_id,,nairobi"]))
    assert any("no evidence of field place" in str(problem) for problem in validate_tables(made))


def test_decisions_apply_by_day_and_then_by_line(tmp_path: Path) -> None:
    rows = [f"keep,meetings,{MEETING},kind,meeting,", f"keep,meetings,{MEETING},status,held,"]
    decided(tmp_path, rows, ["unsure,actors,josphat-kiprono,patrice-habimana"])
    path = tmp_path / "corrections.csv"
    path.write_text(path.read_text().replace("2031-05-10", "2031-05-11", 1))
    assert [r.get("field") for r in load(tmp_path).published()] == [None, "status", "kind"]


# corrections that do not fit

MISFITS = {
    "unknown record": (
        "set,meetings,2024-05-15-josphat-kiprono,kind,meeting,visit",
        ["record_id", "no record of meetings", MEETING],
    ),
    "unknown part of a key": (
        f"set,meeting_participants,{MEETING} | nobody,side,host,visitor",
        ["nobody", "no record of meeting_participants"],
    ),
    "expectation no longer met": (
        f"set,meetings,{MEETING},status,planned,cancelled",
        ["'planned'", "status", MEETING, "'held' now"],
    ),
    "kept value no longer so": (
        "keep,actors,josphat-kiprono,name,Josphat,",
        ["'Josphat'", "'Josphat Kiprono' now"],
    ),
    "expected absent": (
        f"set,meetings,{MEETING},host_country,,RWA",
        ["'KEN' now"],
    ),
    "no value of the enum": (
        f"set,meetings,{MEETING},kind,meeting,party",
        ["'party'", "none of the values allowed", "kind"],
    ),
    "no id of the table referred to": (
        f"set,statement_speakers,{SAID} | 1,actor_id,josphat-kiprono,omar-lund",
        ["'omar-lund'", "no row of actors"],
    ),
    "no value of the type": (
        "set,positions,{position},disputed,false,perhaps",
        ["'perhaps'", "boolean"],
    ),
    "no date of the calendar": (
        f"set,meetings,{MEETING},date,2024-05-14,2024-02-30",
        ["'2024-02-30'", "no date"],
    ),
    "pattern": ("set,positions,{position},office,defence-minister,A b", ["'A b'", "pattern", "office"]),
    "required": (f"clear,statements,{SAID},kind,indirect,", ["absent", "kind"]),
    "rule of a row": (
        f"clear,meetings,{MEETING},date_basis,weekday,",
        ["date_basis", "although there is a date"],
    ),
    "a record that others need": (
        "remove,actors,patrice-habimana,,,",
        ["patrice-habimana", "needed by", "1 row of meeting_participants"],
    ),
    "a row that is there": (
        f"add,meeting_participants,{MEETING} | josphat-kiprono,side,,host",
        ["is in meeting_participants already"],
    ),
    "a row of nobody": (
        f"add,meeting_participants,{MEETING} | omar-lund,side,,host",
        ["'omar-lund'", "no row of actors"],
    ),
    "a row without what it needs": (
        f"add,meeting_participants,{MEETING} | kenya,,,",
        ["absent", "side"],
    ),
    "words that stand elsewhere": (
        f"cite,meetings,{MEETING},place,Nairobi,one:0-7",
        ["'Nairobi'", "'Kenyan '", "0 to 7"],
    ),
    "words of no document": (
        f"cite,meetings,{MEETING},place,Nairobi,two:0-7",
        ["no source two"],
    ),
    "words for no field": (
        f"cite,meetings,{MEETING},colour,Nairobi,one:0-7",
        ["colour", "meeting, date, place, participant"],
    ),
}


@pytest.fixture(scope="module")
def misfits(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[str]]:
    """What one publication says of all of them, by line."""
    position = undecided(ONE)["positions"]["position_id"][0]
    corrections = [correction.replace("{position}", position) for correction, _ in MISFITS.values()]
    problems = wrong(tmp_path_factory.mktemp("misfits"), ONE, corrections)
    return {line: [p for p in problems if p.startswith(f"corrections.csv, line {line},")] for line in range(2, 30)}


@pytest.mark.parametrize("name", MISFITS)
def test_a_correction_that_does_not_fit_is_named(name: str, misfits: dict[int, list[str]]) -> None:
    problems = misfits[list(MISFITS).index(name) + 2]
    assert len(problems) == 1
    assert [word for word in MISFITS[name][1] if word not in problems[0]] == []


UNREADABLE = {
    "unknown action": ([f"mend,meetings,{MEETING},kind,meeting,visit"], ["'mend'", "set, clear"]),
    "unknown table": ([f"set,meetngs,{MEETING},kind,meeting,visit"], ["'meetngs'", "is no table", "meetings"]),
    "unknown column": ([f"set,meetings,{MEETING},knd,meeting,visit"], ["'knd'", "no column of meetings", "kind"]),
    "nothing new": ([f"set,meetings,{MEETING},kind,meeting,meeting"], ["is what is expected now", "keep"]),
    "value that an action cannot use": ([f"clear,meetings,{MEETING},kind,meeting,visit"], ["new_value", "clear"]),
    "value that an action needs": ([f"set,meetings,{MEETING},kind,meeting,"], ["new_value", "is missing"]),
    "value of no column": ([f"remove,meetings,{MEETING},,meeting,"], ["field", "is missing"]),
    "source text": ([f"set,statements,{SAID},text,the lake is safe,the lake"], ["text", "or of the texts"]),
    "sources": (["set,sources,one,title,,Talks"], ["sources.csv"]),
    "part of the key": ([f"set,meetings,{MEETING},meeting_id,{MEETING},x"], ["meeting_id", "same_as.csv"]),
    "bound of a date": ([f"set,meetings,{MEETING},date_start,2024-05-14,2024-05-13"], ["follows from the date"]),
    "half a key": ([f"set,meeting_participants,{MEETING},side,host,visitor"], ["meeting_id | actor_id"]),
    "a record that no article tells": (["add,meetings,2024-a-b,kind,,visit"], ["come from articles"]),
    "no place of words": ([f"cite,meetings,{MEETING},place,Nairobi,one"], ["SOURCE_ID:START-END"]),
    "two corrections of one cell": (
        [f"set,meetings,{MEETING},kind,meeting,visit", f"set,meetings,{MEETING},kind,visit,call"],
        ["line 3", "kind", "corrected in line 2 too", MEETING],
    ),
    "a cell of a record removed": (
        [f"remove,meetings,{MEETING},,,", f"set,meetings,{MEETING},kind,meeting,visit"],
        ["line 3", "removed in line 2"],
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_correction_that_makes_no_sense_is_named(name: str, tmp_path: Path) -> None:
    rows, words = UNREADABLE[name]
    problems = senseless(tmp_path, rows)
    assert len(problems) == 1
    assert [word for word in words if word not in problems[0]] == []


def test_a_day_that_is_none_is_named(tmp_path: Path) -> None:
    for name, header, given in (
        ("corrections", CORRECTION, f"keep,meetings,{MEETING},kind,meeting,,Because.,A. Curator,10 May 2031"),
        ("same_as", JUDGEMENT, "unsure,actors,a,b,Because.,A. Curator,2031-02-30"),
    ):
        (tmp_path / f"{name}.csv").write_text(f"{header}\n{given}\n")
    assert [(p.file, p.where, p.value) for p in load(tmp_path).problems] == [
        ("same_as.csv", "line 2", "2031-02-30"),
        ("corrections.csv", "line 2", "10 May 2031"),
    ]


# judgements that fit

LONGER = MET.replace("Josphat Kiprono", "Josphat Kimutai Kiprono")
OTHERWISE = MET.replace("Josphat Kiprono", "Yosefat Kiprono")


def people(made: Mapping[str, pl.DataFrame]) -> list[str]:
    return made["actors"].filter(kind="person")["actor_id"].to_list()


def test_same_actors_are_one_before_meetings_are_made_and_corrected(tmp_path: Path) -> None:
    stories = {"one": (MET, MAY_17), "two": (OTHERWISE, MAY_17), "three": (MET.replace("Josphat", "Iosafat"), MAY_17)}
    assert len(people(undecided(stories))) == 4
    assert undecided(stories)["meetings"].height == 3
    judged = ["same,actors,yosefat-kiprono,iosafat-kiprono", "same,actors,josphat-kiprono,yosefat-kiprono"]
    made = tables(tmp_path, stories, [f"set,meetings,{MEETING},kind,meeting,call"], judged)
    assert people(made) == ["josphat-kiprono", "patrice-habimana"]
    assert made["meetings"].select("meeting_id", "kind").rows() == [(MEETING, "call")]
    assert {"Yosefat Kiprono", "Iosafat Kiprono"} < set(made["actor_names"].filter(actor_id="josphat-kiprono")["name"])
    direct = made["id_changes"].filter(table_name="actors").select("old_id", "new_id", "decision_id")
    assert direct.rows() == [
        ("iosafat-kiprono", "josphat-kiprono", "same:actors:yosefat-kiprono:iosafat-kiprono"),
        ("yosefat-kiprono", "josphat-kiprono", "same:actors:josphat-kiprono:yosefat-kiprono"),
    ]
    follows = made["id_changes"].filter(table_name="meetings").select("old_id", "new_id", "decision_id")
    assert follows.rows() == [
        ("2024-05-14-iosafat-kiprono-patrice-habimana", MEETING, None),
        ("2024-05-14-patrice-habimana-yosefat-kiprono", MEETING, None),
    ]


def test_different_keeps_apart_what_one_name_brought_together(tmp_path: Path) -> None:
    stories = {"one": (MET, MAY_17), "two": (LONGER, MAY_17)}
    assert people(undecided(stories)) == ["josphat-kiprono", "patrice-habimana"]
    judged = ["different,actors,josphat-kiprono,josphat-kiprono.two"]
    for more in ({}, {"three": (MET, date(2024, 6, 14)), "four": (LONGER, date(2024, 7, 12))}):
        made = tables(tmp_path, {**stories, **more}, same_as=judged)  # the ids do not hang on other articles
        assert people(made) == ["josphat-kiprono", "josphat-kiprono.two", "patrice-habimana"]
        assert set(made["mentions"].filter(actor_id="josphat-kiprono.two")["source_id"]) == {"two"}


def test_somebody_unknown_is_one_whom_the_reference_knows(tmp_path: Path) -> None:
    made = tables(tmp_path, ONE, same_as=["same,actors,mohammad-baqeri,josphat-kiprono"])
    actor = row(made, "actors", actor_id="mohammad-baqeri")
    assert (actor["name"], actor["status"]) == ("Mohammad Baqeri", "curated")
    assert people(made) == ["mohammad-baqeri", "patrice-habimana"]


def test_a_telling_set_apart_can_be_another_record(tmp_path: Path) -> None:
    stories = {"one": (MET, MAY_17), "two": (MET, MAY_17), "three": (OTHERWISE, MAY_17)}
    made = tables(tmp_path, stories, same_as=["same,actors,yosefat-kiprono,josphat-kiprono.two"])
    assert set(made["mentions"].filter(actor_id="yosefat-kiprono")["source_id"]) == {"two", "three"}
    assert set(made["mentions"].filter(actor_id="josphat-kiprono")["source_id"]) == {"one"}


def test_same_and_different_meetings(tmp_path: Path) -> None:
    dated = MET.replace("on Tuesday", "on May 13, 2024")
    stories = {"one": (MET, MAY_17), "two": (dated, MAY_17), "three": (MET, MAY_17)}
    other = "2024-05-13-josphat-kiprono-patrice-habimana"
    assert undecided(stories)["meetings"]["meeting_id"].to_list() == [other, MEETING]
    judged = [f"same,meetings,{MEETING},{other}", f"different,meetings,{MEETING},{MEETING}.three"]
    made = tables(tmp_path, stories, same_as=judged)
    assert made["meetings"]["meeting_id"].to_list() == [MEETING, f"{MEETING}.three"]
    assert set(made["evidence"].filter(record_id=MEETING)["source_id"]) == {"one", "two"}
    assert row(made, "id_changes")["new_id"] == MEETING
    assert row(made, "statements", source_id="three")["meeting_id"] == f"{MEETING}.three"


def test_an_undated_telling_set_apart_has_no_date(tmp_path: Path) -> None:
    stories = {"one": (MET, MAY_17), "two": (f"{A} met {B} in Nairobi.", MAY_17)}
    assert undecided(stories)["meetings"].height == 1
    made = tables(tmp_path, stories, same_as=[f"different,meetings,{MEETING},{MEETING}.two"])
    assert row(made, "meetings", meeting_id=f"{MEETING}.two")["date"] is None


def test_same_and_different_agreements(tmp_path: Path) -> None:
    signed = f"{A} signed a defence agreement with {B} in Nairobi on May 14, 2024."
    stories = {"one": (signed, MAY_17), "two": (signed.replace("May 14", "May 25"), MAY_17), "three": (signed, MAY_17)}
    one, two = undecided(stories)["agreements"]["agreement_id"]
    judged = [f"same,agreements,{one},{two}", f"different,agreements,{one},{one}.three"]
    made = tables(tmp_path, stories, same_as=judged)
    assert made["agreements"]["agreement_id"].to_list() == [one, f"{one}.three"]


def test_same_and_different_proposals_and_incidents(tmp_path: Path) -> None:
    called = "Kenyan Defence Minister Josphat Kiprono called for joint military drills with Rwanda on May 14, 2024."
    bombed = "Ugandan warplanes bombed a base in Goma on May 3, 2024."
    stories = {
        "one": (f"{called} {bombed}", MAY_17),
        "two": (called.replace("May 14", "April 2"), MAY_17),
        "three": (bombed.replace("May 3", "May 4"), MAY_17),
        "four": (bombed, MAY_17),
    }
    proposals = undecided(stories)["proposals"]["proposal_id"].to_list()
    incidents = undecided(stories)["incidents"]["incident_id"].to_list()
    assert (len(proposals), len(incidents)) == (2, 2)
    judged = [f"same,proposals,{','.join(proposals)}", f"same,incidents,{','.join(incidents)}"]
    judged.append(f"different,incidents,{incidents[0]},{incidents[0]}.four")
    made = tables(tmp_path, stories, same_as=judged)
    assert made["proposals"]["proposal_id"].to_list() == proposals[:1]
    assert made["incidents"]["incident_id"].to_list() == [incidents[0], f"{incidents[0]}.four"]
    assert set(made["evidence"].filter(record_id=incidents[0])["source_id"]) == {"one", "three"}


def test_unsure_changes_nothing_but_is_published(tmp_path: Path) -> None:
    stories = {"one": (MET, MAY_17), "two": (OTHERWISE, MAY_17)}
    made = tables(tmp_path, stories, same_as=["unsure,actors,josphat-kiprono,yosefat-kiprono"])
    before = undecided(stories)
    assert all(made[name].equals(before[name]) for name in before if name != "decisions")
    assert row(made, "decisions")["judgement"] == "unsure"


# judgements that do not fit

STORIES: Stories = {"one": (MET, MAY_17), "two": (OTHERWISE, MAY_17)}
WRONG = {
    "unknown judgement": (["alike,actors,a,b"], ["line 2", "'alike'", "same, different, unsure"]),
    "table without judgements": (["same,places,nairobi,kenya"], ["line 2", "'places'", "actors, meetings"]),
    "one id": (["same,actors,a,a"], ["line 2", "'a'", "is left_id"]),
    "pair judged twice": (["same,actors,a,b", "different,actors,b,a"], ["line 3", "judged in line 2 too"]),
    "id given up twice": (["same,actors,a,c", "same,actors,b,c"], ["line 3", "'c'", "for a in line 2"]),
    "contradiction": (
        ["same,actors,a,b", "same,actors,b,c", "different,actors,a,c"],
        ["line 4", "'c'", "the same by line 2 and 3"],
    ),
    "doubt about what is settled": (["same,actors,a,b", "same,actors,b,c", "unsure,actors,c,a"], ["line 4", "line 2"]),
}
UNFIT = {
    "unknown record": (
        "same,actors,josphat-kiprono,josphat-kipron",
        ["'josphat-kipron'", "no record of actors", "near are josphat-kiprono"],
    ),
    "telling of no document": (
        "different,actors,josphat-kiprono,josphat-kiprono.nine",
        ["'josphat-kiprono.nine'", "no record"],
    ),
    "nothing left to differ from": (
        "different,actors,josphat-kiprono,josphat-kiprono.one",
        ["'josphat-kiprono'", "not in actors any more"],
    ),
    "known actor given up": ("same,actors,patrice-habimana,kenya", ["'kenya'", "swap"]),
    "two known actors": ("same,actors,kenya,rwanda", ["'rwanda'", "seeds/reference"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_judgement_that_makes_no_sense_is_named(name: str, tmp_path: Path) -> None:
    judged, words = WRONG[name]
    problems = senseless(tmp_path, same_as=judged)
    assert len(problems) == 1
    assert problems[0].startswith("same_as.csv")
    assert [word for word in words if word not in problems[0]] == []


@pytest.fixture(scope="module")
def unfit(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one publication says of these, of a circle, of an expectation no longer met, and of a cell set twice."""
    judged = [judgement for judgement, _ in UNFIT.values()] + ["same,meetings,a,b", "same,meetings,b,c"]
    judged.append("same,meetings,c,a")
    corrections = [f"set,statements,{SAID},kind,direct,mixed"] + [f"set,statements,{SAID},verb,say,tell"] * 2
    return wrong(tmp_path_factory.mktemp("unfit"), STORIES, corrections, judged)


@pytest.mark.parametrize("name", UNFIT)
def test_a_judgement_that_does_not_fit_is_named(name: str, unfit: list[str]) -> None:
    line = list(UNFIT).index(name) + 2
    problems = [problem for problem in unfit if problem.startswith(f"same_as.csv, line {line},")]
    assert len(problems) == 1
    assert [word for word in UNFIT[name][1] if word not in problems[0]] == []


def test_all_that_is_wrong_is_told_at_once(unfit: list[str]) -> None:
    places = [problem.split(", column")[0] for problem in unfit]
    judged = [f"same_as.csv, line {line}" for line in range(2, len(UNFIT) + 5)]
    assert places == [*judged, "corrections.csv, line 2", "corrections.csv, line 4"]


# published decisions

UNDONE: dict[str, tuple[str, dict[str, Any]]] = {
    "a cell that is not as set": ("new_value", {"new_value": "NOL"}),
    "a record that is not there": ("record_id", {"record_id": "2031-none"}),
    "no table": ("table_name", {"table_name": "dragons"}),
    "no column": ("field", {"field": "colour"}),
    "mixed kinds": ("kind", {"kind": "judgement"}),
    "a row removed that is there": ("record_id", {"action": "remove", "field": None, "new_value": None}),
}


@pytest.mark.parametrize("name", UNDONE)
def test_a_published_decision_must_have_been_carried_out(name: str) -> None:
    made = tiny.valid()
    _, change = UNDONE[name]
    first = made["decisions"].row(0, named=True) | change
    made["decisions"] = tiny.frame("decisions", [first, made["decisions"].row(1, named=True)])
    problems = [problem for problem in validate_tables(made) if problem.file == "decisions"]
    assert len(problems) == 1
    assert first["decision_id"] in str(problems[0])


# the whole job


def test_wrong_decisions_leave_what_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(tmp_path / "decisions", ["set,meetings,nothing,kind,visit,call"], ["same,actors,iran,nobody"])
    monkeypatch.setattr(job, "DECISIONS", tmp_path / "decisions")
    out = tmp_path / "out"
    (out / "data").mkdir(parents=True)
    (out / "data" / "meetings.csv").write_text("what was published before")
    assert main(["publish", "--documents", str(DOCUMENTS_FOLDER), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "2 problems" in said
    assert "same_as.csv, line 2, column right_id, value 'nobody'" in said
    assert "corrections.csv, line 2, column record_id, value 'nothing'" in said
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["meetings.csv"]
    assert (out / "data" / "meetings.csv").read_text() == "what was published before"


def test_other_articles_take_the_decisions_they_are_given(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(f'{{"source_id": "one", "text": "{MET}", "published_on": "2024-05-17"}}\n')
    decided(tmp_path / "mine", [f"set,meetings,{MEETING},kind,meeting,call"])
    words = ["publish", "--documents", str(articles), "--out", str(tmp_path / "out")]
    kinds = []
    for more in ([], ["--decisions", str(tmp_path / "mine")]):
        assert main([*words, *more]) == 0
        kinds.append(pl.read_csv(tmp_path / "out" / "data" / "meetings.csv")["kind"].to_list())
    assert kinds == [["meeting"], ["call"]]
    assert main(["validate", str(tmp_path / "out")]) == 0


def test_a_folder_without_decisions_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "correction.csv").write_text(CORRECTION)
    for name, what in (("none", "is no folder"), ("empty", "holds no decisions"), ("odd", "is no file of decisions")):
        with pytest.raises(Problems, match=what):
            load(tmp_path / name)


def test_our_decisions_can_be_read() -> None:
    assert load(DECISIONS).problems == ()
    assert load(DECISIONS).published()


def test_the_page_about_decisions_names_all_that_a_file_may_hold() -> None:
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\w+) \| \w", page, re.MULTILINE)[1:] == list(SHAPES)
    assert re.findall(r"^- \*\*(\w+)\*\*", page, re.MULTILINE) == list(JUDGEMENTS)
    for row in (Correction, Judgement, IdChange):
        assert f"`{','.join(field.name for field in fields(row))}`" in page
    for name, row in (("corrections", Correction), ("same_as", Judgement)):
        header = (DECISIONS / f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0]
        assert header == ",".join(field.name for field in fields(row))
