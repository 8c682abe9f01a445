# The variable does nothing where a database is already.
# check: report
# found: counts only when a database is made
docker network create school
docker run -d --name archive --network school -e POSTGRES_PASSWORD=puddle -v ./archive:/var/lib/postgresql/data postgres:17
#: again accepting connections
docker exec archive pg_isready -h localhost -U postgres
docker run --name report --network school -e PGPASSWORD=puddle -v ./report:/report:ro postgres:17 psql -h archive -U postgres -d weather -f /report/total.sql
