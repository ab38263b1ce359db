-- Values that contradict each other: days and places of records, offices and ranks of persons. Those of the heads of documents
-- are here already.
-- in:  meetings, agreements, agreement_parties, proposals, incidents, evidence, staged_dates, staged_meetings, meeting_ids, positions, position_ids,
--      told_offices, source_days, sources, reference_agreements, reference_positions, reference_places, rank_names, mentions, conflicts
-- out: conflicts; evidence with the words of their values

-- What is told of one field of one record. rank: 1 what stands in the record, 2 what does not, 3 what is held to be wrong.
-- spans: the words.
CREATE TEMP TABLE told_values (
  table_name VARCHAR, record_id VARCHAR, field VARCHAR, as_of VARCHAR, value VARCHAR, source_id VARCHAR, told_by VARCHAR,
  rank INTEGER, why VARCHAR, spans STRUCT("start" BIGINT, "end" BIGINT, quote VARCHAR, rule VARCHAR)[]
);

-- Days: words that give a record a date outside of the one that it has. A vaguer date is no other date.
CREATE TEMP TABLE dated AS
SELECT 'meetings' AS table_name, meeting_id AS record_id, date, date_start, date_end FROM meetings WHERE date IS NOT NULL
UNION ALL SELECT 'agreements', agreement_id, date, date_start, date_end FROM agreements WHERE date IS NOT NULL
UNION ALL SELECT 'proposals', proposal_id, date, date_start, date_end FROM proposals WHERE date IS NOT NULL
UNION ALL SELECT 'incidents', incident_id, date, date_start, date_end FROM incidents WHERE date IS NOT NULL;

CREATE TEMP TABLE told_days AS
SELECT d.table_name, d.record_id, d.date AS standing, e.source_id, x.date, x.basis,
       x.date_start > d.date_end OR x.date_end < d.date_start AS other,
       x.date_start >= d.date_start AND x.date_end <= d.date_end AS within,
       {'start': e.start, 'end': e."end", 'quote': e.quote, 'rule': e.rule} AS span
FROM dated d
JOIN evidence e ON e.table_name = d.table_name AND e.record_id = d.record_id AND e.field = 'date'
JOIN staged_dates x ON x.source_id = e.source_id AND x.start = e.start AND x."end" = e."end"
WHERE x.date IS NOT NULL;

CREATE TEMP TABLE known_days AS
WITH bound AS (
  SELECT agreement_id, list_sort(list(actor_id)) AS parties FROM agreement_parties WHERE role = 'party' GROUP BY agreement_id
)
SELECT d.table_name, d.record_id, r.date, r.title, r.known_from
FROM dated d JOIN agreements a ON d.table_name = 'agreements' AND a.agreement_id = d.record_id
JOIN bound b USING (agreement_id)
JOIN reference_agreements r ON r.parties = b.parties
WHERE a.status IN ('signed', 'in_force') AND d.date_start = d.date_end
  AND abs(d.date_start - r.date_start) <= 7 AND d.date_start NOT BETWEEN r.date_start AND r.date_end;

INSERT INTO told_values
WITH doubted AS (
  SELECT table_name, record_id FROM told_days WHERE other UNION SELECT table_name, record_id FROM known_days
), standing AS (
  SELECT * FROM told_days SEMI JOIN doubted USING (table_name, record_id)
  WHERE NOT other QUALIFY within OR NOT bool_or(within) OVER (PARTITION BY table_name, record_id)
)
SELECT table_name, record_id, 'date', NULL, standing, source_id, 'text', 1, 'its words are read as: ' || string_agg(DISTINCT basis, ', ' ORDER BY basis), list(span) FROM standing GROUP BY ALL
UNION ALL
SELECT table_name, record_id, 'date', NULL, date, source_id, 'text', 2, 'its words are read as: ' || string_agg(DISTINCT basis, ', ' ORDER BY basis), list(span)
FROM told_days WHERE other AND (table_name, record_id) IN (SELECT (table_name, record_id) FROM standing) GROUP BY ALL
UNION ALL
SELECT table_name, record_id, 'date', NULL, date, NULL, 'reference', 2, 'of "' || title || '", known from ' || known_from, []
FROM known_days;

