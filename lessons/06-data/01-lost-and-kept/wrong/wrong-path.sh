# The database runs, and writes somewhere else.
# check: database
# found: where this database writes nothing
mkdir files
docker run -d --name db -e POSTGRES_PASSWORD=secret -v ./files:/var/lib/postgres postgres:17
