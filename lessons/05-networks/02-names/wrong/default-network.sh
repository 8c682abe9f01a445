# check: garden
# found: not in the network garden
docker network create garden
docker run -d --name web nginx
docker run -d --name gardener --network garden busybox sleep 3600
