# check: shop
# found: ends at the edge of its machine
docker network create shop
docker service create --name web --network shop nginx
