# Deleting in a container from the large image makes nothing smaller.
# check: small
# found: It lies on top of other layers
docker run --name workshop debian sh -c 'head -c 100M /dev/zero > /var/cache/apt/big'
docker commit workshop fortune:1.0
docker run --name broom fortune:1.0 rm /var/cache/apt/big
docker commit broom fortune:small
