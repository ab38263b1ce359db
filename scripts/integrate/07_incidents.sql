-- Incidents that several documents tell are one.
-- in:  staged_incidents, staged_incident_actors, staged_evidence, who, actors, statements, reference_places, judged
-- out: incident_ids (source_id, incident, found_id, incident_id), incidents, incident_actors; adds to evidence and places

CREATE TABLE involved AS
SELECT DISTINCT p.source_id, p.incident, w.actor_id, CASE WHEN a.kind = 'armed_group' THEN a.actor_id ELSE coalesce(a.country, a.actor_id) END AS home, a.kind = 'person' AS is_person, p.role
FROM staged_incident_actors p JOIN who w USING (source_id, entity) JOIN actors a USING (actor_id);

-- doers: who acts; whom: at whom or for whom; each by country, or by id where an actor has none or is an armed group.
CREATE TABLE happenings AS
WITH sides AS (
  SELECT source_id, incident,
         list_sort(list_distinct(coalesce(list(home) FILTER (role = 'agent'), []))) AS doers,
         list_sort(list_distinct(coalesce(list(home) FILTER (role IN ('target', 'victim', 'beneficiary')), []))) AS whom,
         list_sort(list_distinct(coalesce(list(home) FILTER (role = 'beneficiary'), []))) AS gainers,
         list_sort(list_distinct(coalesce(list(actor_id) FILTER (is_person AND role = 'victim'), []))) AS people
  FROM involved GROUP BY source_id, incident
), told AS (
  SELECT i.*, coalesce(s.doers, []) AS doers, CASE WHEN len(s.gainers) > 0 THEN s.gainers ELSE coalesce(s.whom, []) END AS whom, coalesce(s.people, []) AS people, p.country AS land,
         i.kind IN ('attack', 'strike', 'bombing', 'assassination', 'killing', 'shootdown', 'clash') AS violent,
         i.kind IN ('conflict', 'territorial_change') AS of_land,
         coalesce(i.date_start = i.date_end, false) AS is_day
  FROM staged_incidents i LEFT JOIN sides s USING (source_id, incident) LEFT JOIN reference_places p USING (place_id)
)
SELECT *, CASE WHEN violent THEN 'violence' ELSE replace(kind, '_', '-') END AS family,
       coalesce(CASE WHEN of_land OR NOT list_contains(doers, land) THEN land END,
                CASE WHEN len(whom) > 0 THEN array_to_string(whom, '-') END,
                land,
                CASE WHEN of_land AND len(doers) = 1 THEN doers[1] END) AS about,
       CASE WHEN assertion = 'unnamed_source' THEN '-by-unnamed-sources' ELSE '' END AS whispered
FROM told;

-- Of what goes on, where it is not told against whom: whoever alone is told of elsewhere as suffering the same from the same.
CREATE TABLE sole_sufferers AS
SELECT family, doers, whispered, min(about) AS about FROM happenings
WHERE ongoing AND about IS NOT NULL GROUP BY family, doers, whispered HAVING count(DISTINCT about) = 1;

-- What makes two tellings one: the same person killed; the same land at war or changing hands; the same sides of what goes on;
-- one day and place. What has none of these stands alone. What only unnamed sources tell of stands apart.
CREATE TABLE happening_keys AS
SELECT source_id, incident, is_day, date_start, date_end,
       CASE WHEN violent AND len(people) > 0 THEN 'violence-' || array_to_string(people[1:3], '-')
            WHEN kind = 'territorial_change' AND len(doers) > 0 AND NOT list_contains(list_concat(doers, whom), h.about)
              THEN family || '-' || h.about || '-' || array_to_string(doers[1:4], '-')
            WHEN of_land THEN family || '-' || h.about
            WHEN ongoing AND len(doers) > 0 THEN family || '-' || array_to_string(doers[1:4], '-') || '-' || coalesce(h.about, s.about, 'anyone') || h.whispered
            WHEN is_day AND coalesce(place_id, h.about) IS NOT NULL THEN family || '-' || coalesce(place_id, h.about)
            WHEN date IS NOT NULL AND len(doers) > 0 AND h.about IS NOT NULL THEN family || '-' || array_to_string(doers[1:4], '-') || '-' || h.about
       END AS parties,
       CASE WHEN ongoing OR of_land THEN year(date_start)::VARCHAR ELSE date END AS moment
FROM happenings h LEFT JOIN sole_sufferers s USING (family, doers, whispered);

