#: step look
hostname
ping -c 1 node2
docker node ls
#: step init
#: copy join docker swarm join
docker swarm init
docker node ls
#: step join
#: node node2
@{join}
docker node ls
#: node node1
docker node ls
#: step leave
#: until joined
#: node node2
docker swarm leave
#: node node1
#: again Down
docker node ls
docker node rm node2
docker node ls
#: step three
#: until gone
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
docker node ls
