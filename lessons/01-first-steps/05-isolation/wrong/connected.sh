# check: lonely
# found: is attached to `bridge`
docker run --name lonely busybox ip addr
