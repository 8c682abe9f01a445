#: step scale
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
docker service create --name web --replicas 2 --publish mode=host,published=8080,target=80 nginx:1
docker service scale web=3
docker service ps web
#: until scaled
docker service scale --detach web=4
docker service ps web
docker service scale web=3
#: step update
docker service update --update-delay 2s --image nginx:1.26 web
docker service ps web
#: step bad
docker service update --image nginx:1.99 web
docker service ps web --filter desired-state=running
for n in node1 node2 node3; do curl -s -o /dev/null -w "$n %{http_code}\n" http://$n:8080; done
#: step rollback
docker service rollback web
docker service ps web --filter desired-state=running
#: step store
docker service create --name store --replicas 2 redis:8
#: until begun
docker service update --image redis:8.0 --replicas 4 --update-parallelism 2 store
