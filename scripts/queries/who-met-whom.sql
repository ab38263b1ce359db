-- Who met whom, when and where?
SELECT m.date, m.status, string_agg(a.name, ' · ' ORDER BY a.name) AS who, l.name AS place, m.meeting_id
FROM meetings m
JOIN meeting_participants p USING (meeting_id)
JOIN actors a USING (actor_id)
LEFT JOIN places l USING (place_id)
GROUP BY ALL
HAVING count(*) > 1
ORDER BY m.date NULLS LAST, m.meeting_id;
