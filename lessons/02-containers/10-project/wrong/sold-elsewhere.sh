# A new container is not the one that is open.
# check: sold
# found: Sell them in the one that is open
docker rm -f boxoffice $(docker ps -q --filter publish=8081)
docker run -d --name boxoffice -p 8081:80 --env-file boxoffice/house.env -e SEATS=90 -v "$(pwd)/boxoffice:/boxoffice:ro" --memory 128m --cpus 0.5 --restart unless-stopped busybox /boxoffice/open.sh
#: until boxoffice
docker run -v "$(pwd)/boxoffice:/boxoffice:ro" busybox /boxoffice/sell.sh 3
