#: step clocks
docker run -d --name clock-1 busybox sh -c 'while true; do date; sleep 2; done'
docker run -d --name clock-2 debian sh -c 'while true; do date +"%A, %-d %B, %H:%M:%S"; sleep 2; done'
docker logs --tail 1 clock-1
docker logs --tail 1 clock-2
#: step crew
for n in 1 2 3; do docker run -d --name rower-$n busybox sleep 3600; done
docker ps
docker ps --size --format 'table {{.Names}}\t{{.Size}}'
docker system df
#: step pick
docker ps --filter name=rower
docker stop -t 1 $(docker ps -q --filter name=rower)
docker ps
#: step prune
docker ps -a --filter status=exited
docker cp notebook:/notes.txt - | tar -xO
#: expect continue?
docker container prune
n
#: expect continue?
docker system prune
n
docker container prune -f --filter label=job=night
docker ps -a
#: step tidy
docker rm -f clock-1 $(docker ps -aq --filter name=rower)
