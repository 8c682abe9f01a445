# With --all the guest book's volume goes, too.
# check: nameless
# found: with all its entries
# from: nameless
docker rm -f guestbook
docker run -d --name cache redis
docker rm -f cache
docker volume prune --all -f
