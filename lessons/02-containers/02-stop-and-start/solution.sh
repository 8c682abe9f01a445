#: step stop
docker run -d --name polite busybox sh -c 'trap "echo the books are closed; exit 0" TERM; while true; do sleep 1; done'
docker stop polite
docker logs polite
docker ps -a --filter name=polite
#: step kill
docker run -d --name deaf busybox sleep 3600
time docker stop deaf
docker inspect --format '{{.State.ExitCode}}' deaf
docker run -d --init --name quick busybox sleep 3600
docker stop quick
docker inspect --format '{{.State.ExitCode}}' quick
docker run -d --name lost busybox sleep 3600
docker kill lost
#: step start
docker run --name stamp busybox date
docker start stamp
docker start -a stamp
docker logs stamp
docker start polite
docker restart polite
docker ps --filter name=polite
#: step create
docker create --name later busybox echo "now it is later"
docker ps -a --filter name=later
#: until later-created
docker start -a later
#: step shop
docker start shop
#: again open
docker logs --tail 1 shop
docker stop shop
