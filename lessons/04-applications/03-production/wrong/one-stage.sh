# It is built, but shipped together with everything that built it.
# check: image
# found: stands on node
cd ~/hello-dock
cat > Dockerfile <<'EOF'
FROM node:slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
CMD ["npx", "vite", "preview", "--host"]
EOF
docker build -q -t hello-dock:prod .
docker run -d --name hello-dock -p 8080:4173 hello-dock:prod
