# Only those that run are counted.
# check: counted
# found: is not right
# answer: 1
docker ps
