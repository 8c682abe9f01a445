# docker ps shows nothing any more, but the ended containers are still there.
# check: empty
# found: greeting
docker rm -f $(docker ps -q)
docker ps
