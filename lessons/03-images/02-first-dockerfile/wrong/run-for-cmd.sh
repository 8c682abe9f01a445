# RUN cat prints while it is built; a container then runs what busybox runs by itself, a shell without input.
# check: postcard-sent
# found: has written nothing yet
cd ~/fortune-clock
printf 'FROM busybox\nCOPY postcard.txt /postcard.txt\nRUN cat /postcard.txt\n' > Dockerfile.postcard
docker build -t postcard -f Dockerfile.postcard .
docker run postcard
