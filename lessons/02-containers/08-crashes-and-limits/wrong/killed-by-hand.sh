# 137 as well, but not for lack of memory.
# check: greedy
# found: and the engine saw no lack of memory
docker run -d --name greedy --memory 32m busybox sleep 3600
docker kill greedy
