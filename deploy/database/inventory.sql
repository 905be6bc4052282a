-- What a database holds, a line each: tables with their number of rows and a sum over all of them that does not depend
-- on their order, triggers and whether they are on, indexes and constraints. Two databases with the same lines hold the
-- same. Run by psql with --tuples-only --no-align.
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
SET search_path = public;
SELECT format(
  'SELECT %L || count(*) || '' '' || coalesce(sum((''x'' || left(md5(t::text), 15))::bit(60)::bigint), 0) FROM %I t',
  'table ' || relname || ' ', relname
)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname COLLATE "C"
\gexec
SELECT concat_ws(' ', 'sequence', sequencename, coalesce(last_value::text, '-'))
FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename COLLATE "C";
SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled, md5(pg_get_triggerdef(oid)))
FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text COLLATE "C", tgname COLLATE "C";
SELECT concat_ws(' ', 'function', proname, md5(prosrc), prosecdef)
FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname COLLATE "C", md5(prosrc);
-- By name, kind and number of columns: Postgres writes a list of words in a condition differently once it has read it again.
SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, contype, convalidated, cardinality(conkey), confrelid::regclass)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C";
SELECT concat_ws(' ', 'index', indrelid::regclass, indexrelid::regclass, indisunique, indisvalid, indnatts)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
ORDER BY indexrelid::regclass::text COLLATE "C";
