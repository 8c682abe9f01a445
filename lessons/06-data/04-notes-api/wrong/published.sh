# check: db
# found: The database is published
docker network create notes
docker run -d --name notes-postgres --network notes -p 5432:5432 -v notes-data:/var/lib/postgresql/data -e POSTGRES_DB=notes -e POSTGRES_PASSWORD=secret postgres:17
