#!/bin/sh
# Tests of the box office: sh test.sh
set -u
export HOUSE=Test WWW=/tmp/test-of-the-box-office
here=$(dirname "$0")
failed=0
rm -rf "$WWW" && mkdir "$WWW"

# is WHAT EXPECTED ACTUAL
is() {
  if [ "$2" = "$3" ]; then echo "ok: $1"; else echo "NOT ok: $1: $3 instead of $2"; failed=1; fi
}

is 'without a box office nothing is sold' 'There is no box office here.' "$("$here/sell.sh" 2)"
echo 5 > "$WWW/left"
is 'tickets are sold' 'Sold 2, 3 left.' "$("$here/sell.sh" 2)"
is 'the page says how many are left' 1 "$(grep -c 'Seats left tonight: 3<' "$WWW/index.html")"
is 'no more are sold than there are' 'So many seats are not left.' "$("$here/sell.sh" 4)"
is 'a refused sale changes nothing' 3 "$(cat "$WWW/left")"
is 'settings must be there' 1 "$(SEATS='' SHOWS=1 "$here/open.sh" 2>&1 | grep -c 'SEATS: is not set')"

rm -rf "$WWW"
[ $failed = 0 ] && echo "All tests hold."
exit $failed
