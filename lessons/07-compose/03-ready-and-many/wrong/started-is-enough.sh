# Started is not ready.
# check: healthy
# found: not ready
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
        condition: service_started

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
docker compose up -d
