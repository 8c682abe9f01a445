# docker ps shows nothing any more, but the ended containers are still there.
# check: empty
# found: 2 are still there: `report`, `greeting`
docker rm -f $(docker ps -q)
docker ps
