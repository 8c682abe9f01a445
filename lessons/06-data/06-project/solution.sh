#: step diary
docker ps
curl http://localhost:8080
docker diff diary
docker volume ls
cat diary/diary.py
docker cp diary:/data rescued
docker volume create weather
docker run --rm -v ./rescued:/from:ro -v weather:/to busybox cp /from/diary.txt /to/
docker rm -f diary
docker run -d --name diary -p 8080:8000 --read-only --tmpfs /tmp -v weather:/data diary
#: again first snow
curl http://localhost:8080
#: step copies
echo '#!/bin/sh' > save.sh
cat >> save.sh <<'DONE'
set -e
cd "$(dirname "$0")"
mkdir -p backup
docker stop diary
docker run --rm -v weather:/from:ro -v ./backup:/to busybox tar czf /to/weather.tgz -C /from .
docker start diary
DONE
chmod +x save.sh
./save.sh
docker volume create weather-4a
docker run --rm -v ./backup:/from:ro -v weather-4a:/to busybox tar xzf /from/weather.tgz -C /to
docker run -d --name diary-4a -p 8081:8000 -v weather-4a:/data diary
#: again first snow
curl http://localhost:8081
#: step archive
docker network create school
docker run -d --name archive --network school -v ./archive:/var/lib/postgresql/data postgres:17
#: again ALTER ROLE
docker exec archive psql -U postgres -c "ALTER USER postgres PASSWORD 'puddle'"
docker run --name report --network school -e PGPASSWORD=puddle -v ./report:/report:ro postgres:17 psql -h archive -U postgres -d weather -f /report/total.sql
#: step order
docker volume prune -f
docker volume ls
