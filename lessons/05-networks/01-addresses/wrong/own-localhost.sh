# check: visitor
# found: itself
docker run -d --name web nginx
docker run --name visitor busybox wget -qO- http://localhost
