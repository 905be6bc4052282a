#!/bin/bash
# Makes the two roles of Gainsay and its database in a new cluster; the image runs it once, at its first start.
#
# gainsay_owner owns the database and so its schema; it makes and changes tables (migrate). gainsay is what the program
# runs as: it reads and writes rows, and owns nothing. Neither is a superuser, so no one can put a trigger to sleep that
# keeps the history append-only, and `manage.py grant_rights` leaves gainsay no UPDATE or DELETE there.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# In the container this file alone stands among those that are run at the first start.
[ -x "$here/make-database" ] || here=/deploy

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
-- Read by psql itself, so that no password stands in a list of processes.
\set owner_password `cat "${OWNER_PASSWORD_FILE:-/run/secrets/owner_password}"`
\set program_password `cat "${PROGRAM_PASSWORD_FILE:-/run/secrets/program_password}"`
CREATE ROLE gainsay_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE gainsay LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'program_password';
-- What each connection asks for anyway; a pooler may not hand that on.
ALTER ROLE gainsay SET jit = off;
ALTER ROLE gainsay SET plan_cache_mode = force_generic_plan;
SQL
NAME=gainsay "$here/make-database"
