# Everything that runs, the clock too.
# check: crew-stopped
# found: clock-2
docker run -d --name clock-1 busybox sh -c 'while true; do date; sleep 2; done'
docker run -d --name clock-2 debian sh -c 'while true; do date +"%A, %-d %B, %H:%M:%S"; sleep 2; done'
for n in 1 2 3; do docker run -d --name rower-$n busybox sleep 3600; done
#: until crew
docker stop -t 1 $(docker ps -q)
