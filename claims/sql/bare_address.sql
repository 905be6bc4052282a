-- An address of the web without what makes no difference to where it leads: http or https, www., letters' case in the
-- name of the host, its usual port, a slash at the end, a place in the page (but for those that name a page, as `#!/a`),
-- and what newsletters, networks and advertisers add to follow their readers. Only ever compared, never shown.
-- An index of articles is built with it; whoever changes it builds that index again.
CREATE FUNCTION claims_bare_address(url text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    WITH page(address) AS (
        SELECT regexp_replace(regexp_replace(btrim(url), '#(?![!/]).*$', ''), '^(https?://)?(www[.])?', '', 'i')
    ), parts(host, rest) AS (
        SELECT lower(substring(address FROM '^[^/?#]*')), substring(address FROM '^[^/?#]*(.*)$') FROM page
    ), followed(host, rest) AS (
        SELECT regexp_replace(host, '[.]?(:(80|443)?)?$', ''), regexp_replace(
            rest,
            '(?<=[?&])(utm_[^&=#]*|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid)(=[^&#]*)?(&|(?=#)|$)',
            '',
            'gi'
        ) FROM parts
    )
    SELECT host || regexp_replace(regexp_replace(rest, '[?&]+(?=#|$)', ''), '/+(?=[?#]|$)', '') FROM followed
);
