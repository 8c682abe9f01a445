#: step detach
docker run busybox sleep 8
docker run -d --name ticker busybox sh -c 'while true; do date; sleep 2; done'
docker logs --tail 3 ticker
#: step gone
docker run -d --name awake busybox
docker ps
docker ps -a --filter name=awake
docker rm awake
docker run -d --name awake busybox sleep 3600
docker ps
#: step rename
docker run -d --name ticker busybox sleep 3600
docker rename ticker old-ticker
docker run -d --name ticker busybox sleep 3600
docker ps
#: step orders
docker rename $(docker ps -q --no-trunc | while read id; do docker logs $id | grep -q order && echo $id; done) orders
