-- What was signed or is in force, between whom, and by whose hand?
SELECT g.title, g.status, g.date,
       string_agg(a.name, ' · ' ORDER BY a.name) FILTER (p.role = 'party') AS parties,
       string_agg(a.name, ' · ' ORDER BY a.name) FILTER (p.role = 'signatory') AS signatories
FROM agreements g
LEFT JOIN agreement_parties p USING (agreement_id)
LEFT JOIN actors a USING (actor_id)
WHERE g.status IN ('signed', 'in_force')
GROUP BY g.agreement_id, g.title, g.status, g.date
ORDER BY g.date NULLS LAST, g.agreement_id;
