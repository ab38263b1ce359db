-- Which words bear out each value of each meeting?
SELECT m.meeting_id, e.field, e.quote, e.source_id, e.start, e."end", e.rule
FROM meetings m
JOIN evidence e ON e.table_name = 'meetings' AND e.record_id = m.meeting_id
ORDER BY m.meeting_id, e.field, e.source_id, e.start, e."end";
