# The container is back on its volume, and the stray one stays behind.
# check: stray
# found: `bok`
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
#: until kept
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v bok:/data guestbook
docker volume rm bok
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
