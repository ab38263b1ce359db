-- Which meetings and agreements are told by more than one article?
SELECT table_name, record_id, count(DISTINCT source_id) AS articles,
       string_agg(DISTINCT source_id, ' · ' ORDER BY source_id) AS which
FROM evidence
WHERE table_name IN ('meetings', 'agreements')
GROUP BY ALL
HAVING articles > 1
ORDER BY articles DESC, table_name, record_id;
