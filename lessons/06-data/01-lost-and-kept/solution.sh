#: step write
cat guestbook/guestbook.py
docker run -d --name guestbook -p 8080:8000 guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
curl http://localhost:8080
docker stop guestbook
docker start guestbook
#: again Ada was here
curl http://localhost:8080
docker diff guestbook
#: step lost
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 guestbook
#: again Nobody has written
curl http://localhost:8080
#: until lost
#: step folder
mkdir book
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v ./book:/data guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
ls -l book
cat book/entries.txt
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v ./book:/data guestbook
#: again Thank you
curl -d "Grace was here, too" http://localhost:8080
curl http://localhost:8080
docker diff guestbook
#: step database
mkdir files
docker run -d --name db -e POSTGRES_PASSWORD=secret -v ./files:/var/lib/postgres postgres:17
#: again accepting connections
docker exec db pg_isready -h localhost -U postgres
docker exec db psql -U postgres -c "CREATE TABLE boats (name text)"
docker exec db psql -U postgres -c "INSERT INTO boats VALUES ('Swift'), ('Otter')"
docker exec db psql -U postgres -c "SELECT name FROM boats"
ls -A files
docker image inspect --format '{{.Config.Volumes}}' postgres:17
docker stop db
docker rm db
docker run -d --name db -e POSTGRES_PASSWORD=secret -v ./files:/var/lib/postgresql/data postgres:17
#: again accepting connections
docker exec db pg_isready -h localhost -U postgres
docker exec db psql -U postgres -c "CREATE TABLE boats (name text)"
docker exec db psql -U postgres -c "INSERT INTO boats VALUES ('Swift'), ('Otter')"
ls files
ls -ld files
sudo ls files
docker stop db
docker rm db
docker run -d --name db -v ./files:/var/lib/postgresql/data postgres:17
#: again accepting connections
docker exec db pg_isready -h localhost -U postgres
docker exec db psql -U postgres -c "SELECT name FROM boats"
docker logs db
#: step rescue
docker cp harbour-book:/data harbour
docker rm harbour-book
docker run -d --name harbour-book -p 8081:8000 -v ./harbour:/data guestbook
#: again Storm from the west
curl http://localhost:8081
