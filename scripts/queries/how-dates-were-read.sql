-- How were the words of a date turned into days?
SELECT d.surface, d.date, d.basis, d.rule, s.published_on, d.source_id, d.start
FROM date_expressions d
JOIN sources s USING (source_id)
ORDER BY d.source_id, d.start, d."end";
