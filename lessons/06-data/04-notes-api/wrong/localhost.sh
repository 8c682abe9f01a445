# Nobody told the API where its database is.
# check: migrated
# found: does not find its database
docker network create notes
printf 'FROM node:slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n' > notes-api/Dockerfile
docker build -t notes-api notes-api
docker run -d --name notes-api --network notes -p 3000:3000 -e DB_NAME=notes -e DB_PASSWORD=secret notes-api
#: again does not answer
curl http://localhost:3000/notes
