-- Who praised, thanked, condemned, accused or threatened whom, and in which words?
SELECT a.name AS speaker, s.speech_act, coalesce(b.name, t.words) AS whom, t.stance, s.text, s.source_id
FROM statements s
JOIN statement_speakers p USING (statement_id)
JOIN actors a USING (actor_id)
JOIN statement_targets t ON t.statement_id = s.statement_id AND coalesce(t.agreement_id, t.meeting_id) IS NULL
LEFT JOIN actors b ON b.actor_id = t.actor_id
WHERE s.speech_act IN ('praise', 'thank', 'congratulate', 'condemn', 'accuse', 'threaten') AND s.same_as IS NULL
ORDER BY s.speech_act, speaker, s.statement_id, t.seq;
