# check: two-clocks
# found: not `debian`
docker run -d --name clock-1 busybox sh -c 'while true; do date; sleep 2; done'
docker run -d --name clock-2 busybox sh -c 'while true; do date; sleep 2; done'
