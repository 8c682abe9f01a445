#: step workdir
cd ~/kiosk
cat > Dockerfile <<'END'
FROM busybox
RUN mkdir /site
RUN cd /site
COPY start.sh .
CMD ["./start.sh"]
END
docker build -t kiosk:1 .
docker run --rm kiosk:1 ls /
cat > Dockerfile <<'END'
FROM busybox
WORKDIR /site
COPY start.sh .
CMD ["./start.sh"]
END
docker build -t kiosk:2 .
docker run --rm kiosk:2 pwd
docker run --rm kiosk:2 ls
#: step env
cd ~/kiosk
cat > Dockerfile <<'END'
FROM busybox
ARG VERSION=0.0
ENV TOWN=Bergen
WORKDIR /site
COPY start.sh .
CMD ["./start.sh"]
END
docker build --build-arg VERSION=1.3 -t kiosk:3 .
docker run --rm kiosk:3 env
cat > Dockerfile <<'END'
FROM busybox
ARG VERSION=0.0
ENV TOWN=Bergen VERSION=$VERSION
WORKDIR /site
COPY start.sh .
CMD ["./start.sh"]
END
docker build --build-arg VERSION=1.3 -t kiosk:3 .
docker run --rm kiosk:3 env
docker run --rm -e TOWN=Genoa kiosk:3 env
#: step archive
cd ~/kiosk
mkdir photos && echo fish > photos/fish.txt && echo boats > photos/boats.txt
tar czf photos.tar.gz photos
cat > Dockerfile.album <<'END'
FROM busybox
WORKDIR /album
COPY photos.tar.gz copied/
ADD photos.tar.gz added/
END
docker build -q -f Dockerfile.album -t album .
docker run --rm album find .
#: step forms
cd ~/kiosk
printf 'FROM busybox\nENV TOWN=Oslo\nCMD echo Hello $TOWN\n' | docker build -q -t shell-form -
printf 'FROM busybox\nENV TOWN=Oslo\nCMD ["echo", "Hello $TOWN"]\n' | docker build -q -t exec-form -
docker run --rm shell-form
docker run --rm exec-form
docker image inspect --format '{{json .Config.Cmd}}' shell-form exec-form
#: step ferry
mkdir ~/ferry
cd ~/ferry
echo 'Bergen 8:00' > times.txt
cat > Dockerfile <<'END'
FROM busybox
ARG ROUTE=none
ENV ROUTE=$ROUTE
LABEL line=coast
WORKDIR /ferry
COPY times.txt .
EXPOSE 9000
CMD ["httpd", "-f", "-p", "9000"]
END
docker build --build-arg ROUTE=north -t ferry .
docker run -d -p 9000:9000 --name ferry ferry
curl localhost:9000/times.txt
