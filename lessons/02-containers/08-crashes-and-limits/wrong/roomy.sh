# Enough memory: nothing happens.
# check: greedy
# found: not 137
docker run --name greedy --memory 512m busybox sh -c 'sleep 1; dd if=/dev/zero of=/dev/null bs=200M count=1'
