#: step own-command
docker run busybox ls /
ls /
#: step input
echo -n harbour | docker run busybox base64
echo -n harbour | docker run -i busybox base64
echo -n harbour | docker run -i --rm busybox base64 | docker run -i --rm busybox base64 -d
#: step prompt
docker run --rm busybox tty
docker run --rm -t busybox tty
docker run -it --name box busybox sh
hostname
ps
exit
#: step debian
docker run -it busybox bash
docker run -it --name deb debian bash
cat /etc/os-release
exit
#: step lost-file
# Whoever jumps here is at the machine's own prompt.
docker start -ai deb
touch /my-work
exit
docker run -it debian bash
ls /my-work
exit
docker start -ai deb
ls /my-work
exit
#: step sorter
docker run -i --name sorter debian sort < harbours.txt
