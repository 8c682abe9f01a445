#: step fetch
mkdir -p ~/forge
cd ~/forge
cat > Dockerfile <<'EOF'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
WORKDIR /src
ADD http://packages.slipway/debian/pool/main/n/nginx/nginx_1.26.3.orig.tar.gz .
RUN cd nginx-1.26.3 && ./configure
EOF
docker build -t forge:big .
curl -s http://packages.slipway/debian/pool/main/n/nginx/nginx_1.26.3.orig.tar.gz | sha256sum
cat > Dockerfile.wrong <<'EOF'
FROM debian
ADD --checksum=sha256:00000b237744036e61d24b836668aad3040dda461fe6f570f1787eab570c75aa \
    http://packages.slipway/debian/pool/main/n/nginx/nginx_1.26.3.orig.tar.gz .
EOF
docker build -f Dockerfile.wrong .
#: step compile
cd ~/forge
cat > Dockerfile <<'EOF'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
WORKDIR /src
ARG VERSION=1.26.3
ADD --checksum=sha256:69ee2b237744036e61d24b836668aad3040dda461fe6f570f1787eab570c75aa \
    http://packages.slipway/debian/pool/main/n/nginx/nginx_${VERSION}.orig.tar.gz nginx.tar.gz
RUN tar -xf nginx.tar.gz --strip-components=1
RUN ./configure --prefix=/opt/nginx --with-cc-opt='-O0 -g0' \
      --http-log-path=/dev/stdout --error-log-path=/dev/stderr \
      $(./configure --help | grep -o -e '--without-http_[a-z_]*_module')
EOF
docker build --progress=plain -t forge:big . 2>&1 | tail -24
cat >> Dockerfile <<'EOF'
RUN make -j2 && make install
EXPOSE 80
CMD ["/opt/nginx/sbin/nginx", "-g", "daemon off;"]
EOF
docker build -t forge:big .
docker run -d --name big -p 8080:80 forge:big
#: again 200 OK
curl -sI localhost:8080
docker image ls forge
#: step small
cd ~/forge
sed -i -e 's/^FROM debian$/FROM debian AS build/' -e '/^EXPOSE/,$d' Dockerfile
cat >> Dockerfile <<'EOF'

FROM debian
LABEL nginx=${VERSION}
COPY --from=build /opt/nginx /opt/nginx
EXPOSE 80
CMD ["/opt/nginx/sbin/nginx", "-g", "daemon off;"]
EOF
docker build -t forge:small .
docker image ls forge
docker image inspect --format '{{json .Config.Labels}}' forge:small
sed -i -e 's/^ARG VERSION=.*/ARG VERSION/' -e 's/^LABEL/ARG VERSION\nLABEL/' -e '1i ARG VERSION=1.26.3\n' Dockerfile
cat Dockerfile
docker build -t forge:small .
docker image inspect --format '{{json .Config.Labels}}' forge:small
#: step figlet
mkdir -p ~/letters
cd ~/letters
curl -s http://packages.slipway/debian/pool/main/f/figlet/figlet_2.2.5.orig.tar.gz | sha256sum
cat > Dockerfile <<'EOF'
FROM debian AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make
WORKDIR /src
ARG VERSION
ADD --checksum=sha256:bf88c40fd0f077dab2712f54f8d39ac952e4e9f2e1882f1195be9e5e4257417d \
    http://packages.slipway/debian/pool/main/f/figlet/figlet_${VERSION}.orig.tar.gz figlet.tar.gz
RUN tar -xf figlet.tar.gz --strip-components=1
RUN make install prefix=/opt/figlet

FROM debian
ARG VERSION
LABEL figlet=${VERSION}
COPY --from=build /opt/figlet /opt/figlet
ENTRYPOINT ["/opt/figlet/bin/figlet"]
EOF
docker build --build-arg VERSION=2.2.5 -t figlet .
docker run --name ahoy figlet Ahoy
