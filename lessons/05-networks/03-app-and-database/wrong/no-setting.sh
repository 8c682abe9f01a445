# In one network, but nobody told the app where its store is.
# check: together
# found: still asks `localhost`
docker network create counter
docker run -d --name store --network counter redis
docker run -d --name app --network counter -p 8080:8000 -v ~/counter:/app python:slim python /app/counter.py
#: again localhost
curl http://localhost:8080
