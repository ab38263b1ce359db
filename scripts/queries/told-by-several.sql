-- What is told by more than one article, and by how many that do not share their wording?
SELECT table_name, record_id, sources, independent_sources
FROM (
  SELECT 'meetings' AS table_name, meeting_id AS record_id, sources, independent_sources FROM meetings
  UNION ALL SELECT 'agreements', agreement_id, sources, independent_sources FROM agreements
  UNION ALL SELECT 'proposals', proposal_id, sources, independent_sources FROM proposals
  UNION ALL SELECT 'incidents', incident_id, sources, independent_sources FROM incidents
)
WHERE sources > 1
ORDER BY independent_sources DESC, table_name, record_id;
