#: step make
docker volume create book
docker volume ls
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
#: again Thank you
curl -d "Ada was here" http://localhost:8080
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
#: again Ada was here
curl http://localhost:8080
#: until kept
#: step look
docker volume inspect book
docker run --rm -v book:/data:ro busybox ls -l /data
docker run --rm -v book:/data:ro busybox cat /data/entries.txt
#: step typo
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 -v bok:/data guestbook
#: again Nobody
curl http://localhost:8080
docker volume ls
docker volume rm bok
docker rm -f guestbook
docker volume rm bok
docker run -d --name guestbook -p 8080:8000 -v book:/data guestbook
#: step nameless
docker run -d --name cache redis
docker volume ls
docker inspect --format '{{json .Mounts}}' cache
docker rm -f cache
docker volume ls
docker volume prune -f
docker volume ls
#: step backup
mkdir backup
docker stop guestbook
docker run --rm -v book:/from:ro -v ./backup:/to busybox tar czf /to/book.tgz -C /from .
docker start guestbook
tar tzf backup/book.tgz
#: step restore
docker run --rm -v ./backup:/from:ro -v branch:/to busybox tar xzf /from/book.tgz -C /to
docker run -d --name branch -p 8081:8000 -v branch:/data guestbook
#: again Ada was here
curl http://localhost:8081
