#: step machines
time docker run -d --name system-1 debian sleep 3600
time docker run -d --name system-2 debian sleep 3600
time docker run -d --name system-3 busybox sleep 3600
docker stats --no-stream
#: step install
docker version
#: step clean
docker rm -f system-1 system-2 system-3
