# Without USER it works, as root.
# check: image
# found: runs as root
cd ~/hello-dock
cat > Dockerfile.dev <<'EOF'
FROM node:slim
WORKDIR /home/node/app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["npm", "run", "dev"]
EOF
docker build --file Dockerfile.dev -t hello-dock:dev .
