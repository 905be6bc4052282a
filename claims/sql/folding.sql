-- Words as they are compared and searched: case, accents, NFC or NFD, ligatures, invisible signs and the shape of
-- quotation marks and dashes aside. Signs and single letters of any script stay, since names are made of them; the
-- full-text search, which looks for words, folds further (`claims.text.folding`): points and ways to spell of Hebrew
-- and Arabic, æ, œ, ð, þ and the like aside too, for two names that differ in them may be those of two actors. Only
-- й, ї, ў, ќ and ѓ lose their accents here and not there, since stemmers tell endings by them
-- (tests/claims/test_foldings.py holds the two beside each other).

CREATE FUNCTION claims_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN normalize(
    translate(
        replace(
            lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+', '', 'g')),
            'ß', 'ss'
        ),
        'ıøłđ‘’ʼ“”„‐–—', 'iold''''''"""---'
    ),
    NFC
);

-- Name and aliases of an actor, folded, one a line, with a line break before and behind each.
CREATE FUNCTION claims_actor_lookup(name text, aliases text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN E'\n' || claims_folded(array_to_string(name || aliases, E'\n')) || E'\n';

-- Whether folded words hold these; with `the` before these or without.
CREATE FUNCTION claims_holds(lookup text, words text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN strpos(lookup, regexp_replace(claims_folded(words), '^the (?=.)', '')) > 0;

-- Whether a name or an alias begins with these words.
CREATE FUNCTION claims_begins(lookup text, words text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN strpos(lookup, E'\n' || claims_folded(words)) > 0;

-- Folded words as a regular expression that matches just these.
CREATE FUNCTION claims_literally(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(claims_folded(words), '([^[:alnum:]\n])', '\\\1', 'g');

-- How typed words fit an actor's lookup; lower is better. See `claims.text.typed_match.Fit` for the numbers.
CREATE FUNCTION claims_actor_fit(lookup text, words text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN starts_with(lookup, E'\n' || claims_folded(words) || E'\n') THEN 0
    WHEN strpos(lookup, E'\n' || claims_folded(words) || E'\n') > 0 THEN 1
    WHEN lookup !~ ('[^[:alnum:]]' || claims_literally(regexp_replace(claims_folded(words), '^the (?=.)', ''))) THEN 5
    WHEN lookup ~ (
        E'\n(the )?' || claims_literally(regexp_replace(claims_folded(words), '^the (?=.)', '')) || E'\n'
    ) THEN 2
    WHEN lookup ~ ('[^[:alnum:]]' || claims_literally(words) || '[^[:alnum:]]') THEN 3
    ELSE 4
END;

-- How typed words fit the folded statement of a claim; lower is better, in the same numbers.
CREATE FUNCTION claims_statement_fit(statement text, words text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN statement = claims_folded(words) THEN 0
    WHEN rtrim(statement, ' .。।۔') = rtrim(claims_folded(words), ' .。।۔') THEN 2
    WHEN strpos(statement, claims_folded(words)) = 0 THEN 5
    WHEN statement ~ ('(^|[^[:alnum:]])' || claims_literally(words) || '($|[^[:alnum:]])') THEN 3
    WHEN statement ~ ('(^|[^[:alnum:]])' || claims_literally(words)) THEN 4
    ELSE 5
END;
