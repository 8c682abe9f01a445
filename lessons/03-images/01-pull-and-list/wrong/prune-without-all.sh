# Without -a only nameless images go.
# check: pruned
# found: still here
docker pull debian:13
docker pull python:3.13-slim
docker run --name keeper busybox true
docker image prune -f
