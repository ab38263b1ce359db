-- Whose claim is each record, and which words make it?
WITH claimed AS (
  SELECT 'statements' AS table_name, statement_id AS record_id, string_agg(name, ' · ' ORDER BY seq) AS whose
  FROM statement_speakers JOIN actors USING (actor_id) GROUP BY statement_id
  UNION ALL
  SELECT 'proposals', proposal_id, string_agg(DISTINCT name, ' · ' ORDER BY name)
  FROM proposal_statements JOIN statement_speakers USING (statement_id) JOIN actors USING (actor_id) GROUP BY proposal_id
  UNION ALL
  SELECT 'incidents', incident_id, string_agg(name, ' · ' ORDER BY name)
  FROM incident_actors JOIN actors USING (actor_id) WHERE role = 'asserter' GROUP BY incident_id
)
SELECT e.table_name, e.record_id, coalesce(c.whose, 'the article') AS whose, e.quote, e.source_id, e.start, e."end", e.rule
FROM evidence e LEFT JOIN claimed c USING (table_name, record_id)
WHERE (e.table_name, e.field) IN (('statements', 'text'), ('meetings', 'meeting'), ('agreements', 'agreement'),
                                  ('proposals', 'proposal'), ('incidents', 'incident'), ('positions', 'title'))
ORDER BY e.source_id, e.start, e.table_name, e.record_id;
