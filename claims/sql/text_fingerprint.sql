-- The SHA-256 in hexadecimal of a text without the white space at its end: `claims.text.normalise.fingerprint_stripped`, whose signs
-- of white space these are. Only the last stretch of a long text is taken apart; all of it where that shows nothing.
-- Declared immutable since the encoding named is always there.
CREATE FUNCTION claims_text_fingerprint(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    WITH signs(white) AS (VALUES (
        E'\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007'
        '\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff'
    )), last(stretch) AS (VALUES (right(words, 1000))), kept AS (
        SELECT CASE
            WHEN rtrim(stretch, white) = '' THEN rtrim(words, white)
            ELSE left(words, char_length(words) - char_length(stretch) + char_length(rtrim(stretch, white)))
        END AS words FROM signs, last
    )
    SELECT encode(sha256(convert_to(kept.words, 'UTF8')), 'hex') FROM kept
);
