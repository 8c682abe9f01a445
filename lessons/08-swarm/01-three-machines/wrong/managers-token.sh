# check: three
# found: by the managers' token
docker swarm init
#: copy join docker swarm join
docker swarm join-token manager
#: node node2
@{join}
