-- On what do the sources disagree, with each other or with what is known, and what became of each value?
SELECT c.record_id, c.field, c.value, coalesce(c.source_id, '(' || c.told_by || ')') AS told_by, c.ruling, c.reason,
       any_value(e.quote ORDER BY e.start) AS words
FROM conflicts c
LEFT JOIN evidence e ON e.table_name = 'conflicts' AND e.record_id = c.conflict_id
GROUP BY ALL
ORDER BY c.record_id, c.field, c.ruling, told_by;
