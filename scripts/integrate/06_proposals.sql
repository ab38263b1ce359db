-- A proposal that several documents tell is one: the same kind, the same occasion or day, a proposer in common.
-- in:  staged_proposals, staged_proposal_actors, staged_proposal_statements, staged_evidence, who, actors, meeting_ids, meetings,
--      agreement_ids, judged
-- out: proposal_ids (source_id, proposal, found_id, proposal_id), proposals, proposal_actors, proposal_statements; more evidence

-- What is told of a day without an occasion goes with the one occasion of that day on which the like was proposed, if one only.
CREATE TEMP TABLE called AS
WITH told AS (
  SELECT p.* EXCLUDE (meeting, agreement), m.meeting_id, a.agreement_id, coalesce(t.date, p.date) AS day
  FROM staged_proposals p
  LEFT JOIN meeting_ids m ON m.source_id = p.source_id AND m.meeting = p.meeting
  LEFT JOIN meetings t USING (meeting_id)
  LEFT JOIN agreement_ids a ON a.source_id = p.source_id AND a.agreement = p.agreement
), days AS (
  SELECT kind, day, min(meeting_id) AS only_one FROM told WHERE meeting_id IS NOT NULL
  GROUP BY kind, day HAVING count(DISTINCT meeting_id) = 1
)
SELECT t.*, coalesce(t.meeting_id, d.only_one, t.day, 'undated.' || t.source_id) AS occasion
FROM told t LEFT JOIN days d USING (kind, day);

-- Who proposes: the people, or where no person is named the states and bodies.
CREATE TEMP TABLE callers AS
WITH every AS (
  SELECT DISTINCT p.source_id, p.proposal, w.actor_id, a.country, a.kind = 'person' AS is_person
  FROM staged_proposal_actors p JOIN who w USING (source_id, entity) JOIN actors a USING (actor_id)
  WHERE p.role = 'proposer'
)
SELECT * FROM every
QUALIFY is_person OR NOT bool_or(is_person) OVER (PARTITION BY source_id, proposal);

-- Each telling goes with the one of its proposers whom most tellings of that kind on that occasion name; a telling that names a
-- state only with the one person of that state, if there is one only.
CREATE TEMP TABLE leaders AS
WITH named AS (
  SELECT c.kind, c.occasion, p.*, count(*) OVER (PARTITION BY c.kind, c.occasion, p.actor_id) AS times
  FROM called c JOIN callers p USING (source_id, proposal)
), first AS (
  SELECT kind, occasion, source_id, proposal, arg_max(actor_id, (times, actor_id)) AS leader, bool_or(is_person) AS by_person,
         list(DISTINCT country) AS countries
  FROM named GROUP BY ALL
), people AS (
  SELECT DISTINCT f.kind, f.occasion, f.leader, a.country FROM first f JOIN actors a ON a.actor_id = f.leader WHERE f.by_person
), of_states AS (
  SELECT source_id, proposal, kind, occasion, unnest(countries) AS country FROM first WHERE NOT by_person
), homes AS (
  SELECT f.source_id, f.proposal, min(p.leader) AS leader
  FROM of_states f JOIN people p USING (kind, occasion, country)
  GROUP BY f.source_id, f.proposal HAVING count(DISTINCT p.leader) = 1
)
SELECT f.source_id, f.proposal, coalesce(h.leader, f.leader) AS leader FROM first f LEFT JOIN homes h USING (source_id, proposal);

-- A promise of no special kind is another in each document; the second of a kind by one proposer on one occasion has a number.
CREATE TABLE proposal_ids AS
WITH keyed AS (
  SELECT c.source_id, c.proposal,
         replace(coalesce(c.day, 'undated.' || c.source_id), '/', '_') || '-' || replace(c.kind, '_', '-')
         || coalesce('-' || l.leader, '.' || c.source_id)
         || CASE WHEN c.kind = 'commitment' AND c.day IS NOT NULL THEN '.' || c.source_id ELSE '' END AS plain,
         c.occasion
  FROM called c LEFT JOIN leaders l USING (source_id, proposal)
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY source_id, plain, occasion ORDER BY proposal) AS nth,
         dense_rank() OVER (PARTITION BY plain ORDER BY occasion) AS place
  FROM keyed
), found AS (
  SELECT source_id, proposal, plain || CASE WHEN place > 1 THEN '-on-' || place ELSE '' END || CASE WHEN nth > 1 THEN '-' || nth ELSE '' END AS found_id
  FROM numbered
)
SELECT source_id, proposal, found_id, judged('proposals', found_id, source_id) AS proposal_id FROM found;

