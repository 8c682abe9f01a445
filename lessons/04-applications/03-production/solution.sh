#: step why
cd ~/hello-dock
docker image ls hello-dock
docker run --rm hello-dock:dev npm run build
#: step sources
cd ~/hello-dock
cat > Dockerfile <<'EOF'
FROM nginx
COPY . /usr/share/nginx/html
EOF
docker build -q -t hello-dock:sources .
docker run -d --name sources -p 8081:80 hello-dock:sources
#: again private
curl http://localhost:8081/package.json
#: step stages
cd ~/hello-dock
cat > Dockerfile <<'EOF'
FROM node:slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx
COPY --from=build /app/dist /usr/share/nginx/html
EOF
docker build -t hello-dock:prod .
docker run -d --name hello-dock -p 8080:80 hello-dock:prod
#: again <title>
curl http://localhost:8080
docker image ls hello-dock
docker run --rm hello-dock:prod ls -R /usr/share/nginx/html
docker run --rm hello-dock:prod node --version
#: step broken
cd ~/hello-dock
cat > Dockerfile <<'EOF'
FROM node:slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm test
RUN npm run build

FROM nginx
COPY --from=build /app/dist /usr/share/nginx/html
EOF
sed -i 's/One boat is in/1 boats are in/' src/harbour.js
docker build -t hello-dock:prod .
docker image ls hello-dock
sed -i 's/1 boats are in/One boat is in/' src/harbour.js
docker build -q -t hello-dock:prod .
#: step noticeboard
cd ~/noticeboard
cat > Dockerfile <<'EOF'
FROM node:slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx
COPY --from=build /app/finished /usr/share/nginx/html
EOF
docker build -q -t noticeboard .
docker run -d --name noticeboard -p 8090:80 noticeboard
