-- Agreements that several documents tell are one.
-- in:  staged_agreements, staged_agreement_parties, who, actors, sources, reference_actors, meeting_ids, judged
-- out: agreement_ids (source_id, agreement, found_id, agreement_id), agreements, agreement_parties

CREATE TABLE states_of AS  -- the state for which a state, a ministry or an army stands
SELECT a.actor_id, a.kind, a.country, s.state_id
FROM actors a JOIN (SELECT country, min(actor_id) AS state_id FROM reference_actors WHERE kind = 'state' GROUP BY country) s USING (country)
WHERE a.kind IN ('state', 'government', 'military');

-- Where the parties are of two states, a ministry or an army stands for its state: one document says "the Kenyan ministry"
-- where another says "Kenya". from_day, to_day: within which it was; of one told as signed without a date, the week before.
CREATE TABLE instruments AS
WITH bound AS (
  SELECT DISTINCT p.source_id, p.agreement, w.actor_id, a.country, s.state_id
  FROM staged_agreement_parties p JOIN who w USING (source_id, entity) JOIN actors a USING (actor_id) LEFT JOIN states_of s USING (actor_id)
  WHERE p.role = 'party'
), parties AS (
  SELECT source_id, agreement,
         list_sort(list_distinct(CASE WHEN count(DISTINCT country) > 1 THEN list(coalesce(state_id, actor_id)) ELSE list(actor_id) END)) AS parties
  FROM bound GROUP BY source_id, agreement
)
SELECT a.*, coalesce(p.parties, []) AS parties, slug(a.title) AS words,
       a.date_start IS NOT NULL AND a.date_start = a.date_end AS is_day,
       CASE WHEN a.date IS NOT NULL THEN a.date_start WHEN a.status = 'signed' THEN s.published_on - 7 END AS from_day,
       CASE WHEN a.date IS NOT NULL THEN a.date_end WHEN a.status = 'signed' THEN s.published_on END AS to_day
FROM staged_agreements a JOIN sources s USING (source_id) LEFT JOIN parties p USING (source_id, agreement);

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
   AND b.date_start BETWEEN a.from_day AND a.to_day
   AND (list_has_any(a.descriptors, b.descriptors) OR len(a.descriptors) = 0 OR len(b.descriptors) = 0)
)
SELECT source_id, agreement, min(home_date) AS moment
FROM pairs GROUP BY source_id, agreement HAVING count(DISTINCT home_date) = 1;

-- What one document tells as two is two, though of the same day and parties: by kind, and of one kind by what it is on.
CREATE TABLE agreement_keys AS
WITH keyed AS (
  SELECT i.source_id, i.agreement, i.named, i.plural, i.parties, i.kind, i.descriptors,
         CASE WHEN i.kind IN ('agreement', 'memorandum', 'understanding', 'document', 'paper') THEN 'agreement' ELSE i.kind END AS family,
         CASE WHEN i.named THEN i.words END AS name,
         CASE WHEN NOT i.named THEN coalesce(h.moment, d.settled, i.date, 'undated.' || i.source_id || '.' || i.agreement) END AS moment
  FROM instruments i LEFT JOIN instrument_homes h USING (source_id, agreement) LEFT JOIN instrument_days d USING (source_id, agreement)
), several AS (
  SELECT DISTINCT parties, plural, moment FROM keyed WHERE NOT named AND len(parties) > 0
  GROUP BY source_id, parties, plural, moment HAVING count(*) > 1
), alike AS (
  SELECT DISTINCT parties, plural, moment, family FROM keyed WHERE NOT named AND len(parties) > 0
  GROUP BY source_id, parties, plural, moment, family HAVING count(*) > 1
)
SELECT k.*,
       CASE WHEN s.moment IS NULL THEN 'agreement'
            WHEN a.moment IS NULL THEN replace(k.family, '_', '-')
            ELSE replace(k.kind, '_', '-') || array_to_string(list_transform(list_sort(k.descriptors)[1:4], lambda word: '-' || word), '') END AS strand
FROM keyed k
LEFT JOIN several s ON NOT k.named AND s.parties = k.parties AND s.plural = k.plural AND s.moment = k.moment
LEFT JOIN alike a ON NOT k.named AND a.parties = k.parties AND a.plural = k.plural AND a.moment = k.moment AND a.family = k.family;

CREATE TABLE agreement_ids AS
WITH found AS (
  SELECT source_id, agreement,
         CASE WHEN named THEN name
              ELSE replace(moment, '/', '_') || '-' || strand || CASE WHEN plural THEN 's' ELSE '' END
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

-- A ministry or an army is no party beside its state, which one document tells for the other.
CREATE TABLE agreement_parties AS
WITH told AS (
  SELECT DISTINCT g.agreement_id, w.actor_id, p.role
  FROM staged_agreement_parties p
  JOIN agreement_ids g USING (source_id, agreement)
  JOIN who w USING (source_id, entity)
), bodies AS (
  SELECT t.agreement_id, t.actor_id, t.role
  FROM told t JOIN states_of s ON s.actor_id = t.actor_id AND s.kind <> 'state'
  JOIN told o ON o.agreement_id = t.agreement_id AND o.role = t.role AND o.actor_id = s.state_id
  WHERE t.role = 'party'
)
FROM told ANTI JOIN bodies USING (agreement_id, actor_id, role);
