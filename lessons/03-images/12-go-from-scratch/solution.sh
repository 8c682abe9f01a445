#: step big
cd ~/pier
cat > Dockerfile <<'EOF'
FROM golang
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/pier .
CMD ["pier"]
EOF
docker build -t pier:big .
docker run -d --name big -p 8080:8080 pier:big
#: again Seagull
curl localhost:8080
docker image ls pier
docker exec big ls -lh /usr/local/bin/pier
#: step alone
cd ~/pier
cat > Dockerfile <<'EOF'
FROM golang AS build
WORKDIR /src
COPY . .
RUN go build -o /pier .

FROM scratch
COPY --from=build /pier /pier
CMD ["/pier"]
EOF
docker build -t pier:broken .
docker run --rm pier:broken
docker exec big ldd /usr/local/bin/pier
cat > Dockerfile <<'EOF'
FROM golang AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /pier .

FROM scratch
COPY --from=build /pier /pier
CMD ["/pier"]
EOF
docker build -t pier:small .
docker run -d --name small -p 8081:8080 pier:small
#: again Seagull
curl localhost:8081
docker image ls pier
#: step inside
docker exec small sh
docker exec small ls /
docker logs small
docker export small | tar t
docker run --rm --network container:small busybox wget -qO- localhost:8080
#: step wind
cd ~/pier
docker run -d --name wind -p 8082:8080 --network harbour -e STATION=https://station pier:small
#: again unknown authority
curl localhost:8082
cat > Dockerfile <<'EOF'
FROM golang AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates
COPY harbour-office.crt /usr/local/share/ca-certificates/
RUN update-ca-certificates
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /pier .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /pier /pier
USER 65534
EXPOSE 8080
CMD ["/pier"]
EOF
docker build -t pier:wind .
docker rm -f wind
docker run -d --name wind -p 8082:8080 --network harbour -e STATION=https://station pier:wind
#: again Wind: light
curl localhost:8082
#: step lamp
cd ~/lamp
cat > Dockerfile <<'EOF'
FROM golang AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /lamp .

FROM scratch
COPY --from=build /lamp /lamp
COPY page.html /page.html
USER 65534
CMD ["/lamp"]
EOF
docker build -q -t lamp .
docker run -d --name lamp -p 9000:9000 lamp
#: again lit
curl localhost:9000
