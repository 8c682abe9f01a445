#!/bin/sh
# Opens the box office: numbers the tickets of the whole season, then shows on port 80 how many are left for tonight.
# Settings: HOUSE, the name of the cinema; SEATS in a show; SHOWS in a season.
set -eu

: "${HOUSE:?is not set}" "${SEATS:?is not set}" "${SHOWS:?is not set}"
echo "$HOUSE: numbering the tickets of $SHOWS shows ..."
# They are all kept in memory meanwhile, so that no number is given twice.
awk -v seats="$SEATS" -v shows="$SHOWS" '
  BEGIN {
    for (show = 1; show <= shows; show++)
      for (seat = 1; seat <= seats; seat++) tickets["ticket " show "-" seat] = 1
    for (ticket in tickets) count++
    print count " tickets are numbered."
  }'

WWW=${WWW:-/www}
mkdir -p "$WWW"
echo "$SEATS" > "$WWW/left"
"${0%/*}/page.sh"
echo "The box office is open."
exec httpd -f -p 80 -h "$WWW"
