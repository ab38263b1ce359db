-- What was spoken of at each meeting?
SELECT m.date, string_agg(DISTINCT t.topic, ' · ' ORDER BY t.topic) AS topics, m.meeting_id
FROM meetings m
LEFT JOIN statements s USING (meeting_id)
JOIN topics t ON (t.table_name = 'meetings' AND t.record_id = m.meeting_id)
              OR (t.table_name = 'statements' AND t.record_id = s.statement_id)
GROUP BY m.date, m.meeting_id
ORDER BY m.date NULLS LAST, m.meeting_id;
