# The folder is called otherwise here, so the build fails and there is no image.
# check: board-image
# found: It is not here
cd ~/noticeboard
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
docker build -t noticeboard .
