# check: worker
# found: has no limit of its own for memory
docker run -d --name worker --restart on-failure:5 busybox sh -c 'echo digging; sleep 1; exit 1'
