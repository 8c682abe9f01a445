#: step found
docker node ls
docker service ls
docker service ps horn
ls regatta
cat regatta/stack.yaml
#: step before
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
docker service rm bulletin
docker service rollback horn
docker node update --availability drain node1
docker service create --name watch --mode global busybox sleep 30d
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
#: step race
cd ~/regatta
#: again Swift is in, as number
curl -d Swift http://node2:8080
#: again 1. Swift
curl http://node3:8080
sed -i 's/"Race board"/"Final results"/' board.py
sed -i 's/program$/results/; s/program:$/results:/' stack.yaml
docker stack deploy --detach=false --compose-file stack.yaml regatta
#: again Final results
curl http://node3:8080
#: step home
cd ~/regatta
sed -i 's/replicas: 2/replicas: 1/' stack.yaml
docker node update --availability drain node3
docker stack deploy --detach=false --compose-file stack.yaml regatta
#: node node3
docker swarm leave
#: node node1
#: again Down
docker node ls
docker node rm node3
#: again Final results
curl http://node2:8080
