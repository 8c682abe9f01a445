# One mount, and it hides the packages.
# check: live
# found: hides the packages of the image
cd ~/lunch
printf 'FROM node:slim\nUSER node\nWORKDIR /home/node/app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["npm", "run", "dev", "--", "--host"]\n' > Dockerfile.dev
docker build -q -f Dockerfile.dev -t lunch:dev .
docker run --name lunch-dev -p 5173:5173 -v "$(pwd):/home/node/app" lunch:dev
