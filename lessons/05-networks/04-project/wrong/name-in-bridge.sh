# The catalogue asks by name, in the network that knows no names.
# check: catalogue
# found: nobody there knows the name
docker network create house
docker network connect house register
docker rm -f catalogue
docker run -d --name catalogue -p 8080:8000 -e REGISTER=register -v ~/lending:/lending python:slim python /lending/lending.py
#: again at register
curl http://localhost:8080
