# check: site
# found: publishes no port
docker run -d --name site nginx
