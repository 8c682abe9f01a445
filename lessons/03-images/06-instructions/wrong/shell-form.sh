# Without brackets it is the shell form.
# check: ferry-image
# found: /bin/sh
mkdir ~/ferry
cd ~/ferry
echo 'Bergen 8:00' > times.txt
printf 'FROM busybox\nARG ROUTE\nENV ROUTE=$ROUTE\nLABEL line=coast\nWORKDIR /ferry\nCOPY times.txt .\nEXPOSE 9000\nCMD httpd -f -p 9000\n' > Dockerfile
docker build --build-arg ROUTE=north -t ferry .
