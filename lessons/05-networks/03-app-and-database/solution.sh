#: step alone
cat counter/counter.py
docker run -d --name store redis
docker run -d --name app -p 8080:8000 -v ~/counter:/app python:slim python /app/counter.py
#: again localhost
curl http://localhost:8080
#: step together
docker rm -f app store
docker network create counter
docker run -d --name store --network counter redis
docker run -d --name app --network counter -e STORE=store -p 8080:8000 -v ~/counter:/app python:slim python /app/counter.py
#: again Hello, visitor
curl http://localhost:8080
curl http://localhost:8080
docker ps
#: step replace
docker rm -f app
docker run -d --name app --label version=2 --network counter -e STORE=store -p 8080:8000 -v ~/counter:/app python:slim python /app/counter.py
#: again Hello, visitor
curl http://localhost:8080
docker exec store redis-cli get visitors
#: step second
docker network create gallery
docker run -d --name gallery-store --network gallery redis
docker run -d --name gallery-app --network gallery -e STORE=gallery-store -p 8081:8000 -v ~/counter:/app python:slim python /app/counter.py
#: again Hello, visitor
curl http://localhost:8081
