#: step join
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
docker node ls
#: step create
docker service create --name ticker --replicas 3 busybox sh -c 'while true; do date; sleep 5; done'
docker service ls
docker service ps ticker
docker ps
docker service logs --tail 1 ticker
#: step network
docker network create shop
docker service create --name web --network shop nginx
docker network rm shop
docker network create --driver overlay shop
docker network ls --filter driver=overlay
docker service create --name web --replicas 3 --network shop --endpoint-mode dnsrr --publish mode=host,published=8080,target=80 nginx
docker service create --name visitor --network shop --mode global busybox sleep 1d
docker exec $(docker ps -q --filter name=visitor) nslookup web
#: again Welcome
docker exec $(docker ps -q --filter name=visitor) wget -qO- http://web
#: step publish
curl -s http://node1:8080 | grep title
curl -s http://node2:8080 | grep title
curl -s http://node3:8080 | grep title
#: step cache
docker network create --driver overlay back
docker service create --name cache --replicas 2 --network back --endpoint-mode dnsrr redis
