# A new container has none of the old one's files.
# check: sign
# found: looked for the file in itself
docker run --name sign busybox cat /desk/hours.txt
