#: step zombies
docker run -d --name messy busybox sh -c '(sleep 1 &); (sleep 1 &); exec sleep 1h'
#: again [sleep]
docker exec messy ps
docker run -d --init --name tidy busybox sh -c '(sleep 1 &); (sleep 1 &); exec sleep 1h'
docker exec tidy ps
#: step both
cd ~/tides
cat both.sh
cat > Dockerfile <<'EOF'
FROM busybox
WORKDIR /www
COPY level.sh both.sh /tides/
CMD ["/tides/both.sh"]
EOF
docker build -q -t tides:both .
docker run -d --name pair -p 8080:80 tides:both
#: again Water at
curl localhost:8080
docker exec pair sh -c 'kill $(pidof level.sh)'
docker ps --filter name=pair
curl localhost:8080
sleep 3; curl localhost:8080
#: step supervised
cd ~/tides
cat > tides.conf <<'EOF'
[program:level]
command=/tides/level.sh
autorestart=true

[program:page]
command=python3 -m http.server --directory /www 80
autorestart=true
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
redirect_stderr=true
EOF
cat > Dockerfile.supervised <<'EOF'
FROM debian
RUN apt-get update \
 && apt-get install -y --no-install-recommends supervisor \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /www
COPY level.sh /tides/
COPY tides.conf /etc/supervisor/conf.d/
CMD ["supervisord", "-n", "-c", "/etc/supervisor/supervisord.conf"]
EOF
docker rm -f pair
docker build -q -t tides:supervised -f Dockerfile.supervised .
docker run -d --name pair -p 8080:80 tides:supervised
#: again RUNNING
docker exec pair supervisorctl status
docker exec pair sh -c 'kill $(supervisorctl pid level)'
#: again exited: level
docker logs pair
#: again Water at
curl localhost:8080
docker image ls tides
#: step apart
docker run -d --name level --init --restart unless-stopped -v tides:/www tides:both /tides/level.sh
docker run -d --name page --restart unless-stopped -v tides:/www:ro -p 8081:80 tides:both httpd -f -p 80 -h /www
#: again Water at
curl localhost:8081
