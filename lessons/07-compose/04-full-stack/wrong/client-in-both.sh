# With the back network, the page's container reaches the database.
# check: walls
# found: It needs front alone
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
      - back
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
