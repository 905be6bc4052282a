-- Small immutable functions that generated columns, constraints and searches rest on.

-- Name and aliases in lower case, each once.
CREATE FUNCTION claims_actor_names(name text, aliases text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT array_agg(DISTINCT lower(each)) FROM unnest(name || aliases) AS each);

-- Whether any of the names matches a LIKE pattern.
CREATE FUNCTION claims_any_like(names text[], pattern text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT coalesce(bool_or(each LIKE pattern), false) FROM unnest(names) AS each);

-- The words of a claim for full-text search. The configuration is kept as text, since a column of type regconfig
-- bars an upgrade in place; only names of pg_catalog are ever written, so the outcome is as good as immutable.
CREATE FUNCTION claims_search_vector(configuration text, statement text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector(('pg_catalog.' || configuration)::regconfig, statement);

-- Whether a claim's words match a query such as 'nato:* & plan:*', stemmed by the claim's own language.
CREATE FUNCTION claims_matches(configuration text, query text, vector tsvector) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN vector @@ to_tsquery(('pg_catalog.' || configuration)::regconfig, query);

-- How like a claim is to such a query; higher is liker.
CREATE FUNCTION claims_likeness(configuration text, query text, vector tsvector) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ts_rank(vector, to_tsquery(('pg_catalog.' || configuration)::regconfig, query));
