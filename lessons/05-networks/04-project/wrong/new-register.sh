# A new register in the right place, without the loans.
# check: register
# found: a new one knows nothing of the loans
docker network create house
docker rm -f register
docker run -d --name register --network house redis
