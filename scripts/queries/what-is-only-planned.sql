-- What is still open: meetings and agreements that are planned, called for, proposed or being followed up
SELECT 'meeting' AS what, m.status, e.quote, e.source_id
FROM meetings m JOIN evidence e ON e.table_name = 'meetings' AND e.record_id = m.meeting_id AND e.field = 'meeting'
WHERE m.status <> 'held'
UNION ALL
SELECT 'agreement', g.status, e.quote, e.source_id
FROM agreements g JOIN evidence e ON e.table_name = 'agreements' AND e.record_id = g.agreement_id AND e.field = 'agreement'
WHERE g.status NOT IN ('signed', 'in_force', 'ended')
ORDER BY ALL;
