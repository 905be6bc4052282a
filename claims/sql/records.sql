-- The two ways in which a row of an append-only table may change or go: a person is replaced by a number, and the
-- security log is pruned. Both begin with a row that says so and is never deleted; the append-only triggers look for
-- that row of the same transaction, and let nothing pass but what it announces.
--
-- A later migration lets claims_replace_person and claims_prune_security_events run as the owner of the tables, since
-- the program's role may only add rows here. Who owns the tables can drop the triggers: that is a matter of the roles
-- of the database, which no trigger can keep.

-- What a replaced person is called. No form takes such a user name, since it has spaces.
CREATE FUNCTION claims_former_member(number integer) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN 'former member ' || number;

-- Whether an update of an old row of a person puts the pseudonym in place of the names, and does nothing else.
CREATE FUNCTION claims_hides_person(old jsonb, new jsonb) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM claims_personreplacement made
    WHERE made.transaction = pg_current_xact_id()::text::bigint
        AND made.person_id = (old ->> 'id')::bigint
        AND new = old || jsonb_build_object(
            'username', claims_former_member(made.number), 'first_name', '', 'last_name', '', 'email', '',
            'time_zone', 'UTC', 'language', 'en'
        )
);

-- Whether an update of an old row of an invitation hides for whom it was meant, and does nothing else.
CREATE FUNCTION claims_hides_invited(old jsonb, new jsonb) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM claims_personreplacement made
    WHERE made.transaction = pg_current_xact_id()::text::bigint
        AND EXISTS (
            SELECT FROM claims_invitation used
            WHERE used.id = (old ->> 'pgh_obj_id')::bigint AND used.used_by_id = made.person_id
        )
        AND new = old || jsonb_build_object('note', claims_former_member(made.number))
);

