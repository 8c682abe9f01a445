# A volume is not memory.
# check: memory
# found: a volume is on the disk
docker run -d --name safe -v /secret busybox sleep 1d
docker exec safe sh -c 'echo swordfish > /secret/password'
docker restart -t 1 safe
