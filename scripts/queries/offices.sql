-- Who holds which office, according to which article or from when to when, and is it disputed?
SELECT a.name, p.rank, p.title, p.country, p.basis, p.source_id, p.valid_from, p.valid_until, p.disputed
FROM positions p
JOIN actors a USING (actor_id)
ORDER BY p.disputed DESC, a.name, p.basis, p.source_id, p.position_id;
