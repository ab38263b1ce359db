-- What happened between whom, and who says so: an article itself, a speaker, or only an unnamed source?
SELECT i.date, i.kind, i.assertion, i.certainty,
       string_agg(DISTINCT a.name, ' · ' ORDER BY a.name) FILTER (p.role = 'agent') AS by_whom,
       string_agg(DISTINCT a.name, ' · ' ORDER BY a.name) FILTER (p.role IN ('target', 'victim', 'beneficiary')) AS whom,
       string_agg(DISTINCT a.name, ' · ' ORDER BY a.name) FILTER (p.role = 'asserter') AS says,
       i.incident_id
FROM incidents i
LEFT JOIN incident_actors p USING (incident_id)
LEFT JOIN actors a USING (actor_id)
GROUP BY i.incident_id, i.date, i.date_start, i.kind, i.assertion, i.certainty
ORDER BY i.date_start NULLS LAST, i.incident_id;
