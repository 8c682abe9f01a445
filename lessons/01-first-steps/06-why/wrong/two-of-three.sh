# check: three-of-them
# found: was made from the image `busybox`, not `debian`
docker run -d --name system-1 debian sleep 3600
docker run -d --name system-2 busybox sleep 3600
