"""Actors that may be one: names that are written alike, compared within blocks of names that share a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from scripts.query import ask

LIKE = 0.88  # of Jaro and Winkler's similarity of two words of names
CROWD = 60  # names of a block; where a word is so common it tells nothing, and pairs would grow with its square


def _all_like(some: str, others: str) -> str:
    """The SQL for: each word of the one list is like a word of the other."""
    likest = f"list_max(list_transform({others}, lambda other: jaro_winkler_similarity(word, other)))"
    return f"list_bool_and(list_transform({some}, lambda word: {likest} >= {LIKE}))"


# Letters that transcribe one sound are made one (Bagheri, Baqeri), and a word is known by its consonants.
PAIRS = f"""
WITH named AS (
  SELECT a.actor_id, a.kind, a.country, a.status, lower(strip_accents(n.name)) AS name
  FROM actors a JOIN actor_names n USING (actor_id)
  WHERE a.kind NOT IN ('state', 'other') AND n.name_kind <> 'acronym'
    -- "the Ministry" of one document may be anybody's
    AND (a.kind = 'person' OR NOT EXISTS (FROM sources s WHERE ends_with(a.actor_id, '.' || s.source_id)))
), heard AS (
  SELECT *, regexp_replace(regexp_replace(regexp_replace(regexp_replace(name, 'gh|q', 'g', 'g'), 'kh', 'k', 'g'),
         'ou|oo', 'u', 'g'), '[''’`ʿʾ-]', '', 'g') AS sound
  FROM named
), told AS (
  SELECT DISTINCT actor_id, kind, country, status, sound,
         list_filter(string_split_regex(sound, '[^\\p{{L}}\\p{{N}}]+'), lambda word: len(word) > 1) AS words
  FROM heard
), blocks AS (
  SELECT *, unnest(list_distinct(list_transform(words,
         lambda word: word[1] || regexp_replace(word[2:], '[aeiouyw]', '', 'g')))) AS block
  FROM told WHERE len(words) > 0
), crowds AS (
  SELECT block FROM blocks GROUP BY block HAVING count(DISTINCT actor_id) > {CROWD}
), small AS (
  SELECT * FROM blocks ANTI JOIN crowds USING (block)
), fullest AS (
  SELECT actor_id, max(len(words)) AS length FROM told GROUP BY actor_id
), pairs AS (
  SELECT a.actor_id AS one, b.actor_id AS other, a.status = 'curated' AS one_known, b.status = 'curated' AS other_known,
         a.kind = 'person' AS persons, jaro_winkler_similarity(a.sound, b.sound) AS likeness,
         CASE WHEN len(a.words) <= len(b.words) THEN a.words ELSE b.words END AS short,
         CASE WHEN len(a.words) <= len(b.words) THEN b.words ELSE a.words END AS long,
         CASE WHEN len(a.words) <= len(b.words) THEN f.length ELSE g.length END AS short_length
  FROM small a JOIN small b USING (block)
  JOIN fullest f ON f.actor_id = a.actor_id JOIN fullest g ON g.actor_id = b.actor_id
  WHERE a.actor_id < b.actor_id AND (a.kind = 'person') = (b.kind = 'person')
    AND (a.status = 'provisional' OR b.status = 'provisional')
    AND coalesce(a.country = b.country, true)
), likely AS (
  SELECT one, other, bool_or(one_known) AS one_known, bool_or(other_known) AS other_known,
         max(likeness) AS likeness, bool_and(len(short) = 1) AS by_surname
  FROM pairs
  WHERE CASE WHEN len(short) = 1 THEN persons AND short_length = 1 AND short[1] = long[-1]
             ELSE {_all_like("short", "long")}
                  AND ({_all_like("long", "short")} OR (persons AND len(short) < len(long))) END
  GROUP BY one, other
)
SELECT one, other, other_known AND NOT one_known AS turned, likeness, by_surname
FROM likely l
WHERE NOT EXISTS (
    FROM meeting_participants p JOIN meeting_participants q USING (meeting_id)
    WHERE p.actor_id = l.one AND q.actor_id = l.other
  ) AND NOT EXISTS (
    FROM decisions d WHERE d.table_name = 'actors' AND d.kind = 'judgement'
      AND (d.record_id, d.other_id) IN ((l.one, l.other), (l.other, l.one))
  )
ORDER BY likeness DESC, one, other"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors with names alike, one of them provisional. left: the one to keep. likeness: from 0 to 1."""

    left: str
    right: str
    likeness: float
    by_surname: bool


def alike(db: duckdb.DuckDBPyConnection) -> Iterator[Pair]:
    """Pairs that nobody has judged and that did not meet, the likest first. db: of scripts.query.connect."""
    for one, other, turned, likeness, by_surname in ask(db, PAIRS).rows:
        left, right = (other, one) if turned else (one, other)
        yield Pair(left, right, likeness, by_surname)
