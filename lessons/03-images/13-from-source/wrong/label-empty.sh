# The second stage doesn't know VERSION. (Nothing is compiled here.)
# check: small
# found: it needs a line ARG VERSION of its own
mkdir -p ~/forge && cd ~/forge
printf 'FROM debian AS build\nARG VERSION=1.26.3\nRUN install -D /bin/true /opt/nginx/sbin/nginx\nFROM debian\nLABEL nginx=${VERSION}\nCOPY --from=build /opt/nginx /opt/nginx\n' > Dockerfile
docker build -t forge:small .
