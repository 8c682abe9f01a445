#: step file
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
      - store

  store:
    image: redis
    volumes:
      - numbers:/data

volumes:
  numbers:
END
docker compose up -d
#: again Hello, visitor
curl http://localhost:8080
docker compose ps
docker network ls
docker volume ls
#: step look
cd ~/counter
docker compose logs app
docker compose exec store redis-cli get visitors
cd ~
docker compose ps
cd ~/counter
docker compose ps
#: step stop
cd ~/counter
docker compose stop
docker compose ps -a
#: step down
cd ~/counter
docker compose start
docker compose down
docker compose ps -a
docker volume ls
docker compose up -d
#: again Hello, visitor
curl http://localhost:8080
#: step volumes
cd ~/counter
docker compose down --volumes
docker volume ls
#: step site
mkdir -p ~/site
cd ~/site
cat > compose.yaml <<'END'
services:
  web:
    image: nginx
    ports:
      - "8081:80"
  cache:
    image: redis
    volumes:
      - cached:/data
volumes:
  cached:
END
docker compose up -d
