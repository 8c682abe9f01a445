# A running container is not removed without force.
# check: clock-gone
# found: clock
docker rm clock
