# The front passes the whole path on.
# check: open
# found: One character in `default.conf`
cd ~/lantern
cat > compose.yaml <<'END'
services:
  front:
    image: nginx
    restart: unless-stopped
    ports:
      - "8080:80"
    volumes:
      - ./front/index.html:/usr/share/nginx/html/index.html:ro
      - ./front/default.conf:/etc/nginx/conf.d/default.conf:ro
    depends_on:
      - booking
    networks:
      - outside

  booking:
    build: booking
    restart: unless-stopped
    environment:
      STORE: store
    deploy:
      replicas: 3
    depends_on:
      prepare:
        condition: service_completed_successfully
    networks:
      - outside
      - inside

  prepare:
    build: booking
    command: python prepare.py
    environment:
      STORE: store
    depends_on:
      store:
        condition: service_healthy
    networks:
      - inside

  store:
    image: redis
    restart: unless-stopped
    command: /slow-store.sh
    volumes:
      - ./slow-store.sh:/slow-store.sh:ro
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 1s
      start_period: 2m
    networks:
      - inside

networks:
  outside:
  inside:
END
docker compose down -t 1
docker compose up -d
#: again There is nothing at
curl http://localhost:8080/api/seats
