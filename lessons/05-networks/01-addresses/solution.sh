#: step list
docker network ls
docker network inspect bridge
docker network inspect --format '{{(index .IPAM.Config 0).Subnet}}' bridge
#: step address
docker run -d --name web nginx
docker run --name lost busybox wget -qO- http://web
docker inspect --format '{{.NetworkSettings.Networks.bridge.IPAddress}}' web
docker run --name visitor busybox wget -qO- http://172.17.0.2
#: step others
docker run --rm --network none busybox ip address
docker run --rm --network host busybox ip link
docker run -d --name hermit --network none busybox sleep 3600
#: step moved
docker rm -f web
docker run -d --name early busybox sleep 3600
docker run -d --name web nginx
docker inspect --format '{{.NetworkSettings.Networks.bridge.IPAddress}}' web
docker run --name postman busybox wget -qO- http://172.17.0.3
