# The machine's end of the network, which stands in the same JSON.
# check: address
# found: is not right
# answer: 172.17.0.1
docker inspect --format '{{.NetworkSettings.Networks.bridge.Gateway}}' clock
