# check: counted
# found: forbids it
docker run --name counter -v ./journal:/data busybox sh -c 'wc -l /data/*'
