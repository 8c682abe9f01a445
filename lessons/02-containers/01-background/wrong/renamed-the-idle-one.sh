# The latest container is the one that idles.
# check: orders
# found: The container `orders` is the other one
docker rename $(docker ps -lq) orders
