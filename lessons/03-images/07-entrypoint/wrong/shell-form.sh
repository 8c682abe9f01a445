# The shell form swallows what is given.
# check: rmbyext-image
# found: The entry point is in the shell form
cd ~/rmbyext
printf 'FROM busybox\nCOPY rmbyext.sh /usr/local/bin/rmbyext\nWORKDIR /zone\nENTRYPOINT rmbyext\n' > Dockerfile
docker build -t rmbyext .
