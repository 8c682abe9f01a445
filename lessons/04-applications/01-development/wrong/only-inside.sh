# The server runs, and listens only inside its container.
# check: answers
# found: listens only inside
cd ~/hello-dock
cat > Dockerfile.dev <<'EOF'
FROM node:slim
USER node
WORKDIR /home/node/app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["npm", "run", "dev"]
EOF
docker build --file Dockerfile.dev -t hello-dock:dev .
#: until image
docker run -d --name hello-dock -p 5173:5173 hello-dock:dev
#: again use --host
docker logs hello-dock
