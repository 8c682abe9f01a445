# There are two containers, but each still does both.
# check: apart
# found: It is so: A container named `level`
cd ~/tides
printf 'FROM busybox\nWORKDIR /www\nCOPY level.sh both.sh /tides/\nCMD ["/tides/both.sh"]\n' > Dockerfile
docker build -q -t tides:both .
docker run -d --name level --init --restart always -v tides:/www tides:both
docker run -d --name page --init --restart always -v tides:/www:ro -p 8081:80 tides:both httpd -f -p 80 -h /www
