# check: store
# found: made from `redis:8`
docker service create --name store --replicas 2 redis:8
docker service scale store=4
