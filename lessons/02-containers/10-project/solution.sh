#: step pages
ls *
docker ps -a
curl http://localhost:8080/tonight.html
docker diff site
docker cp site:/usr/share/nginx/html/tonight.html programme
docker rm -f site
docker run -d --name site -p 8080:80 -v "$(pwd)/programme:/usr/share/nginx/html:ro" nginx
docker run --rm -v "$(pwd)/programme/posters:/zone" rmbyext tmp bak
ls programme/posters
#: step tickets
docker logs boxoffice
docker inspect --format '{{.State.OOMKilled}} {{.HostConfig.Memory}} {{json .Mounts}} {{json .Config.Cmd}}' boxoffice
docker rm boxoffice
docker rm -f $(docker ps -q --filter publish=8081)
#: again All tests hold
docker run --rm -v "$(pwd)/boxoffice:/boxoffice:ro" busybox /boxoffice/test.sh
docker run -d --name boxoffice -p 8081:80 --env-file boxoffice/house.env -e SEATS=90 -v "$(pwd)/boxoffice:/boxoffice:ro" --memory 128m --cpus 0.5 --restart unless-stopped busybox /boxoffice/open.sh
#: again Seats left
curl http://localhost:8081
docker exec boxoffice /boxoffice/sell.sh 3
#: step night
docker stop till
docker logs till
docker rm -f $(docker ps -aq --filter label=for=rehearsal)
docker ps -a
