-- Which promises became agreements: told together with one, or followed by one between the same states?
WITH sides AS (
  SELECT r.proposal_id, list(DISTINCT a.country) AS countries
  FROM proposal_actors r JOIN actors a USING (actor_id)
  WHERE r.role IN ('proposer', 'beneficiary') AND a.country IS NOT NULL
  GROUP BY r.proposal_id
), bound AS (
  SELECT y.agreement_id, list(DISTINCT a.country) AS countries
  FROM agreement_parties y JOIN actors a USING (actor_id)
  WHERE y.role = 'party' AND a.country IS NOT NULL
  GROUP BY y.agreement_id
)
SELECT p.date, p.status, p.kind, p.what,
       CASE WHEN g.agreement_id IS NULL THEN 'no agreement is told'
            WHEN g.agreement_id = p.agreement_id THEN 'told with the agreement'
            ELSE 'an agreement followed' END AS became,
       g.title AS agreement, g.date AS agreement_date
FROM proposals p
LEFT JOIN sides s USING (proposal_id)
LEFT JOIN (agreements g LEFT JOIN bound b USING (agreement_id))
  ON g.status IN ('signed', 'in_force')
 AND (g.agreement_id = p.agreement_id
      OR (p.agreement_id IS NULL AND g.date_start > p.date_end AND len(b.countries) > 1 AND list_has_all(s.countries, b.countries)))
WHERE p.status IN ('pledged', 'offered', 'planned')
ORDER BY g.agreement_id IS NULL, p.date NULLS LAST, p.kind, p.what, agreement;
