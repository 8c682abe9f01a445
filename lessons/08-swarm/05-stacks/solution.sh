#: step bind
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
      replicas: 2
      endpoint_mode: dnsrr

  store:
    image: redis
    deploy:
      endpoint_mode: dnsrr
END
cd ~/counter
docker stack deploy --compose-file stack.yaml counter
#: again invalid mount
docker stack ps counter
docker stack ps counter --no-trunc --format '{{.Node}}: {{.Error}}'
#: step config
cd ~/counter
cat > stack.yaml <<'END'
services:
  app:
    image: python:slim
    command: python /app/counter.py
    hostname: "{{.Node.Hostname}}"
    environment:
      STORE: store
    configs:
      - source: program
        target: /app/counter.py
    ports:
      - { target: 8000, published: 8080, mode: host }
    deploy:
      replicas: 2
      endpoint_mode: dnsrr

  store:
    image: redis
    deploy:
      endpoint_mode: dnsrr

configs:
  program:
    file: counter.py
END
docker stack deploy --detach=false --compose-file stack.yaml counter
docker stack services counter
docker stack ps counter --filter desired-state=running
#: step grow
#: until deployed
cd ~/counter
sed -i 's/replicas: 2/replicas: 3/' stack.yaml
docker stack deploy --detach=false --compose-file stack.yaml counter
#: again visitor
curl http://node1:8080
#: again visitor
curl http://node2:8080
#: again visitor
curl http://node3:8080
#: until grown
docker stack ps counter
#: step remove
docker stack rm counter
docker stack ls
#: step site
#: until gone
mkdir -p ~/site
cd ~/site
echo "Hello from every node" > index.html
cat > stack.yaml <<'END'
services:
  web:
    image: nginx
    configs:
      - source: page
        target: /usr/share/nginx/html/index.html
    ports:
      - { target: 80, published: 8081, mode: host }
    deploy:
      replicas: 3
      endpoint_mode: dnsrr
configs:
  page:
    file: index.html
END
docker stack deploy --detach=false --compose-file stack.yaml site
