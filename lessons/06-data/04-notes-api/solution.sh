#: step database
ls notes-api
cat notes-api/database.js
docker network create notes
docker volume create notes-data
docker run -d --name notes-postgres --network notes -v notes-data:/var/lib/postgresql/data -e POSTGRES_DB=notes -e POSTGRES_PASSWORD=secret postgres:17
#: again accepting connections
docker exec notes-postgres pg_isready -h localhost -U postgres
#: step build
cat > notes-api/Dockerfile <<'END'
FROM node:slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
ENV NODE_ENV=production
USER node
EXPOSE 3000
CMD ["node", "server.js"]
END
docker build -t notes-api notes-api
docker run --rm notes-api npm test
#: step run
docker run -d --name notes-api --network notes -p 3000:3000 -e DB_HOST=notes-postgres -e DB_NAME=notes -e DB_PASSWORD=secret notes-api
#: again run the migration
curl http://localhost:3000/notes
docker logs notes-api
#: step migrate
cat notes-api/migrations/001-notes.sql
#: again 001-notes.sql: done
docker exec notes-api npm run migrate
docker exec notes-api npm run migrate
docker exec notes-postgres psql -U postgres -d notes -c "SELECT * FROM migrations"
#: step call
#: again Buy rope
curl --json '{"text": "Buy rope"}' http://localhost:3000/notes
curl --json '{"text": "Paint the boat"}' http://localhost:3000/notes
curl http://localhost:3000/notes
curl -X PUT --json '{"text": "Buy two ropes"}' http://localhost:3000/notes/1
curl -X DELETE http://localhost:3000/notes/2
curl http://localhost:3000/notes
curl http://localhost:3000/notes/2
#: step password
#: again ALTER ROLE
docker exec notes-postgres psql -U postgres -c "ALTER USER postgres PASSWORD 'halyard-42'"
docker rm -f notes-api
docker run -d --name notes-api --network notes -p 3000:3000 -e DB_HOST=notes-postgres -e DB_NAME=notes -e DB_PASSWORD=halyard-42 notes-api
