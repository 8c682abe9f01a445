#: step own
docker network create garden
docker run -d --name web --network garden nginx
docker run -d --name gardener --network garden busybox sleep 3600
docker exec gardener wget -qO- http://web | grep h1
#: step apart
docker network create street
docker run -d --name passer --network street busybox sleep 3600
docker exec passer wget -qO- http://web
#: step connect
docker network connect web street
docker network connect street web
docker exec passer wget -qO- http://web | grep h1
#: step disconnect
docker network disconnect street web
docker exec passer wget -qO- http://web
#: step remove
docker network rm street
docker rm -f passer
docker network rm street
docker network ls
docker network prune -f
#: step gate
docker network create front
docker network create back
docker run -d --name guest --network front busybox sleep 3600
docker run -d --name stock --network back nginx
docker run -d --name gate --network front nginx
docker network connect back gate
