-- What records are about: the topics of the words behind them.
-- in:  staged_topics, evidence (of all tables)
-- out: topics

CREATE TABLE topics AS
SELECT DISTINCT e.table_name, e.record_id, t.topic
FROM staged_topics t
JOIN evidence e ON e.table_name = t.table_name AND e.field = 'topic' AND e.source_id = t.source_id
               AND e.start = t.start AND e."end" = t."end";
