docker run busybox ls /
ls /
echo -n harbour | docker run busybox base64
echo -n harbour | docker run -i busybox base64
echo -n harbour | docker run -i --rm busybox base64 | docker run -i --rm busybox base64 -d
docker run --rm busybox tty
docker run --rm -t busybox tty
docker run -it --name box busybox sh
hostname
ps
exit
docker run -it busybox bash
docker run -it --name deb debian bash
cat /etc/os-release
touch /my-work
exit
docker run -it debian bash
ls /my-work
exit
docker start -ai deb
ls /my-work
exit
docker run -i --name sorter debian sort < harbours.txt
