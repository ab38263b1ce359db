"""The review shows what is new, gone or in doubt, the worst first, and how to decide it."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scripts.__main__ import main
from scripts.decisions import load
from scripts.package import write
from scripts.query import QueryError
from scripts.review import KINDS, Item, Review, review
from scripts.rules import Tally
from tests import tiny
from tests.tiny import BERG, LUND, MEETING, MINISTER, SOURCE, STANDS, SUDORIA, TRAIN, VISIT

Tables = dict[str, pl.DataFrame]
HEADERS = {
    "corrections.csv": "action,table_name,record_id,field,expected,new_value,reason,decided_by,decided_on",
    "same_as.csv": "judgement,table_name,left_id,right_id,reason,decided_by,decided_on",
    "id_changes.csv": "old_id,table_name,new_id,version,reason",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The tiny package as it was published before."""
    write(tiny.valid(), tmp_path / "old")
    return tmp_path / "old"


def found(
    folder: Path, made: Tables, since: Path | None = None, tallies: dict[str, Tally] | None = None, limit: int = 50
) -> Review:
    """The review of these tables, published in a folder that is none of git's."""
    write(made, folder)
    return review(folder, str(since) if since else None, documents(folder), tallies or {}, limit)


def documents(folder: Path) -> Path:
    """The article as an input of the publisher."""
    path = folder.parent / "articles.jsonl"
    path.write_text(json.dumps({"source_id": SOURCE, "text": tiny.TEXT}) + "\n", encoding="utf-8")
    return path


def more(made: Tables, table: str, **values: Any) -> Tables:
    """The tables with another row in one of them."""
    return {**made, table: pl.concat([made[table], tiny.frame(table, [values])])}


def changed(made: Tables, table: str, key: str, **values: Any) -> Tables:
    """The tables with other values in the row with a key."""
    column = made[table].columns[0]
    cells = [pl.when(pl.col(column) == key).then(pl.lit(v)).otherwise(pl.col(n)).alias(n) for n, v in values.items()]
    return {**made, table: made[table].with_columns(cells)}


def of(told: Review, kind: str) -> list[Item]:
    return [item for item in told.items if item.kind == kind]


def test_nothing_new_leaves_what_is_in_doubt(tmp_path: Path, old: Path) -> None:
    told = found(tmp_path / "new", tiny.valid(), old)
    assert (told.since, list(told.counts)) == (str(old), [])
    assert [(item.kind, item.record_id) for item in told.items] == [("no date", VISIT)]


def test_a_record_gone_without_a_word_is_worst_and_the_line_tells_where_its_words_are(
    tmp_path: Path, old: Path
) -> None:
    made = {
        name: f.with_columns(pl.col(pl.String).replace(MEETING, "2031-renamed")) for name, f in tiny.valid().items()
    }
    told = found(tmp_path / "new", made, old)
    assert (told.items[0].kind, told.items[0].record_id) == ("gone", MEETING)
    assert told.items[0].paste[0][0] == "id_changes.csv"
    assert told.items[0].paste[0][1].startswith(f"{MEETING},meetings,2031-renamed,")
    assert told.passages[0][0].quote.startswith("General Ana")
    assert ("meetings", 1, 0, 1) in told.counts
    explained = more(
        made,
        "id_changes",
        old_id=MEETING,
        table_name="meetings",
        new_id="2031-renamed",
        version="0.3.0",
        reason="Shorter.",
    )
    assert of(found(tmp_path / "told", explained, old), "gone") == []


def test_what_changed_is_told_cell_by_cell_and_part_by_part(tmp_path: Path, old: Path) -> None:
    made = changed(tiny.valid(), "meetings", VISIT, status="planned")
    made = more(made, "meeting_participants", meeting_id=MEETING, actor_id=SUDORIA, side="host")
    part, cell = of(found(tmp_path / "new", made, old), "changed")
    assert (part.record_id, part.what) == (MEETING, "+ meeting_participants: actor_id sudoria, side host")
    assert (cell.record_id, cell.what) == (VISIT, "status was 'held', is 'planned'")
    assert cell.paste[0][1] == f"set,meetings,{VISIT},status,planned,held,REASON,YOUR NAME,YYYY-MM-DD"


def test_new_records_come_last_and_new_doubts_before_old_ones(tmp_path: Path, old: Path) -> None:
    made = tiny.valid()
    visit = made["meetings"].filter(meeting_id=VISIT).row(0, named=True)
    words = made["evidence"].filter(record_id=VISIT).row(0, named=True)
    made = more(made, "meetings", **{**visit, "meeting_id": "undated-talks", "kind": "call"})
    made = more(made, "evidence", **{**words, "evidence_id": "e99", "record_id": "undated-talks"})
    told = found(tmp_path / "new", made, old)
    assert [(i.kind, i.record_id) for i in told.items] == [
        ("no date", "undated-talks"),
        ("no date", VISIT),
        ("new", "undated-talks"),
    ]
    assert told.items[-1].what.startswith("kind call, status held, host_country SUD")


