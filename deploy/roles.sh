#!/bin/sh
# Run once by the image of PostgreSQL when the database is made: the two roles of docs/server.md.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$(cat /run/secrets/owner_password)" \
  -v app_password="$(cat /run/secrets/app_password)" <<'SQL'
CREATE ROLE ancrage_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE ancrage_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE ancrage OWNER ancrage_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE ancrage FROM PUBLIC;
GRANT CONNECT ON DATABASE ancrage TO ancrage_app;
SQL
