-- Which incidents does which article tell of, and in which words?
SELECT i.kind, i.date, l.name AS place, e.quote, e.source_id, e.start, e."end"
FROM incidents i
JOIN evidence e ON e.table_name = 'incidents' AND e.record_id = i.incident_id AND e.field = 'incident'
LEFT JOIN places l USING (place_id)
ORDER BY i.incident_id, e.source_id, e.start;
