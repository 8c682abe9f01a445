#: step code
cd ~/counter
docker compose up -d
#: again Hello, visitor
curl http://localhost:8080
sed -i 's/"Hello"/"Good day"/' counter.py
docker compose restart app
#: again Hello, visitor
curl http://localhost:8080
docker compose up -d --build
#: again Good day
curl http://localhost:8080
#: step crash
cd ~/counter
docker compose exec app python -c 'import os; os.kill(1, 15)'
docker compose ps -a
#: step policy
cd ~/counter
cat > compose.yaml <<'END'
services:
  app:
    build: .
    restart: always
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
docker compose exec app python -c 'import os; os.kill(1, 15)'
docker compose ps -a
#: again Good day
curl http://localhost:8080
#: step evening
cd ~/counter
sed -i 's/"Good day"/"Good evening"/' counter.py
sed -i 's/image: redis/image: redis\n    restart: unless-stopped/' compose.yaml
docker compose up -d --build
