docker version
docker run hello-world
docker run hello-world
docker ps --all
docker run --name postcard hello-world
