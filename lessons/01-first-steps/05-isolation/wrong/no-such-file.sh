# busybox is no distribution.
# check: other-distribution
# found: not `debian`
docker run --name guest busybox cat /etc/os-release
