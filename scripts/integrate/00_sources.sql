-- The documents with the day of publication that their heads tell where none was given, and the days that contradict it.
-- in:  documents, staged_heads
-- out: sources, conflicts; conflict_spans (conflict_id, source_id, start, end, quote, rule: words of a value)

CREATE TABLE sources AS
SELECT d.* REPLACE (
  coalesce(d.published_on, h.value::DATE) AS published_on,
  CASE WHEN d.published_on IS NULL AND h.value IS NOT NULL THEN h.basis ELSE d.published_basis END AS published_basis
)
FROM documents d LEFT JOIN staged_heads h ON h.source_id = d.source_id AND h.ruling = 'chosen';

CREATE TEMP TABLE contradicting AS
SELECT 'sources:' || source_id || ':published_on:' || value || ':' || told_by AS conflict_id, *
FROM staged_heads
WHERE ruling <> 'agrees' AND source_id IN (SELECT source_id FROM staged_heads WHERE ruling IN ('open', 'rejected'));

CREATE TABLE conflicts AS
SELECT conflict_id, 'sources' AS table_name, source_id AS record_id, 'published_on' AS field, NULL::VARCHAR AS as_of, value, source_id, told_by,
       min(ruling) AS ruling, arg_min(reason, (ruling, reason)) AS reason
FROM contradicting GROUP BY conflict_id, source_id, value, told_by;

CREATE TABLE conflict_spans AS
SELECT DISTINCT conflict_id, source_id, start, "end", quote, rule FROM contradicting WHERE told_by = 'text';
