# Each machine has begun a swarm of its own.
# check: joined
# found: has a swarm of its own
docker swarm init
#: node node2
docker swarm init
