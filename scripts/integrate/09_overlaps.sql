-- Documents that share their wording, and how many documents tell of each record independently of each other.
-- in:  staged_sentences, sources, evidence, rules, meetings, agreements, proposals, incidents
-- out: source_overlaps; sources with wording_group; passages as evidence, and their rule; sources and independent_sources of records

-- Words of the sentences, numbered through each document; documents by number, in order of their publication.
CREATE TEMP TABLE wording AS
WITH told AS (
  SELECT source_id, start,
         list_filter(string_split_regex(lower(strip_accents(quote)), '[^\p{L}\p{N}]+'), lambda word: word <> '') AS words
  FROM staged_sentences
), numbered AS (
  SELECT *, sum(len(words)) OVER (PARTITION BY source_id ORDER BY start)::BIGINT - len(words) AS before FROM told WHERE len(words) > 0
)
SELECT * EXCLUDE (words), len(words) AS long, CASE WHEN len(words) >= 8 THEN list_transform(range(1, len(words) - 6), lambda i: hash(words[i:i + 7])) END AS runs
FROM numbered;

CREATE TEMP TABLE lengths AS
SELECT source_id, sum(long)::BIGINT AS length,
       row_number() OVER (ORDER BY published_on NULLS LAST, source_id) AS place
FROM wording JOIN sources USING (source_id) GROUP BY source_id, published_on;

-- Runs of eight words, each as a number, that several documents have.
CREATE TEMP TABLE runs AS
WITH every AS (
  SELECT l.place, w.before + t.i AS first, w.runs[t.i] AS run
  FROM wording w JOIN lengths l USING (source_id), unnest(range(1, len(w.runs) + 1)) AS t(i)
  WHERE w.runs IS NOT NULL
), common AS (
  SELECT run FROM every GROUP BY run HAVING min(place) < max(place)
)
FROM every SEMI JOIN common USING (run);

-- Of a run that many documents have, the first twelve of them stand for all, of one that more than a hundred have the first:
-- so the pairs grow as the documents do.
CREATE TEMP TABLE shared_runs AS
WITH places AS (SELECT DISTINCT run, place FROM runs),
homes AS (
  SELECT run, place FROM places
  QUALIFY row_number() OVER (PARTITION BY run ORDER BY place) <= CASE WHEN count(*) OVER (PARTITION BY run) > 100 THEN 1 ELSE 12 END
)
SELECT h.place AS home, p.place AS other, run
FROM homes h JOIN places p USING (run) WHERE h.place < p.place;

-- Where the shared runs of a pair begin in either document, and how many words from there on they cover.
CREATE TEMP TABLE shared_words AS
WITH pairs AS (
  SELECT home, other, home AS place, run FROM shared_runs UNION ALL SELECT home, other, other, run FROM shared_runs
)
SELECT home, other, place, r.first, least(8, lead(r.first, 1, r.first + 8) OVER (PARTITION BY home, other, place ORDER BY r.first) - r.first) AS words
FROM pairs JOIN runs r USING (place, run);

CREATE TEMP TABLE alike AS
WITH counted AS (
  SELECT w.home, w.other, w.place, l.length, l.source_id, sum(w.words)::BIGINT AS words
  FROM shared_words w JOIN lengths l USING (place) GROUP BY ALL
)
SELECT home, other, words, round(words / length, 4) AS share, words >= 50 AND words >= 0.3 * length AS copied
FROM counted QUALIFY row_number() OVER (PARTITION BY home, other ORDER BY length, place) = 1 AND words >= 20;

CREATE TABLE source_overlaps AS
SELECT least(h.source_id, o.source_id) || ' ~ ' || greatest(h.source_id, o.source_id) AS overlap_id,
       least(h.source_id, o.source_id) AS source_id, greatest(h.source_id, o.source_id) AS other_source_id,
       words AS shared_words, share, copied
FROM alike JOIN lengths h ON h.place = home JOIN lengths o ON o.place = other;

-- Documents that copy one another, over any number of steps, are one group, named after the first: each takes the name of the
-- first that it knows of from its like, until nothing changes.
CREATE OR REPLACE TABLE sources AS
WITH RECURSIVE links AS (
  SELECT home AS one, other FROM alike WHERE copied UNION ALL SELECT other, home FROM alike WHERE copied
), reached USING KEY (place) AS (
  SELECT one AS place, one AS first FROM links
  UNION
  SELECT l.other, min(r.first) FROM reached r JOIN links l ON l.one = r.place JOIN recurring.reached k ON k.place = l.other
  WHERE r.first < k.first GROUP BY l.other
)
SELECT s.*, f.source_id AS wording_group
FROM sources s LEFT JOIN lengths l USING (source_id) LEFT JOIN reached r USING (place) LEFT JOIN lengths f ON f.place = r.first;

INSERT INTO evidence (evidence_id, table_name, record_id, field, source_id, start, "end", quote, rule)
WITH passages AS (
  SELECT DISTINCT o.home, o.other, w.source_id, w.start
  FROM shared_words o JOIN alike USING (home, other) JOIN lengths l USING (place)
  JOIN wording w ON w.source_id = l.source_id AND o.first > w.before AND o.first <= w.before + w.long
)
SELECT 'source_overlaps:' || least(h.source_id, o.source_id) || ' ~ ' || greatest(h.source_id, o.source_id) || ':passage:' || p.source_id || ':' || p.start || '-' || s."end",
       'source_overlaps', least(h.source_id, o.source_id) || ' ~ ' || greatest(h.source_id, o.source_id), 'passage', p.source_id, p.start, s."end", s.quote, 'shared-wording'
FROM passages p JOIN staged_sentences s USING (source_id, start) JOIN lengths h ON h.place = p.home JOIN lengths o ON o.place = p.other;

INSERT INTO rules VALUES (
  'shared-wording', 'overlaps', 'A sentence of which eight words or more in a row stand in another document too.',
  'Two articles: Berg said that the lake was calm and would stay so.', 'Two articles: Berg said so. Lund said no.'
);

-- How many documents give evidence of each record of a table, and how many groups of them.
CREATE MACRO tellers(its_table) AS TABLE
SELECT e.record_id, count(DISTINCT e.source_id) AS sources, count(DISTINCT coalesce(s.wording_group, s.source_id)) AS independent_sources
FROM evidence e JOIN sources s USING (source_id) WHERE e.table_name = its_table GROUP BY e.record_id;

CREATE OR REPLACE TABLE meetings AS
SELECT m.*, t.sources, t.independent_sources FROM meetings m LEFT JOIN tellers('meetings') t ON t.record_id = m.meeting_id;
CREATE OR REPLACE TABLE agreements AS
SELECT a.*, t.sources, t.independent_sources FROM agreements a LEFT JOIN tellers('agreements') t ON t.record_id = a.agreement_id;
CREATE OR REPLACE TABLE proposals AS
SELECT p.*, t.sources, t.independent_sources FROM proposals p LEFT JOIN tellers('proposals') t ON t.record_id = p.proposal_id;
CREATE OR REPLACE TABLE incidents AS
SELECT i.*, t.sources, t.independent_sources FROM incidents i LEFT JOIN tellers('incidents') t ON t.record_id = i.incident_id;
