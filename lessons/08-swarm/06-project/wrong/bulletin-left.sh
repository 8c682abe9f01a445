# The old page has moved to a worker, and has taken the port there.
# check: board
# found: `bulletin` has taken it
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node1
docker node update --availability drain node1
#: again 1/1
docker service ls --filter name=bulletin
#: copy join docker swarm join
docker swarm join-token worker
#: node node3
@{join}
#: node node1
cd ~/regatta
cat > stack.yaml <<'DONE'
services:
  board:
    image: python:slim
    command: python /app/board.py
    hostname: "{{.Node.Hostname}}"
    environment:
      STORE: store
    configs:
      - source: program
        target: /app/board.py
    ports:
      - { target: 8000, published: 8080, mode: host }
    deploy:
      replicas: 2
      endpoint_mode: dnsrr

  store:
    image: redis:8
    deploy:
      endpoint_mode: dnsrr

configs:
  program:
    file: board.py
DONE
docker stack deploy --detach=true --compose-file stack.yaml regatta
