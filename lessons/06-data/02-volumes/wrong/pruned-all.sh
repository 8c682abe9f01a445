# With --all the guest book's volume goes, too.
# check: nameless
# found: with all its entries
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
docker rm -f guestbook
docker run -d --name cache redis
docker rm -f cache
docker volume prune --all -f
