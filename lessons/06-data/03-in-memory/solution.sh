#: step disk
docker run -d --name desk busybox sleep 1d
docker exec desk sh -c 'echo swordfish > /password'
docker stop -t 1 desk
docker cp desk:/password found.txt
cat found.txt
#: step memory
docker run -d --name safe --tmpfs /secret busybox sleep 1d
docker exec safe sh -c 'echo swordfish > /secret/password'
docker exec safe cat /secret/password
docker exec safe df -h /secret
docker diff safe
docker cp safe:/secret/password found-too.txt
docker restart -t 1 safe
docker exec safe ls -A /secret
#: step size
docker run --name tight --tmpfs /scratch:size=2m busybox dd if=/dev/zero of=/scratch/big bs=1M count=5
#: step locked
docker run --rm --read-only busybox touch /tmp/note
docker run --rm --read-only --tmpfs /tmp busybox touch /tmp/note
#: step vault
docker run -d --name vault -p 8080:80 --read-only --tmpfs /var/cache/nginx --tmpfs /run nginx