CONFLICT = f"sources:{SOURCE}:published_on:2031-05-08:text"


def doubtful() -> Tables:
    """The tiny tables with something of every kind in doubt."""
    made = changed(tiny.valid(), "positions", MINISTER, disputed=True)
    made = changed(made, "conflicts", CONFLICT, ruling="open")
    made["statement_speakers"] = made["statement_speakers"].filter(pl.col("statement_id") != STANDS)
    made = more(made, "actors", actor_id="anna-berg", name="Anna Berg", kind="person", status="provisional")
    made = more(made, "actor_names", actor_id="anna-berg", name="Anna Berg", name_kind="as_written")
    made = more(made, "actor_names", actor_id="anna-berg", name="Ann\u0430 Berg", name_kind="as_written")
    doubt: dict[str, Any] = {
        "kind": "judgement",
        "table_name": "meetings",
        "judgement": "unsure",
        "decided_by": "B",
        "applied": 3,
    }
    doubt |= {"record_id": MEETING, "other_id": VISIT, "reason": "Both in May.", "decided_on": date(2031, 5, 12)}
    return more(made, "decisions", decision_id="unsure", **doubt)


def test_every_doubt_has_its_kind(tmp_path: Path, old: Path) -> None:
    tallies = {"by-hand": Tally(2, 4)}
    told = found(tmp_path / "new", doubtful(), old, tallies)
    assert [item.kind for item in told.items] == sorted((i.kind for i in told.items), key=KINDS.index)
    assert [(i.table, i.record_id) for i in of(told, "conflict")] == [("conflicts", CONFLICT)]
    assert "2031-05-08 is open, and others tell 2031-05-09" in of(told, "conflict")[0].what
    assert [i.record_id for i in of(told, "disputed")] == [MINISTER]
    assert [(i.also, i.record_id) for i in of(told, "alike")] == [(BERG, "anna-berg")]
    assert of(told, "unsure")[0].what == f"may be {MEETING}: Both in May."
    assert [i.record_id for i in of(told, "no speaker")] == [STANDS]
    assert {i.record_id for i in of(told, "weak rule")} >= {MEETING, TRAIN}
    assert "by-hand alone, which is right 2 times of 4" in of(told, "weak rule")[0].what


def test_rules_that_are_right_or_seldom_judged_are_not_weak(tmp_path: Path) -> None:
    for tally in (Tally(4, 5), Tally(0, 2)):
        assert of(found(tmp_path / "new", tiny.valid(), None, {"by-hand": tally}), "weak rule") == []


ALIKE = {
    "another spelling": ("Anna Berg", None, True),
    "a surname alone": ("Berg", None, True),
    "another country": ("Anna Berg", "SUD", False),
    "another name": ("Olga Berg", "NOL", False),
    "other letters for one sound": ("Ana Bergh", "NOL", True),
}


@pytest.mark.parametrize("case", ALIKE)
def test_actors_may_be_one_by_their_names(case: str, tmp_path: Path) -> None:
    name, country, likely = ALIKE[case]
    made = more(tiny.valid(), "actors", actor_id="x", name=name, kind="person", country=country, status="provisional")
    made = more(made, "actor_names", actor_id="x", name=name, name_kind="as_written")
    assert [(i.also, i.record_id) for i in of(found(tmp_path / "new", made), "alike")] == [(BERG, "x")] * likely
    judged: dict[str, Any] = {
        "kind": "judgement",
        "table_name": "actors",
        "judgement": "different",
        "decided_by": "B",
        "applied": 3,
    }
    judged |= {"record_id": "x", "other_id": BERG, "reason": "Two.", "decided_on": date(2031, 5, 12)}
    assert of(found(tmp_path / "judged", more(made, "decisions", decision_id="d", **judged)), "alike") == []


def test_a_name_that_mixes_alphabets_is_told_by_its_letters(tmp_path: Path) -> None:
    made = more(tiny.valid(), "actors", actor_id="x", name="\u0410nna Berg", kind="person", status="provisional")
    made = more(made, "actor_names", actor_id="x", name="\u0410nna Berg", name_kind="as_written")
    (told,) = of(found(tmp_path / "new", made), "alphabets")
    assert told.record_id == "x"
    assert "has CYRILLIC CAPITAL LETTER A among other letters" in told.what
    assert told.paste[0][0] == "same_as.csv"


