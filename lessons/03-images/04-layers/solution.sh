#: step by-hand
docker run -it --name workshop debian bash
apt-get update
apt-get install -y --no-install-recommends fortune-mod fortunes-min
/usr/games/fortune
exit
docker run --rm debian /usr/games/fortune
#: step writable
docker diff workshop | head
docker ps -a --size
#: step commit
docker commit workshop fortune:1.0
docker image ls
docker run --rm fortune:1.0 /usr/games/fortune
docker history fortune:1.0
docker image inspect --format '{{json .RootFS.Layers}}' debian fortune:1.0
#: step clean
docker run --name broom fortune:1.0 sh -c 'rm -rf /var/lib/apt/lists/* /var/cache/apt/*'
docker commit broom fortune:2.0
docker image ls fortune
docker history fortune:2.0
docker diff broom
#: step small
docker run -it --name small debian bash
apt-get update
apt-get install -y --no-install-recommends fortune-mod fortunes-min
rm -rf /var/lib/apt/lists/* /var/cache/apt/*
exit
docker ps -a --size
docker commit small fortune:small
docker image ls
