-- Offices that documents give to people, those that the reference tables know of them, and in which of them people met.
-- in:  staged_titles, staged_mentions, who, actors, sources, meetings, meeting_ids, meeting_sides, reference_positions
-- out: position_ids (position_id, source_id, actor_id, office, start, end, ...), positions, meeting_participants;
--      told_offices (position_id, actor_id, office, source_id, day, in_body, contradicted, weaker: offices that exclude each other)

-- An office as a document states it: one row an actor, office and document, at its first words.
CREATE TABLE bodies_in_titles AS
SELECT t.source_id, t.entity, t.start, t."end", arg_max(w.actor_id, (m."end" - m.start, w.actor_id)) AS organisation_id
FROM staged_titles t
JOIN staged_mentions m ON m.source_id = t.source_id AND m.start >= t.start AND m."end" <= t."end"
JOIN who w ON w.source_id = m.source_id AND w.entity = m.entity
JOIN actors a ON a.actor_id = w.actor_id AND a.kind IN ('military', 'government', 'international_organisation', 'armed_group')
GROUP BY t.source_id, t.entity, t.start, t."end";

CREATE TABLE position_ids AS
WITH told AS (
  SELECT DISTINCT t.source_id, t.start, t."end", t.title, t.office, t.country, t.rank, t.label, t.rule, w.actor_id, b.organisation_id,
         min(t.start) OVER (PARTITION BY t.source_id, w.actor_id, t.office) AS first
  FROM staged_titles t JOIN who w USING (source_id, entity)
  LEFT JOIN bodies_in_titles b USING (source_id, entity, start, "end")
), counted AS (  -- one title may be that of two people ("ministers A and B")
  SELECT *, dense_rank() OVER (PARTITION BY source_id, first ORDER BY actor_id, office) AS nth FROM told
)
SELECT * EXCLUDE (first, nth),
       source_id || '.p' || first || CASE WHEN nth > 1 THEN '.' || nth ELSE '' END AS position_id
FROM counted;

-- The day of which a document speaks: that of its publication, else that of the last meeting that it tells of.
CREATE TEMP TABLE source_days AS
SELECT s.source_id, coalesce(s.published_on, max(m.date_start)) AS day
FROM sources s LEFT JOIN meeting_ids i USING (source_id) LEFT JOIN meetings m USING (meeting_id)
GROUP BY s.source_id, s.published_on;

CREATE TEMP TABLE stated_positions AS
SELECT p.position_id, p.actor_id, p.office, p.source_id, min(d.day) AS day,
       arg_min(p.title, (p.start, p.title)) AS title, arg_min(p.country, (p.start, p.country)) AS country,
       arg_min(p.organisation_id, (p.start, p.organisation_id)) FILTER (p.organisation_id IS NOT NULL) AS organisation_id,
       arg_min(p.rank, (p.start, p.rank)) FILTER (p.rank IS NOT NULL) AS rank,
       NOT bool_and(p.label) AS in_body
FROM position_ids p JOIN source_days d USING (source_id)
GROUP BY p.position_id, p.actor_id, p.office, p.source_id;

