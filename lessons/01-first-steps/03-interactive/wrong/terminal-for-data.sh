# -t wants a terminal at both ends; docker refuses before it makes a container.
# check: sorted
# found: No container has been made yet
docker run -it --name sorter debian sort < harbours.txt
