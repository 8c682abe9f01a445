#: step two-programs
docker version
#: step run
docker run hello-world
#: step again
docker run hello-world
docker ps --all
#: step postcard
docker run --name postcard hello-world
