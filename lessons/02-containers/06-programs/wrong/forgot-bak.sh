# check: photos
# found: It is still there
docker run --rm -v "$(pwd)/photos:/zone" rmbyext tmp
