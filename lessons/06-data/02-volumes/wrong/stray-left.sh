# The container is back on its volume, and the stray one stays behind.
# check: stray
# found: `bok`
# from: typo
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v bok:/data guestbook
docker volume rm bok
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
