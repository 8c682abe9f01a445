#: step look
cd ~/hello-dock
ls
cat package.json
npm run dev
#: step file
cd ~/hello-dock
cat > Dockerfile.dev <<'EOF'
FROM node:slim
WORKDIR /home/node/app
USER node
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["npm", "run", "dev"]
EOF
docker build -t hello-dock:dev .
docker build --file Dockerfile.dev -t hello-dock:dev .
#: step user
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
docker run --rm hello-dock:dev ls -l
#: step reach
cd ~/hello-dock
docker run -d --name hello-dock -p 5173:5173 hello-dock:dev
curl http://localhost:5173
#: again Local
docker logs hello-dock
cat > Dockerfile.dev <<'EOF'
FROM node:slim
USER node
WORKDIR /home/node/app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
EXPOSE 5173
CMD ["npm", "run", "dev", "--", "--host"]
EOF
docker build -q --file Dockerfile.dev -t hello-dock:dev .
docker rm -f hello-dock
docker run -d --name hello-dock -p 5173:5173 hello-dock:dev
#: again <title>
curl http://localhost:5173
#: step tests
cd ~/hello-dock
cat > Dockerfile.test <<'EOF'
FROM node:slim
USER node
WORKDIR /home/node/app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["npm", "test"]
EOF
docker build -q --file Dockerfile.test -t hello-dock:test .
docker run --name tests hello-dock:test
