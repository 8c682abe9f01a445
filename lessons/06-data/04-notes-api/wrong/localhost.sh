# Nobody told the API where its database is.
# check: migrated
# found: does not find its database
# from: run
docker run -d --name notes-api --network notes -p 3000:3000 -e DB_NAME=notes -e DB_PASSWORD=secret notes-api
#: again does not answer
curl http://localhost:3000/notes
