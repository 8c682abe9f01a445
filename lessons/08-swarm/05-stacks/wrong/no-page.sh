# A server without the page.
# check: page
# found: with a page of its own
#: copy join docker swarm join
docker swarm join-token worker
#: node node2
@{join}
#: node node3
@{join}
#: node node1
mkdir site
cd site
cat > stack.yaml <<'END'
services:
  web:
    image: nginx
    ports:
      - { target: 80, published: 8081, mode: host }
    deploy:
      replicas: 3
      endpoint_mode: dnsrr
END
docker stack deploy --detach=false --compose-file stack.yaml site
