# check: image
# found: runs as root
cd ~/todo
cat > Dockerfile <<'EOF'
FROM node:slim
WORKDIR /srv/todo
COPY . .
RUN npm ci
CMD ["node", "server.js"]
EOF
docker build -q -t todo .
