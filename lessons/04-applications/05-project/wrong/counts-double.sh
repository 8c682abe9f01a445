# The tests run, and nobody reads them.
# check: tested
# found: A test fails.
cd ~/lunch
printf 'FROM node:slim\nUSER node\nWORKDIR /home/node/app\nCOPY . .\n' > Dockerfile.dev
docker build -q -f Dockerfile.dev -t lunch:dev .
docker run --name tests lunch:dev npm test
