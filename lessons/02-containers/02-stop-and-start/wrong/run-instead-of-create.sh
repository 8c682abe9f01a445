# docker run starts it at once.
# check: later-created
# found: It has been started already
docker run --name later busybox echo "now it is later"
