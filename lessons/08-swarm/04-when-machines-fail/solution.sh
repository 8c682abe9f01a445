#: step kill
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
docker service create --name web --replicas 3 nginx
docker ps
docker rm -f $(docker ps -q --filter name=web)
docker service ps web
#: until healed
docker service ps web
#: step drain
docker node update --availability drain node2
docker node ls
#: until drained
docker service ps web --filter desired-state=running
docker node update --availability active node2
docker service ps web --filter desired-state=running
docker service update --force web
docker service ps web --filter desired-state=running
#: step plug
#: node node3
ip route show default > route
sudo ip link set eth0 down
#: node node1
#: again Down
docker node ls
#: until unplugged
docker service ps web
#: node node3
docker ps
sudo ip link set eth0 up
sudo ip route add $(cat route)
#: node node1
#: again node3      Ready
docker node ls
#: step desk
docker node update --availability drain node1
#: again 3/3
docker service ls
docker service update --force web