-- A telling with a vaguer date, or with none, joins the one moment that it fits, if it fits one only.
CREATE TABLE incident_ids AS
WITH moments AS (
  SELECT parties, moment, bool_or(is_day) AS is_day, min(date_start) AS first_day FROM happening_keys
  WHERE parties IS NOT NULL AND moment IS NOT NULL GROUP BY parties, moment
), only_moments AS (
  SELECT parties, min(moment) AS moment FROM moments GROUP BY parties HAVING count(*) = 1
), vague AS (  -- once, however many documents tell it
  SELECT DISTINCT parties, moment AS told, date_start, date_end FROM happening_keys WHERE moment IS NOT NULL AND NOT is_day
), homes AS (
  SELECT v.parties, v.told, v.date_start, v.date_end, min(m.moment) AS moment
  FROM vague v JOIN moments m ON m.parties = v.parties AND m.is_day AND m.first_day BETWEEN v.date_start AND v.date_end AND m.moment <> v.told
  GROUP BY ALL HAVING count(*) = 1
), fitting AS (
  SELECT k.source_id, k.incident, o.moment FROM happening_keys k JOIN only_moments o USING (parties) WHERE k.moment IS NULL
  UNION ALL
  SELECT k.source_id, k.incident, h.moment
  FROM happening_keys k JOIN homes h ON h.parties = k.parties AND h.told = k.moment AND h.date_start = k.date_start AND h.date_end = k.date_end
  WHERE NOT k.is_day
)
SELECT source_id, incident, found_id, judged('incidents', found_id, source_id) AS incident_id
FROM (
  SELECT k.source_id, k.incident,
         replace(coalesce(f.moment, k.moment, 'undated'), '/', '_') || '-'
         || lower(coalesce(k.parties, h.family || '.' || k.source_id || '.' || k.incident)) AS found_id
  FROM happening_keys k JOIN happenings h USING (source_id, incident) LEFT JOIN fitting f USING (source_id, incident)
);

CREATE TABLE incidents AS
WITH told AS (
  SELECT k.incident_id, h.*,
         row_number() OVER (PARTITION BY k.incident_id ORDER BY h.is_day DESC, h.date IS NULL, array_position(['stated', 'weekday', 'inferred', 'relative', 'caption'], h.date_basis),
                            h.date_end - h.date_start NULLS LAST, h.source_id, h.incident) AS nth,
         array_position(['narrator', 'speaker', 'unnamed_source'], h.assertion) AS weight
  FROM happenings h JOIN incident_ids k USING (source_id, incident)
), best AS (
  SELECT incident_id,
         arg_min(kind, (coalesce(array_position(['shootdown', 'assassination', 'bombing', 'strike', 'killing', 'attack', 'clash'], kind), 0), kind)) AS kind,
         min(date) FILTER (nth = 1) AS date,
         min(date_start) FILTER (nth = 1) AS date_start,
         min(date_end) FILTER (nth = 1) AS date_end,
         min(date_basis) FILTER (nth = 1) AS date_basis,
         arg_min(place_id, nth) FILTER (place_id IS NOT NULL) AS place_id,
         arg_min(means, nth) FILTER (means IS NOT NULL) AS means,
         arg_min(victims, nth) FILTER (victims IS NOT NULL) AS victims,
         bool_or(ongoing) AS ongoing,
         arg_min(assertion, weight) AS assertion,
         arg_min(certainty, array_position(['stated', 'alleged', 'denied'], certainty)) AS certainty
  FROM told GROUP BY incident_id
)
SELECT b.*,
       (SELECT statement_key(t.source_id, t.statement) FROM told t
        WHERE t.incident_id = b.incident_id AND t.assertion = b.assertion AND t.statement IS NOT NULL
        ORDER BY t.source_id, t.incident LIMIT 1) AS statement_id
FROM best b;

CREATE TABLE incident_actors AS
SELECT DISTINCT k.incident_id, i.actor_id, i.role FROM involved i JOIN incident_ids k USING (source_id, incident);

INSERT INTO evidence BY NAME
SELECT DISTINCT 'incidents:' || k.incident_id || ':' || e.field || ':' || e.source_id || ':' || e.start || '-' || e."end" AS evidence_id,
       'incidents' AS table_name, k.incident_id AS record_id, e.field, e.source_id, e.start, e."end", e.quote, min(e.rule) AS rule
FROM staged_evidence e JOIN incident_ids k ON e.table_name = 'incidents' AND e.source_id = k.source_id AND e.record = k.incident::VARCHAR
GROUP BY ALL;

INSERT INTO places BY NAME
WITH RECURSIVE named AS (
  SELECT place_id FROM incidents WHERE place_id IS NOT NULL
  UNION SELECT p.parent_id FROM named n JOIN reference_places p USING (place_id) WHERE p.parent_id IS NOT NULL
)
SELECT p.place_id, p.name, p.kind, p.country, p.parent_id, p.latitude, p.longitude
FROM reference_places p JOIN named USING (place_id) WHERE place_id NOT IN (SELECT place_id FROM places);
