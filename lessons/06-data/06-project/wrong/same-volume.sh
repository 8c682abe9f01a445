# Both classes write into one volume.
# check: copy
# found: Each needs its own
docker run -d --name diary-4a -p 8081:8000 -v weather:/data diary
