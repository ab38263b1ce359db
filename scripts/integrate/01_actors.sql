-- Which actor each entity of each document is.
-- in:  staged_entities, staged_mentions, reference_actors, reference_actor_names, judged
-- out: who (source_id, entity, found_id, actor_id), actors, actor_names

-- Letters that are no plain letter with an accent are as names.LETTERS has them.
CREATE MACRO folded(name) AS
  replace(replace(replace(replace(
    translate(lower(strip_accents(regexp_replace(name, '[''’`ʿʾ]', '', 'g'))), 'ıøłđðə', 'ioldda'),
  'þ', 'th'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
CREATE MACRO slug(name) AS trim(regexp_replace(folded(name), '[^a-z0-9]+', '-', 'g'), '-');
-- "John Holt III" is called "John Holt" too; "Jr." and "Sr." tell a son from his father.
CREATE MACRO bare_name(name) AS regexp_replace(name, '\s(II|III|IV)$', '');

-- People whom the reference does not know.
CREATE TABLE strangers AS
SELECT source_id, entity, name, country,
       list_filter(string_split_regex(folded(bare_name(name)), '[^\p{L}\p{N}]+'), lambda word: word <> '') AS tokens
FROM staged_entities
WHERE kind = 'person' AND actor_id IS NULL;

-- Names of two words or more. One without a country takes it from its equals, if they agree.
CREATE TABLE full_names AS
WITH known AS (
  SELECT tokens, CASE WHEN count(DISTINCT country) = 1 THEN max(country) END AS country
  FROM strangers WHERE len(tokens) > 1 GROUP BY tokens
)
SELECT DISTINCT s.tokens, s.country AS told, coalesce(s.country, k.country, '') AS country,
       s.tokens[1] || ' ' || s.tokens[-1] AS block
FROM strangers s JOIN known k USING (tokens);

-- "Karim Daneshvar" is "Karim Hossein Daneshvar" where first and last word agree, the longer name has all words of the
-- shorter, no country contradicts, and there is no second longer name that would do as well.
CREATE TABLE families AS
WITH names AS (SELECT DISTINCT tokens, country, block FROM full_names),
within AS (
  SELECT a.tokens, a.country, b.tokens AS longer, b.country AS longer_country
  FROM names a JOIN names b USING (block)
  WHERE len(b.tokens) > len(a.tokens) AND list_has_all(b.tokens, a.tokens)
    AND (a.country = b.country OR a.country = '' OR b.country = '')
), roots AS (
  SELECT w.* FROM within w ANTI JOIN within x ON x.tokens = w.longer AND x.country = w.longer_country
), homes AS (
  SELECT tokens, country, min(longer) AS root, min(longer_country) AS root_country
  FROM roots GROUP BY tokens, country HAVING count(*) = 1
)
SELECT n.tokens, n.country, coalesce(h.root, n.tokens) AS root, coalesce(h.root_country, n.country) AS root_country
FROM names n LEFT JOIN homes h USING (tokens, country);

-- Ids: the shortest name of the family; with its country where two families share that, and with its document where a single
-- word is all there is, which may be anybody's.
CREATE TABLE stranger_ids AS
WITH keyed AS (
  SELECT s.source_id, s.entity, s.tokens, f.root, f.root_country
  FROM strangers s
  LEFT JOIN full_names n ON n.tokens = s.tokens AND n.told IS NOT DISTINCT FROM s.country
  LEFT JOIN families f ON f.tokens = n.tokens AND f.country = n.country
), short AS (
  SELECT root, root_country, arg_min(array_to_string(tokens, ' '), (len(tokens), array_to_string(tokens, ' '))) AS words
  FROM keyed WHERE root IS NOT NULL GROUP BY root, root_country
), slugged AS (
  SELECT k.source_id, k.entity, k.root, k.root_country,
         coalesce(s.words, array_to_string(k.tokens, ' ')) AS words
  FROM keyed k LEFT JOIN short s USING (root, root_country)
), plain AS (
  SELECT *, CASE WHEN slug(words) = '' THEN 'person-' || substr(md5(words), 1, 8) ELSE slug(words) END AS id FROM slugged
), crowded AS (
  SELECT id FROM plain WHERE root IS NOT NULL GROUP BY id HAVING count(DISTINCT (root, root_country)) > 1
  UNION
  SELECT actor_id FROM reference_actors
)
SELECT source_id, entity,
       CASE WHEN root IS NULL THEN id || '.' || source_id
            WHEN id NOT IN (FROM crowded) THEN id
            WHEN root_country <> '' AND id || '-' || lower(root_country) NOT IN (FROM crowded)
                 AND count(DISTINCT root) OVER (PARTITION BY id, root_country) = 1 THEN id || '-' || lower(root_country)
            ELSE id || '-' || substr(md5(array_to_string(root, ' ') || root_country), 1, 6) END AS actor_id
FROM plain;

CREATE TABLE who AS
WITH found AS (
  SELECT e.source_id, e.entity,
         CASE WHEN e.actor_id IS NOT NULL THEN e.actor_id
              WHEN s.actor_id IS NOT NULL THEN s.actor_id
              WHEN e.anonymous THEN e.entity || '.' || e.source_id
              ELSE e.entity END AS found_id
  FROM staged_entities e LEFT JOIN stranger_ids s USING (source_id, entity)
)
SELECT source_id, entity, found_id, judged('actors', found_id, source_id) AS actor_id FROM found;

-- Of a provisional actor the fullest name and the commonest country hold.
CREATE TABLE actors AS
WITH met AS (
  SELECT w.actor_id,
         arg_max(e.name, (len(string_split(e.name, ' ')), e.name)) AS name,
         mode(e.kind ORDER BY e.kind) AS kind,
         mode(e.country ORDER BY e.country) AS country
  FROM who w JOIN staged_entities e USING (source_id, entity)
  GROUP BY w.actor_id
)
SELECT m.actor_id,
       coalesce(r.name, m.name) AS name,
       coalesce(r.kind, m.kind) AS kind,
       CASE WHEN r.actor_id IS NULL THEN m.country ELSE r.country END AS country,
       r.wikidata_id, r.wikidata_basis,
       CASE WHEN r.actor_id IS NULL THEN 'provisional' ELSE 'curated' END AS status
FROM met m LEFT JOIN reference_actors r USING (actor_id);

CREATE TABLE actor_names AS
WITH every AS (
  SELECT actor_id, name, name_kind, language, 1 AS rank FROM reference_actor_names WHERE actor_id IN (SELECT actor_id FROM actors)
  UNION ALL
  SELECT actor_id, name, CASE WHEN status = 'curated' THEN 'short' ELSE 'as_written' END, 'en', 2 FROM actors
  UNION ALL
  SELECT w.actor_id, e.name, 'as_written', 'en', 3 FROM who w JOIN staged_entities e USING (source_id, entity)
)
SELECT actor_id, name, arg_min(name_kind, (rank, name_kind)) AS name_kind, arg_min(language, (rank, language)) AS language
FROM every GROUP BY actor_id, name;
