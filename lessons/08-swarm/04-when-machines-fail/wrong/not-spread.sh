# Both others are there, but what runs is not moved to the second one.
# check: desk
# found: All three are on node2
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node1
docker service create --name web --replicas 3 nginx
docker node update --availability drain node1
#: node node3
@{join}
#: node node1
docker service ps web
