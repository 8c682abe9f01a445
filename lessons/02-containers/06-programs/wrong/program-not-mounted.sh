# check: tides
# found: exit code 1
docker run --name tides node:slim node tides.js 5 6
