#: step root
cd ~/kiosk
docker build -q -t kiosk:root .
docker run -d --name kiosk kiosk:root
docker logs kiosk
docker exec kiosk id
docker run --rm -v ~/kiosk:/k kiosk:root touch /k/hello
ls -l
rm -f hello
docker rm -f kiosk
#: step user
cd ~/kiosk
cat > Dockerfile <<'END'
FROM busybox
ENV TOWN=Bergen VERSION=1.4
WORKDIR /site
COPY start.sh .
USER www-data
CMD ["./start.sh"]
END
docker build -q -t kiosk:user .
docker run -d --name kiosk kiosk:user
docker logs kiosk
docker run --rm kiosk:user ls -la
docker rm -f kiosk
cat > Dockerfile <<'END'
FROM busybox
ENV TOWN=Bergen VERSION=1.4
WORKDIR /site
RUN chown www-data .
COPY --chown=www-data start.sh .
USER www-data
CMD ["./start.sh"]
END
docker build -q -t kiosk:user .
docker run -d --name kiosk -p 8080:8080 kiosk:user
docker exec kiosk ls -l
curl localhost:8080
docker exec kiosk touch /bin/evil
#: step labels
cd ~/kiosk
cat > Dockerfile <<'END'
FROM busybox
LABEL team=harbour org.opencontainers.image.description="Welcomes visitors"
ENV TOWN=Bergen VERSION=1.4
WORKDIR /site
RUN chown www-data .
COPY --chown=www-data start.sh .
USER www-data
CMD ["./start.sh"]
END
docker build -q -t kiosk:labelled .
docker run -d --name north --label shift=day kiosk:labelled
docker run -d --name south --label shift=night kiosk:labelled
docker ps --filter label=team=harbour
docker ps --filter label=shift=night
docker image ls --filter label=team
docker rm -f $(docker ps -q --filter label=shift=day)
#: step diary
mkdir ~/diary
cd ~/diary
cat > Dockerfile <<'END'
FROM busybox
LABEL team=archive
WORKDIR /diary
RUN chown nobody .
USER nobody
CMD ["sh", "-c", "date >> /diary/diary.txt"]
END
docker build -q -t diary .
docker run --name diary diary
docker ps -a -f label=team=archive
