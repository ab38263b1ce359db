-- Documents that share their wording, and how many documents tell of each record independently of each other.
-- in:  staged_sentences, sources, evidence, rules, meetings, agreements, proposals, incidents
-- out: source_overlaps; sources with wording_group; passages as evidence, and their rule; sources and independent_sources of records

-- Sentences with their runs of eight words, each run as a number; words are numbered through each document.
CREATE TEMP TABLE wording AS
WITH told AS (
  SELECT source_id, start,
         list_filter(string_split_regex(lower(strip_accents(quote)), '[^\p{L}\p{N}]+'), lambda word: word <> '') AS words
  FROM staged_sentences
), numbered AS (
  SELECT source_id, start, len(words) AS long, list_transform(words, lambda word: hash(word)) AS w FROM told WHERE len(words) > 0
)
SELECT source_id, start, long, sum(long) OVER (PARTITION BY source_id ORDER BY start)::BIGINT - long AS before,
       CASE WHEN long >= 8 THEN list_transform(range(1, long - 6), lambda i:
         hash(w[i], w[i + 1], w[i + 2], w[i + 3], w[i + 4], w[i + 5], w[i + 6], w[i + 7])) END AS runs
FROM numbered;

-- Documents by number, in the order of their publication.
CREATE TEMP TABLE lengths AS
SELECT source_id, sum(long)::BIGINT AS length,
       row_number() OVER (ORDER BY published_on NULLS LAST, source_id) AS place
FROM wording JOIN sources USING (source_id) GROUP BY source_id, published_on;

-- Where runs begin that several documents have.
CREATE TEMP TABLE runs AS
WITH every AS (
  SELECT l.place, unnest(range(w.before + 1, w.before + len(w.runs) + 1)) AS first, unnest(w.runs) AS run
  FROM wording w JOIN lengths l USING (source_id) WHERE w.runs IS NOT NULL
), common AS (
  SELECT run FROM every GROUP BY run HAVING min(place) < max(place)
)
FROM every SEMI JOIN common USING (run);

-- Of a run that many documents have, the first twelve of them stand for all, of one that more than a hundred have the first:
-- so the pairs grow as the documents do. Fewer than three runs, or all within less than
-- twenty words, are too little.
CREATE TEMP TABLE homes AS
WITH first AS (
  SELECT run, place FROM (SELECT DISTINCT run, place FROM runs)
  QUALIFY row_number() OVER (PARTITION BY run ORDER BY place) <= CASE WHEN count(*) OVER (PARTITION BY run) > 100 THEN 1 ELSE 12 END
)
FROM runs SEMI JOIN first USING (run, place);

CREATE TEMP TABLE pairs AS
SELECT h.place AS home, o.place AS other
FROM homes h JOIN runs o USING (run) WHERE h.place < o.place
GROUP BY ALL HAVING count(*) > 2 AND greatest(max(h.first) - min(h.first), max(o.first) - min(o.first)) >= 12;

-- At which words of either document of a pair its shared runs begin.
CREATE TEMP TABLE shared_runs AS
SELECT p.home, p.other, list_sort(list(h.first)) AS home_at, list_sort(list(o.first)) AS other_at
FROM homes h JOIN runs o USING (run) JOIN pairs p ON p.home = h.place AND p.other = o.place
GROUP BY ALL;

-- How many words runs of eight cover that begin at these.
CREATE MACRO covered(starts) AS
  8 + list_sum(list_transform(range(1, len(starts)), lambda i: least(8, starts[i + 1] - starts[i])));

CREATE TEMP TABLE alike AS
WITH counted AS (
  SELECT r.*, CASE WHEN (h.length, r.home) < (o.length, r.other) THEN covered(home_at) ELSE covered(other_at) END AS words,
         least(h.length, o.length) AS length, least(h.source_id, o.source_id) AS source_id, greatest(h.source_id, o.source_id) AS other_source_id
  FROM shared_runs r JOIN lengths h ON h.place = r.home JOIN lengths o ON o.place = r.other
)
SELECT * EXCLUDE (length), source_id || ' ~ ' || other_source_id AS overlap_id,
       round(words / length, 4) AS share, words >= 50 AND words >= 0.3 * length AS copied
FROM counted WHERE words >= 20;

CREATE TABLE source_overlaps AS
SELECT overlap_id, source_id, other_source_id, words AS shared_words, share, copied FROM alike;

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
WITH starts AS (
  SELECT overlap_id, home AS place, unnest(home_at) AS first FROM alike UNION SELECT overlap_id, other, unnest(other_at) FROM alike
), passages AS (
  SELECT DISTINCT p.overlap_id, w.source_id, w.start
  FROM starts p JOIN lengths l USING (place)
  JOIN wording w ON w.source_id = l.source_id AND p.first > w.before AND p.first <= w.before + w.long
)
SELECT 'source_overlaps:' || overlap_id || ':passage:' || source_id || ':' || start || '-' || s."end",
       'source_overlaps', overlap_id, 'passage', source_id, start, s."end", s.quote, 'shared-wording'
FROM passages JOIN staged_sentences s USING (source_id, start);

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
