-- Every span behind a record, under the id that the record has now; and the tables that only rename.
-- in:  staged_evidence, staged_mentions, staged_dates, meeting_ids, agreement_ids, position_ids, conflict_spans, who
-- out: evidence, mentions, date_expressions, places

-- Numbers for the names of rules, in their order: what is aggregated is small and need not stay in memory.
CREATE TEMP TABLE rule_numbers AS
SELECT rule, row_number() OVER (ORDER BY rule) AS n FROM (SELECT DISTINCT rule FROM staged_evidence);

CREATE TABLE evidence AS
WITH records AS (
  SELECT 'meetings' AS table_name, source_id, meeting::VARCHAR AS record, meeting_id AS record_id FROM meeting_ids
  UNION ALL SELECT 'agreements', source_id, agreement::VARCHAR, agreement_id FROM agreement_ids
  UNION ALL SELECT 'statements', source_id, statement, statement_key(source_id, statement) FROM staged_statements
), found AS (
  SELECT e.table_name, r.record_id, e.field, e.source_id, e.start, e."end", e.quote, min(u.n) AS n
  FROM staged_evidence e JOIN records r USING (table_name, source_id, record) JOIN rule_numbers u USING (rule)
  GROUP BY ALL
), spans AS (
  SELECT f.* EXCLUDE (n), u.rule FROM found f JOIN rule_numbers u USING (n)
  UNION ALL
  SELECT 'positions', position_id, 'title', source_id, start, "end", title, min(rule)
  FROM position_ids GROUP BY ALL
  UNION ALL
  SELECT 'conflicts', conflict_id, 'value', source_id, start, "end", quote, rule FROM conflict_spans
)
SELECT table_name || ':' || record_id || ':' || field || ':' || source_id || ':' || start || '-' || "end" AS evidence_id, *, NULL::VARCHAR AS sha256
FROM spans;

CREATE TABLE mentions AS
SELECT m.source_id || '.' || m.start || '-' || m."end"
       || CASE WHEN count(*) OVER same > 1 THEN '.' || row_number() OVER (PARTITION BY m.source_id, m.start, m."end" ORDER BY w.actor_id, m.place_id, m.form, m.rule) ELSE '' END AS mention_id,
       m.source_id, m.start, m."end", m.surface, NULL::VARCHAR AS sha256, m.form, w.actor_id, m.place_id, m.rule
FROM staged_mentions m LEFT JOIN who w USING (source_id, entity)
WINDOW same AS (PARTITION BY m.source_id, m.start, m."end");

CREATE TABLE date_expressions AS
SELECT source_id, start, "end", surface, NULL::VARCHAR AS sha256, date, date_start, date_end, basis, rule FROM staged_dates;

CREATE TABLE places AS
WITH RECURSIVE named AS (
  SELECT place_id FROM mentions WHERE place_id IS NOT NULL
  UNION SELECT place_id FROM meetings WHERE place_id IS NOT NULL
  UNION SELECT place_id FROM agreements WHERE place_id IS NOT NULL
  UNION SELECT p.parent_id FROM named n JOIN reference_places p USING (place_id) WHERE p.parent_id IS NOT NULL
)
SELECT p.place_id, p.name, p.kind, p.country, p.parent_id, p.latitude, p.longitude
FROM reference_places p JOIN named USING (place_id);
