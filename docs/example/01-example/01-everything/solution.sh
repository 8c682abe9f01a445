#: step serve
docker network create pier
docker run -d --name ferry --network pier -p 8080:80 -v ./ferry:/usr/share/nginx/html:ro -v news:/news nginx
#: again Ferries today
curl http://localhost:8080
#: step inside
docker exec -it ferry sh
echo "The ferry of 18:00 is late" > /news/today.txt
exit
#: expect GET /
docker logs -f ferry
#: key ctrl-c
#: step build
cat > ferry/Dockerfile <<'END'
FROM nginx
COPY index.html /usr/share/nginx/html/
END
docker build -t ferry:1 ferry
#: copy id sha256:
docker images --no-trunc -q ferry:1
docker tag @{id} ferry:tonight
docker run --name greeting hello-world
#: until greeted
docker rm greeting
#: step compose
cat > ferry/compose.yaml <<'END'
services:
  web:
    image: ferry:1
    ports:
      - "8081:80"
END
docker compose --project-directory ferry up -d
#: pause 100
docker compose ls
