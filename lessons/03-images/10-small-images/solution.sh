#: step bases
docker image ls
docker run --rm busybox apt-get --version
cd ~/brochure
printf 'FROM scratch\nCOPY brochure.md /\n' > Dockerfile.nothing
docker build -q -f Dockerfile.nothing -t nothing .
docker image ls nothing
docker run --rm nothing cat /brochure.md
#: step layers
cd ~/brochure
cat > Dockerfile <<'END'
FROM debian
RUN apt-get update
RUN apt-get install -y --no-install-recommends cmark
COPY brochure.md /brochure.md
RUN cmark /brochure.md > /index.html
RUN apt-get purge -y --autoremove cmark
RUN rm -rf /var/lib/apt/lists/*
CMD ["cat", "/index.html"]
END
docker build -q -t brochure:naive .
docker history brochure:naive
cat > Dockerfile <<'END'
FROM debian
COPY brochure.md /brochure.md
RUN apt-get update \
 && apt-get install -y --no-install-recommends cmark \
 && cmark /brochure.md > /index.html \
 && apt-get purge -y --autoremove cmark \
 && rm -rf /var/lib/apt/lists/*
CMD ["cat", "/index.html"]
END
docker build -q -t brochure:one .
docker image ls brochure
docker run --rm brochure:one
#: step squash
docker create --name flat brochure:naive
docker export flat | docker import - brochure:flat
docker image ls brochure
docker history brochure:flat
docker run --rm brochure:flat
docker run --rm brochure:flat cat /index.html
#: step stages
cd ~/brochure
cat > Dockerfile <<'END'
FROM debian AS build
RUN apt-get update && apt-get install -y --no-install-recommends cmark
COPY brochure.md /brochure.md
RUN cmark /brochure.md > /index.html

FROM busybox
COPY --from=build /index.html /site/index.html
CMD ["cat", "/site/index.html"]
END
docker build -t brochure:staged .
docker run --rm brochure:staged
docker image ls brochure
#: step menu
cd ~/menu
cat > Dockerfile <<'END'
FROM debian AS kitchen
RUN apt-get update && apt-get install -y --no-install-recommends cmark
COPY menu.md /
RUN cmark /menu.md > /menu.html

FROM busybox
COPY --from=kitchen /menu.html /site/index.html
CMD ["httpd", "-f", "-p", "80", "-h", "/site"]
END
docker build -t menu .
docker run -d --name menu -p 8080:80 menu
curl localhost:8080
