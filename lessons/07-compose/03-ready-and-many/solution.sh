#: step order
cd ~/counter
docker compose up -d
#: until too-early
docker compose ps -a
docker compose logs
#: step wait
cd ~/counter
cat wait-for-store.sh
cat > compose.yaml <<'END'
services:
  app:
    build: .
    entrypoint: ["/wait-for-store.sh", "python", "counter.py"]
    environment:
      STORE: store
    ports:
      - "8080:8000"
    volumes:
      - ./wait-for-store.sh:/wait-for-store.sh:ro
    depends_on:
      - store

  store:
    image: redis
    command: /slow-store.sh
    volumes:
      - ./slow-store.sh:/slow-store.sh:ro
END
docker compose down -t 1
docker compose up -d
docker compose logs app
#: until waited
docker compose logs app
#: again Hello, visitor
curl http://localhost:8080
#: step ready
cd ~/counter
cat > compose.yaml <<'END'
services:
  app:
    build: .
    environment:
      STORE: store
    ports:
      - "8080:8000"
    depends_on:
      store:
        condition: service_healthy

  store:
    image: redis
    command: /slow-store.sh
    volumes:
      - ./slow-store.sh:/slow-store.sh:ro
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 2s
      start_period: 1m
END
docker compose down -t 1
docker compose up -d
docker compose ps
docker compose logs app
#: again Hello, visitor
curl http://localhost:8080
#: step scale
cd ~/counter
docker compose up -d --scale app=3
cat > balance.conf <<'END'
server {
    listen 80;
    location / {
        proxy_pass http://app:8000;
    }
}
END
cat > compose.yaml <<'END'
services:
  app:
    build: .
    environment:
      STORE: store
    depends_on:
      store:
        condition: service_healthy

  store:
    image: redis
    command: /slow-store.sh
    volumes:
      - ./slow-store.sh:/slow-store.sh:ro
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 2s
      start_period: 1m

  front:
    image: nginx
    ports:
      - "8080:80"
    volumes:
      - ./balance.conf:/etc/nginx/conf.d/default.conf:ro
    depends_on:
      - app
END
docker compose up -d --scale app=3
#: until three
docker compose ps
for n in 1 2 3 4 5 6; do curl -s http://localhost:8080; done
#: step five
cd ~/counter
docker compose up -d --scale app=5
docker compose restart -t 1 front
