# Made and not started, but nobody can type in it.
# check: monday
# found: has no terminal
docker create --name monday busybox sh
