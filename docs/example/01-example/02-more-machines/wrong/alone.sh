# Nobody else joins.
# check: swarm
# found: 1 manager
docker swarm init
