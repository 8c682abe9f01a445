docker ps
docker ps -a
docker run --name visit busybox echo "I was here"
docker ps
docker ps -a --no-trunc
docker logs report
docker logs --tail 3 clock
#: expect UTC
docker logs -f clock
#: key ctrl-c
docker inspect report
docker inspect --format '{{.State.ExitCode}}' report
docker inspect --format '{{json .Config.Cmd}}' report
docker run --name report-2 busybox cat /etc/hostname
docker rm report
docker rm clock
docker rm -f clock
docker run --rm busybox date
docker image ls
docker container --help
docker rm $(docker ps -aq)
docker ps -a
