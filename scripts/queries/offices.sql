-- Who holds which office, according to which article, and is it disputed?
SELECT a.name, p.rank, p.title, p.country, p.source_id, p.disputed
FROM positions p
JOIN actors a USING (actor_id)
ORDER BY a.name, p.source_id, p.position_id;
