#: step list
docker ps
docker ps -a
docker ps -a --no-trunc
docker run --name visit busybox echo "I was here"
docker ps
docker ps -a
#: step logs
docker logs report
docker logs --tail 3 clock
#: expect UTC
docker logs -f clock
#: key ctrl-c
#: step inspect
docker inspect report
docker inspect --format '{{.State.ExitCode}}' report
docker inspect --format '{{json .Config.Cmd}}' report
docker inspect --format '{{.NetworkSettings.Networks.bridge.IPAddress}}' clock
docker run --name report-2 busybox cat /etc/hostname
#: step remove
docker rm report
docker rm clock
docker rm -f clock
docker run --rm busybox date
#: step clear
docker rm $(docker ps -aq)
docker ps -a
#: step looking-back
docker image ls
docker container --help
