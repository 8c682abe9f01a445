# check: same-kernel
# found: is not right
# answer: debian 13
docker run --rm busybox uname -r
