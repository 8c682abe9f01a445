#!/bin/sh
# Tests of buses.sh, in the folder where it lies: sh test.sh
failed=0

# is WHAT EXPECTED ACTUAL
is() {
  if [ "$2" = "$3" ]; then echo "ok: $1"; else echo "NOT ok: $1: $3 instead of $2"; failed=1; fi
}

is 'a stop has its times' 'Mill: 22:25, 23:25, 0:25' "$(./buses.sh Mill)"
is 'a name may have two words' 1 "$(./buses.sh 'Upper Village' | wc -l | tr -d ' ')"
is 'where no bus stops' "The night bus doesn't stop at Moon." "$(./buses.sh Moon)"
is 'a beginning is not a name' "The night bus doesn't stop at Har." "$(./buses.sh Har)"
is 'without a stop it lists them' 4 "$(./buses.sh | wc -l | tr -d ' ')"
[ $failed = 0 ] && echo "All tests hold."
exit $failed
