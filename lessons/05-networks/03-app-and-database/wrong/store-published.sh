# check: together
# found: open to everyone
docker network create counter
docker run -d --name store --network counter -p 6379:6379 redis
docker run -d --name app --network counter -e STORE=store -p 8080:8000 -v ~/counter:/app python:slim python /app/counter.py
