# Two guest books that write into one volume.
# check: restored
# found: a volume of its own
# from: restore
docker run -d --name branch -p 8081:8000 -v book:/data guestbook
