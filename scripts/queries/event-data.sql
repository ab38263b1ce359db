-- The record as event data: who did what to whom, when and where, in the codes of PLOVER and CAMEO?
SELECT e.date, e.source_actor, s.cow_number AS source_cow, e.target_actor, t.cow_number AS target_cow, e.plover, e.cameo, e.place_id,
       e.independent_sources
FROM events e
LEFT JOIN countries s ON s.country = e.source_country
LEFT JOIN countries t ON t.country = e.target_country
WHERE e.plover IS NOT NULL AND e.table_name <> 'statements'
ORDER BY e.date_start DESC, e.event_id;
