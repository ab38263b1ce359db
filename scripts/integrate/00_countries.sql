-- States with the keys that join them to other data.
-- in:  reference_countries
-- out: countries

CREATE TABLE countries AS
SELECT country, name, official_name, cow_number, cow_code, wikidata_id, wikidata_basis FROM reference_countries;
