-- Codes of other schemes for the records, and the record in the shape of event data.
-- in:  event_codes, reference_countries, meetings, meeting_participants, agreements, agreement_parties, statements,
--      statement_speakers, statement_targets, proposals, proposal_actors, incidents, incident_actors, actors, places, sources, evidence
-- out: plover and cameo in the tables of records; events

-- The row of the crosswalk that fits best: one that names the kind goes before one that names the status.
CREATE MACRO coded(its_table, its_kind, its_status) AS (
  SELECT arg_max({plover: plover, cameo: cameo}, CASE kind WHEN '*' THEN 0 ELSE 2 END + CASE status WHEN '*' THEN 0 ELSE 1 END)
  FROM event_codes c
  WHERE c.table_name = its_table AND c.kind IN (coalesce(its_kind, '*'), '*') AND c.status IN (coalesce(its_status, '*'), '*')
);

CREATE OR REPLACE TABLE meetings AS
SELECT * EXCLUDE (code), code.plover AS plover, code.cameo AS cameo FROM (SELECT *, coded('meetings', kind, status) AS code FROM meetings);
CREATE OR REPLACE TABLE agreements AS
SELECT * EXCLUDE (code), code.plover AS plover, code.cameo AS cameo FROM (SELECT *, coded('agreements', kind, status) AS code FROM agreements);
CREATE OR REPLACE TABLE proposals AS
SELECT * EXCLUDE (code), code.plover AS plover, code.cameo AS cameo FROM (SELECT *, coded('proposals', kind, status) AS code FROM proposals);
CREATE OR REPLACE TABLE incidents AS
SELECT * EXCLUDE (code), code.plover AS plover, code.cameo AS cameo FROM (SELECT *, coded('incidents', kind, NULL) AS code FROM incidents);
CREATE OR REPLACE TABLE statements AS
SELECT * EXCLUDE (code), code.plover AS plover, code.cameo AS cameo FROM (SELECT *, coded('statements', speech_act, NULL) AS code FROM statements);

-- Who is set in relation to whom. A visitor makes a visit, a host receives it.
CREATE TEMP TABLE relations AS
SELECT 'meetings' AS table_name, meeting_id AS record_id, a.actor_id AS source_actor, b.actor_id AS target_actor,
       CASE WHEN m.cameo NOT IN ('040', '042') THEN m.cameo
            WHEN a.side = 'visitor' AND b.side = 'host' THEN '042' WHEN a.side = 'host' AND b.side = 'visitor' THEN '043'
            ELSE '040' END AS cameo,
       m.plover, m.date, m.date_start, m.date_end, m.place_id, NULL AS certainty
FROM meetings m JOIN meeting_participants a USING (meeting_id) JOIN meeting_participants b USING (meeting_id)
WHERE a.actor_id <> b.actor_id AND (a.side <> b.side OR a.side = 'other')
UNION ALL  -- the host of a visit is the state that is visited
SELECT 'meetings', meeting_id, t.source_actor, t.target_actor, CASE WHEN m.cameo = '042' THEN t.cameo ELSE m.cameo END,
       m.plover, m.date, m.date_start, m.date_end, m.place_id, NULL
FROM meetings m JOIN meeting_participants v USING (meeting_id)
JOIN reference_countries c ON c.country = m.host_country JOIN actors h ON h.actor_id = c.actor_id,
     (VALUES (v.actor_id, h.actor_id, '042'), (h.actor_id, v.actor_id, '043')) AS t(source_actor, target_actor, cameo)
WHERE m.kind = 'visit' AND v.side = 'visitor'
  AND meeting_id NOT IN (SELECT meeting_id FROM meeting_participants WHERE side = 'host')
UNION ALL
SELECT 'agreements', agreement_id, a.actor_id, b.actor_id, g.cameo, g.plover, g.date, g.date_start, g.date_end, g.place_id, NULL
FROM agreements g JOIN agreement_parties a USING (agreement_id) JOIN agreement_parties b USING (agreement_id)
WHERE a.actor_id <> b.actor_id AND a.role = b.role
  AND a.role = CASE WHEN agreement_id IN (SELECT agreement_id FROM agreement_parties WHERE role = 'party' GROUP BY agreement_id HAVING count(*) > 1)
                    THEN 'party' ELSE 'signatory' END
UNION ALL
SELECT DISTINCT 'statements', statement_id, p.actor_id, t.actor_id, s.cameo, s.plover,
       coalesce(m.date, strftime(d.published_on, '%Y-%m-%d')),
       CASE WHEN m.date IS NULL THEN d.published_on ELSE m.date_start END, CASE WHEN m.date IS NULL THEN d.published_on ELSE m.date_end END,
       m.place_id, NULL
FROM statements s JOIN statement_speakers p USING (statement_id) JOIN statement_targets t USING (statement_id)
JOIN sources d USING (source_id) LEFT JOIN meetings m ON m.meeting_id = s.meeting_id
WHERE p.actor_id <> t.actor_id AND s.summary_of IS NULL
UNION ALL
SELECT DISTINCT 'proposals', proposal_id, a.actor_id, b.actor_id, p.cameo, p.plover, p.date, p.date_start, p.date_end, NULL, NULL
FROM proposals p JOIN proposal_actors a USING (proposal_id) JOIN proposal_actors b USING (proposal_id)
WHERE a.role = 'proposer' AND b.role <> 'proposer' AND a.actor_id <> b.actor_id
UNION ALL
SELECT DISTINCT 'incidents', incident_id, a.actor_id, b.actor_id, i.cameo, i.plover, i.date, i.date_start, i.date_end, i.place_id, i.certainty
FROM incidents i JOIN incident_actors a USING (incident_id) JOIN incident_actors b USING (incident_id)
WHERE a.role = 'agent' AND b.role IN ('target', 'victim', 'beneficiary') AND a.actor_id <> b.actor_id AND i.certainty <> 'denied';

CREATE TABLE events AS
WITH told AS (
  SELECT e.table_name, e.record_id, min(e.source_id) AS source_id, count(DISTINCT e.source_id) AS sources,
         count(DISTINCT coalesce(s.wording_group, s.source_id)) AS independent_sources
  FROM evidence e JOIN sources s USING (source_id) GROUP BY ALL
)
SELECT concat_ws(':', r.table_name, r.record_id, r.source_actor, r.target_actor) AS event_id, r.table_name, r.record_id,
       r.date, r.date_start, r.date_end, r.source_actor, a.country AS source_country, r.target_actor, b.country AS target_country,
       r.plover, r.cameo, r.certainty, r.place_id, p.latitude, p.longitude, t.source_id, d.url, t.sources, t.independent_sources
FROM relations r
JOIN told t USING (table_name, record_id)
JOIN sources d USING (source_id)
JOIN actors a ON a.actor_id = r.source_actor
JOIN actors b ON b.actor_id = r.target_actor
LEFT JOIN places p ON p.place_id = r.place_id;
