# -t wants a terminal at both ends.
# check: sorted
# found: TODO
docker run -it --name sorter debian sort < harbours.txt
