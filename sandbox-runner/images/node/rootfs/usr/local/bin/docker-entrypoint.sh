#!/bin/sh
# An option, or the name of a script, is for node. Anything else that can be run is run.
set -e
case ${1:-} in
  -*) set -- node "$@" ;;
  *) command -v "${1:-}" > /dev/null || set -- node "$@" ;;
esac
exec "$@"
