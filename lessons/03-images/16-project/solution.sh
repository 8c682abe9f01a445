#: step page
cat timetable/Dockerfile
ls -A timetable
docker image ls
cd ~/timetable
printf '.env\ndrafts\n.dockerignore\nDockerfile\n' > .dockerignore
cat > Dockerfile <<'END'
FROM python:slim AS pages
WORKDIR /work
COPY . .
RUN python -m unittest
RUN python make_page.py timetable.csv > index.html

FROM busybox
ARG VERSION=0
ENV VERSION=$VERSION
LABEL line=night
COPY --from=pages /work/index.html /www/
USER www-data
EXPOSE 8080
CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
END
docker build --build-arg VERSION=1.0 -t timetable:1.0 .
#: step newer
cd ~/timetable
sed -i 's/0:10/0:10 1:10/' timetable.csv
docker build --build-arg VERSION=1.1 -t timetable:1.1 -t timetable .
docker rm -f timetable
docker run -d --name timetable -p 8080:8080 timetable:1.1
#: again 1:10
curl http://localhost:8080
cd ~
source registry-account
echo $PASSWORD | docker login $REGISTRY --username $NAME --password-stdin
docker tag timetable:1.1 $REGISTRY/$NAME/timetable:1.1
docker push $REGISTRY/$NAME/timetable:1.1
#: step tool
cd ~/buses
cat > Dockerfile <<'END'
FROM busybox
WORKDIR /buses
COPY stops.txt .
COPY buses.sh /usr/local/bin/buses
ENTRYPOINT ["buses"]
CMD ["Harbour"]
END
#: again All tests hold
docker run --rm -v "$(pwd):/b" -w /b busybox ./test.sh
docker build -q -t buses .
docker run buses
docker run buses Mill
docker rmi timetable:old
docker image prune -f
docker image ls -a
