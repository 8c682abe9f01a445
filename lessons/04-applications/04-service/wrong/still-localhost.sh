# One network, but nobody told the service.
# check: together
# found: still looks for its database at `localhost`
# from: database
docker network create chores
docker run -d --name db --network chores redis
docker rm todo
docker run --name todo --network chores -p 3000:3000 todo
