# Two guest books that write into one volume.
# check: restored
# found: a volume of its own
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
mkdir backup
docker run --rm -v book:/from:ro -v ./backup:/to busybox tar czf /to/book.tgz -C /from .
#: until saved
docker run -d --name branch -p 8081:8000 -v book:/data guestbook
