# check: up
# found: still asks `localhost`
cd ~/counter
cat > compose.yaml <<'END'
services:
  app:
    build: .
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