def test_who_met_is_not_one(tmp_path: Path) -> None:
    made = changed(tiny.valid(), "actors", LUND, name="Anna Berg", country=None)
    made = more(made, "actor_names", actor_id=LUND, name="Anna Berg", name_kind="as_written")
    assert of(found(tmp_path / "new", made), "alike") == []


def test_what_was_kept_is_not_asked_again(tmp_path: Path) -> None:
    keep: dict[str, Any] = {
        "kind": "correction",
        "table_name": "meetings",
        "record_id": VISIT,
        "action": "keep",
        "field": "date",
    }
    keep |= {"reason": "No day is told.", "decided_by": "B", "decided_on": date(2031, 5, 12), "applied": 3}
    made = more(tiny.valid(), "decisions", decision_id="kept", **keep)
    assert found(tmp_path / "new", made).items == []


def test_the_lines_to_paste_are_decisions(tmp_path: Path, old: Path) -> None:
    made = changed(doubtful(), "statements", STANDS, speech_act="assert")
    made = changed(made, "meetings", VISIT, kind="call", host_country=None)
    told = found(tmp_path / "new", made, old, {"by-hand": Tally(2, 4)})
    assert {i.kind for i in told.items} == set(KINDS) - {"gone"}
    lines = [line for item in told.items for line in item.paste]
    for number, (file, line) in enumerate(lines):
        folder = tmp_path / f"decisions-{number}"
        folder.mkdir()
        line = line.replace("YYYY-MM-DD", "2031-05-12").replace("SOURCE_ID:START-END", "a:1-2")
        (folder / file).write_text(f"{HEADERS[file]}\n{line}\n", encoding="utf-8")
        assert load(folder).problems == ()
        assert len(load(folder).published()) == 1


def test_items_are_bounded_and_the_rest_counted(tmp_path: Path) -> None:
    made = tiny.valid()
    made["statement_speakers"] = made["statement_speakers"].clear()
    full, short = found(tmp_path / "new", made), found(tmp_path / "new", made, limit=1)
    assert (len(full.passages), full.rest, len(short.passages), short.rest) == (3, 0, 1, 2)
    assert full.items == short.items
    assert found(tmp_path / "new", made, limit=0).rest == 3


def test_the_package_of_a_revision_is_read_from_git(tmp_path: Path) -> None:
    folder = tmp_path / "repository" / "record"
    write(tiny.valid(), folder)

    def git(*words: str) -> None:
        name = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(folder.parent), *name, *words], check=True, capture_output=True)

    git("init", "--initial-branch=main")
    git("add", ".")
    git("commit", "-m", "One")
    write(changed(tiny.valid(), "meetings", VISIT, status="planned"), folder)
    told = review(folder, None, documents(folder), {}, 9)
    assert (told.since or "").startswith("HEAD (")
    assert [i.record_id for i in of(told, "changed")] == [VISIT]
    assert of(review(folder, "main", documents(folder), {}, 9), "changed") == of(told, "changed")
    for since in ("main~7", "--output=x", str(tmp_path)):
        with pytest.raises(QueryError, match=r"no folder with a datapackage\.json, and no git revision"):
            review(folder, since, documents(folder), {}, 9)


def test_a_table_that_was_not_there_before_floods_nothing(tmp_path: Path, old: Path) -> None:
    for suffix in ("csv", "parquet"):
        (old / "data" / f"statements.{suffix}").unlink()
    told = found(tmp_path / "new", tiny.valid(), old)
    assert ("statements", 2, 0, 0) in told.counts
    assert of(told, "new") == []


def test_the_command_shows_each_item_in_its_sentence(
    tmp_path: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(changed(tiny.valid(), "positions", MINISTER, disputed=True), tmp_path / "new")
    words = ["review", "--dir", str(tmp_path / "new"), "--since", str(old)]
    words += ["--documents", str(documents(tmp_path / "new")), "--gold", str(tmp_path / "none")]
    assert main(words) == 0
    text = capsys.readouterr().out
    assert "Norland’s »Defence Minister« General Ana" in text
    assert f"corrections.csv: keep,positions,{MINISTER},disputed,true,,REASON" in text
    assert main([*words, "--json", "--limit", "1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["items"][0]["kind"], told["items"][0]["record_id"], told["rest"]) == ("disputed", MINISTER, 2)
    passage = told["items"][0]["passages"][0]
    assert passage["before"].endswith("Norland’s ")
    assert passage["quote"] == "Defence Minister"
    assert main(["review", "--dir", str(tmp_path / "nowhere"), "--gold", str(tmp_path / "none")]) == 1
    assert "publish first" in capsys.readouterr().err
