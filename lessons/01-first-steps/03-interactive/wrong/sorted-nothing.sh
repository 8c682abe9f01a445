# The container sorts, but an empty input.
# check: sorted
# found: `sorter` was started without `-i`
docker run --name sorter debian sort < harbours.txt
