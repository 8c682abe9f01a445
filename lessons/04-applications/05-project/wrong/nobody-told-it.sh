# The database is there, in the same network, and nobody has told the service. (The page is not built here.)
# check: together
# found: Nobody told it where it is
cd ~/lunch
printf 'FROM node:slim AS page\nRUN npm --version # npm test\nFROM node:slim\nWORKDIR /srv/lunch\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY server server\nCOPY index.html dist/\nUSER node\nCMD ["node", "server/server.js"]\n' > Dockerfile
sed -i 's/Thursday/Friday/' index.html
docker build -q -t lunch:1 .
docker network create kitchen
docker run -d --name db --network kitchen redis
docker run --name lunch --network kitchen -p 8080:3000 lunch:1
