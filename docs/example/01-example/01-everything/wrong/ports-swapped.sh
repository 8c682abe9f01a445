# A comment says what goes wrong, for whoever reads this next.
# check: serves
# found: the wrong way round
docker run -d --name ferry -p 80:8080 nginx
