-- The words of articles and passages for full-text search: each by its stem and, in the same place, as it stands
-- folded. A beginning that somebody types may be longer than the stem; it finds the word itself.

CREATE FUNCTION claims_search_words(configuration text, words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    claims_search_vector(configuration, words)::text || ' ' || to_tsvector('pg_catalog.simple', words)::text
)::tsvector;
