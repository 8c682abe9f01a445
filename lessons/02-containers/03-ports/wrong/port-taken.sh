# Somebody has port 3000: the container is made but can't start.
# check: shop
# found: could not be started
docker run -d --name shop -p 3000:80 nginx
