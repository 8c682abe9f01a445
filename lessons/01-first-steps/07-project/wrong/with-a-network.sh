# A container, but one that reaches everything.
# check: stranger
# found: had a network
docker run -i --name stranger busybox sh < stranger.sh
