# With a slash it is a folder.
# check: kept
# found: A folder of yours is mounted
docker run -d --name guestbook -p 8080:8000 -v ./book:/data guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v ./book:/data guestbook
