-- Documents that share their wording, and how many documents tell of each record independently of each other.
-- in:  staged_sentences, sources, evidence, rules, meetings, agreements, proposals, incidents
-- out: source_overlaps; sources with wording_group; passages as evidence, and their rule; sources and independent_sources of records

-- Words of the sentences, numbered through each document.
CREATE TEMP TABLE wording AS
WITH told AS (
  SELECT source_id, start, "end", quote,
         list_filter(string_split_regex(lower(strip_accents(quote)), '[^\p{L}\p{N}]+'), lambda word: word <> '') AS words
  FROM staged_sentences
)
SELECT *, sum(len(words)) OVER (PARTITION BY source_id ORDER BY start) - len(words) AS before FROM told WHERE len(words) > 0;

CREATE TEMP TABLE lengths AS
SELECT source_id, sum(len(words))::BIGINT AS length,
       row_number() OVER (ORDER BY published_on NULLS LAST, source_id) AS place
FROM wording JOIN sources USING (source_id) GROUP BY source_id, published_on;

-- Runs of eight words, each as a number. Of a run that very many documents have, the first twelve of them stand for all: so
-- the pairs grow as the documents do.
CREATE TEMP TABLE runs AS
SELECT source_id, before + i AS first, hash(words[i:i + 7]) AS run
FROM wording, unnest(range(1, len(words) - 6)) AS t(i)
WHERE len(words) >= 8;

CREATE TEMP TABLE shared_runs AS
WITH places AS (SELECT DISTINCT run, source_id, place FROM runs JOIN lengths USING (source_id)),
common AS (SELECT run FROM places GROUP BY run HAVING count(*) > 1),
homes AS (
  SELECT run, source_id, place FROM places SEMI JOIN common USING (run)
  QUALIFY row_number() OVER (PARTITION BY run ORDER BY place) <= 12
)
SELECT DISTINCT h.source_id AS home, p.source_id AS other, run
FROM homes h JOIN places p USING (run) WHERE h.place < p.place;

-- Words of either document that lie within a shared run.
CREATE TEMP TABLE shared_words AS
WITH pairs AS (
  SELECT home, other, home AS source_id, run FROM shared_runs UNION ALL SELECT home, other, other, run FROM shared_runs
)
SELECT DISTINCT p.home, p.other, p.source_id, r.first + k AS word
FROM pairs p JOIN runs r USING (source_id, run), unnest(range(0, 8)) AS t(k);

CREATE TABLE source_overlaps AS
WITH counted AS (
  SELECT w.home, w.other, w.source_id, l.length, l.place, count(*) AS words
  FROM shared_words w JOIN lengths l USING (source_id) GROUP BY ALL
), shorter AS (
  SELECT * FROM counted QUALIFY row_number() OVER (PARTITION BY home, other ORDER BY length, place) = 1
)
SELECT least(home, other) || ' ~ ' || greatest(home, other) AS overlap_id,
       least(home, other) AS source_id, greatest(home, other) AS other_source_id,
       words AS shared_words, round(words / length, 4) AS share, words >= 50 AND words >= 0.3 * length AS copied
FROM shorter WHERE words >= 20;

-- Documents that copy one another, over any number of steps, are one group, named after the first.
CREATE OR REPLACE TABLE sources AS
WITH RECURSIVE links AS (
  SELECT source_id AS one, other_source_id AS other FROM source_overlaps WHERE copied
  UNION ALL SELECT other_source_id, source_id FROM source_overlaps WHERE copied
), reached AS (
  SELECT one AS source_id, one AS reached FROM links
  UNION
  SELECT r.source_id, l.other FROM reached r JOIN links l ON l.one = r.reached
), first AS (
  SELECT r.source_id, arg_min(r.reached, l.place) AS wording_group
  FROM reached r JOIN lengths l ON l.source_id = r.reached GROUP BY r.source_id
)
SELECT s.*, f.wording_group FROM sources s LEFT JOIN first f USING (source_id);

INSERT INTO evidence (evidence_id, table_name, record_id, field, source_id, start, "end", quote, rule)
SELECT DISTINCT 'source_overlaps:' || o.overlap_id || ':passage:' || w.source_id || ':' || s.start || '-' || s."end",
       'source_overlaps', o.overlap_id, 'passage', w.source_id, s.start, s."end", s.quote, 'shared-wording'
FROM source_overlaps o
JOIN shared_words w ON least(w.home, w.other) = o.source_id AND greatest(w.home, w.other) = o.other_source_id
JOIN wording s ON s.source_id = w.source_id AND w.word > s.before AND w.word <= s.before + len(s.words);

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
