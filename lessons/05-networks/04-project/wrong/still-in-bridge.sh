# Plugged into the house, but never unplugged from where everything is.
# check: register
# found: can still be reached from `bridge`
docker network create house
docker network connect house register
docker network disconnect old-wing register
