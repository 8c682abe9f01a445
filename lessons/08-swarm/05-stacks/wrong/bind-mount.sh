# The program lies on node1 only.
# check: deployed
# found: look for a folder that is only there
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
cat > counter/stack.yaml <<'END'
services:
  app:
    image: python:slim
    command: python /app/counter.py
    hostname: "{{.Node.Hostname}}"
    environment:
      STORE: store
    volumes:
      - ./counter.py:/app/counter.py
    ports:
      - { target: 8000, published: 8080, mode: host }
    deploy:
      replicas: 3
      endpoint_mode: dnsrr

  store:
    image: redis
    deploy:
      endpoint_mode: dnsrr
END
cd ~/counter
docker stack deploy --compose-file stack.yaml counter
