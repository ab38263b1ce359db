-- Which articles share their wording, how much of it, and in which words?
SELECT o.source_id, o.other_source_id, o.shared_words, o.share, o.copied, e.quote
FROM source_overlaps o
JOIN evidence e ON e.table_name = 'source_overlaps' AND e.record_id = o.overlap_id AND e.source_id = o.source_id
ORDER BY o.share DESC, o.overlap_id, e.start;
