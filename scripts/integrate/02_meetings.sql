-- Meetings that several documents tell are one.
-- in:  staged_meetings, staged_meeting_participants, who, actors, sources, judged
-- out: meeting_ids (source_id, meeting, found_id, meeting_id), meetings, meeting_participants

-- Who takes part: the people, or where no person is named the states and bodies.
CREATE TABLE attended AS
SELECT DISTINCT p.source_id, p.meeting, w.actor_id, a.kind = 'person' AS is_person, a.country, p.side
FROM staged_meeting_participants p JOIN who w USING (source_id, entity) JOIN actors a USING (actor_id);

CREATE TABLE encounters AS
WITH crowd AS (
  SELECT source_id, meeting,
         list_sort(coalesce(nullif(list_distinct(coalesce(list(actor_id) FILTER (is_person), [])), []), list_distinct(list(actor_id)))) AS people,
         list_sort(list_distinct(coalesce(list(country) FILTER (is_person), []))) AS countries  -- of the people, as far as told
  FROM attended GROUP BY source_id, meeting
)
SELECT m.*, c.people, c.countries,
       CASE m.kind WHEN 'signing' THEN 'meeting' ELSE m.kind END AS sort,
       CASE WHEN m.status IN ('held', 'planned') THEN 'going' ELSE m.status END AS outcome,
       m.date_start IS NOT NULL AND m.date_start = m.date_end AS is_day,
       coalesce(m.date_start, CASE WHEN m.date IS NULL THEN s.published_on - 7 END) AS from_day,
       coalesce(m.date_end, CASE WHEN m.date IS NULL THEN s.published_on END) AS to_day
FROM staged_meetings m JOIN crowd c USING (source_id, meeting) JOIN sources s USING (source_id);

-- Who else of the same states was there, one document tells and another does not: it is the meeting of the fewer, told by
-- any, if people of two states are among them. Not where a document tells both as two meetings, nor where two such fit.
CREATE TABLE companies AS
WITH crowds AS (  -- once, however many documents tell it
  SELECT DISTINCT sort, outcome, date_start AS day, people, countries FROM encounters WHERE is_day AND sort <> 'visit' AND len(people) > 1 AND len(countries) > 0
), fuller AS (
  SELECT f.sort, f.outcome, f.day, f.people, c.people AS core
  FROM (SELECT *, unnest(people) AS person FROM crowds WHERE len(people) > 2) f
  JOIN crowds c ON c.sort = f.sort AND c.outcome = f.outcome AND c.day = f.day AND c.people[1] = f.person
   AND len(c.people) < len(f.people) AND list_has_all(f.people, c.people) AND len(c.countries) > 1 AND list_has_all(c.countries, f.countries)
), rivals AS (
  SELECT DISTINCT f.sort, f.outcome, f.day, f.people, f.core
  FROM fuller f
  JOIN encounters a ON a.is_day AND a.sort = f.sort AND a.outcome = f.outcome AND a.date_start = f.day AND a.people = f.people
  JOIN encounters b ON b.is_day AND b.sort = f.sort AND b.outcome = f.outcome AND b.date_start = f.day AND b.people = f.core AND b.source_id = a.source_id
), fitting AS (
  SELECT * FROM fuller ANTI JOIN rivals USING (sort, outcome, day, people, core)
)
SELECT f.sort, f.outcome, f.day, f.people, min(f.core) AS core
FROM fitting f ANTI JOIN fitting c ON c.sort = f.sort AND c.outcome = f.outcome AND c.day = f.day AND c.people = f.core
GROUP BY ALL HAVING count(DISTINCT f.core) = 1;

CREATE TABLE gatherings AS
SELECT e.* REPLACE (coalesce(c.core, e.people) AS people)
FROM encounters e
LEFT JOIN companies c ON e.is_day AND c.sort = e.sort AND c.outcome = e.outcome AND c.day = e.date_start AND c.people = e.people;

-- Days that follow each other within a visit are one visit.
CREATE TABLE days AS
WITH told AS (SELECT DISTINCT sort, people, outcome, date_start AS day, CASE sort WHEN 'visit' THEN coalesce(host_country, '') ELSE '' END AS host
              FROM gatherings WHERE is_day),
steps AS (SELECT *, CASE WHEN sort = 'visit' AND day - lag(day) OVER near <= 3 THEN 0 ELSE 1 END AS step
          FROM told WINDOW near AS (PARTITION BY sort, people, outcome, host ORDER BY day)),
islands AS (SELECT *, sum(step) OVER (PARTITION BY sort, people, outcome, host ORDER BY day) AS island FROM steps)
SELECT sort, people, outcome, host, day,
       min(day) OVER same AS first_day, max(day) OVER same AS last_day
FROM islands WINDOW same AS (PARTITION BY sort, people, outcome, host, island);

-- A telling with a vaguer date, or with none in an article of that week, joins the one occasion that it fits, if it fits one only.
CREATE TABLE occasions AS
WITH vague AS (  -- once, however many documents tell it
  SELECT DISTINCT sort, people, outcome, from_day, to_day FROM gatherings WHERE NOT is_day
), fitting AS (
  SELECT v.sort, v.people, v.outcome, v.from_day, v.to_day, min(d.first_day) AS first_day, min(d.last_day) AS last_day
  FROM vague v JOIN days d ON d.sort = v.sort AND d.people = v.people AND d.outcome = v.outcome AND d.day BETWEEN v.from_day AND v.to_day
  GROUP BY ALL HAVING count(DISTINCT d.first_day) = 1
)
SELECT g.source_id, g.meeting, g.sort, g.people, g.outcome,
       coalesce(d.first_day, f.first_day) AS first_day, coalesce(d.last_day, f.last_day) AS last_day,
       coalesce(CASE WHEN coalesce(d.first_day, f.first_day) IS NULL THEN g.date END,
                strftime(coalesce(d.first_day, f.first_day), '%Y-%m-%d'),
                'undated.' || g.source_id) AS moment