-- Places: of two, neither of which lies in the other.
INSERT INTO told_values
WITH RECURSIVE within AS (
  SELECT place_id, place_id AS whole FROM reference_places
  UNION SELECT w.place_id, p.parent_id FROM within w JOIN reference_places p ON p.place_id = w.whole WHERE p.parent_id IS NOT NULL
), told AS (
  SELECT DISTINCT m.meeting_id, m.place_id AS standing, t.place_id, t.source_id
  FROM meetings m JOIN meeting_ids i USING (meeting_id) JOIN staged_meetings t USING (source_id, meeting)
  WHERE t.place_id IS NOT NULL
), other AS (
  SELECT * FROM told t
  ANTI JOIN within a ON a.place_id = t.place_id AND a.whole = t.standing
  ANTI JOIN within b ON b.place_id = t.standing AND b.whole = t.place_id
), doubted AS (
  FROM other UNION ALL FROM told WHERE place_id = standing AND meeting_id IN (SELECT meeting_id FROM other)
)
SELECT 'meetings', d.meeting_id, 'place_id', NULL, d.place_id, d.source_id, 'text', CASE WHEN d.place_id = standing THEN 1 ELSE 2 END,
       NULL, list({'start': e.start, 'end': e."end", 'quote': e.quote, 'rule': e.rule})
FROM doubted d JOIN evidence e ON e.table_name = 'meetings' AND e.record_id = d.meeting_id AND e.field = 'place' AND e.source_id = d.source_id
GROUP BY ALL;

-- Offices that a person does not hold at once: those of a year in which one is disputed.
INSERT INTO told_values
WITH doubted AS (
  SELECT actor_id, year(day) AS year FROM told_offices WHERE contradicted OR weaker GROUP BY ALL
), told AS (
  SELECT t.*, d.year FROM told_offices t JOIN doubted d ON d.actor_id = t.actor_id AND d.year IS NOT DISTINCT FROM year(t.day)
), known AS (
  SELECT DISTINCT t.actor_id, t.year, r.office, r.title, r.valid_from, r.valid_until, r.known_from
  FROM told t JOIN reference_positions r ON r.actor_id = t.actor_id AND t.day BETWEEN r.first_day AND r.last_day
  WHERE r.office IN ('defence-minister', 'foreign-minister', 'interior-minister', 'chief-of-staff', 'head-of-state', 'head-of-government')
), terms AS (
  SELECT actor_id, year, string_agg(title || ' from ' || valid_from || coalesce(' to ' || valid_until, ''), ', ' ORDER BY valid_from, title) AS terms
  FROM known GROUP BY ALL
)
SELECT 'actors', t.actor_id, 'office', t.year, t.office, t.source_id, 'text',
       CASE WHEN t.contradicted OR (t.weaker AND NOT t.in_body) THEN 3 WHEN t.weaker THEN 2 ELSE 1 END,
       concat_ws('; ', CASE WHEN NOT t.in_body THEN 'it stands in a caption or headline only' END,
                 CASE WHEN t.contradicted THEN 'the reference tables have: ' || k.terms END),
       list({'start': p.start, 'end': p."end", 'quote': p.title, 'rule': p.rule})
FROM told t JOIN position_ids p USING (position_id)
LEFT JOIN terms k ON k.actor_id = t.actor_id AND k.year IS NOT DISTINCT FROM t.year
GROUP BY ALL
UNION ALL
SELECT 'actors', actor_id, 'office', year, office, NULL, 'reference', 1,
       min(title || ' from ' || valid_from || coalesce(' to ' || valid_until, '') || ', known from ' || known_from), []
FROM known GROUP BY actor_id, year, office;

-- Ranks: of a document the fullest; "General" behind "Major General" in one document is short for it.
CREATE MACRO shorter(one, other) AS one <> other AND contains(' ' || other || ' ', ' ' || one || ' ');

