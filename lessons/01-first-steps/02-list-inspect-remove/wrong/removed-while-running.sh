# A running container is not removed without force.
# check: clock-gone
# found: The container `clock` is still there; it is running
docker rm clock
