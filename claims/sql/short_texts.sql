-- What `claims.text.short_texts` never leaves in a text: the database refuses it, whoever writes. That one refuses or removes
-- more, which depends on what stands beside it. The signs are those of REFUSED, REMOVED, LIGATURES, DIRECTION and LINE_BREAKS
-- there.

-- Whether the text can have come out of `clean_paragraphs` and has at most so many code points.
CREATE OR REPLACE FUNCTION claims_is_paragraphs(words text, longest integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN char_length(words) <= longest AND words IS NFC NORMALIZED AND words !~ (
    '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\U0000fffe\U0000ffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff\U0005fffe\U0005ffff\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff\U0009fffe\U0009ffff\U000afffe\U000affff\U000bfffe\U000bffff\U000cfffe\U000cffff\U000dfffe\U000dffff\U000efffe\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd'
    '\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff'
    '\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufb28\ufb4f-\ufbb1\ufbd3-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdf9\ufe80-\ufefc'
    '\u000d\u0085\u2028\u2029]'
);

-- Whether the text can have come out of `clean_line` and has at most so many code points.
CREATE OR REPLACE FUNCTION claims_is_line(words text, longest integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN claims_is_paragraphs(words, longest) AND words !~ '[\u0009\u000a\u200e\u200f\u061c]';

-- Whether each of the texts can.
CREATE OR REPLACE FUNCTION claims_are_lines(words text[], longest integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT coalesce(bool_and(claims_is_line(each, longest)), true) FROM unnest(words) AS each);
