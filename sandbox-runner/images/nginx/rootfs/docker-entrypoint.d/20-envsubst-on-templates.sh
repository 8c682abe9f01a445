#!/bin/sh
# /etc/nginx/templates/NAME.template becomes /etc/nginx/conf.d/NAME, with ${VARIABLE} replaced by what the environment has.
# Only variables that are set are replaced: nginx has variables of its own, such as $host.
set -eu
from=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
to=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
filter=${NGINX_ENVSUBST_FILTER:-}

[ -d "$from" ] || exit 0
if [ ! -w "$to" ]; then
  echo "$0: $to is not writable: the templates are left as they are" >&2
  exit 0
fi
names=$(awk -v filter="$filter" 'BEGIN { for (name in ENVIRON) if (name ~ filter) printf "${%s} ", name }')
find -L "$from" -type f -name "*$suffix" | while read -r file; do
  name=${file#"$from"/}
  target=$to/${name%"$suffix"}
  mkdir -p "$(dirname "$target")"
  envsubst "$names" < "$file" > "$target"
done
