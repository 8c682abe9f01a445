# Without -v the tool sees an empty folder.
# check: rmbyext-used
# found: It is still there
cd ~/rmbyext
printf 'FROM busybox\nCOPY rmbyext.sh /usr/local/bin/rmbyext\nWORKDIR /zone\nENTRYPOINT ["rmbyext"]\n' > Dockerfile
docker build -t rmbyext .
docker run --rm rmbyext log
