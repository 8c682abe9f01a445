# Another tag than the one that is wanted: it is the slim variant of whatever is newest.
# check: node-slim
# found: 2 of 3 hold. The next one: Only other tags of it are here
docker pull node:slim
