# A variable that is not exported is not passed on.
# check: forwarded
# found: Is the variable exported?
CITY=Bergen
docker run --name traveller -e CITY busybox sh -c 'echo "I am in $CITY"'