CREATE TEMP TABLE told_ranks AS
WITH prefixes AS (
  SELECT m.source_id, m.actor_id, m.start, m."end", m.surface, m.rule, n, array_to_string(string_split(m.surface, ' ')[1:n], ' ') AS form
  FROM mentions m JOIN actors a USING (actor_id), unnest(range(1, 5)) AS t(n)
  WHERE a.kind = 'person' AND m.form = 'name'
), ranked AS (
  SELECT * EXCLUDE (n, form) FROM (SELECT p.*, r.rank FROM prefixes p JOIN rank_names r USING (form))
  QUALIFY row_number() OVER (PARTITION BY source_id, start, actor_id ORDER BY n DESC, "end", rank) = 1
  UNION  -- a rank behind an office
  SELECT m.source_id, m.actor_id, m.start, m."end", m.surface, m.rule, coalesce(r.rank, p.rank)
  FROM position_ids p JOIN mentions m ON m.source_id = p.source_id AND m.actor_id = p.actor_id AND m.form = 'name'
  LEFT JOIN rank_names r ON r.form = p.rank
  WHERE contains(m.surface, p.rank) AND m.start <= p."end" + 3 AND m."end" >= p.start
), fullest AS (
  SELECT DISTINCT * FROM ranked a
  ANTI JOIN ranked b ON b.source_id = a.source_id AND b.actor_id = a.actor_id AND shorter(a.rank, b.rank)
)
SELECT f.actor_id, year(d.day) AS year, f.rank, f.source_id, coalesce(s.wording_group, f.source_id) AS teller,
       list({'start': f.start, 'end': f."end", 'quote': f.surface, 'rule': f.rule}) AS spans
FROM fullest f JOIN source_days d USING (source_id) JOIN sources s USING (source_id)
WHERE d.day IS NOT NULL
GROUP BY ALL;

INSERT INTO told_values
WITH doubted AS (
  SELECT actor_id, year FROM told_ranks GROUP BY ALL HAVING count(DISTINCT rank) > 1
), support AS (
  SELECT actor_id, year, rank, count(DISTINCT teller) AS tellers FROM told_ranks SEMI JOIN doubted USING (actor_id, year) GROUP BY ALL
), best AS (
  SELECT * FROM support
  QUALIFY row_number() OVER (PARTITION BY actor_id, year ORDER BY tellers DESC, len(string_split(rank, ' ')) DESC, rank) = 1
)
SELECT 'actors', t.actor_id, 'rank', t.year, t.rank, t.source_id, 'text', CASE WHEN t.rank = b.rank THEN 1 ELSE 2 END,
       CASE WHEN shorter(t.rank, b.rank) THEN 'it may be short for ' || b.rank END, t.spans
FROM told_ranks t JOIN best b USING (actor_id, year);

-- Only what has two values or more is a conflict.
CREATE TEMP TABLE contradictions AS
WITH tellers AS (
  SELECT t.*, count(DISTINCT coalesce(s.wording_group, s.source_id)) OVER (PARTITION BY t.table_name, t.record_id, t.field, t.as_of, t.value) AS tellers,
         min(t.value) OVER same <> max(t.value) OVER same AS several,
         min(t.value) FILTER (t.rank = 1) OVER same = max(t.value) FILTER (t.rank = 1) OVER same AS one_stands
  FROM told_values t LEFT JOIN sources s USING (source_id)
  WINDOW same AS (PARTITION BY t.table_name, t.record_id, t.field, t.as_of)
)
SELECT concat_ws(':', table_name, record_id, field, as_of, value, source_id, told_by) AS conflict_id, * EXCLUDE (several, one_stands, rank, why, tellers),
       CASE WHEN rank = 3 THEN 'rejected' WHEN rank = 1 AND one_stands THEN 'chosen' ELSE 'open' END AS ruling,
       concat_ws('; ', nullif(why, ''), CASE WHEN told_by = 'text' THEN 'told by ' || tellers || ' independent source' || CASE tellers WHEN 1 THEN '' ELSE 's' END END) AS reason
FROM tellers WHERE several;

INSERT INTO conflicts
SELECT conflict_id, table_name, record_id, field, as_of, value, source_id, told_by, ruling, reason FROM contradictions;

INSERT INTO evidence (evidence_id, table_name, record_id, field, source_id, start, "end", quote, rule)
SELECT DISTINCT 'conflicts:' || c.conflict_id || ':value:' || c.source_id || ':' || s.start || '-' || s."end", 'conflicts', c.conflict_id, 'value',
       c.source_id, s.start, s."end", s.quote, s.rule
FROM (SELECT *, unnest(spans) AS s FROM contradictions) c;
