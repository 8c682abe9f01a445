# Replaced, and nothing mounted.
# check: kept
# found: has nothing mounted
docker run -d --name guestbook -p 8080:8000 guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
docker stop guestbook
docker start guestbook
#: again Ada was here
curl http://localhost:8080
#: until written
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 guestbook
#: until lost
curl -d "Grace was here, too" http://localhost:8080
