#: step exec
docker run -d --name keeper busybox sh -c 'echo "all quiet" > /tmp/report; sleep 3600'
docker exec keeper cat /tmp/report
docker exec keeper ps
#: step shell
docker exec -it keeper sh
echo open > /tmp/door
exit
docker ps
docker kill keeper
docker exec keeper cat /tmp/report
docker start keeper
docker exec keeper cat /tmp/report
#: step env
docker run --name greeter -e GREETING=hello busybox env
CITY=Bergen
docker run --name traveller -e CITY busybox sh -c 'echo "I am in $CITY"'
docker rm traveller
export CITY
docker run --name traveller -e CITY busybox sh -c 'echo "I am in $CITY"'
#: step env-file
printf 'SHOP=Fjord Books\nCURRENCY=NOK\n' > books.env
docker run --name priced --env-file books.env busybox env
#: step till
docker run -d --name till --env-file tea.env -e MODE=test busybox sleep 3600
docker exec till sh -c 'env > /tmp/settings'
