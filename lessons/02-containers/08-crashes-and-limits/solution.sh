#: step crash
docker run -d --name fragile busybox sh -c 'echo working; sleep 2; echo oh no; exit 1'
#: until fragile
docker ps -a --filter name=fragile
#: step on-failure
docker run -d --name stubborn --restart on-failure:3 busybox sh -c 'echo attempt; sleep 1; exit 1'
#: until stubborn
docker logs stubborn
docker inspect --format '{{.RestartCount}}' stubborn
docker ps -a --filter name=stubborn
#: step unless-stopped
docker run -d --name guard --restart unless-stopped busybox sh -c 'echo on guard; sleep 3'
#: until guard
docker ps --filter name=guard
docker logs guard
docker stop guard
docker ps -a --filter name=guard
#: until guard-stopped
docker update --restart no guard
#: step memory
docker run --name greedy --memory 32m busybox sh -c 'sleep 1; dd if=/dev/zero of=/dev/null bs=200M count=1'
docker inspect --format '{{.State.ExitCode}} {{.State.OOMKilled}}' greedy
#: step cpus
docker run -d --name busy --cpus 0.5 busybox sh -c 'while true; do :; done'
docker stats --no-stream busy
docker rm -f busy
#: step worker
docker run -d --name worker --memory 64m --cpus 0.25 --restart on-failure:5 busybox sh -c 'echo digging; sleep 1; exit 1'
