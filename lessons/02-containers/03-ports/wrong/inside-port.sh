# 80 is the port in the container.
# check: any-port
# found: is not right
# answer: 80
docker run -d --name anywhere -P nginx
