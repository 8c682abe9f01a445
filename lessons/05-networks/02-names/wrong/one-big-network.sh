# Everybody in one network: guest reaches stock directly.
# check: gate
# found: guest can reach stock
docker network create front
docker network create back
docker run -d --name guest --network front busybox sleep 3600
docker run -d --name stock --network back nginx
docker run -d --name gate --network front nginx
docker network connect front stock
