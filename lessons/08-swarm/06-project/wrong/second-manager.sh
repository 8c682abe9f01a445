# The token of the managers.
# check: swarm
# found: There is a second manager
#: copy join docker swarm join
docker swarm join-token manager
#: node node2
@{join}
