-- Every direct quotation, with the words that name its speaker and the reporting words
SELECT s.statement_id, speaker.quote AS speaker, cue.quote AS cue, s.text
FROM statements s
LEFT JOIN evidence speaker
  ON speaker.table_name = 'statements' AND speaker.record_id = s.statement_id AND speaker.field = 'speaker'
LEFT JOIN evidence cue ON cue.table_name = 'statements' AND cue.record_id = s.statement_id AND cue.field = 'cue'
WHERE s.kind = 'direct'
ORDER BY ALL;
