#: step found
docker ps
docker network ls
head lending/lending.py
curl http://localhost:8080
#: step house
docker network create house
docker network connect house register
docker network disconnect bridge register
docker network disconnect old-wing register
docker rm -f catalogue
docker run -d --name catalogue --network house -p 8080:8000 -e REGISTER=register -v ~/lending:/lending python:slim python /lending/lending.py
docker run -d --name desk --network house -e REGISTER=register -v ~/lending:/lending python:slim python /lending/lending.py desk
#: again Ladder: lent
curl http://localhost:8080
#: again Lent: Drill
docker run --rm --network house busybox wget -qO- --post-data Ada http://desk:8000/2
#: step hall
docker network create hall
docker network connect hall catalogue
docker network connect hall kiosk
docker network disconnect bridge kiosk
#: again Drill: lent
docker exec kiosk wget -qO- http://catalogue:8000
docker network inspect --format '{{(index .IPAM.Config 0).Subnet}}' hall
#: step order
docker run -d --name raffle --network none busybox sleep 30d
docker rm -f poster
docker network rm old-wing attic
docker network ls
