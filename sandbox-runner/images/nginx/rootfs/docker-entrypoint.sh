#!/bin/sh
# Before nginx itself is started, runs what lies in /docker-entrypoint.d in the order of its name: programs are run, files
# ending in .envsh change the environment. NGINX_ENTRYPOINT_QUIET_LOGS, if set, keeps it silent.
set -eu

say() {
  [ -n "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$0: $*"
}

case ${1:-} in
  nginx | nginx-debug)
    for file in /docker-entrypoint.d/*; do
      [ -e "$file" ] || continue
      if [ ! -x "$file" ]; then
        say "$file is not executable and is left out"
      else
        say "running $file"
        case $file in
          *.envsh) . "$file" ;;
          *.sh) "$file" ;;
          *) say "$file ends neither in .sh nor in .envsh and is left out" ;;
        esac
      fi
    done
    say "ready to start"
    ;;
esac
exec "$@"
