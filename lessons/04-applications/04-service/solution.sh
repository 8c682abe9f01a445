#: step build
cd ~/todo
ls
cat package.json
cat > Dockerfile <<'EOF'
FROM node:slim
WORKDIR /srv/todo
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
USER node
EXPOSE 3000
CMD ["node", "server.js"]
EOF
docker build -t todo .
docker run --rm todo npm test
#: step alone
docker run --name todo -p 3000:3000 todo
docker ps -a
#: step database
docker network create chores
docker run -d --name db --network chores redis
docker rm todo
docker run --name todo --network chores -p 3000:3000 -e DATABASE_URL=redis://database:6379 todo
docker rm todo
docker run -d --name todo --network chores -p 3000:3000 -e DATABASE_URL=redis://db:6379 --restart on-failure todo
#: again Listening
docker logs todo
#: step use
#: again []
curl http://localhost:3000/todos
curl -d 'text=buy rope' http://localhost:3000/todos
curl -d 'text=paint the boat' http://localhost:3000/todos
curl http://localhost:3000/todos
docker exec db redis-cli hgetall todos
#: step gone
docker stop db
docker ps -a
#: again ENOTFOUND
docker logs todo
docker start db
#: again rope
curl http://localhost:3000/todos
#: step reminder
cd ~/reminder
cat > Dockerfile <<'EOF'
FROM node:slim
WORKDIR /srv/reminder
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
USER node
CMD ["node", "remind.js"]
EOF
docker build -q -t reminder .
docker run --name reminder --network chores -e DATABASE_URL=redis://db:6379 reminder
