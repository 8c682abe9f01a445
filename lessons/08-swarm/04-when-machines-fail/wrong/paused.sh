# check: drained
# found: keeps those that it has
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node1
docker service create --name web --replicas 3 nginx
docker node update --availability pause node2