CREATE TABLE proposals AS
WITH told AS (
  SELECT i.proposal_id, c.*,
         row_number() OVER (PARTITION BY i.proposal_id ORDER BY c.meeting_id IS NULL, c.date IS NULL, c.source_id, c.proposal) AS nth
  FROM called c JOIN proposal_ids i USING (source_id, proposal)
), one AS (
  SELECT proposal_id,
         min(kind) FILTER (nth = 1) AS kind,
         mode(status ORDER BY array_position(['pledged', 'offered', 'called_for', 'planned', 'discussed', 'rejected'], status)) AS status,
         arg_max(what, (length(what), what)) AS what,
         min(date) FILTER (nth = 1) AS date, min(date_start) FILTER (nth = 1) AS date_start,
         min(date_end) FILTER (nth = 1) AS date_end, min(date_basis) FILTER (nth = 1) AS date_basis,
         arg_min(meeting_id, nth) FILTER (meeting_id IS NOT NULL) AS meeting_id,
         arg_min(agreement_id, nth) FILTER (agreement_id IS NOT NULL) AS agreement_id
  FROM told GROUP BY proposal_id
)
SELECT o.proposal_id, o.kind, o.status, o.what,
       CASE WHEN m.date IS NULL THEN o.date ELSE m.date END AS date,
       CASE WHEN m.date IS NULL THEN o.date_start ELSE m.date_start END AS date_start,
       CASE WHEN m.date IS NULL THEN o.date_end ELSE m.date_end END AS date_end,
       CASE WHEN m.date IS NULL THEN o.date_basis ELSE m.date_basis END AS date_basis,
       o.meeting_id, o.agreement_id
FROM one o LEFT JOIN meetings m USING (meeting_id);

CREATE TABLE proposal_actors AS
SELECT DISTINCT i.proposal_id, w.actor_id, p.role
FROM staged_proposal_actors p JOIN proposal_ids i USING (source_id, proposal) JOIN who w USING (source_id, entity);

CREATE TABLE proposal_statements AS
SELECT DISTINCT i.proposal_id, statement_key(p.source_id, p.statement) AS statement_id
FROM staged_proposal_statements p JOIN proposal_ids i USING (source_id, proposal);

-- The day of a proposal without a day of its own is borne out by the words of its meeting.
INSERT INTO evidence (evidence_id, table_name, record_id, field, source_id, start, "end", quote, rule)
WITH spans AS (
  SELECT 'proposals' AS table_name, i.proposal_id AS record_id, e.field, e.source_id, e.start, e."end", e.quote, min(e.rule) AS rule
  FROM staged_evidence e JOIN proposal_ids i ON e.table_name = 'proposals' AND i.source_id = e.source_id AND i.proposal::VARCHAR = e.record
  GROUP BY ALL
), days AS (
  SELECT 'proposals' AS table_name, p.proposal_id AS record_id, 'date' AS field, e.source_id, e.start, e."end", e.quote, min(e.rule) AS rule
  FROM proposals p JOIN evidence e ON e.table_name = 'meetings' AND e.record_id = p.meeting_id AND e.field = 'date'
  WHERE p.date IS NOT NULL AND p.proposal_id NOT IN (SELECT record_id FROM spans WHERE field = 'date')
  GROUP BY ALL
), every AS (FROM spans UNION ALL FROM days)
SELECT table_name || ':' || record_id || ':' || field || ':' || source_id || ':' || start || '-' || "end" AS evidence_id, * FROM every;
