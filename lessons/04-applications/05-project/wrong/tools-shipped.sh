# One stage for everything.
# check: image
# found: Vite is in lunch:1
cd ~/lunch
printf 'FROM node:slim\nWORKDIR /srv/lunch\nCOPY . .\nRUN npm ci\nRUN npm run build\nUSER node\nCMD ["node", "server/server.js"]\n' > Dockerfile
docker build -q -t lunch:1 .
