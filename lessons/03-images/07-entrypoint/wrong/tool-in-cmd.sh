# CMD is replaced by the extension.
# check: rmbyext-image
# found: a tool belongs in ENTRYPOINT
cd ~/rmbyext
printf 'FROM busybox\nCOPY rmbyext.sh /usr/local/bin/rmbyext\nWORKDIR /zone\nCMD ["rmbyext"]\n' > Dockerfile
docker build -t rmbyext .
docker run --rm -v ~/attic:/zone rmbyext log
