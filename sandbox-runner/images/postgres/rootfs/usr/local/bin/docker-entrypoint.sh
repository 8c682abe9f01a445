#!/bin/bash
# Prepares the data directory when it is empty, then becomes the server. What it heeds:
#   POSTGRES_PASSWORD     needed for a new database, unless POSTGRES_HOST_AUTH_METHOD is trust
#   POSTGRES_USER         the superuser's name, or postgres
#   POSTGRES_DB           a database made for it, or of the user's name
#   POSTGRES_INITDB_ARGS  more options for initdb
#   PGDATA                where the data is
# Each POSTGRES_X may be given as POSTGRES_X_FILE, the file that holds it. Other commands than postgres are simply run.
set -Eeuo pipefail

main() {
  case ${1:-} in -*) set -- postgres "$@" ;; esac
  if [ "${1:-}" != postgres ] || only_asks "${@:2}"; then exec "$@"; fi
  if [ "$(id -u)" = 0 ]; then
    own "$PGDATA" 700
    own /var/run/postgresql 3775
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
  fi
  mkdir -p "$PGDATA" && chmod 700 "$PGDATA" 2> /dev/null || true
  read_settings
  if [ -s "$PGDATA/PG_VERSION" ]; then
    say "$PGDATA holds a database already: it is used as it is, and POSTGRES_PASSWORD, POSTGRES_USER and POSTGRES_DB do nothing."
  else
    require_password
    prepare "$@"
    say 'The database is prepared. PostgreSQL starts.'
  fi
  unset PGPASSWORD
  exec "$@"
}

say() {
  printf '\n%s: %s\n\n' "$(basename "$0")" "$*"
}

only_asks() {
  local option
  for option in "$@"; do
    case $option in -\? | --help | --describe-config | -V | --version) return 0 ;; esac
  done
  return 1
}

own() {
  mkdir -p "$1"
  chmod "$2" "$1" 2> /dev/null || true
  find "$1" \! -user postgres -exec chown postgres '{}' +
}

read_settings() {
  local name file
  for name in POSTGRES_PASSWORD POSTGRES_USER POSTGRES_DB POSTGRES_INITDB_ARGS; do
    file=${name}_FILE
    if [ -n "${!file:-}" ]; then
      if [ -n "${!name:-}" ]; then
        echo "Both $name and $file are set: set one of them." >&2
        exit 1
      fi
      export "$name=$(< "${!file}")"
    fi
    unset "$file"
  done
  : "${POSTGRES_USER:=postgres}" "${POSTGRES_PASSWORD:=}" "${POSTGRES_INITDB_ARGS:=}" "${POSTGRES_HOST_AUTH_METHOD:=}"
  : "${POSTGRES_DB:=$POSTGRES_USER}"
  export POSTGRES_USER POSTGRES_DB
}

require_password() {
  if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    cat >&2 <<- 'TEXT'
	Error: the database is new, and its superuser has no password.
	  Give one: docker run -e POSTGRES_PASSWORD=... postgres
	  POSTGRES_HOST_AUTH_METHOD=trust would let everybody in without one, who can reach the container.
	TEXT
    exit 1
  fi
  if [ "$POSTGRES_HOST_AUTH_METHOD" = trust ]; then
    say 'Warning: POSTGRES_HOST_AUTH_METHOD is trust: whoever reaches this container is let in without a password.' >&2
  fi
}

# What is done here is written to the disk once, at the end, which is much faster than step by step.
prepare() {
  local method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256} options=
  if [ $# -gt 1 ]; then options=$(printf '%q ' "${@:2}"); fi
  # The options are split at blanks, as a shell would.
  eval 'initdb --no-sync --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"
  printf '\n# From outside of the container, after what the entry point was told.\nhost all all all %s\n' "$method" >> "$PGDATA/pg_hba.conf"
  export PGPASSWORD=$POSTGRES_PASSWORD
  # Not from outside yet, so that nobody meets a database that is half prepared.
  pg_ctl -D "$PGDATA" -w -o "$options -c listen_addresses='' -c fsync=off -p ${PGPORT:-5432}" start
  if [ "$POSTGRES_DB" != postgres ]; then
    psql --dbname postgres --set db="$POSTGRES_DB" --quiet <<< 'CREATE DATABASE :"db";'
  fi
  run_files
  pg_ctl -D "$PGDATA" -m fast -w stop
  initdb --sync-only > /dev/null
}

psql() {
  command psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --no-password "$@"
}

# In the order of their names. A program is run, another shell file is read into this one.
run_files() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh)
        say "runs $file"
        if [ -x "$file" ]; then "$file"; else . "$file"; fi
        ;;
      *.sql) say "runs $file" && psql --dbname "$POSTGRES_DB" -f "$file" ;;
      *.sql.gz) say "runs $file" && gunzip -c "$file" | psql --dbname "$POSTGRES_DB" ;;
      *.sql.xz) say "runs $file" && xz -dc "$file" | psql --dbname "$POSTGRES_DB" ;;
      '/docker-entrypoint-initdb.d/*') ;;
      *) say "leaves $file out: it ends neither in .sh nor in .sql, .sql.gz or .sql.xz" ;;
    esac
  done
}

main "$@"
