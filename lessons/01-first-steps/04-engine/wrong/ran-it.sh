# check: created
# found: It has been started already
docker container run --name planned busybox true
