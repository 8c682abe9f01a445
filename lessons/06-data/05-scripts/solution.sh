#: step build
cd ~/notes
printf '#!/bin/sh\n' > build.sh
cat >> build.sh <<'END'
# Makes all of it, from the image to the tables.
set -e
cd "$(dirname "$0")"

docker build -t notes-api api
docker network create notes
docker volume create notes-data

docker run -d --name notes-postgres --network notes \
  -v notes-data:/var/lib/postgresql/data \
  -e POSTGRES_DB=notes -e POSTGRES_PASSWORD=secret \
  postgres:17
docker run -d --name notes-api --network notes -p 3000:3000 \
  -e DB_HOST=notes-postgres -e DB_NAME=notes -e DB_PASSWORD=secret \
  notes-api

until docker exec notes-postgres pg_isready -q -h localhost -U postgres; do sleep 1; done
docker exec notes-api npm run migrate
END
./build.sh
chmod +x build.sh
./build.sh
#: again Buy rope
curl --json '{"text": "Buy rope"}' http://localhost:3000/notes
curl http://localhost:3000/notes
#: until built
#: step stop
cd ~/notes
./build.sh
printf '#!/bin/sh\n# Stops the containers. Nothing is removed.\ndocker stop notes-api notes-postgres\n' > stop.sh
printf '#!/bin/sh\n' > boot.sh
cat >> boot.sh <<'END'
# Starts the containers that build.sh has made.
set -e
docker start notes-postgres
until docker exec notes-postgres pg_isready -q -h localhost -U postgres; do sleep 1; done
docker start notes-api
END
chmod +x stop.sh boot.sh
./stop.sh
docker ps -a
#: step boot
cd ~/notes
./boot.sh
#: again Buy rope
curl http://localhost:3000/notes
#: until booted
#: step make
make --version
sudo apt-get update
sudo apt-get install -y make
cd ~/notes
printf '.PHONY: build boot stop\n\nbuild:\n    ./build.sh\n\nboot:\n    ./boot.sh\n\nstop:\n    ./stop.sh\n' > Makefile
make stop
printf '.PHONY: build boot stop\n\nbuild:\n\t./build.sh\n\nboot:\n\t./boot.sh\n\nstop:\n\t./stop.sh\n' > Makefile
make stop
make boot
#: step destroy
cd ~/notes
printf '#!/bin/sh\n' > destroy.sh
cat >> destroy.sh <<'END'
# Removes everything that build.sh has made, the notes as well.
docker rm -f notes-api notes-postgres
docker network rm notes
docker volume rm notes-data
docker rmi notes-api
END
chmod +x destroy.sh
printf '\ndestroy:\n\t./destroy.sh\n' >> Makefile
make destroy
#: until destroyed
make build
