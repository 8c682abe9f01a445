#: step socket
ls -l /var/run/docker.sock
ps -e | grep dockerd
docker -H unix:///nowhere.sock ps
#: step api
curl -s --unix-socket /var/run/docker.sock http://localhost/version | jq
curl -s --unix-socket /var/run/docker.sock -X POST -H 'Content-Type: application/json' -d '{"Image": "busybox", "Cmd": ["echo", "made by hand"]}' 'http://localhost/containers/create?name=handmade'
curl -s --unix-socket /var/run/docker.sock -X POST http://localhost/containers/handmade/start
docker logs handmade
#: step registry
docker pull busybox
#: step names
docker container ls --all
docker image ls
docker network ls
docker --help
#: step planned
docker container create --name planned busybox
