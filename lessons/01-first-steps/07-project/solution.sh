#: step look
cat handover.txt
docker ps -a
docker logs visitors
docker start -ai desk
cat /desk/hours.txt
exit
docker run --name sign busybox echo "Open from Thursday to Saturday, two to six"
#: step mend
docker logs catalogue
docker inspect --format '{{json .Config.Cmd}}' catalogue
docker rm catalogue
docker run -i --name catalogue debian sort < books.txt
cat stranger.sh
docker run -i --name stranger --network none busybox sh < stranger.sh
#: step monday
docker create -it --name monday busybox sh
docker rm -f chatter
docker ps -aq --filter ancestor=hello-world
docker rm $(docker ps -aq --filter ancestor=hello-world)
docker ps -a
