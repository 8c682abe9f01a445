# The same container, the same fault.
# check: ledger
# found: exit code 1
docker start -a ledger
