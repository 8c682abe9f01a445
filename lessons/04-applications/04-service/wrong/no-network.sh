# The right name, but not in the network where it is known.
# check: reminder
# found: in the network `chores`
cd ~/todo
cat > Dockerfile <<'EOF'
FROM node:slim
WORKDIR /srv/todo
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
USER node
CMD ["node", "server.js"]
EOF
docker build -q -t todo .
docker network create chores
docker run -d --name db --network chores redis
docker run -d --name todo --network chores -p 3000:3000 -e DATABASE_URL=redis://db:6379 --restart on-failure todo
#: until together
#: again buy rope
curl -L -d 'text=buy rope' http://localhost:3000/todos
#: until listed
cd ~/reminder
sed 's/todo/reminder/; s/server.js/remind.js/' ~/todo/Dockerfile > Dockerfile
docker build -q -t reminder .
docker run --name reminder -e DATABASE_URL=redis://db:6379 reminder
