#: step twice
cd ~/banner
cat Dockerfile
docker build -t banner:1 .
docker run --rm banner:1
docker build -t banner:1 .
#: step change
cd ~/banner
echo Closed > message.txt
docker build -t banner:2 .
#: step order
cd ~/banner
cat > Dockerfile <<'END'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends figlet && rm -rf /var/lib/apt/lists/*
COPY . /banner/
CMD ["/banner/show.sh"]
END
docker build -t banner:3 .
echo 'Back at 2' > message.txt
docker build -t banner:4 .
#: step ignore
cd ~/banner
ls -A
docker run --rm banner:4 cat /banner/.env
docker image ls banner
cat > .dockerignore <<'END'
node_modules
.env
*.log
.dockerignore
Dockerfile
END
docker build -t banner:5 .
docker run --rm banner:5 ls -A /banner
docker image ls banner
#: step abacus
cd ~/abacus
cat > Dockerfile <<'END'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends bc && rm -rf /var/lib/apt/lists/*
COPY . /abacus/
CMD ["bc", "/abacus/sums.txt"]
END
echo drafts > .dockerignore
docker build -t abacus:1 .
printf '6 * 7\nquit\n' > sums.txt
docker build -t abacus:2 .
docker run --rm abacus:2
