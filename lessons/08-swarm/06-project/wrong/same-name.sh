# The program is changed, and the swarm keeps the old one under its name.
# check: final
# found: the new program needs a new name
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
docker service rm bulletin
docker node update --availability drain node1
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
docker stack deploy --detach=false --compose-file stack.yaml regatta
#: until board
sed -i 's/"Race board"/"Final results"/' board.py
docker stack deploy --detach=false --compose-file stack.yaml regatta
