# check: scaled
# found: It has 4 replicas
docker service create --name web --publish mode=host,published=8080,target=80 nginx:1
docker service scale --detach web=4
