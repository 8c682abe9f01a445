#: step closed
docker run -d --name hidden nginx
curl http://localhost:80
docker ps --filter name=hidden
#: step publish
docker run -d --name site -p 8080:80 nginx
curl http://localhost:8080
docker ps --filter name=site
docker restart site
docker port site
#: step conflict
docker run -d --name second -p 8080:80 nginx
docker run -d --name second -p 8081:80 nginx
docker rm second
docker run -d --name second -p 8081:80 nginx
docker ps
#: step several
docker run -d --name two-doors -p 9001:80 -p 9002:80 nginx
docker run -d --name anywhere -P nginx
docker port anywhere
#: step shop
docker rm -f tenant
docker run -d --name shop -p 3000:80 nginx
