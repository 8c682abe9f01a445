# What stands after the image is for the program.
# check: stubborn
# found: has not been restarted by its restart policy, which is `no`
docker run -d --name stubborn busybox sh -c 'echo attempt; sleep 1; exit 1' --restart on-failure:3