-- The details of an entry of the security log with a label in place of these names.
CREATE FUNCTION claims_details_hiding(details jsonb, names text[], label text) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN (
    SELECT coalesce(
        jsonb_object_agg(key, CASE WHEN lower(value #>> '{}') = ANY (names) THEN to_jsonb(label) ELSE value END), '{}'
    )
    FROM jsonb_each(details)
);

-- Whether an update of the security log puts the pseudonym in place of details or takes away the person's address,
-- and does nothing else.
CREATE FUNCTION claims_hides_in_log(old jsonb, new jsonb) RETURNS boolean
LANGUAGE sql STABLE
RETURN new - '{address,details}'::text[] = old - '{address,details}'::text[] AND EXISTS (
    SELECT FROM claims_personreplacement made
    WHERE made.transaction = pg_current_xact_id()::text::bigint
        AND (
            new -> 'address' = old -> 'address'
            OR new ->> 'address' IS NULL AND made.person_id::text = coalesce(old ->> 'person_id', old ->> 'subject_id')
        )
        AND NOT EXISTS (
            SELECT FROM jsonb_each(old -> 'details') was FULL JOIN jsonb_each(new -> 'details') becomes USING (key)
            WHERE becomes.value IS DISTINCT FROM was.value
                AND (was.value IS NULL
                    OR becomes.value IS DISTINCT FROM to_jsonb(claims_former_member(made.number)))
        )
);

-- Rows of a table that may be absent, by a condition on $1, the person. Part of claims_replace_person.
CREATE FUNCTION claims_delete_of_person(who bigint, from_table text, condition text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(from_table) IS NOT NULL THEN
        EXECUTE format('DELETE FROM %I WHERE %s', from_table, condition) USING who;
    END IF;
END $$;

-- Replace a person by the next number, everywhere, for good; answers the number. What the person did stays theirs by
-- the key of the account, so that it can still be seen that two people agreed.
CREATE FUNCTION claims_replace_person(who bigint, replaced_by bigint) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    former integer;
    label text;
    names text[];
    username_then text;
BEGIN
    -- One at a time, so that the numbers count up without a gap.
    LOCK TABLE claims_personreplacement IN SHARE ROW EXCLUSIVE MODE;
    PERFORM FROM claims_user WHERE id = who FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'There is no person %', who USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM set_config('gainsay.replacing', who || ':' || pg_current_xact_id()::text, true);
    INSERT INTO claims_personreplacement (person_id, by_id) VALUES (who, replaced_by) RETURNING number INTO former;
    PERFORM set_config('gainsay.replacing', '', true);
    label := claims_former_member(former);

    SELECT array_agg(DISTINCT lower(name)) INTO names
    FROM (
        SELECT unnest(ARRAY[username, first_name, last_name, trim(first_name || ' ' || last_name), email])
        FROM (
            SELECT username, first_name, last_name, email FROM claims_user WHERE id = who
            UNION SELECT username, first_name, last_name, email FROM claims_userevent WHERE id = who
        ) AS rows
    ) AS found (name)
    WHERE name <> '';

    -- Django's admin writes down what it changed by name.
    FOR username_then IN
        SELECT username FROM claims_user WHERE id = who UNION SELECT username FROM claims_userevent WHERE id = who
    LOOP
        UPDATE django_admin_log
        SET object_repr = label || substr(object_repr, length(username_then) + 1)
        WHERE object_repr = username_then OR object_repr LIKE replace(replace(username_then, '\', '\\'), '_', '\_') || ': %';
    END LOOP;

    -- The account: its password opens nothing, which ends its sessions too. Its old row goes to the history.
    UPDATE claims_user
    SET username = label, username_look = label, username_look_folded = label,
        first_name = '', last_name = '', email = '', time_zone = 'UTC', language = 'en',
        password = '!' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
        last_login = NULL, is_active = FALSE, is_staff = FALSE, is_superuser = FALSE
    WHERE id = who;
    UPDATE claims_userevent
    SET username = label, first_name = '', last_name = '', email = '', time_zone = 'UTC', language = 'en'
    WHERE id = who;
    DELETE FROM claims_user_groups WHERE user_id = who;
    DELETE FROM claims_user_user_permissions WHERE user_id = who;

    -- For whom the invitations were that the person used.
    UPDATE claims_invitation SET note = label WHERE used_by_id = who AND note <> '';
    UPDATE claims_invitationevent event SET note = label
    FROM claims_invitation used
    WHERE used.id = event.pgh_obj_id AND used.used_by_id = who AND event.note <> '';

    UPDATE claims_securityevent
    SET address = CASE WHEN coalesce(person_id, subject_id) = who THEN NULL ELSE address END,
        details = claims_details_hiding(details, names, label)
    WHERE person_id = who OR subject_id = who
        OR EXISTS (SELECT FROM jsonb_each_text(details) AS detail WHERE lower(detail.value) = ANY (names));

    -- Signing in: sessions, second factors, accounts elsewhere.
    PERFORM claims_delete_of_person(who, 'django_session',
        'session_key IN (SELECT session_key FROM usersessions_usersession WHERE user_id = $1)')
    WHERE to_regclass('usersessions_usersession') IS NOT NULL;
    PERFORM claims_delete_of_person(who, 'usersessions_usersession', 'user_id = $1');
    PERFORM claims_delete_of_person(who, 'mfa_authenticator', 'user_id = $1');
    PERFORM claims_delete_of_person(who, 'socialaccount_socialtoken',
        'account_id IN (SELECT id FROM socialaccount_socialaccount WHERE user_id = $1)');
    PERFORM claims_delete_of_person(who, 'socialaccount_socialaccount', 'user_id = $1');
    PERFORM claims_delete_of_person(who, 'account_emailconfirmation',
        'email_address_id IN (SELECT id FROM account_emailaddress WHERE user_id = $1)');
    PERFORM claims_delete_of_person(who, 'account_emailaddress', 'user_id = $1');
    RETURN former;
END $$;

-- Delete entries of the security log that are older, but none of the last 30 days and none that tells of a pruning;
-- answers how many. The entry that tells of it comes first: without one the trigger refuses.
CREATE FUNCTION claims_prune_security_events(older_than timestamptz) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    before timestamptz := least(older_than, now() - interval '30 days');
    found bigint;
BEGIN
    SELECT count(*) INTO found FROM claims_securityevent WHERE at < before AND event <> 'log_pruned';
    IF found > 0 THEN
        INSERT INTO claims_securityevent (event, request_id, details) VALUES (
            'log_pruned', '',
            jsonb_build_object('number', found, 'before', before, 'transaction', pg_current_xact_id()::text)
        );
        DELETE FROM claims_securityevent WHERE at < before AND event <> 'log_pruned';
    END IF;
    RETURN found;
END $$;
