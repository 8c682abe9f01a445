# On the network that is there from the start, nobody is found by name.
# check: visitor
# found: no names, only addresses
docker run -d --name web nginx
docker run --name visitor busybox wget -qO- http://web
