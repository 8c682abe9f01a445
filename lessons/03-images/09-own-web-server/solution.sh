#: step copy
cat > ~/site/Dockerfile <<'END'
FROM nginx
COPY index.html /usr/share/nginx/html/index.html
END
cd ~/site
docker build -t lighthouse .
docker run -d --name lighthouse -p 8080:80 lighthouse
curl localhost:8080
docker image inspect --format '{{json .Config.Cmd}} {{json .Config.ExposedPorts}}' lighthouse
#: step update
cd ~/site
sed -i 's/ten to four/nine to five/' index.html
curl localhost:8080
docker build -t lighthouse .
docker rm -f lighthouse
docker run -d --name lighthouse -p 8080:80 lighthouse
curl localhost:8080
#: step own
mkdir ~/my-nginx
cd ~/my-nginx
cat > Dockerfile <<'END'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
EXPOSE 80
CMD ["nginx"]
END
docker build -t my-nginx .
docker run -d --name mine -p 8081:80 my-nginx
sleep 2; docker ps -a --filter name=mine
docker logs mine
cat > Dockerfile <<'END'
FROM debian
RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*
EXPOSE 80
CMD ["nginx", "-g", "daemon off;"]
END
docker rm mine
docker build -t my-nginx .
docker run -d --name mine -p 8081:80 my-nginx
curl -s localhost:8081 | head -4
#: step tower
cd ~/site
docker exec mine grep root /etc/nginx/sites-enabled/default
cat > Dockerfile.tower <<'END'
FROM my-nginx
COPY index.html /var/www/html/index.html
END
docker build -t tower -f Dockerfile.tower .
docker run -d --name tower -p 8082:80 tower
curl -s localhost:8082
