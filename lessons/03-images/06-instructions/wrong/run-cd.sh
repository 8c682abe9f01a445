# cd in a RUN lasts for that line.
# check: workdir
# found: RUN cd … lasts for one line only
cd ~/kiosk
printf 'FROM busybox\nRUN mkdir /site\nRUN cd /site\nCOPY start.sh .\n' > Dockerfile
docker build -t kiosk:2 .
