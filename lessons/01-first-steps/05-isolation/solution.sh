#: step kernel
uname -r
docker run --rm busybox uname -r
docker run --name guest debian cat /etc/os-release
docker run --rm busybox cat /etc/os-release
#: step processes
docker run -d --name island busybox sleep 3600
docker exec island ps
ps -e -o pid,args | grep sleep
#: step files
docker run --name wreck debian bash -c 'rm -rf /usr; ls'
ls
docker run --rm debian ls /usr
#: step network
hostname -I
docker exec island hostname -i
#: step lonely
docker run --name lonely --network none busybox ip addr
