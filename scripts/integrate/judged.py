"""Judgements of ids: whether the ids judged are there, and what ids the judgements have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb
import polars as pl

from schemas.read import tables as schemas
from scripts.decision import JUDGED, SAME_AS, Decisions, Judgement, judged_tables
from scripts.problems import Problem

NEAR = 3  # ids named where one is not found
SPANS = ["source_id", "start", "end"]
FOLLOWS = "Judgements or corrections have changed what the id is made of, or given its words to another record."


def unmet(db: duckdb.DuckDBPyConnection, decisions: Decisions) -> list[Problem]:
    """The judgements about ids that no document tells of, or that are not what they must be after all judgements."""
    problems: list[Problem] = []
    ends = decisions.goes_on_as()
    for table in judged_tables():
        own = [(line, j) for line, j in decisions.judgements if j.table_name == table]
        if not own:
            continue
        key = schemas()[table].primary_key[0]
        rows = db.execute(f"SELECT DISTINCT found_id, source_id, {key} FROM {JUDGED[table]}").fetchall()
        found = {row[0] for row in rows}
        named = found | {f"{row[0]}.{row[1]}" for row in rows}
        now = {row[2] for row in rows}
        known = set(_column(db, "SELECT actor_id FROM reference_actors")) if table == "actors" else set()
        for line, j in own:
            for column, name in (("left_id", j.left_id), ("right_id", j.right_id)):
                where = (SAME_AS, f"line {line}", column, name)
                if name not in named and not (j.judgement == "same" and name in known):
                    problems.append(Problem(*where, f"is no record of {table}", _near(db, name, sorted(found))))
                elif j.judgement == "different" and named >= set(j.ids) and ends[table, name] not in now:
                    what = f"is not in {table} any more once all judgements are applied"
                    todo = "set apart with ID.SOURCE_ID only some of the documents that tell of it"
                    problems.append(Problem(*where, what, todo))
            problems += _wrong_way(line, j, known)
    return problems


def _wrong_way(line: int, j: Judgement, known: set[str]) -> Iterable[Problem]:
    """An id of the reference tables cannot be given up: they would go on to name it."""
    if j.judgement == "same" and j.right_id in known:
        both = j.left_id in known
        what = f"is in the reference tables{' as left_id is' if both else ''}, and would be given up"
        todo = "make them one in seeds/reference" if both else "swap left_id and right_id"
        yield Problem(SAME_AS, f"line {line}", "right_id", j.right_id, what, todo)


def _near(db: duckdb.DuckDBPyConnection, name: str, found: Sequence[str]) -> str:
    sql = f"SELECT id FROM unnest(?) t(id) ORDER BY jaro_winkler_similarity(id, ?) DESC, id LIMIT {NEAR}"
    near = [row[0] for row in db.execute(sql, [list(found), name]).fetchall()]
    return f"correct it or take the line out; near are {', '.join(near) or 'none'}"


def _column(db: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [row[0] for row in db.execute(sql).fetchall()]


def id_changes(db: duckdb.DuckDBPyConnection, undecided: str, decisions: Decisions) -> None:
    """Add to the table id_changes what judgements and removals have changed.

    undecided: the schema with the tables without judgements and corrections. Where a judgement does not say what took
    the place of an id, it is the record that has most of its words now.
    """
    known = set(db.execute("SELECT table_name, old_id FROM id_changes").fetchall())
    ends = decisions.goes_on_as()
    given_up = {(j.table_name, j.right_id): j for _, j in decisions.judgements if j.judgement == "same"}
    removed = {(c.table_name, c.record_id): c for _, c in decisions.corrections if c.action == "remove"}
    rows: list[tuple[str | None, ...]] = []
    for table in CHANGING:
        key = schemas()[table].primary_key[0]
        gone = _column(db, f"SELECT {key} FROM {undecided}.{table} ANTI JOIN main.{table} USING ({key}) ORDER BY ALL")
        words = _moved_now(db, table, undecided, gone) if gone else {}
        for old in gone:
            own, correction = given_up.get((table, old)), removed.get((table, old))
            if (table, old) in known:
                continue
            if correction is not None:
                rows.append((old, table, None, correction.reason, correction.decision_id))
            elif own is not None:
                rows.append((old, table, ends[table, old], own.reason, own.decision_id))
            else:
                rows.append((old, table, words.get(old), FOLLOWS, None))
    columns = ["old_id", "table_name", "new_id", "reason", "decision_id"]
    db.register("added", pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row").to_arrow())
    db.execute("INSERT INTO id_changes BY NAME FROM added")
    db.unregister("added")


CHANGING = [  # tables whose ids are listed; an id of evidence begins with that of its record
    name
    for name in next(field.enum or () for field in schemas()["id_changes"].fields if field.name == "table_name")
    if name not in ("evidence", "mentions")
]


def _moved_now(db: duckdb.DuckDBPyConnection, table: str, undecided: str, gone: Sequence[str]) -> dict[str, str]:
    """By id that is gone, the record that has most of its words now."""
    spans = ", ".join(f'"{name}"' for name in SPANS)
    words = (
        f"SELECT {spans}, form AS of, actor_id AS id FROM {{}}.mentions"
        if table == "actors"
        else f"SELECT {spans}, field AS of, record_id AS id FROM {{}}.evidence WHERE table_name = '{table}'"
    )
    sql = f"""
        WITH before AS (SELECT * FROM ({words.format(undecided)}) WHERE id IN (SELECT unnest(?::VARCHAR[]))),
        pairs AS (
          SELECT b.id, n.id AS id_now, count(*) AS n
          FROM before b JOIN ({words.format("main")}) n USING ({spans}, of) WHERE n.id IS NOT NULL GROUP BY ALL
        )
        SELECT id, arg_max(id_now, (n, id_now)) FROM pairs GROUP BY id"""
    return dict(db.execute(sql, [list(gone)]).fetchall())


def moved(table: str, old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """By id of the old tables, the record that has most of its words in the new ones, which may be itself."""
    before, after = (_words(table, tables) for tables in (old, new))
    on = [name for name in before.columns if name != "id"]
    pairs = before.join(after, on=on, suffix="_now").group_by("id", "id_now").len().sort(["len", "id_now"])
    return dict(pairs.select("id", "id_now").iter_rows())  # the last of an id has most


def _words(table: str, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    if table == "actors":
        return tables["mentions"].drop_nulls("actor_id").select(*SPANS, "form", id="actor_id")
    return tables["evidence"].filter(pl.col("table_name") == table).select(*SPANS, "field", id="record_id")
