#: step recipe
cd ~/fortune-clock
cat clock.sh
cat > Dockerfile <<'END'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends fortune-mod fortunes-min
COPY clock.sh /usr/local/bin/clock.sh
CMD ["clock.sh"]
END
#: step build
cd ~/fortune-clock
docker build -t fortune-clock .
docker image ls
docker run -d --name clock fortune-clock
docker logs clock
#: step dot
docker build -t fortune-clock
cd ~
docker build -t fortune-clock .
docker build -t fortune-clock fortune-clock
#: step context
cd ~/fortune-clock
head -c 20M /dev/urandom > recording.bin
docker build -t fortune-clock .
cat > Dockerfile <<'END'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends fortune-mod fortunes-min
COPY . /clock/
CMD ["/clock/clock.sh"]
END
docker build -t fortune-clock:all .
docker run --rm fortune-clock:all ls -lh /clock
docker image ls fortune-clock
#: step postcard
cd ~/fortune-clock
cat > Dockerfile.postcard <<'END'
FROM busybox
COPY postcard.txt /postcard.txt
CMD ["cat", "/postcard.txt"]
END
docker build -t postcard -f Dockerfile.postcard .
docker run postcard