FROM gatherings g
LEFT JOIN days d ON d.sort = g.sort AND d.people = g.people AND d.outcome = g.outcome AND g.is_day AND d.day = g.date_start
                AND d.host = CASE g.sort WHEN 'visit' THEN coalesce(g.host_country, '') ELSE '' END
LEFT JOIN fitting f ON NOT g.is_day AND f.sort = g.sort AND f.people = g.people AND f.outcome = g.outcome AND f.from_day = g.from_day AND f.to_day = g.to_day;

CREATE TABLE meeting_ids AS
WITH found AS (
  SELECT source_id, meeting,
         replace(moment, '/', '_') || CASE sort WHEN 'meeting' THEN '' ELSE '-' || replace(sort, '_', '-') END
         || CASE outcome WHEN 'going' THEN '' ELSE '-' || replace(outcome, '_', '-') END
         || '-' || array_to_string(people[1:4], '-')
         || CASE WHEN len(people) > 4 THEN '-and-' || (len(people) - 4) || '-more-' || substr(md5(people::VARCHAR), 1, 6) ELSE '' END AS found_id
  FROM occasions
)
SELECT source_id, meeting, found_id, judged('meetings', found_id, source_id) AS meeting_id FROM found;

-- A telling that a curator has put elsewhere has its own date, not that of the occasion it was found to fit.
CREATE TABLE meetings AS
WITH told AS (
  SELECT i.meeting_id, g.*,
         CASE WHEN i.meeting_id = i.found_id THEN o.first_day END AS first_day,
         CASE WHEN i.meeting_id = i.found_id THEN o.last_day END AS last_day,
         row_number() OVER (PARTITION BY i.meeting_id ORDER BY g.is_day DESC, array_position(['stated', 'weekday', 'inferred', 'relative', 'caption'], g.date_basis), g.date_end - g.date_start NULLS LAST,
                            g.place_id IS NULL, g.source_id, g.meeting) AS nth
  FROM gatherings g JOIN meeting_ids i USING (source_id, meeting) JOIN occasions o USING (source_id, meeting)
), parents AS (
  SELECT i.meeting_id, min(p.meeting_id) AS part_of
  FROM staged_meetings m
  JOIN meeting_ids i USING (source_id, meeting)
  JOIN meeting_ids p ON p.source_id = m.source_id AND p.meeting = m.part_of
  WHERE p.meeting_id <> i.meeting_id
  GROUP BY i.meeting_id
)
SELECT t.meeting_id,
       CASE WHEN bool_or(t.kind = 'signing') THEN 'signing' ELSE min(t.kind) END AS kind,
       CASE WHEN bool_or(t.status = 'held') THEN 'held' ELSE min(t.status) END AS status,
       CASE WHEN min(t.first_day) FILTER (t.nth = 1) < min(t.last_day) FILTER (t.nth = 1)
            THEN strftime(min(t.first_day) FILTER (t.nth = 1), '%Y-%m-%d') || '/' || strftime(min(t.last_day) FILTER (t.nth = 1), '%Y-%m-%d')
            ELSE min(t.date) FILTER (t.nth = 1) END AS date,
       coalesce(min(t.first_day) FILTER (t.nth = 1), min(t.date_start) FILTER (t.nth = 1)) AS date_start,
       coalesce(min(t.last_day) FILTER (t.nth = 1), min(t.date_end) FILTER (t.nth = 1)) AS date_end,
       min(t.date_basis) FILTER (t.nth = 1) AS date_basis,
       arg_min(t.place_id, t.nth) FILTER (t.place_id IS NOT NULL) AS place_id,
       arg_min(t.host_country, t.nth) FILTER (t.host_country IS NOT NULL) AS host_country,
       min(p.part_of) AS part_of
FROM told t LEFT JOIN parents p USING (meeting_id)
GROUP BY t.meeting_id;

CREATE TABLE meeting_sides AS
SELECT i.meeting_id, a.actor_id,
       coalesce(min(a.side) FILTER (a.side <> 'other'), 'other') AS side
FROM attended a JOIN meeting_ids i USING (source_id, meeting)
GROUP BY i.meeting_id, a.actor_id;

-- A meeting of which its own document tells no visit is part of the one visit to that country that another tells of one of
-- the guests, if it was on the days of the visit or the three after the last told.
UPDATE meetings SET part_of = v.visit
FROM (
  WITH visits AS (  -- a row a guest and day
    SELECT t.meeting_id, t.host_country, h.actor_id, t.date_start + d.passed::INTEGER AS day
    FROM meetings t JOIN meeting_sides h USING (meeting_id), unnest(range(0, t.date_end - t.date_start + 4)) AS d(passed)
    WHERE t.kind = 'visit' AND t.status = 'held' AND t.date_end - t.date_start < 15
  )
  SELECT m.meeting_id, min(t.meeting_id) AS visit
  FROM meetings m
  JOIN meeting_sides g USING (meeting_id)
  JOIN visits t ON t.actor_id = g.actor_id AND t.host_country = m.host_country AND t.day = m.date_start
  WHERE m.kind <> 'visit' AND m.part_of IS NULL AND m.status = 'held' AND m.date_start = m.date_end
  GROUP BY m.meeting_id HAVING count(DISTINCT t.meeting_id) = 1
) AS v
WHERE v.meeting_id = meetings.meeting_id;
