-- Statements belong to one document each; here they meet the actors and occasions of all.
-- in:  staged_statements, staged_statement_speakers, staged_statement_targets, staged_statement_sources, who, actors,
--      meeting_ids, agreement_ids, sources
-- out: statements, statement_speakers, statement_targets, statement_sources

CREATE MACRO statement_key(source_id, statement) AS source_id || '.s' || statement;

-- Of two names that a judgement has made one actor the first is kept.
CREATE TABLE statement_speakers AS
WITH told AS (
  SELECT statement_key(p.source_id, p.statement) AS statement_id, p.seq, w.actor_id
  FROM staged_statement_speakers p JOIN who w USING (source_id, entity)
), first AS (
  SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY statement_id, actor_id ORDER BY seq) = 1
)
SELECT * REPLACE (row_number() OVER (PARTITION BY statement_id ORDER BY seq) AS seq) FROM first;

-- Of two names of one actor the first is kept.
CREATE TABLE statement_targets AS
WITH told AS (
  SELECT statement_key(t.source_id, t.statement) AS statement_id, t.seq, w.actor_id, a.agreement_id, m.meeting_id, t.words, t.stance
  FROM staged_statement_targets t
  LEFT JOIN who w USING (source_id, entity)
  LEFT JOIN agreement_ids a ON a.source_id = t.source_id AND a.agreement = t.agreement
  LEFT JOIN meeting_ids m ON m.source_id = t.source_id AND m.meeting = t.meeting
), first AS (
  SELECT * FROM told
  QUALIFY row_number() OVER (PARTITION BY statement_id, coalesce(actor_id, agreement_id, meeting_id, words) ORDER BY seq) = 1
)
SELECT * REPLACE (row_number() OVER (PARTITION BY statement_id ORDER BY seq) AS seq) FROM first;

CREATE TABLE statement_sources AS
WITH told AS (
  SELECT statement_key(c.source_id, c.statement) AS statement_id, c.seq, w.actor_id, c.words
  FROM staged_statement_sources c JOIN who w USING (source_id, entity)
), first AS (
  SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY statement_id, actor_id ORDER BY seq) = 1
)
SELECT * REPLACE (row_number() OVER (PARTITION BY statement_id ORDER BY seq) AS seq) FROM first;

CREATE TEMP TABLE told_statements AS
SELECT statement_key(s.source_id, s.statement) AS statement_id, s.source_id, s.kind, s.verb, s.text, s.speech_act, s.position,
       m.meeting_id, a.agreement_id,
       CASE WHEN s.part_of IS NOT NULL THEN statement_key(s.source_id, s.part_of) END AS part_of,
       CASE WHEN s.summary_of IS NOT NULL THEN statement_key(s.source_id, s.summary_of) END AS summary_of
FROM staged_statements s
LEFT JOIN meeting_ids m ON m.source_id = s.source_id AND m.meeting = s.meeting
LEFT JOIN agreement_ids a ON a.source_id = s.source_id AND a.agreement = s.agreement;

-- One utterance told by several documents: one speaker and either a run of six words in common, or the same meeting, the same
-- act towards the same state and at least two words; or half of the words of the shorter without another target.
-- The best match of each in the other document; the first document's statement stands for all. What very many documents tell
-- is looked for in the first twelve of them: so the pairs grow as the documents do.
CREATE TEMP TABLE uttered AS
WITH places AS (SELECT source_id, row_number() OVER (ORDER BY published_on NULLS LAST, source_id) AS place FROM sources)
SELECT t.statement_id, dense_rank() OVER (ORDER BY t.statement_id) AS n, t.meeting_id, p.actor_id AS speaker,
       CASE t.speech_act WHEN 'offer' THEN 'pledge' ELSE coalesce(t.speech_act, 'assert') END AS act,
       coalesce(b.country, b.actor_id) AS target,
       s.place,
       CASE WHEN t.meeting_id IS NOT NULL THEN
         list_distinct(list_transform(list_filter(regexp_extract_all(lower(t.text), '\p{L}{4,}'),
           lambda w: w NOT IN ('that', 'this', 'with', 'from', 'have', 'been', 'were', 'will', 'would', 'their', 'they', 'them', 'which', 'there',
                               'than', 'also', 'into', 'over', 'about', 'between', 'both', 'such', 'other', 'more', 'said')), lambda w: w[1:5]))
       END AS stems,
       list_transform(regexp_extract_all(lower(t.text), '[\p{L}\p{N}]+'), lambda w: hash(w)) AS w
FROM told_statements t
JOIN places s USING (source_id)
JOIN statement_speakers p USING (statement_id)
LEFT JOIN statement_targets g ON g.statement_id = t.statement_id AND g.seq = 1
LEFT JOIN actors b ON b.actor_id = g.actor_id;

CREATE TEMP TABLE utterance_pairs AS
WITH every AS (
  SELECT DISTINCT n, place,
         unnest(list_transform(range(1, len(w) - 4), lambda i: hash(speaker, w[i], w[i + 1], w[i + 2], w[i + 3], w[i + 4], w[i + 5]))) AS run
  FROM uttered
), runs AS (
  FROM every SEMI JOIN (SELECT run FROM every GROUP BY run HAVING min(place) < max(place)) USING (run)
), first_runs AS (
  FROM runs QUALIFY dense_rank() OVER (PARTITION BY run ORDER BY place) <= 12
), first_uttered AS (
  FROM uttered WHERE meeting_id IS NOT NULL QUALIFY dense_rank() OVER (PARTITION BY speaker, meeting_id, act ORDER BY place) <= 12
), pairs AS (
  SELECT b.n, b.place, a.n AS earlier, a.place AS earlier_place, 1 + count(*) AS likeness
  FROM first_runs a JOIN runs b ON a.run = b.run AND a.place < b.place
  GROUP BY ALL
  UNION ALL
  SELECT b.n, b.place, a.n, a.place, len(list_intersect(a.stems, b.stems)) / least(len(a.stems), len(b.stems)) AS share
  FROM first_uttered a JOIN uttered b
    ON a.speaker = b.speaker AND a.meeting_id = b.meeting_id AND a.place < b.place AND a.act = b.act
  WHERE len(list_intersect(a.stems, b.stems)) >= 2 AND CASE WHEN share >= 0.5 THEN coalesce(a.target = b.target, true) ELSE a.act <> 'assert' AND a.target = b.target END
)
SELECT n, earlier
FROM (SELECT * EXCLUDE (likeness), max(likeness) AS likeness FROM pairs GROUP BY ALL)  -- two speakers make two of one
QUALIFY row_number() OVER (PARTITION BY n, earlier_place ORDER BY likeness DESC, earlier) = 1
    AND row_number() OVER (PARTITION BY earlier, place ORDER BY likeness DESC, n) = 1;

CREATE TABLE statements AS
WITH RECURSIVE back AS (
  SELECT n, earlier FROM utterance_pairs
  UNION
  SELECT b.n, p.earlier FROM back b JOIN utterance_pairs p ON p.n = b.earlier
), roots AS (
  SELECT b.n, min(b.earlier) AS root FROM back b ANTI JOIN utterance_pairs p ON p.n = b.earlier GROUP BY b.n
), named AS (
  SELECT DISTINCT n, statement_id FROM uttered
), same AS (
  SELECT a.statement_id, b.statement_id AS same_as FROM roots r JOIN named a ON a.n = r.n JOIN named b ON b.n = r.root
)
SELECT t.*, s.same_as FROM told_statements t LEFT JOIN same s USING (statement_id);
