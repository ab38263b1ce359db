-- Agreements that several documents tell are one.
-- in:  staged_agreements, staged_agreement_parties, who, actors, meeting_ids, judged
-- out: agreement_ids (source_id, agreement, found_id, agreement_id), agreements, agreement_parties

CREATE TABLE instruments AS
WITH parties AS (
  SELECT p.source_id, p.agreement, list_sort(list_distinct(list(w.actor_id))) AS parties
  FROM staged_agreement_parties p JOIN who w USING (source_id, entity) WHERE p.role = 'party'
  GROUP BY p.source_id, p.agreement
)
SELECT a.*, coalesce(p.parties, []) AS parties, slug(a.title) AS words,
       a.date_start IS NOT NULL AND a.date_start = a.date_end AS is_day
FROM staged_agreements a LEFT JOIN parties p USING (source_id, agreement);

-- One signature to which documents give days that follow each other: the day that most of them give holds, then the first.
-- The others stay as evidence, and stand in conflicts. A day that gives way takes none in.
CREATE TABLE instrument_days AS
WITH told AS (
  SELECT source_id, agreement, parties, plural, descriptors, date, date_start,
         count(DISTINCT source_id) OVER (PARTITION BY parties, plural, date_start) AS tellers
  FROM instruments WHERE is_day AND NOT named AND len(parties) > 1 AND status IN ('signed', 'in_force')
), stronger AS (
  SELECT a.source_id, a.agreement, b.source_id AS home_source, b.agreement AS home, b.date, b.tellers
  FROM told a, unnest([-1, 1]) AS t(away) JOIN told b
    ON a.parties = b.parties AND a.plural = b.plural AND a.source_id <> b.source_id AND b.date_start = a.date_start + t.away::INTEGER
   AND list_has_any(a.descriptors, b.descriptors) AND (b.tellers > a.tellers OR (b.tellers = a.tellers AND b.date_start < a.date_start))
)
SELECT s.source_id, s.agreement, arg_max(s.date, (s.tellers, s.date)) AS settled
FROM stronger s ANTI JOIN stronger h ON h.source_id = s.home_source AND h.agreement = s.home
GROUP BY s.source_id, s.agreement;

-- A named instrument is the same wherever it is named. Without a name: the same parties, the same number, dates of which one
-- holds the other, titles that share a word or say nothing; and only if no second instrument would fit as well.
CREATE TABLE instrument_homes AS
WITH homes AS (  -- what many documents tell alike is one; source_id where one document alone tells it
  SELECT b.parties, b.plural, b.descriptors, b.date_start, coalesce(d.settled, b.date) AS home_date,
         CASE WHEN min(b.source_id) = max(b.source_id) THEN min(b.source_id) END AS only_source
  FROM instruments b LEFT JOIN instrument_days d USING (source_id, agreement)
  WHERE NOT b.named AND b.is_day AND len(b.parties) > 1
  GROUP BY ALL
), pairs AS (
  SELECT a.source_id, a.agreement, b.home_date
  FROM instruments a JOIN homes b
    ON a.parties = b.parties AND a.plural = b.plural AND a.source_id IS DISTINCT FROM b.only_source
   AND NOT a.named AND NOT a.is_day
   AND b.date_start BETWEEN a.date_start AND a.date_end
   AND (list_has_any(a.descriptors, b.descriptors) OR len(a.descriptors) = 0 OR len(b.descriptors) = 0)
)
SELECT source_id, agreement, min(home_date) AS moment
FROM pairs GROUP BY source_id, agreement HAVING count(DISTINCT home_date) = 1;

CREATE TABLE agreement_keys AS
SELECT i.source_id, i.agreement, i.named, i.plural, i.parties,
       CASE WHEN i.named THEN i.words END AS name,
       CASE WHEN NOT i.named THEN coalesce(h.moment, d.settled, i.date, 'undated.' || i.source_id || '.' || i.agreement) END AS moment
FROM instruments i LEFT JOIN instrument_homes h USING (source_id, agreement) LEFT JOIN instrument_days d USING (source_id, agreement);

CREATE TABLE agreement_ids AS
WITH found AS (
  SELECT source_id, agreement,
         CASE WHEN named THEN name
              ELSE replace(moment, '/', '_') || CASE WHEN plural THEN '-agreements' ELSE '-agreement' END
                   || CASE WHEN len(parties) > 0 THEN '-' || array_to_string(parties[1:4], '-') ELSE '.' || source_id || '.' || agreement END
                   || CASE WHEN len(parties) > 4 THEN '-and-' || (len(parties) - 4) || '-more-' || substr(md5(parties::VARCHAR), 1, 6) ELSE '' END
         END AS found_id
  FROM agreement_keys
)
SELECT source_id, agreement, found_id, judged('agreements', found_id, source_id) AS agreement_id FROM found;

CREATE TABLE agreements AS
WITH told AS (
  SELECT g.agreement_id, i.*,
         row_number() OVER (PARTITION BY g.agreement_id ORDER BY i.is_day DESC, d.settled IS NOT NULL, array_position(['stated', 'weekday', 'inferred', 'relative', 'caption'], i.date_basis), i.date_end - i.date_start NULLS LAST, i.source_id, i.agreement) AS nth
  FROM instruments i JOIN agreement_ids g USING (source_id, agreement) LEFT JOIN instrument_days d USING (source_id, agreement)
)
SELECT t.agreement_id,
       min(t.title) FILTER (t.nth = 1) AS title,
       min(t.kind) FILTER (t.nth = 1) AS kind,
       arg_min(t.status, array_position(['ended', 'under_follow_up', 'signed', 'planned', 'in_force', 'proposed'], t.status)) AS status,
       min(t.date) FILTER (t.nth = 1) AS date,
       min(t.date_start) FILTER (t.nth = 1) AS date_start,
       min(t.date_end) FILTER (t.nth = 1) AS date_end,
       min(t.date_basis) FILTER (t.nth = 1) AS date_basis,
       arg_min(t.place_id, t.nth) FILTER (t.place_id IS NOT NULL) AS place_id,
       arg_min(m.meeting_id, t.nth) FILTER (m.meeting_id IS NOT NULL) AS meeting_id
FROM told t LEFT JOIN meeting_ids m ON m.source_id = t.source_id AND m.meeting = t.meeting
GROUP BY t.agreement_id;

CREATE TABLE agreement_parties AS
SELECT DISTINCT g.agreement_id, w.actor_id, p.role
FROM staged_agreement_parties p
JOIN agreement_ids g USING (source_id, agreement)
JOIN who w USING (source_id, entity);
