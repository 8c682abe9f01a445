# check: shop-closed
# found: 137
docker start shop
docker kill shop
