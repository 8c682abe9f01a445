# It is simpler with the usual name, but that one is needed for another image.
# check: image
# found: kept for another image
cd ~/hello-dock
cat > Dockerfile <<'EOF'
FROM node:slim
USER node
WORKDIR /home/node/app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["npm", "run", "dev"]
EOF
docker build -t hello-dock:dev .
