# Locked, and nothing given back.
# check: locked
# found: somewhere where it may not
docker cp diary:/data rescued
docker run --rm -v ./rescued:/from:ro -v weather:/to busybox cp /from/diary.txt /to/
docker rm -f diary
docker run -d --name diary -p 8080:8000 --read-only -v weather:/data diary
