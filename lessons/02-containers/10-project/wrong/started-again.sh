# The same container with the same limit.
# check: boxoffice
# found: killed for lack of memory
docker start -a boxoffice
