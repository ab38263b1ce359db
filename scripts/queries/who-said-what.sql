-- Who said what, in which words, and where do they stand?
SELECT a.name AS speaker, s.verb, e.quote, e.source_id, e.start, e."end"
FROM statements s
JOIN statement_speakers USING (statement_id)
JOIN actors a USING (actor_id)
JOIN evidence e ON e.table_name = 'statements' AND e.record_id = s.statement_id AND e.field = 'text'
ORDER BY e.source_id, e.start, a.name;
