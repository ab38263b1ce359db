-- How did what Iran promised Syria change over the years?
SELECT p.date, p.status, p.kind, p.what, g.title AS under_agreement, string_agg(DISTINCT e.source_id, ' · ' ORDER BY e.source_id) AS told_by
FROM proposals p
JOIN evidence e ON e.table_name = 'proposals' AND e.record_id = p.proposal_id AND e.field = 'proposal'
LEFT JOIN agreements g USING (agreement_id)
WHERE p.status IN ('pledged', 'offered', 'discussed')
  AND EXISTS (FROM proposal_actors r JOIN actors a USING (actor_id)
              WHERE r.proposal_id = p.proposal_id AND r.role = 'proposer' AND a.country = 'IRN')
  AND EXISTS (FROM proposal_actors r JOIN actors a USING (actor_id)
              WHERE r.proposal_id = p.proposal_id AND r.role IN ('beneficiary', 'proposer') AND a.country = 'SYR')
GROUP BY ALL
ORDER BY p.date NULLS LAST, p.status DESC, p.kind, p.what;
