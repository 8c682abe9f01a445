#!/bin/sh
# Options and a configuration file are for redis-server, which runs as the user redis. Any other command is simply run.
set -eu
case ${1:-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "${1:-}" = redis-server ]; then
  if [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec setpriv --reuid=redis --regid=redis --clear-groups "$0" "$@"
  fi
  # What it writes is for itself alone.
  umask 0077
  # Without a configuration Redis would answer only programs in its own container. Whom a container answers is decided by its
  # networks and published ports; whoever brings a configuration decides there.
  case ${2:-} in
    *.conf) ;;
    *)
      shift
      set -- redis-server --protected-mode no "$@"
      ;;
  esac
fi
exec "$@"
