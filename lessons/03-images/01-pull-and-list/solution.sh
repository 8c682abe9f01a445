#: step pull
docker pull busybox
docker image ls
#: step tags
docker pull debian:13
docker pull debian:trixie
docker image ls debian
docker pull debian:trixi
#: step variants
docker pull python:3.13-slim
docker image ls
docker run --rm python:3.13-slim python --version
#: step digest
docker image ls --digests busybox
docker run --name exact $(docker image inspect --format '{{index .RepoDigests 0}}' busybox) echo exactly this one
#: step prune
docker image prune -f
docker image prune -a -f
docker image ls
#: step node
docker pull node:20-slim
docker run node:20-slim node --version
