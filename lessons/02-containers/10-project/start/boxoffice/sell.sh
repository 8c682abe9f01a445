#!/bin/sh
# Sells tickets for tonight, in the box office that is open here: sell.sh 2
set -eu
WWW=${WWW:-/www}
[ -e "$WWW/left" ] || { echo "There is no box office here."; exit 1; }
left=$(($(cat "$WWW/left") - $1))
[ "$left" -ge 0 ] || { echo "So many seats are not left."; exit 1; }
echo "$left" > "$WWW/left"
"${0%/*}/page.sh"
echo "Sold $1, $left left."
