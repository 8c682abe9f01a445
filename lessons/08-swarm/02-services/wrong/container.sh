# docker run knows nothing of the swarm.
# check: cache
# found: on this machine only
docker network create --driver overlay --attachable back
docker run -d --name cache --network back redis
