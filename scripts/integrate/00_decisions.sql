-- Under which id a record goes on by the judgements of a curator.
-- in:  goes_on (table_name, name, new_id): of each id judged; a name may be ID.SOURCE, what one document tells of a record
-- out: judged(its_table, found, source), which is the found id where nothing was judged

CREATE MACRO judged(its_table, found, source) AS coalesce(
  (SELECT new_id FROM goes_on WHERE table_name = its_table AND name = found || '.' || source),
  (SELECT new_id FROM goes_on WHERE table_name = its_table AND name = found),
  found
);
