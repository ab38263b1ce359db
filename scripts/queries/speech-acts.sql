-- Which countries' speakers praise, pledge, call for or condemn, and how often?
SELECT a.country, s.speech_act, count(*) AS statements
FROM statements s
JOIN statement_speakers USING (statement_id)
JOIN actors a USING (actor_id)
WHERE s.speech_act IS NOT NULL AND a.country IS NOT NULL
GROUP BY ALL
ORDER BY statements DESC, a.country, s.speech_act;
