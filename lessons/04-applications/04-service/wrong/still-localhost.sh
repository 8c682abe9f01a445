# One network, but nobody told the service.
# check: together
# found: still looks for its database at `localhost`
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
docker run --name todo --network chores -p 3000:3000 todo
