-- Statements belong to one document each; here they meet the actors and occasions of all.
-- in:  staged_statements, staged_statement_speakers, staged_titles, who, meeting_ids, agreement_ids, meetings, meeting_sides
-- out: statements, statement_speakers, positions, meeting_participants

CREATE MACRO statement_key(source_id, statement) AS source_id || '.s' || statement;

CREATE TABLE statements AS
SELECT statement_key(s.source_id, s.statement) AS statement_id, s.source_id, s.kind, s.verb, s.text, s.speech_act, s.position,
       m.meeting_id, a.agreement_id,
       CASE WHEN s.part_of IS NOT NULL THEN statement_key(s.source_id, s.part_of) END AS part_of
FROM staged_statements s
LEFT JOIN meeting_ids m ON m.source_id = s.source_id AND m.meeting = s.meeting
LEFT JOIN agreement_ids a ON a.source_id = s.source_id AND a.agreement = s.agreement;

CREATE TABLE statement_speakers AS
SELECT statement_key(p.source_id, p.statement) AS statement_id, p.seq, w.actor_id
FROM staged_statement_speakers p JOIN who w USING (source_id, entity);

-- An office as a document states it: one row an actor, office and document, at its first words.
CREATE TABLE bodies_in_titles AS
SELECT t.source_id, t.entity, t.start, t."end", arg_max(w.actor_id, (m."end" - m.start, w.actor_id)) AS organisation_id
FROM staged_titles t
JOIN staged_mentions m ON m.source_id = t.source_id AND m.start >= t.start AND m."end" <= t."end"
JOIN who w ON w.source_id = m.source_id AND w.entity = m.entity
JOIN actors a ON a.actor_id = w.actor_id AND a.kind IN ('military', 'government', 'international_organisation', 'armed_group')
GROUP BY t.source_id, t.entity, t.start, t."end";

CREATE TABLE position_ids AS
WITH told AS (
  SELECT DISTINCT t.source_id, t.start, t."end", t.title, t.office, t.country, t.rank, t.label, t.rule, w.actor_id, b.organisation_id,
         min(t.start) OVER (PARTITION BY t.source_id, w.actor_id, t.office) AS first
  FROM staged_titles t JOIN who w USING (source_id, entity)
  LEFT JOIN bodies_in_titles b USING (source_id, entity, start, "end")
), counted AS (  -- one title may be that of two people ("ministers A and B")
  SELECT *, dense_rank() OVER (PARTITION BY source_id, first ORDER BY actor_id, office) AS nth FROM told
)
SELECT * EXCLUDE (first, nth),
       source_id || '.p' || first || CASE WHEN nth > 1 THEN '.' || nth ELSE '' END AS position_id
FROM counted;

-- Of two offices that one person does not hold at once, an article has the weaker one disputed: the one that stands in its
-- captions and headlines only, then the one that fewer articles of that year give. Where both are as strong, both are.
CREATE TABLE positions AS
WITH told AS (
  SELECT p.position_id, p.actor_id, p.office, p.source_id, min(p.start) AS start,
         arg_min(p.title, p.start) AS title, arg_min(p.country, p.start) AS country,
         arg_min(p.organisation_id, p.start) FILTER (p.organisation_id IS NOT NULL) AS organisation_id,
         arg_min(p.rank, p.start) FILTER (p.rank IS NOT NULL) AS rank,
         NOT bool_and(p.label) AS in_body
  FROM position_ids p GROUP BY p.position_id, p.actor_id, p.office, p.source_id
), exclusive AS (
  SELECT t.*, coalesce(year(s.published_on), 0) AS year
  FROM told t JOIN sources s USING (source_id)
  WHERE office IN ('defence-minister', 'foreign-minister', 'interior-minister', 'chief-of-staff', 'head-of-state', 'head-of-government')
), support AS (
  SELECT actor_id, office, year, count(*) AS articles FROM exclusive GROUP BY actor_id, office, year
), weaker AS (
  SELECT DISTINCT e.position_id
  FROM exclusive e JOIN support mine ON mine.actor_id = e.actor_id AND mine.office = e.office AND mine.year = e.year
  JOIN exclusive o ON o.actor_id = e.actor_id AND o.office <> e.office AND o.year = e.year
  JOIN support other ON other.actor_id = o.actor_id AND other.office = o.office AND other.year = o.year
  WHERE CASE WHEN o.source_id = e.source_id AND o.in_body <> e.in_body THEN o.in_body ELSE other.articles >= mine.articles END
)
SELECT t.position_id, t.actor_id, t.title, t.office, t.organisation_id, t.rank, t.country,
       NULL::VARCHAR AS valid_from, NULL::VARCHAR AS valid_until, t.source_id, w.position_id IS NOT NULL AS disputed
FROM told t LEFT JOIN weaker w USING (position_id);

CREATE TABLE meeting_participants AS
WITH told AS (
  SELECT s.meeting_id, s.actor_id, p.position_id,
         row_number() OVER (PARTITION BY s.meeting_id, s.actor_id ORDER BY p.source_id, p.position_id) AS nth
  FROM meeting_sides s
  JOIN meeting_ids i USING (meeting_id)
  JOIN positions p ON p.actor_id = s.actor_id AND p.source_id = i.source_id AND NOT p.disputed
)
SELECT s.meeting_id, s.actor_id, s.side, t.position_id
FROM meeting_sides s LEFT JOIN told t ON t.meeting_id = s.meeting_id AND t.actor_id = s.actor_id AND t.nth = 1;
