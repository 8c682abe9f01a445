#: step cmd
printf 'FROM busybox\nCMD ["echo", "Hello", "world"]\n' | docker build -q -t hello-cmd -
docker run --rm hello-cmd
docker run --rm hello-cmd Ada
#: step entrypoint
printf 'FROM busybox\nENTRYPOINT ["echo", "Hello"]\n' | docker build -q -t hello-entry -
docker run --rm hello-entry Ada
docker run --rm hello-entry
#: step both
printf 'FROM busybox\nENTRYPOINT ["echo", "Hello"]\nCMD ["world"]\n' | docker build -q -t hello-both -
docker run --rm hello-both
docker run --name ada hello-both Ada
docker run --rm hello-both date
docker run --name clock --entrypoint date hello-both
#: step lost
printf 'FROM busybox\nENTRYPOINT echo Hello\nCMD ["world"]\n' | docker build -q -t hello-lost -
docker run --rm hello-lost Ada
#: step rmbyext
cat ~/rmbyext/rmbyext.sh
find ~/attic -type f
cd ~/rmbyext
cat > Dockerfile <<'END'
FROM busybox
COPY rmbyext.sh /usr/local/bin/rmbyext
WORKDIR /zone
ENTRYPOINT ["rmbyext"]
END
docker build -t rmbyext .
docker run --rm -v ~/attic:/zone rmbyext log
