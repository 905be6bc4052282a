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
SELECT 'sequence ' || sequencename || ' ' || coalesce(last_value::text, '-')
FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename COLLATE "C";
SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled || ' ' || md5(pg_get_triggerdef(oid))
FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text COLLATE "C", tgname COLLATE "C";
SELECT 'function ' || proname || ' ' || md5(prosrc) || ' ' || prosecdef
FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname COLLATE "C", md5(prosrc);
SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' || md5(pg_get_constraintdef(oid))
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C";
SELECT 'index ' || tablename || ' ' || indexname || ' ' || md5(indexdef)
FROM pg_indexes WHERE schemaname = 'public' ORDER BY tablename COLLATE "C", indexname COLLATE "C";
