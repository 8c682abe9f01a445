# check: paused
# found: More than one task was replaced before the swarm noticed
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
docker service create --name web --replicas 3 --publish mode=host,published=8080,target=80 nginx:1
#: until scaled
docker service update --image nginx:1.26 web
#: until updated
docker service update --update-parallelism 2 --image nginx:1.99 web
