# Both containers have the new password as a variable, and the database in the volume has the old one.
# check: password
# found: counts only when a database is made
# from: password
docker stop notes-postgres
docker rm -f notes-api notes-postgres
docker run -d --name notes-postgres --network notes -v notes-data:/var/lib/postgresql/data -e POSTGRES_DB=notes -e POSTGRES_PASSWORD=halyard-42 postgres:17
docker run -d --name notes-api --network notes -p 3000:3000 -e DB_HOST=notes-postgres -e DB_NAME=notes -e DB_PASSWORD=halyard-42 notes-api
#: again refuses the password
curl http://localhost:3000/notes
