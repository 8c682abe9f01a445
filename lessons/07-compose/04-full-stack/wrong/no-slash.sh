# The router passes the whole path on.
# check: answers
# found: A slash at the end of `proxy_pass`
cd ~/harbour
cat > compose.yaml <<'END'
services:
  router:
    image: nginx
    ports:
      - "8080:80"
    volumes:
      - ./router.conf:/etc/nginx/conf.d/default.conf:ro
    depends_on:
      - client
      - api
    networks:
      - front
      - back
  client:
    build: client
    networks:
      - front
  api:
    build: api
    environment:
      DB_HOST: db
      DB_NAME: notes
      DB_PASSWORD: secret
    depends_on:
      db:
        condition: service_healthy
    networks:
      - back
  db:
    image: postgres:17
    environment:
      POSTGRES_DB: notes
      POSTGRES_PASSWORD: secret
    volumes:
      - data:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD", "pg_isready", "-h", "localhost", "-U", "postgres"]
      interval: 2s
      start_period: 2m
    networks:
      - back
networks:
  front:
  back:
volumes:
  data:
END
docker compose up -d
#: again There is nothing at
curl http://localhost:8080/api/notes
