-- Which utterances do several articles report, and in which words?
SELECT a.name AS speaker, f.text AS first_words, s.text AS other_words, f.source_id AS first_source, s.source_id AS other_source
FROM statements s
JOIN statements f ON f.statement_id = s.same_as
JOIN statement_speakers p ON p.statement_id = s.statement_id
JOIN actors a USING (actor_id)
ORDER BY f.statement_id, s.statement_id, a.name;
