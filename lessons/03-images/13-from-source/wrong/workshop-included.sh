# One stage: the source stays in the image. (Nothing is compiled here.)
# check: small
# found: It is still there
mkdir -p ~/forge && cd ~/forge
printf 'FROM debian\nRUN echo make install; head -c 9M /dev/zero > /big\n' | docker build -t forge:big -
printf 'FROM debian\nARG VERSION=1.26.3\nADD http://packages.slipway/debian/pool/main/n/nginx/nginx_${VERSION}.orig.tar.gz /src/\nRUN install -D /bin/true /opt/nginx/sbin/nginx\nLABEL nginx=${VERSION}\n' > Dockerfile
docker build -t forge:small .
