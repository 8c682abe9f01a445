#: step parts
cd ~/harbour
ls api client
cat client/client.js
#: step up
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
cat router.conf
docker compose up -d
#: again Harbour notes
curl http://localhost:8080
#: again There is nothing at
curl http://localhost:8080/api/notes
sed -i 's|http://api:3000;|http://api:3000/;|' router.conf
docker compose restart router
#: again run the migration
curl http://localhost:8080/api/notes
#: step note
cd ~/harbour
#: again done
docker compose exec api npm run migrate
#: again Buy rope
curl --json '{"text": "Buy rope"}' http://localhost:8080/api/notes
#: step walls
cd ~/harbour
docker compose exec client getent hosts router
docker compose exec client getent hosts api
docker compose exec client getent hosts db
docker compose exec router getent hosts client
docker compose exec router getent hosts api
docker network ls
#: step by-itself
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
      migrate:
        condition: service_completed_successfully
    networks:
      - back
  migrate:
    build: api
    command: npm run migrate
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
docker compose down --volumes
docker compose up -d
