#: step run
docker run -d --name web -v kept:/data busybox sh -c 'date > /data/at; sleep 100000'
#: step look
docker ps