-- Of two offices that one person does not hold at once, the weaker one is disputed: the one that the reference tables
-- contradict (they have the person in another office on that day and never in this one); else, unless they bear it out, the
-- one that stands in captions and headlines only, then the one that fewer articles of that year give. Where both are as
-- strong, both are.
CREATE TEMP TABLE told_offices AS
WITH exclusive AS (
  SELECT *, coalesce(year(day), 0) AS year FROM stated_positions
  WHERE office IN ('defence-minister', 'foreign-minister', 'interior-minister', 'chief-of-staff', 'head-of-state', 'head-of-government')
), support AS (
  SELECT actor_id, office, year, count(*) AS articles FROM exclusive GROUP BY actor_id, office, year
), weaker AS (
  SELECT DISTINCT e.position_id
  FROM exclusive e JOIN support mine ON mine.actor_id = e.actor_id AND mine.office = e.office AND mine.year = e.year
  JOIN support other ON other.actor_id = e.actor_id AND other.office <> e.office AND other.year = e.year
  LEFT JOIN (  -- what the same article says elsewhere is judged by where it stands
    SELECT e.position_id, o.office, count(*) AS articles, bool_or(o.in_body) AS in_body
    FROM exclusive e JOIN exclusive o ON o.actor_id = e.actor_id AND o.source_id = e.source_id AND o.office <> e.office AND o.in_body <> e.in_body
    GROUP BY e.position_id, o.office
  ) here ON here.position_id = e.position_id AND here.office = other.office
  WHERE coalesce(here.in_body, false) OR (other.articles >= mine.articles AND other.articles > coalesce(here.articles, 0))
), borne_out AS (
  SELECT DISTINCT e.position_id FROM exclusive e
  JOIN reference_positions r ON r.actor_id = e.actor_id AND r.office = e.office AND e.day BETWEEN r.first_day AND r.last_day
), contradicted AS (
  SELECT DISTINCT e.position_id FROM exclusive e
  JOIN reference_positions r ON r.actor_id = e.actor_id AND r.office <> e.office AND e.day BETWEEN r.sure_from AND r.sure_until
  ANTI JOIN reference_positions same ON same.actor_id = e.actor_id AND same.office = e.office
  WHERE e.office IN ('defence-minister', 'foreign-minister', 'interior-minister', 'chief-of-staff')
    AND r.office IN ('defence-minister', 'foreign-minister', 'interior-minister', 'chief-of-staff')
)
SELECT e.position_id, e.actor_id, e.office, e.source_id, e.day, e.in_body,
       c.position_id IS NOT NULL AS contradicted, w.position_id IS NOT NULL AND b.position_id IS NULL AS weaker
FROM exclusive e
LEFT JOIN weaker w USING (position_id)
LEFT JOIN borne_out b USING (position_id)
LEFT JOIN contradicted c USING (position_id);

CREATE TABLE positions AS
SELECT p.position_id, p.actor_id, p.title, p.office, p.organisation_id, p.rank, p.country,
       NULL::VARCHAR AS valid_from, NULL::VARCHAR AS valid_until, p.source_id, 'stated' AS basis, NULL::VARCHAR AS known_from,
       coalesce(t.contradicted OR t.weaker, false) AS disputed
FROM stated_positions p LEFT JOIN told_offices t USING (position_id)
UNION ALL
SELECT concat_ws('.', r.actor_id, r.office, lower(r.country), r.valid_from), r.actor_id, r.title, r.office, b.actor_id, r.rank, r.country,
       r.valid_from, r.valid_until, NULL, 'reference', r.known_from, false
FROM reference_positions r
JOIN actors a USING (actor_id)
LEFT JOIN actors b ON b.actor_id = r.body;

-- The position held on the day of the meeting: what an article that tells of it states, unless it is disputed; before that,
-- where the article speaks from another time, what the reference tables have for that day.
CREATE TABLE meeting_participants AS
WITH known AS (
  SELECT s.meeting_id, s.actor_id, r.office, concat_ws('.', r.actor_id, r.office, lower(r.country), r.valid_from) AS position_id,
         r.first_day <= coalesce(m.date_end, m.date_start) AND r.last_day >= m.date_start AS holds, r.first_day
  FROM meeting_sides s JOIN meetings m USING (meeting_id) JOIN reference_positions r USING (actor_id)
), told AS (
  SELECT DISTINCT s.meeting_id, s.actor_id, p.position_id,
         CASE WHEN bool_or(coalesce(k.holds, false)) THEN 1
              WHEN bool_or(NOT k.holds) THEN 4  -- it is known, but from another time
              ELSE 2 END AS choice,
         NULL::DATE AS first_day
  FROM meeting_sides s
  JOIN meeting_ids i USING (meeting_id)
  JOIN positions p ON p.actor_id = s.actor_id AND p.source_id = i.source_id AND NOT p.disputed
  LEFT JOIN known k ON k.meeting_id = s.meeting_id AND k.actor_id = s.actor_id AND k.office = p.office
  GROUP BY s.meeting_id, s.actor_id, p.position_id
), best AS (
  SELECT * FROM (
    FROM told UNION ALL SELECT meeting_id, actor_id, position_id, 3, first_day FROM known WHERE holds
  )
  QUALIFY row_number() OVER (PARTITION BY meeting_id, actor_id ORDER BY choice, first_day DESC, position_id) = 1
)
SELECT s.meeting_id, s.actor_id, s.side, b.position_id
FROM meeting_sides s LEFT JOIN best b USING (meeting_id, actor_id);
