#: step work
find lunch -type f
cat lunch/package.json
cd ~/lunch
cat > Dockerfile.dev <<'END'
FROM node:slim
USER node
WORKDIR /home/node/app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
EXPOSE 5173
CMD ["npm", "run", "dev", "--", "--host"]
END
docker build -q -f Dockerfile.dev -t lunch:dev .
docker run -d --name lunch-dev -p 5173:5173 -v "$(pwd):/home/node/app" -v /home/node/app/node_modules lunch:dev
sed -i 's/Lunch on Thursday/Lunch on Friday/' index.html
docker run --rm lunch:dev npm test
sed -i 's/pancakes: 2/pancakes: 1/' server/votes.js
docker build -q -f Dockerfile.dev -t lunch:dev .
docker run --name tests lunch:dev npm test
#: step ship
cd ~/lunch
cat > Dockerfile <<'END'
FROM node:slim AS page
WORKDIR /work
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm test
RUN npm run build

FROM node:slim
WORKDIR /srv/lunch
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY server server
COPY --from=page /work/dist dist
USER node
EXPOSE 3000
CMD ["node", "server/server.js"]
END
docker build -t lunch:1 .
docker network create kitchen
docker run -d --name db --network kitchen redis
docker run -d --name lunch --network kitchen -p 8080:3000 -e DATABASE_URL=redis://db:6379 --restart on-failure lunch:1
#: again is served
docker logs lunch
curl -d meal=soup http://localhost:8080/votes
curl -d meal=pancakes http://localhost:8080/votes
curl -d meal=dumplings http://localhost:8080/votes
#: step night
docker stop db
#: again ENOTFOUND
docker logs lunch
docker ps -a
docker start db
#: again "soup":1
curl http://localhost:8080/votes
