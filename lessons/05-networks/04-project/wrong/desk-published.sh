# The desk can be reached by everyone who reaches the machine.
# check: desk
# found: everybody can read who has which tool
docker network create house
docker network connect house register
docker run -d --name desk --network house -p 8081:8000 -e REGISTER=register -v ~/lending:/lending python:slim python /lending/lending.py desk
#: again Mrs Ojo
curl http://localhost:8081
