# The file as it is: its folder is on node1 only.
# check: board
# found: look for a folder that is on node1 only
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node1
docker service rm bulletin
docker node update --availability drain node1
docker stack deploy --detach=true --compose-file regatta/stack.yaml regatta
