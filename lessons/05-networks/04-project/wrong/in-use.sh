# A network can't be removed while something that runs is plugged in.
# check: tidy
# found: somebody is plugged in
docker network rm attic
docker network rm old-wing
