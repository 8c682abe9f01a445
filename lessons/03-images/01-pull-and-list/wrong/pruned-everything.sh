# No container uses busybox, so it goes with the others.
# check: pruned
# found: busybox is gone too
docker pull python:3.13-slim
docker image prune -a -f
