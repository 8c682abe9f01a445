# Everything runs, and the database is empty.
# check: migrated
# found: there is no table for notes in it yet
docker network create notes
docker run -d --name notes-postgres --network notes -v notes-data:/var/lib/postgresql/data -e POSTGRES_DB=notes -e POSTGRES_PASSWORD=secret postgres:17
printf 'FROM node:slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n' > notes-api/Dockerfile
docker build -t notes-api notes-api
docker run -d --name notes-api --network notes -p 3000:3000 -e DB_HOST=notes-postgres -e DB_NAME=notes -e DB_PASSWORD=secret notes-api
#: again run the migration
curl http://localhost:3000/notes
